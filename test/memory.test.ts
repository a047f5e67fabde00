/** The bot with a memory: what it keeps, votes, privacy, forgetting and limits, as people meet them. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Question } from '../src/ask/question.ts'
import { formatQuestion } from '../src/ask/question.ts'
import { createBot } from '../src/bot.ts'
import { cardText } from '../src/cards/text.ts'
import type { Heard, Reply } from '../src/chat/chat.ts'
import { createLimits } from '../src/limits.ts'
import { createStore } from '../src/store/create.ts'
import { connect } from '../src/store/open.ts'
import { botParts } from './fixtures.ts'
import { freshSqlite } from './store/databases.ts'

const cleanUp: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const clean of cleanUp.splice(0)) await clean()
})

async function setUp({ url, perMinute = 0 }: { url?: string; perMinute?: number } = {}) {
  const address = url ?? (await freshSqlite())
  let now = Date.UTC(2026, 0, 5)
  const store = createStore({ url: address, days: 90, now: () => now })
  await store.start()
  const looking = connect({ url: address })
  cleanUp.push(() => store.stop(), looking.close)
  const bot = createBot(botParts({ store, limits: createLimits(perMinute, () => now) }))
  const hear = (text: string, more: Partial<Heard> = {}): Promise<Reply> =>
    bot.respond({
      text,
      via: 'typed',
      user: 'U1',
      place: { platform: 'test', workspace: 'W', channel: 'C' },
      events: [],
      audience: 'channel',
      manager: false,
      ...more,
    })
  const press = (asks: Question | undefined, more: Partial<Heard> = {}): Promise<Reply> =>
    hear(asks === undefined ? '' : formatQuestion(asks), { via: 'button', ...more })
  const written = () => vi.waitFor(() => expect(store.state().waiting).toBe(0), { interval: 2 })
  const answers = () => written().then(() => looking.db.selectFrom('answers').selectAll().execute())
  const votes = () => written().then(() => looking.db.selectFrom('votes').selectAll().execute())
  const words = () => written().then(() => looking.db.selectFrom('unanswered').select('text').execute())
  return { address, store, hear, press, answers, votes, words, wait: (ms: number) => (now += ms) }
}

const textOf = (reply: Reply): string => (reply.kind === 'card' ? cardText(reply.card) : reply.kind)
const buttonsOf = (reply: Reply): { label: string; asks: Question }[] =>
  reply.kind === 'card' ? reply.card.rows.flatMap(row => row.buttons) : []
const button = (reply: Reply, label: RegExp): Question | undefined =>
  buttonsOf(reply).find(each => label.test(each.label))?.asks
const audienceOf = (reply: Reply): string => (reply.kind === 'card' ? reply.audience : reply.kind)

describe('what is kept', () => {
  test('is what was answered, never what was asked', async () => {
    const { hear, answers, words } = await setUp()
    await hear('what is a NodePort')
    await hear('xyzzy secret words')
    expect(await answers()).toMatchObject([
      { kind: 'note', notes: 'nodeport', platform: 'test', workspace: 'W', channel: 'C' },
      { kind: 'unknown' },
    ])
    expect(await words()).toEqual([])
    expect(JSON.stringify(await answers())).not.toMatch(/xyzzy|U1/)
  })

  test('counts an answer once, however it is paged through, and a shared one as shared', async () => {
    const { hear, press, answers } = await setUp()
    await hear('what is a NodePort')
    await press({ kind: 'more', from: 2, of: { kind: 'show', note: 'nodeport' } })
    await press({ kind: 'share', of: { kind: 'show', note: 'nodeport' } })
    await hear('privacy')
    expect((await answers()).map(row => row.kind).toSorted()).toEqual(['note', 'share'])
  })

  test('lets a follow-up be understood after a restart', async () => {
    const before = await setUp()
    await before.hear('what is a NodePort', {
      place: { platform: 'test', workspace: 'W', channel: 'C', thread: '1' },
    })
    await before.answers()
    const { store } = await setUp({ url: before.address })
    const seen: string[][] = []
    const parts = botParts({ store })
    const { library, search } = parts.knowledge()
    const bot = createBot({
      ...parts,
      knowledge: () => ({
        library,
        search: {
          ...search,
          find(text, context) {
            seen.push([...context.recent])
            return search.find(text, context)
          },
        },
      }),
    })
    await bot.respond({
      text: 'and how do I delete it',
      via: 'typed',
      user: 'U2',
      place: { platform: 'test', workspace: 'W', channel: 'C', thread: '1' },
      events: [],
      audience: 'channel',
      manager: false,
    })
    expect(seen).toEqual([['nodeport']])
  })

  test('knows after a restart which events were answered', async () => {
    const before = await setUp()
    expect((await before.hear('pod', { events: ['event:1'] })).kind).toBe('card')
    const after = await setUp({ url: before.address })
    expect((await after.hear('pod', { events: ['event:1'] })).kind).toBe('silence')
  })
})

describe('votes', () => {
  test('are offered under an answer, and count once per person', async () => {
    const { hear, press, votes } = await setUp()
    const reply = await hear('what is a NodePort')
    const up = button(reply, /👍/)
    expect(up).toMatchObject({ kind: 'vote', vote: 'up' })
    const thanks = await press(up, { user: 'U2' })
    expect(textOf(thanks)).toMatch(/^Thank you/)
    expect(audienceOf(thanks)).toBe('asker')
    await press(up, { user: 'U2' })
    await press(up, { user: 'U3' })
    expect(await votes()).toHaveLength(2)
  })

  test('down are answered privately with reasons, one press each', async () => {
    const { hear, press, votes } = await setUp()
    const down = button(await hear('what is a NodePort'), /👎/)
    const asked = await press(down)
    expect(audienceOf(asked)).toBe('asker')
    expect(buttonsOf(asked).map(each => each.label)).toEqual([
      'It is wrong',
      'It is outdated',
      'Not what I asked',
      'It is unclear',
    ])
    expect(textOf(await press(button(asked, /outdated/)))).toMatch(/^Thank you/)
    expect(await votes()).toMatchObject([{ vote: 'down', reason: 'outdated' }])
  })

  test('count on a shared answer, too', async () => {
    const { press, votes } = await setUp()
    const shared = await press({ kind: 'share', of: { kind: 'show', note: 'nodeport' } })
    await press(button(shared, /👎/), { user: 'U9' })
    expect(await votes()).toMatchObject([{ vote: 'down' }])
  })

  test('count only from the button: typed, they are words like any others', async () => {
    const { hear, votes } = await setUp()
    const asks = button(await hear('what is a NodePort'), /👍/)
    const typed = await hear(asks === undefined ? '' : formatQuestion(asks))
    expect(typed).toMatchObject({ about: { kind: expect.not.stringMatching('voted') } })
    expect(await votes()).toEqual([])
  })

  test('are not offered where there is nothing to judge, or nothing kept', async () => {
    const { hear } = await setUp()
    for (const text of ['help', 'topics', 'xyzzy', 'privacy'])
      expect(button(await hear(text), /👍/), text).toBe(undefined)
    const forgetful = createBot(botParts())
    const reply = await forgetful.respond({
      text: 'nodeport',
      via: 'typed',
      user: 'local',
      place: { platform: 'terminal', workspace: 'local', channel: '1' },
      events: [],
      audience: 'alone',
      manager: true,
    })
    expect(textOf(reply)).toContain('NodePort')
    expect(button(reply, /👍/)).toBe(undefined)
  })
})

describe('privacy', () => {
  test('tells what is kept, for how long, and how to delete it', async () => {
    const { hear } = await setUp()
    const text = textOf(await hear('privacy'))
    expect(text).toContain('for 90 days')
    expect(text).toContain('forget me')
    expect(text).toContain('This one has not.')
  })

  test('tells where words are kept that they are', async () => {
    const { hear } = await setUp()
    await hear('keep-unanswered on', { manager: true })
    expect(textOf(await hear('privacy'))).toContain('This channel has turned on')
  })

  test('in the terminal is simple', async () => {
    const bot = createBot(botParts())
    for (const text of ['privacy', 'forget me', 'keep-unanswered on']) {
      const reply = await bot.respond({
        text,
        via: 'typed',
        user: 'local',
        place: { platform: 'terminal', workspace: 'local', channel: '1' },
        events: [],
        audience: 'alone',
        manager: true,
      })
      expect(textOf(reply)).toBe('What I keep\n\nNothing. What you ask here is answered and forgotten.')
    }
  })

  test('“forget me” deletes what is known of a person, and says so to nobody else', async () => {
    const { hear, press, answers, votes } = await setUp()
    const reply = await hear('what is a NodePort')
    await press(button(reply, /👎/))
    await hear('pod', { user: 'U2' })
    const forgotten = await hear('forget me')
    expect(textOf(forgotten)).toMatch(/^Forgotten/)
    expect(audienceOf(forgotten)).toBe('asker')
    expect(await answers()).toMatchObject([{ notes: 'pod' }])
    expect(await votes()).toEqual([])
  })

  test('a promise that cannot be kept now is not made', async () => {
    const { hear, press, store } = await setUp()
    const up = button(await hear('what is a NodePort'), /👍/)
    await store.stop()
    expect(textOf(await hear('forget me'))).toMatch(/^I could not delete it now/)
    expect(textOf(await hear('keep-unanswered on', { manager: true }))).toMatch(/^Nothing was changed/)
    expect(textOf(await hear('privacy'))).toContain('I cannot tell right now')
    expect(textOf(await hear('what is a NodePort'))).toContain('A NodePort Service opens')
    expect(textOf(await press(up))).toMatch(/^Thank you/)
  })
})

describe('questions without an answer', () => {
  test('are kept where somebody who manages the channel said so, without secrets', async () => {
    const { hear, words, wait } = await setUp()
    expect(textOf(await hear('keep-unanswered on'))).toMatch(/^Only for who manages this channel/)
    await hear('xyzzy one')
    wait(1)
    expect(textOf(await hear('keep-unanswered on', { manager: true }))).toMatch(/are kept here/)
    await hear('xyzzy two with password=hunter2 and ghp_0123456789abcdefghijABCDEFGHIJ012345')
    await hear('xyzzy elsewhere', { place: { platform: 'test', workspace: 'W', channel: 'C2' } })
    await hear('xyzzy of another person', { via: 'explain' })
    expect(await words()).toEqual([
      { text: 'xyzzy two with password=[masked-value] and [masked-github-token]' },
    ])
    expect(textOf(await hear('keep-unanswered off', { manager: true }))).toMatch(/are not kept here/)
    expect(await words()).toEqual([])
  })
})

describe('a person who asks more than the limit', () => {
  test('is told once, kindly and privately; others are answered, and so are they a minute later', async () => {
    const { hear, wait } = await setUp({ perMinute: 3 })
    for (let at = 0; at < 3; at++) expect(textOf(await hear('pod'))).toMatch(/^Pod/)
    const slow = await hear('pod')
    expect(textOf(slow)).toMatch(/^One moment, please\n\nThat was more than 3 questions in a minute/)
    expect(audienceOf(slow)).toBe('asker')
    expect((await hear('pod')).kind).toBe('silence')
    expect(textOf(await hear('pod', { user: 'U2' }))).toMatch(/^Pod/)
    wait(60_000)
    expect(textOf(await hear('pod'))).toMatch(/^Pod/)
  })

  test('can still delete their answers, and an event that comes again counts once', async () => {
    const { hear } = await setUp({ perMinute: 2 })
    for (let at = 0; at < 5; at++) await hear('pod', { events: ['event:1'] })
    expect(textOf(await hear('pod'))).toMatch(/^Pod/)
    expect((await hear('pod')).kind).toBe('card')
    expect((await hear('pod')).kind).toBe('silence')
    expect((await hear('delete U1', { via: 'button' })).kind).toBe('remove')
  })
})
