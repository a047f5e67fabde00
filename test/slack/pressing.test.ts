import { describe, expect, test, vi } from 'vitest'
import { noStore } from '../../src/store/store.ts'
import { library, note } from '../fixtures.ts'
import { MODES, scene } from './scene.ts'
import type { Message } from './world.ts'

const LONG = [
  'It is long.',
  ...Array.from({ length: 40 }, (_, at) => `## Part ${at}\n\n${`word${at} `.repeat(60).trim()}.`),
].join('\n\n')

describe.each(MODES)('over %s', mode => {
  test('a button in a public answer answers its presser alone, in the thread', async () => {
    const { ann, bob, answer } = await scene(mode)
    const { message } = await ann.say('C1', '<@U0BOT> nodeport')
    const shown = await answer(bob, 'C1', 1, message.ts)
    expect(await bob.press(shown, 'Service', 'C1')).toMatchObject({ ok: true })
    const own = await answer(bob, 'C1', 2, message.ts)
    expect(own.shown).toContain('Service is a thing')
    expect(own.only).toBe('U2')
    expect(ann.sees('C1').filter(({ user }) => user === 'U0BOT')).toHaveLength(1)
  })

  test('a button in a direct message answers there', async () => {
    const { ann, answer } = await scene(mode)
    await ann.say('D1', 'nodeport')
    await ann.press(await answer(ann, 'D1'), 'Service', 'D1')
    const second = await answer(ann, 'D1', 2)
    expect(second.shown).toContain('Service is a thing')
    expect(second.only).toBeUndefined()
  })

  test('a button in a private answer adds another private answer', async () => {
    const { ann, bob, answers } = await scene(mode)
    await ann.command('C1', 'nodeport')
    const [first] = await answers(ann, 'C1', 1)
    if (first) await ann.press(first, 'Service', 'C1')
    const both = await answers(ann, 'C1', 2)
    expect(both.map(({ only }) => only)).toEqual(['U1', 'U1'])
    expect(bob.sees('C1')).toEqual([])
  })

  test('a public answer is deleted by who asked, and by nobody else', async () => {
    const { ann, bob, slack, answer } = await scene(mode)
    const { message } = await ann.say('C1', '<@U0BOT> nodeport')
    const shown = await answer(ann, 'C1', 1, message.ts)
    await bob.press(shown, 'Delete', 'C1')
    expect((await answer(bob, 'C1', 2, message.ts)).shown).toContain('not yours to delete')
    await ann.press(shown, 'Delete', 'C1')
    const left = (): Message[] => slack.world.channels.get('C1')?.messages ?? []
    await vi.waitFor(() => expect(left().some(({ ts }) => ts === shown.ts)).toBe(false))
    expect(left().some(({ ts }) => ts === message.ts)).toBe(true)
  })

  test('a shared answer is deleted by who shared it, also where the bot is no member', async () => {
    const { ann, bob, slack, answer } = await scene(mode)
    await ann.command('C9', 'nodeport --share')
    await ann.press(await answer(bob, 'C9'), 'Delete', 'C9')
    await vi.waitFor(() => expect(slack.world.channels.get('C9')?.messages).toEqual([]))
  })

  test('helpful or not is asked under an answer; thanks and reasons are for who pressed alone', async () => {
    const voted = vi.fn(() => true)
    const store = { ...noStore, days: 90, record: () => '01a206ff-1a2f-77c8-9e91-814bca6c6b50', vote: voted }
    const { ann, bob, answer, answers } = await scene(mode, { store })
    const { message } = await ann.say('C1', '<@U0BOT> nodeport')
    const shown = await answer(bob, 'C1', 1, message.ts)
    const no = shown.controls.find(({ label }) => label.includes('Not helpful'))?.label ?? ''
    await bob.press(shown, no, 'C1')
    const reasons = await answer(bob, 'C1', 2, message.ts)
    expect(reasons.only).toBe('U2')
    await bob.press(reasons, 'It is outdated', 'C1')
    await answers(bob, 'C1', 3, message.ts)
    expect(voted.mock.calls.map(call => call.at(-1))).toEqual(['down', 'outdated'])
    expect(ann.sees('C1').filter(({ user }) => user === 'U0BOT')).toHaveLength(1)
  })

  test('"Show more" leads through a long note to its end, by whole blocks', async () => {
    const notes = library([note('long', 'Long', { body: LONG })])
    const { ann, answers } = await scene(mode, { notes })
    await ann.command('C1', 'long')
    for (let page = 1; page < 20; page++) {
      const last = (await answers(ann, 'C1', page)).at(-1)
      if (!last?.controls.some(({ label }) => label === 'Show more')) break
      await ann.press(last, 'Show more', 'C1')
    }
    const all = ann.sees('C1')
    expect(all.length).toBeGreaterThan(2)
    const shown = all.map(message => message.shown).join('\n')
    for (let at = 0; at < 40; at++) expect(shown).toContain(`${`word${at} `.repeat(60).trim()}.`)
    for (const { text } of all) expect(text.length).toBeLessThanOrEqual(4000)
  })

  test('a button of an older version is answered kindly, and a mere link only acknowledged', async () => {
    const { ann, slack, answer } = await scene(mode)
    await ann.command('C1', 'nodeport')
    const message = await answer(ann, 'C1')
    const [control] = message.controls
    if (control === undefined) throw new Error('no button')
    const old = {
      ...message,
      controls: [{ ...control, action_id: 'v0:vote', line: 'recall 0123456789abcdef01234567' }],
    }
    await ann.press(old, control.label, 'C1')
    expect((await answer(ann, 'C1', 2)).shown).toContain('Please ask again')

    const calls = slack.calls.length
    const link = { type: 'button', action_id: 'x', url: 'https://kubernetes.io' }
    const press = {
      type: 'block_actions',
      user: { id: 'U1' },
      team: { id: 'T1' },
      trigger_id: 't',
      actions: [link],
    }
    expect(await slack.deliver('interactive', { ...press, container: {} })).toMatchObject({ ok: true })
    const odd = {
      ...press,
      actions: [{ type: 'datepicker', action_id: 'y' }],
      channel: { id: 'D1' },
      container: {},
    }
    expect(await slack.deliver('interactive', odd)).toMatchObject({ ok: true })
    await vi.waitFor(() => expect(slack.calls.length).toBeGreaterThan(calls))
    expect((await answer(ann, 'D1')).shown).toContain('This button is too old')
  })
})
