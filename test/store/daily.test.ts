/** What every engine must do for daily posts. */
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createStore, type DailyStore, type OpenStore } from '../../src/store/create.ts'
import type { Claim, DailyPlace, Post, Subscription } from '../../src/store/daily.ts'
import { connect, type Database } from '../../src/store/open.ts'
import { ENGINES } from './databases.ts'

const DUE = Date.UTC(2026, 2, 1, 9)
const DAY = 86_400_000
const BATCH = { all: 20, each: 20 }

const placeOf = (channel: string, workspace = 'T1'): DailyPlace => ({ platform: 'slack', workspace, channel })
const subscribed = (channel: string, more: Partial<Subscription> = {}): Subscription => ({
  place: placeOf(channel),
  time: '09:00',
  zone: 'Europe/Prague',
  days: [1, 5, 7],
  about: 'topics networking,storage',
  by: 'U1',
  direct: false,
  next: { date: '2026-03-01', at: DUE },
  ...more,
})
const claimOf = (subscription: Subscription, state: 'claimed' | 'skipped' = 'claimed'): Claim => ({
  place: subscription.place,
  was: { date: '2026-03-01', at: DUE },
  next: { date: '2026-03-02', at: DUE + DAY },
  rows: [{ date: '2026-03-01', due: DUE, state }],
})

