/** Forms on Slack: a modal that opens, stays open while something is wrong, and is answered where it came from. */
import { describe, expect, test, vi } from 'vitest'
import { withForm } from '../forms.ts'
import { modalOf } from './people.ts'
import { MODES, scene } from './scene.ts'
import { BOT } from './world.ts'

const FILLED = 'Filled in: {"time":"10:30","about":"networking","days":""}'

describe.each(MODES)('a form on Slack (%s)', mode => {
  const opened = async () => {
    const app = await scene(mode, { through: withForm })
    await app.ann.command('C1', 'form please')
    await vi.waitUntil(() => app.slack.world.views.size === 1)
    return app
  }

  test('opens as a modal, and its answer comes privately to where it was asked for', async () => {
    const { slack, ann, bob, answer } = await opened()
    const view = modalOf(slack)
    expect(view).toMatchObject({ type: 'modal', title: { text: 'A concept a day' } })
    expect(view.shown).toContain('I post one here each day.')
    const { ok, ms } = await ann.submit(view, { Time: '10:30', 'What about': 'Networking' })
    expect({ ok, quick: ms < 3000 }).toEqual({ ok: true, quick: true })
    expect((await answer(ann, 'C1')).shown).toContain(FILLED)
    expect(bob.sees('C1')).toEqual([])
    expect(slack.world.views.size).toBe(0)
  })

  test('stays open and says at the field what is wrong', async () => {
    const { slack, ann, answer } = await opened()
    const { payload } = await ann.submit(modalOf(slack), { Time: 'nine' })
    expect(payload).toEqual({ response_action: 'errors', errors: { time: 'Write a time such as 09:00' } })
    await ann.submit(modalOf(slack), { Time: '10:30', 'What about': 'Networking' })
    expect((await answer(ann, 'C1')).shown).toContain(FILLED)
  })

  test('that was asked for by a mention waits behind a button', async () => {
    const { slack, ann, answer } = await scene(mode, { through: withForm })
    await ann.say('C1', `<@${BOT.user}> form please`)
    await ann.press(await answer(ann, 'C1'), 'Fill it in', 'C1')
    await vi.waitUntil(() => slack.world.views.size === 1)
    expect(modalOf(slack)).toMatchObject({ type: 'modal', title: { text: 'A concept a day' } })
  })
})

describe.each(MODES)('a command with a placeholder on Slack (%s)', mode => {
  test('is filled in by a modal, which objects to what cannot stand there', async () => {
    const { slack, ann, bob, answer } = await scene(mode)
    await ann.command('C1', 'nodeport')
    await ann.press(await answer(ann, 'C1'), 'Show the port of a Service', 'C1')
    await vi.waitUntil(() => slack.world.views.size === 1)
    expect(modalOf(slack)).toMatchObject({ title: { text: 'Fill in the command' } })
    const { payload } = await ann.submit(modalOf(slack), { SERVICE: 'My Service' })
    expect(JSON.stringify(payload)).toContain('must be lower-case')
    await ann.submit(modalOf(slack), { SERVICE: 'web' })
    await vi.waitFor(() => expect(JSON.stringify(ann.sees('C1'))).toContain('kubectl get service web'))
    expect(bob.sees('C1')).toEqual([])
  })
})
