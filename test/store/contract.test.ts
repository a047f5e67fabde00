/** What every engine must do for the bot. */
import { sql } from 'kysely'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { About } from '../../src/chat/chat.ts'
import { createConnection } from '../../src/store/connection.ts'
import { createStore, type OpenStore, type StoreOptions } from '../../src/store/create.ts'
import { connect, type Database, open } from '../../src/store/open.ts'
import { createQueue } from '../../src/store/queue.ts'
import type { Who } from '../../src/store/store.ts'
import { ENGINES } from './databases.ts'

const DAY = 86_400_000
const START = Date.UTC(2026, 0, 5, 9)

const nodeport: About = { kind: 'note', notes: ['nodeport'], confidence: 0.93 }
const unknown: About = { kind: 'unknown', notes: ['pod'], confidence: 0.1 }
const person = (
  user: string,
  place: Partial<Who['place']> = {},
  audience: Who['audience'] = 'asker',
): Who => ({
  user,
  place: { platform: 'slack', workspace: 'T1', channel: 'C1', ...place },
  audience,
})
const ann = person('U-ANN')
const bob = person('U-BOB')

describe.each(ENGINES)('a store on $engine', ({ fresh }) => {
  let url = ''
  let now: number
  let store: OpenStore
  let db: Database
  const opened: { stop(): Promise<void> }[] = []

  async function start(more: Partial<StoreOptions> = {}): Promise<OpenStore> {
    const made = createStore({ url, days: 90, now: () => now, ...more })
    opened.push(made)
    await made.start()
    expect(made.state()).toMatchObject({ up: true })
    return made
  }

  beforeAll(async () => {
    url = await fresh()
  }, 60_000)
  beforeEach(async () => {
    now = START
    store = await start()
    const looking = connect({ url })
    db = looking.db
    opened.push({ stop: looking.close })
  })
  afterEach(async () => {
    for (const table of ['answers', 'settings', 'events'] as const) await db.deleteFrom(table).execute()
    for (const each of opened.splice(0)) await each.stop()
  })

  const written = () => vi.waitFor(() => expect(store.state().waiting).toBe(0), { interval: 2 })
  const answers = () => written().then(() => db.selectFrom('answers').selectAll().orderBy('id').execute())
  const votes = () => written().then(() => db.selectFrom('votes').selectAll().orderBy('time').execute())
  const words = async (): Promise<string[]> => {
    await written()
    return (await db.selectFrom('unanswered').select('text').execute()).map(row => row.text)
  }
  const record = (who: Who, about = nodeport, text?: string): string => {
    const id = store.record(who, about, text)
    if (id === undefined) throw new Error('not recorded')
    return id
  }

  describe('events', () => {
    test('are claimed once, whichever of their names comes again', async () => {
      expect(await store.claim('slack', ['event:1', 'message:C1:7'])).toBe(true)
      expect(await store.claim('slack', ['event:1'])).toBe(false)
      expect(await store.claim('slack', ['event:2', 'message:C1:7'])).toBe(false)
      expect(await store.claim('slack', ['event:3'])).toBe(true)
    })

    test('of different platforms have nothing to do with each other', async () => {
      expect(await store.claim('slack', ['1'])).toBe(true)
      expect(await store.claim('discord', ['1'])).toBe(true)
    })

    test('are claimed by one of several processes, and stay claimed after a restart', async () => {
      const other = await start()
      const claims = await Promise.all(
        Array.from({ length: 40 }, (_, at) =>
          (at % 2 ? store : other).claim(
            'slack',
            ['b', 'a'].toSorted(() => (at % 3) - 1),
          ),
        ),
      )
      expect(claims.filter(Boolean)).toHaveLength(1)
      await store.stop()
      expect(await (await start()).claim('slack', ['a'])).toBe(false)
    })

    test('without a name are always new', async () => {
      expect(await store.claim('web', [])).toBe(true)
      expect(await store.claim('web', [])).toBe(true)
    })
  })

  describe('answers', () => {
    test('are kept with place, notes, kind, confidence and time', async () => {
      const id = record(person('U-ANN', { thread: '17.4' }), {
        kind: 'comparison',
        notes: ['a', 'b'],
        confidence: 0.5,
      })
      expect(await answers()).toEqual([
        {
          id,
          time: START,
          platform: 'slack',
          workspace: 'T1',
          channel: 'C1',
          thread: '17.4',
          asker: expect.stringMatching(/^[0-9a-f]{32}$/),
          kind: 'comparison',
          confidence: 0.5,
          notes: 'a b',
        },
      ])
    })

    test('know the same person again, and nobody by name', async () => {
      const same = [record(ann), record(person('U-ANN', { channel: 'C2' }))]
      const others = [record(bob), record(person('U-ANN', { platform: 'discord' }))]
      const askers = new Map((await answers()).map(row => [row.id, row.asker]))
      expect(new Set(same.map(id => askers.get(id))).size).toBe(1)
      expect(new Set([...same, ...others].map(id => askers.get(id))).size).toBe(3)
      expect(JSON.stringify(await answers())).not.toMatch(/U-ANN|U-BOB/)
    })

    test('know people again after a restart, by the key that was made once', async () => {
      record(ann)
      await written()
      await store.stop()
      store = await start()
      record(ann)
      const [first, second] = await answers()
      expect(second?.asker).toBe(first?.asker)
    })

    test('use the key that the configuration gives', async () => {
      store = await start({ hashKey: 'a key of the operator' })
      record(ann)
      store = await start({ hashKey: 'quite another key' })
      record(ann)
      await vi.waitFor(async () => expect(new Set((await answers()).map(row => row.asker)).size).toBe(2))
    })

    test('in direct messages do not tell with whom, since a channel of two would', async () => {
      record(person('U-ANN', { channel: 'D-ANN' }, 'alone'))
      const [row] = await answers()
      expect(row?.channel).toBe(`@${row?.asker}`)
      expect(JSON.stringify(row)).not.toContain('D-ANN')
    })
  })

  describe('votes', () => {
    test('count once per person and answer, and the last one counts', async () => {
      const id = record(ann)
      for (const vote of ['up', 'up', 'down', 'down'] as const) store.vote(bob, id, vote)
      store.vote(ann, id, 'up')
      const rows = await votes()
      expect(rows.map(row => row.vote).toSorted()).toEqual(['down', 'up'])
    })

    test('carry a reason, which stays while the vote stays down and goes when it turns', async () => {
      const id = record(ann)
      store.vote(bob, id, 'outdated')
      expect(await votes()).toMatchObject([{ vote: 'down', reason: 'outdated' }])
      store.vote(bob, id, 'down')
      expect(await votes()).toMatchObject([{ vote: 'down', reason: 'outdated' }])
      store.vote(bob, id, 'unclear')
      expect(await votes()).toMatchObject([{ vote: 'down', reason: 'unclear' }])
      store.vote(bob, id, 'up')
      expect(await votes()).toMatchObject([{ vote: 'up', reason: null }])
    })

    test('on an answer that is not kept are passed over', async () => {
      store.vote(bob, '01a206ff-1a2f-77c8-9e91-814bca6c6b50', 'up')
      expect(await votes()).toEqual([])
      expect(store.state().lost).toBe(0)
    })

    test('that were late do not undo a newer one', async () => {
      const id = record(ann)
      now = START + 10
      store.vote(bob, id, 'down')
      now = START + 5
      store.vote(bob, id, 'up')
      expect(await votes()).toMatchObject([{ vote: 'down' }])
    })
  })

  describe('the version of a place', () => {
    test('is kept for everybody in a channel, and for each person where they are alone with the bot', async () => {
      expect(await store.version(ann)).toEqual({ told: true })
      expect(await store.setVersion(ann, '1.31')).toBe(true)
      expect(await store.version(bob)).toEqual({ told: true, version: '1.31' })
      expect(await store.version(person('U-ANN', { channel: 'C2' }))).toEqual({ told: true })
      expect(await store.setVersion(bob, '1.33')).toBe(true)
      expect(await store.version(ann)).toEqual({ told: true, version: '1.33' })
      expect(await store.setVersion(ann, undefined)).toBe(true)
      expect(await store.version(bob)).toEqual({ told: true })
    })
  })

  describe('conversations', () => {
    test('are remembered by thread for all, and by person elsewhere', async () => {
      const thread = { thread: '1.1' }
      record(person('U-ANN', thread))
      now += 1
      record(person('U-BOB', thread), { kind: 'note', notes: ['service', 'pod'], confidence: 1 })
      record(ann, { kind: 'note', notes: ['job'], confidence: 1 })
      await written()
      expect(await store.recent(person('U-EVE', thread))).toEqual(['service', 'pod', 'nodeport'])
      expect(await store.recent(ann)).toEqual(['job'])
      expect(await store.recent(bob)).toEqual([])
      expect(await store.recent(person('U-ANN', { channel: 'C2' }))).toEqual([])
      expect(await store.recent(person('U-EVE', { ...thread, channel: 'C2' }))).toEqual([])
    })

    test('are over after a day', async () => {
      record(ann)
      await written()
      now += DAY - 1
      expect(await store.recent(ann)).toEqual(['nodeport'])
      now += 2
      expect(await store.recent(ann)).toEqual([])
    })

    test('bring back four notes at most, and none that was nothing', async () => {
      for (const [at, note] of ['a', 'b', 'c', 'a', 'd', 'e'].entries()) {
        now = START + at
        record(ann, { kind: 'note', notes: [note], confidence: 1 })
      }
      now += 1
      record(ann, { kind: 'help', notes: [], confidence: 1 })
      await written()
      expect(await store.recent(ann)).toEqual(['e', 'd', 'a', 'c'])
    })
  })

  describe('the words of questions without an answer', () => {
    test('are kept only where the place opted in, and only from then on', async () => {
      record(ann, unknown, 'before')
      now += 1
      expect(await store.keepsUnanswered(ann)).toBe(false)
      expect(await store.keepUnanswered(ann, true)).toBe(true)
      expect(await store.keepsUnanswered(bob)).toBe(true)
      expect(await store.keepsUnanswered(person('U-ANN', { channel: 'C2' }))).toBe(false)
      record(bob, unknown, 'here')
      record(person('U-ANN', { thread: '1.1' }), unknown, 'in a thread of it')
      record(person('U-ANN', { channel: 'C2' }), unknown, 'elsewhere')
      expect((await words()).toSorted()).toEqual(['here', 'in a thread of it'])
    })

    test('are deleted when the place turns it off again, and only there', async () => {
      const other = person('U-ANN', { channel: 'C2' })
      await store.keepUnanswered(ann, true)
      await store.keepUnanswered(other, true)
      for (let at = 0; at < 600; at++) record(ann, unknown, `question ${at}`)
      record(other, unknown, 'stays')
      expect(await words()).toHaveLength(601)
      expect(await store.keepUnanswered(bob, false)).toBe(true)
      expect(await words()).toEqual(['stays'])
      expect(await answers()).toHaveLength(601)
    })

    test('are kept as far as an engine can: short, on a line, in whole characters', async () => {
      await store.keepUnanswered(ann, true)
      record(ann, unknown, 'a\0b\nc\u001b[31md \ud800 e')
      record(ann, unknown, 'x'.repeat(40_000))
      const [odd, long] = await words()
      expect(odd).toBe('a b c [31md \ufffd e')
      expect(long).toBe('x'.repeat(500))
      expect(store.state().lost).toBe(0)
    })

    test('of a direct message are kept where its person wants it, without naming the channel', async () => {
      const alone = person('U-ANN', { channel: 'D-ANN' }, 'alone')
      await store.keepUnanswered(alone, true)
      record(alone, unknown, 'mine')
      expect(await words()).toEqual(['mine'])
      const rows = await db.selectFrom('settings').selectAll().execute()
      expect(JSON.stringify(rows)).not.toMatch(/D-ANN|U-ANN/)
    })
  })

  describe('forgetting', () => {
    test('deletes a person’s answers, words, votes and settings everywhere, and nobody else’s', async () => {
      const alone = person('U-ANN', { channel: 'D-ANN' }, 'alone')
      await store.keepUnanswered(ann, true)
      await store.keepUnanswered(alone, true)
      const hers = record(ann, unknown, 'hers')
      record(alone, unknown, 'hers, too')
      for (let at = 0; at < 600; at++) record(person('U-ANN', { channel: 'C2' }))
      const his = record(bob, unknown, 'his')
      store.vote(ann, his, 'down')
      store.vote(bob, his, 'up')
      store.vote(bob, hers, 'up')
      await written()

      expect(await store.forget(person('U-ANN', { channel: 'C9' }))).toBe(true)
      expect(await answers()).toMatchObject([{ id: his }])
      expect(await votes()).toMatchObject([{ answer: his, vote: 'up' }])
      expect(await words()).toEqual(['his'])
      expect(await db.selectFrom('settings').select('channel').execute()).toEqual([{ channel: 'C1' }])
      expect(await store.recent(ann)).toEqual([])
    })

    test('takes along what still waits to be written', async () => {
      record(bob)
      record(ann)
      expect(await store.forget(ann)).toBe(true)
      expect(await answers()).toHaveLength(1)
    })
  })

  test('what a platform sealed is kept until it is replaced or deleted, also over a restart', async () => {
    await store.vault.save('T1', 'first')
    await store.vault.save('T1', 'second')
    await store.vault.save('T2', 'other')
    await store.stop()
    await expect(store.vault.find('T1')).rejects.toThrow()
    store = await start()
    expect(await store.vault.find('T1')).toBe('second')
    await store.vault.delete('T1')
    expect(await store.vault.find('T1')).toBe(undefined)
    expect(await store.vault.find('T2')).toBe('other')
    await store.vault.delete('T2')
  })

  test('what is older than its time goes, with all that hangs on it; nothing else does', async () => {
    await store.keepUnanswered(ann, true)
    const old = record(ann, unknown, 'old')
    store.vote(bob, old, 'down')
    await store.claim('slack', ['old'])
    for (let at = 0; at < 600; at++) record(bob)
    await written()

    now = START + 8 * DAY
    await store.claim('slack', ['young'])
    await store.sweep()
    expect(await answers()).toHaveLength(601)
    expect(await db.selectFrom('events').select('name').where('name', 'like', 'slack:%').execute()).toEqual([
      { name: 'slack:young' },
    ])

    const young = record(ann, unknown, 'young')
    await written()
    now = START + 90 * DAY + 1
    await store.sweep()
    expect(await answers()).toMatchObject([{ id: young }])
    expect(await votes()).toEqual([])
    expect(await words()).toEqual(['young'])
    expect(await store.keepsUnanswered(ann)).toBe(true)
  })

  test('a write that the database refuses for good is given up and counted, and holds up no other', async () => {
    const connection = createConnection({
      open: () => open({ url }),
      catchUp: async () => {},
      onUp: () => {},
      onDown: () => {},
    })
    await connection.start()
    opened.push(connection)
    const queue = createQueue(connection, 100)
    const wrote: number[] = []
    for (let at = 0; at < 6; at++)
      queue.add({
        async write(on) {
          if (at % 3 === 1)
            await sql`insert into votes values ('nothing', 'me', 'sideways', null, 1)`.execute(on)
          wrote.push(at)
        },
      })
    await queue.flush()
    expect({ waiting: queue.waiting(), lost: queue.lost() }).toEqual({ waiting: 0, lost: 2 })
    expect(new Set(wrote)).toEqual(new Set([0, 2, 3, 5]))
    expect(connection.open()).toBe(true)
  })

  test('a database that a later version has changed is left alone, and says so', async () => {
    await sql`insert into migrations values ('999-later', '2030-01-01T00:00:00.000Z')`.execute(db)
    const problems: string[] = []
    const older = createStore({
      url,
      days: 90,
      now: () => now,
      onDown: (_, problem) => problems.push(problem),
    })
    opened.push(older)
    await older.start()
    expect(problems).toEqual(['newer'])
    expect(older.state().up).toBe(false)
    await sql`delete from migrations where name = '999-later'`.execute(db)
  })
})
