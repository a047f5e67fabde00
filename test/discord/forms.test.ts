/** Forms on Discord: a modal for a command or a button, a card with a button where none can be opened. */
import { expect, test } from 'vitest'
import { withForm } from '../forms.ts'
import { run } from './app.ts'

const scene = () => run({ through: withForm })

test('a form opens as a modal, and its answer is for who sent it alone', async () => {
  const { alice, general } = await scene()
  const asked = alice.asks(general, 'form please')
  const form = await alice.form(asked)
  expect(form.title).toBe('A concept a day')
  alice.fills(asked, { Time: '10:30', 'What about': 'Networking' })
  const [answer] = await alice.sees(general)
  expect(answer?.text).toContain('Filled in: {"time":"10:30","about":"networking","days":""}')
  expect(answer?.private).toBe(true)
})

test('a mistake brings a card that says so, and a button that opens the form as it was filled in', async () => {
  const { alice, general } = await scene()
  const asked = alice.asks(general, 'form please')
  await alice.form(asked)
  alice.fills(asked, { Time: 'nine', 'What about': 'Networking' })
  const [card] = await alice.sees(general)
  expect(card?.text).toContain('Write a time such as 09:00')
  if (card === undefined) throw new Error('no card')
  const again = alice.presses(card, 'Mend it')
  const form = await alice.form(again)
  expect(JSON.stringify(form.components)).toContain('"description":"Write a time such as 09:00"')
  expect(JSON.stringify(form.components)).toContain('"value":"nine"')
  alice.fills(again, { Time: '10:30' })
  const [, answer] = await alice.sees(general, 2)
  expect(answer?.text).toContain('Filled in: {"time":"10:30"')
})

test('a form that was asked for by a mention waits behind a button', async () => {
  const { alice, general, me } = await scene()
  alice.says(general, `${me} form please`)
  const [card] = await alice.sees(general)
  if (card === undefined) throw new Error('no card')
  expect((await alice.form(alice.presses(card, 'Fill it in'))).title).toBe('A concept a day')
})

test('a command with a placeholder is filled in by a modal, for who pressed alone', async () => {
  const { alice, bob, general } = await run()
  alice.asks(general, 'nodeport')
  const [card] = await alice.sees(general)
  if (card === undefined) throw new Error('no card')
  const pressed = bob.presses(card, 'Show the port of a Service')
  expect((await bob.form(pressed)).title).toBe('Fill in the command')
  bob.fills(pressed, { SERVICE: 'web' })
  const [, filled] = await bob.sees(general, 2)
  expect(filled?.text).toContain('kubectl get service web')
  expect(filled?.private).toBe(true)
})
