import { beforeAll, describe, expect, test } from 'vitest'
import { createBot, type Knowledge, knowledgeOf } from '../src/bot.ts'
import { cardText } from '../src/cards/text.ts'
import type { Heard } from '../src/chat/chat.ts'
import { loadLibrary } from '../src/notes/load.ts'
import { noStore } from '../src/store/store.ts'
import { createVersions } from '../src/versions.ts'
import { botParts } from './fixtures.ts'

let knowledge: Knowledge
beforeAll(async () => {
  const { library } = await loadLibrary(['knowledge'])
  if (library === undefined) throw new Error('the notes do not parse')
  knowledge = knowledgeOf(library)
})

function setUp() {
  const bot = createBot(botParts({ knowledge: () => knowledge }))
  return async (text: string, more: Partial<Heard> = {}): Promise<string> => {
    const place = { platform: 'test', workspace: 'W', channel: 'C' }
    const heard: Heard = {
      text,
      via: 'typed',
      user: 'U',
      place,
      events: [],
      audience: 'asker',
      manager: true,
      ...more,
    }
    const reply = await bot.respond(heard)
    return reply.kind === 'card' ? cardText(reply.card) : ''
  }
}

describe('a place that has said which Kubernetes it runs', () => {
  test('is told which commands do not hold there', async () => {
    const ask = setUp()
    expect(await ask('show kubectl-kuberc')).not.toContain('set here')
    await ask('version 1.31')
    const told = await ask('show kubectl-kuberc')
    expect(told).toContain('Kubernetes 1.31: kubectl kuberc is not there yet; it comes with 1.33.')
    expect(told).toContain('Not with 1.31, which is set here.')
  })

  test('is told what was removed, and what holds', async () => {
    const ask = setUp()
    await ask('version v1.31.4-gke.1')
    expect(await ask('show podsecuritypolicy')).toContain('went away in 1.25')
    expect(await ask('show nodeport')).toMatch(
      /for Kubernetes 1\.31, set here: \d+ commands hold; 1 manifest holds/,
    )
  })

  test('is told where the tables know nothing of that version', async () => {
    const ask = setUp()
    await ask('version 1.20')
    expect(await ask('show nodeport')).toContain('I cannot tell')
  })

  test('can forget it; other channels never heard of it', async () => {
    const ask = setUp()
    await ask('version 1.31')
    const elsewhere = { place: { platform: 'test', workspace: 'W', channel: 'D' } }
    expect(await ask('show nodeport', elsewhere)).not.toContain('set here')
    await ask('version off')
    expect(await ask('show nodeport')).not.toContain('set here')
  })

  test('is asked only of who manages it, where the platform knows who does', async () => {
    const ask = setUp()
    expect(await ask('version 1.31', { manager: false })).toContain('Only for who manages')
    const notTold = async () => 'unknown' as const
    expect(await ask('version 1.31', { manager: false, mayArrange: notTold })).toContain('Kubernetes 1.31')
  })
})

test('what the store cannot tell now is believed as it was known before, and asked again later', async () => {
  let [time, told] = [0, true]
  const versions = createVersions(
    { ...noStore, version: async () => (told ? { told, version: '1.30' } : { told }) },
    () => time,
  )
  const who = {
    user: 'U',
    audience: 'channel' as const,
    place: { platform: 'p', workspace: 'w', channel: 'c' },
  }
  expect(await versions.of(who)).toBe('1.30')
  told = false
  time = 10 * 60_000
  expect(await versions.of(who)).toBe('1.30')
})
