import { describe, expect, test } from 'vitest'
import { createBot, knowledgeOf } from '../src/bot.ts'
import { cardText } from '../src/cards/text.ts'
import type { Heard, Reply } from '../src/chat/chat.ts'
import { createStash } from '../src/chat/stash.ts'
import type { Search } from '../src/search/search.ts'
import { botParts, library } from './fixtures.ts'

function setUp(search: Partial<Search> = {}) {
  let now = 0
  const stash = createStash(() => now)
  const known = knowledgeOf(library())
  const knowledge = { ...known, search: { ...known.search, ...search } }
  const told: string[] = []
  const bot = createBot(
    botParts({
      stash,
      knowledge: () => knowledge,
      onAnswer: (heard, kind) => told.push(`${heard.place.platform} ${kind}`),
    }),
  )
  const wait = (ms: number): void => {
    now += ms
  }
  const hear = (text: string, more: Partial<Heard> = {}): Promise<Reply> =>
    bot.respond({
      text,
      via: 'typed',
      user: 'U1',
      place: { platform: 'test', workspace: 'W', channel: 'C' },
      events: [],
      audience: 'asker',
      manager: false,
      ...more,
    })
  return { bot, stash, told, hear, wait }
}

const textOf = (reply: Reply): string => (reply.kind === 'card' ? cardText(reply.card) : reply.kind)

describe('the bot', () => {
  test('answers with a card, and counts the answer', async () => {
    const { hear, told } = setUp()
    const reply = await hear('what is a NodePort')
    expect(reply).toMatchObject({
      kind: 'card',
      audience: 'asker',
      about: { kind: 'note', notes: ['nodeport'], confidence: 1 },
    })
    expect(told).toEqual(['test note'])
  })

  test('answers an event once, however often and under whichever of its names it is delivered', async () => {
    const { hear } = setUp()
    expect((await hear('pod', { events: ['event:1', 'message:C:7'] })).kind).toBe('card')
    expect((await hear('pod', { events: ['event:1'] })).kind).toBe('silence')
    expect((await hear('pod', { events: ['event:2', 'message:C:7'] })).kind).toBe('silence')
    expect((await hear('pod', { events: ['event:3'] })).kind).toBe('card')
  })

  test('shows everybody what its asker shares', async () => {
    const { hear } = setUp()
    const reply = await hear('share ask what is a NodePort', { via: 'button' })
    expect(reply).toMatchObject({
      kind: 'card',
      audience: 'channel',
      card: { asked: { by: 'U1', text: 'what is a NodePort' } },
    })
  })

  test('keeps to its asker what is not worth sharing', async () => {
    const { hear } = setUp()
    expect(await hear('share ask what is for lunch', { via: 'button' })).toMatchObject({ audience: 'asker' })
  })

  test('lets who asked, and who manages the channel, delete an answer, and nobody else', async () => {
    const { hear } = setUp()
    expect((await hear('delete U1', { via: 'button' })).kind).toBe('remove')
    expect((await hear('delete U2', { via: 'button', manager: true })).kind).toBe('remove')
    expect(textOf(await hear('delete U2', { via: 'button' }))).toMatch(/not yours to delete/)
  })

  test('takes another person’s message as a question, never as a command', async () => {
    const { hear } = setUp()
    expect(await hear('help', { via: 'explain' })).toMatchObject({ about: { kind: 'unknown' } })
  })

  test('speaks unasked only when it is certain, and then counts it', async () => {
    const { hear, told } = setUp()
    expect((await hear('NodePort', { via: 'offer', audience: 'channel' })).kind).toBe('card')
    expect((await hear('my app is slow', { via: 'offer', audience: 'channel' })).kind).toBe('silence')
    expect((await hear('help', { via: 'offer', audience: 'channel' })).kind).toBe('silence')
    expect(told).toEqual(['test note'])
  })

  test('takes a reply to be about the message it replies to before anything else', async () => {
    const seen: (readonly string[])[] = []
    const { hear } = setUp({
      find(_, { recent }) {
        seen.push(recent)
        return { verdict: 'none', matches: [] }
      },
    })
    await hear('show pod')
    await hear('how do I delete it', { about: ['nodeport'] })
    expect(seen).toEqual([['nodeport', 'pod']])
  })

  test('does nothing else for a typed line that only a button may carry', async () => {
    const { hear } = setUp()
    expect(await hear('delete U1')).toMatchObject({ kind: 'card', about: { kind: 'unknown' } })
  })
})

describe('a question too long for its button', () => {
  const long: string = `what is a NodePort ${'really '.repeat(500)}`

  test('waits in memory and is answered when the button is pressed', async () => {
    const { hear, stash } = setUp()
    const line = stash.lineFor({ kind: 'more', from: 1, of: { kind: 'ask', text: long } }, 100)
    expect(line).toMatch(/^recall [a-f0-9]{24}$/)
    expect(await hear(line, { via: 'button' })).toMatchObject({
      card: { of: { kind: 'ask', text: long }, skipped: 1 },
    })
  })

  test('is gone after 30 minutes, and the bot kindly says to ask again', async () => {
    const { hear, stash, wait } = setUp()
    const line = stash.lineFor({ kind: 'ask', text: long }, 100)
    wait(30 * 60_000)
    expect(textOf(await hear(line, { via: 'button' }))).toMatch(/^Please ask again/)
  })

  test('that fits stands on the button itself', () => {
    expect(setUp().stash.lineFor({ kind: 'show', note: 'pod' }, 100)).toBe('show pod')
  })
})
