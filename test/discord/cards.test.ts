import { describe, expect, test } from 'vitest'
import { library, note, notes } from '../fixtures.ts'
import { run } from './app.ts'
import type { Shown } from './people.ts'

const labels = (shown: Shown | undefined): string[] => shown?.controls.map(({ label }) => label) ?? []

describe('an answer', () => {
  test('has related notes as buttons, whose cards only the presser sees', async () => {
    const { alice, bob, general } = await run()
    alice.asks(general, 'nodeport')
    const [answer] = await alice.sees(general)
    expect(labels(answer)).toEqual(['Service', 'Show the port of a Service', 'Delete'])
    if (answer) bob.presses(answer, 'Service')
    const [, service] = await bob.sees(general, 2)
    expect(service?.text).toContain('Service is a thing')
    expect(service?.private).toBe(true)
    expect(alice.seen(general)).toEqual([answer])
  })

  test('offers choices as a menu', async () => {
    const { alice, general } = await run()
    alice.asks(general, 'topics')
    const [topics] = await alice.sees(general)
    const choices = topics?.controls.filter(({ menu }) => menu)
    expect(choices?.map(({ label }) => label)).toEqual(['comparisons', 'networking', 'workloads'])
    if (topics) alice.presses(topics, 'workloads')
    expect((await alice.sees(general, 2))[1]?.text).toContain('Pod')
  })

  test('shows a topic of eighty notes in menus that say what they hold', async () => {
    const many = Array.from({ length: 80 }, (_, at) =>
      note(`note-${at + 10}`, `Note ${at + 10}`, { topic: 'big' }),
    )
    const { alice, general } = await run({ notes: library([...notes(), ...many]) })
    alice.asks(general, 'topics big')
    const [topic] = await alice.sees(general)
    expect(topic?.controls.filter(({ menu }) => menu).map(({ label }) => label)).toEqual(
      many.map(({ title }) => title),
    )
    const menus = JSON.stringify(topic?.message.components).match(/"placeholder":"[^"]*"/g)
    expect(menus?.[0]).toBe('"placeholder":"Notes: Note 10 – Note 34"')
    if (topic) alice.presses(topic, 'Note 89')
    expect((await alice.sees(general, 2))[1]?.text).toContain('Note 89 is a thing')
  })

  test('that is too long is cut at whole blocks, and "Show more" brings the rest', async () => {
    const body = `Long.\n\n${Array.from({ length: 12 }, (_, at) => `## Part ${at}\n\nText ${at}. ${'word '.repeat(150)}\n\n\`\`\`yaml\nkey: ${at}\n\`\`\`\n`).join('\n')}`
    const { alice, general } = await run({ notes: library([note('long', 'Long', { body })]) })
    alice.asks(general, 'long', { private: true })
    let [page] = await alice.sees(general)
    const code = [...(page?.code ?? [])]
    for (let count = 2; page !== undefined && labels(page).includes('Show more'); count++) {
      alice.presses(page, 'Show more')
      page = (await alice.sees(general, count)).at(-1)
      code.push(...(page?.code ?? []))
      expect(page?.private).toBe(true)
    }
    expect(code).toEqual(Array.from({ length: 12 }, (_, at) => `key: ${at}`))
  })
})

describe('a public answer', () => {
  test('can be deleted by who asked', async () => {
    const { alice, general, me } = await run()
    alice.says(general, `${me} nodeport`)
    const [answer] = await alice.sees(general)
    if (answer) alice.presses(answer, 'Delete')
    await alice.sees(general, 0)
  })

  test('can be deleted by moderators, and by nobody else', async () => {
    const { alice, bob, general } = await run()
    alice.asks(general, 'nodeport')
    const [answer] = await alice.sees(general)
    if (answer) bob.presses(answer, 'Delete')
    const [, refusal] = await bob.sees(general, 2)
    expect(refusal).toMatchObject({ private: true })
    expect(refusal?.text).toContain('not yours')
    expect(alice.seen(general)).toHaveLength(1)

    if (answer) bob.presses(answer, 'Delete', { permissions: bob.mayModerate })
    await alice.sees(general, 0)
  })
})