describe.each(ENGINES)('daily posts on $engine', ({ engine, fresh }) => {
  let url = ''
  let store: OpenStore
  let other: OpenStore
  let daily: DailyStore
  let db: Database
  let close: () => Promise<void>

  beforeAll(async () => {
    url = await fresh()
  }, 60_000)
  beforeEach(async () => {
    store = createStore({ url, days: 90, now: () => DUE })
    await store.start()
    // SQLite is for one process.
    other = engine === 'sqlite' ? store : createStore({ url, days: 90, now: () => DUE })
    if (other !== store) await other.start()
    daily = store.daily
    const looking = connect({ url })
    db = looking.db
    close = looking.close
  })
  afterEach(async () => {
    for (const table of ['subscriptions', 'posts', 'told'] as const) await db.deleteFrom(table).execute()
    await close()
    await store.stop()
    if (other !== store) await other.stop()
  })

  const claimed = async (subscription = subscribed('C1')): Promise<Post> => {
    await daily.save(subscription)
    const [post] = await daily.claim([claimOf(subscription)], 'me', DUE + 1000)
    if (post === undefined) throw new Error('not claimed')
    return post
  }

  test('a subscription is kept as it is, changed and deleted', async () => {
    await daily.save(subscribed('C1'))
    expect(await daily.find(placeOf('C1'))).toEqual(subscribed('C1'))
    const { by: _, next: __, ...rest } = subscribed('C1', { paused: 'gone', goneSince: 5, direct: true })
    await daily.save(rest)
    expect(await daily.find(placeOf('C1'))).toEqual(rest)
    await daily.delete(placeOf('C1'))
    expect(await daily.find(placeOf('C1'))).toBeUndefined()
  })

  test('what is due comes by its time, of this platform, and not too many of one workspace', async () => {
    await daily.save(subscribed('C1', { next: { date: '2026-03-01', at: DUE + 1 } }))
    for (const channel of ['C2', 'C3', 'C4']) await daily.save(subscribed(channel))
    await daily.save(subscribed('C5', { place: placeOf('C5', 'T2') }))
    const { next: _, ...never } = subscribed('C6')
    await daily.save(never)
    const due = async (now: number, platforms = ['slack'], batch = BATCH): Promise<string[]> =>
      (await daily.due(now, platforms, batch)).map(({ place }) => place.channel)
    expect(await due(DUE)).toEqual(['C2', 'C3', 'C4', 'C5'])
    expect(await due(DUE + 1)).toEqual(['C2', 'C3', 'C4', 'C5', 'C1'])
    expect(await due(DUE, ['slack'], { all: 20, each: 1 })).toEqual(['C2', 'C5'])
    expect(await due(DUE, ['discord'])).toEqual([])
  })

  test('a day is claimed by one of several processes, and the next one is noted', async () => {
    const all = Array.from({ length: 12 }, (_, at) => subscribed(`C${at}`))
    for (const subscription of all) await daily.save(subscription)
    const wins = await Promise.all([
      daily.claim(
        all.map(each => claimOf(each)),
        'one',
        DUE + 1000,
      ),
      other.daily.claim(
        all.toReversed().map(each => claimOf(each)),
        'two',
        DUE + 1000,
      ),
    ]).catch(() => [[], []])
    const won = wins.flat().map(({ place }) => place.channel)
    expect(new Set(won).size).toBe(won.length)
    await daily.claim(
      all.map(each => claimOf(each)),
      'three',
      DUE + 1000,
    )
    expect(await db.selectFrom('posts').select('place').execute()).toHaveLength(12)
    expect(await daily.due(DUE, ['slack'], BATCH)).toEqual([])
    expect((await daily.find(placeOf('C3')))?.next).toEqual({ date: '2026-03-02', at: DUE + DAY })
  })

  test('a day that was claimed stays so, whatever the subscription says later', async () => {
    await claimed()
    await daily.save(subscribed('C1'))
    expect(await daily.claim([claimOf(subscribed('C1'))], 'other', DUE)).toEqual([])
  })

  test('a claim leaves alone a subscription that was changed meanwhile', async () => {
    const changed = { date: '2026-03-01', at: DUE + 5000 }
    await daily.save(subscribed('C1', { next: changed }))
    await daily.claim([claimOf(subscribed('C1'))], 'me', DUE)
    expect((await daily.find(placeOf('C1')))?.next).toEqual(changed)
  })

  test('a claim that ran out is taken over by one, and is lost to who had it', async () => {
    const post = await claimed()
    expect(await daily.open(DUE + 999, ['slack'], BATCH)).toEqual([])
    const [open] = await daily.open(DUE + 1000, ['slack'], BATCH)
    expect(open).toEqual(post)
    const taken = await Promise.all([
      daily.takeOver(post, 'b', DUE + 9000),
      other.daily.takeOver(post, 'c', DUE + 9000),
    ])
    expect(taken.filter(each => each !== undefined)).toHaveLength(1)
    expect(await daily.begin(post, 'pod', DUE + 5000)).toBe(false)
    const mine = taken.find(each => each !== undefined)
    expect(mine && (await daily.begin(mine, 'pod', DUE + 9000))).toBe(true)
  })

  test('a post that was sent counts its note as had and is never open again', async () => {
    const post = await claimed()
    expect(await daily.begin(post, 'pod', DUE + 1000)).toBe(true)
    expect(await daily.standing(post.place, '2026-02-20')).toMatchObject({ had: [], open: ['pod'] })
    await daily.finish(post, { state: 'sent', note: 'pod' })
    expect(await daily.standing(post.place, '2026-02-20')).toMatchObject({ had: ['pod'], open: [] })
    expect(await daily.open(DUE + DAY, ['slack'], BATCH)).toEqual([])
    expect(await daily.latest(post.place, 3)).toMatchObject([
      { date: '2026-03-01', state: 'sent', note: 'pod' },
    ])
    await daily.postpone(post, { state: 'claimed', until: 0, reason: 'x' })
    expect(await daily.open(DUE + DAY, ['slack'], BATCH)).toEqual([])
  })

  test('a post that is put off waits, belongs to nobody, and counts its tries', async () => {
    const post = await claimed()
    await daily.begin(post, 'pod', DUE + 1000)
    await daily.postpone(post, { state: 'claimed', until: DUE + 60_000, reason: 'limited' })
    expect(await daily.open(DUE + 59_999, ['slack'], BATCH)).toEqual([])
    expect(await daily.open(DUE + 60_000, ['slack'], BATCH)).toEqual([
      { ...post, owner: '', until: DUE + 60_000, tries: 1, reason: 'limited', note: 'pod' },
    ])
  })

  test('notes come back in the order in which they were told, the longest ago first', async () => {
    const subscription = subscribed('C1')
    await daily.save(subscription)
    for (const [at, note] of ['pod', 'job', 'pod'].entries()) {
      const date = `2026-03-0${at + 1}`
      await db
        .insertInto('posts')
        .values({
          place: 'slack T1 C1',
          lane: 'slack T1',
          date,
          due: DUE + at,
          state: 'claimed',
          note: null,
          owner: 'me',
          until: 0,
          tries: 0,
          reason: null,
        })
        .execute()
      await daily.finish(
        { place: subscription.place, date, owner: 'me', due: DUE + at },
        { state: 'sent', note },
      )
    }
    expect((await daily.standing(subscription.place, '2026-01-01'))?.had).toEqual(['job', 'pod'])
  })

  test('a place that is gone is noted since when, and paused by one', async () => {
    const { place } = await claimed()
    await daily.gone(place, 7)
    await daily.gone(place, 9)
    expect(await daily.find(place)).toMatchObject({ goneSince: 7 })
    await daily.gone(place, undefined)
    expect(await daily.find(place)).not.toHaveProperty('goneSince')
    expect(
      (await Promise.all([daily.pauseGone(place), other.daily.pauseGone(place)])).filter(Boolean),
    ).toHaveLength(1)
    expect(await daily.find(place)).toMatchObject({ paused: 'gone' })
    expect(await daily.due(DUE + 9 * DAY, ['slack'], BATCH)).toEqual([])
  })

  test('forgetting a person keeps the channel’s post without their name, and drops the one in their direct messages', async () => {
    await claimed(subscribed('D1', { direct: true }))
    await daily.save(subscribed('C1'))
    await daily.save(subscribed('C2', { by: 'U2' }))
    const user = {
      user: 'U1',
      place: { platform: 'slack', workspace: 'T1', channel: 'C9' },
      audience: 'asker' as const,
    }
    expect(await store.forget(user)).toBe(true)
    expect(await daily.find(placeOf('D1'))).toBeUndefined()
    expect(await db.selectFrom('posts').selectAll().execute()).toEqual([])
    expect(await daily.find(placeOf('C1'))).not.toHaveProperty('by')
    expect(await daily.find(placeOf('C2'))).toMatchObject({ by: 'U2' })
  })

  test('old posts are deleted, and what a place has had once nobody wants it any more', async () => {
    for (const channel of ['C1', 'C2']) {
      const post = await claimed(subscribed(channel))
      await daily.begin(post, 'pod', DUE)
      await daily.finish(post, { state: 'sent', note: 'pod' })
    }
    await daily.delete(placeOf('C2'))
    const later = createStore({ url, days: 90, now: () => DUE + 91 * DAY })
    await later.start()
    await later.sweep()
    await later.stop()
    expect(await db.selectFrom('posts').selectAll().execute()).toEqual([])
    expect(await db.selectFrom('told').select('place').execute()).toEqual([{ place: 'slack T1 C1' }])
  })
})
