/**
 * Days, weeks or a year of daily posts on a clock that jumps from one due moment to the next: several processes on
 * one database that are killed at random points, platforms that fail at random, channels that close for hours or days.
 */
import type { Chat, Place } from '../src/chat/chat.ts'
import { createEditor } from '../src/daily/editor.ts'
import { createLoop, type Loop } from '../src/daily/loop.ts'
import { upcoming } from '../src/daily/schedule.ts'
import type { Library } from '../src/notes/library.ts'
import type { DailyStore } from '../src/store/create.ts'
import { keyOf, type Post, type Subscription } from '../src/store/daily.ts'
import { createRandom, createWorld, isIn, PLATFORMS, type Span, type World } from './world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export type Plan = {
  /** One for each process, on one database. */
  stores: DailyStore[]
  subscriptions: Subscription[]
  /** The notes at a moment; they may change. */
  library: (now: number) => Library
  from: number
  to: number
  seed: number
  /** How often a process is killed, of a thousand calls to database and platforms. */
  kills: number
  /** How often a call to the database fails, of a thousand. */
  failures: number
  /** How often a platform fails, of a thousand posts. */
  trouble: number
  /** How many outages of all processes, of all platforms and of each hundred places there are in the time. */
  /** Whether platforms say that nothing is there, whatever is. */
  forgetful: boolean
  outages: { processes: number; platforms: number; places: number }
  /** When the next post is due, or the next claim runs out, as the database has it. */
  soonest: () => Promise<number>
  onProgress?: (now: number, run: Run) => void
}

/** What happened, for the judge. */
export type Run = {
  world: World
  /** Posts as they came to an end in the database, in that order. */
  ended: { post: Post; end: 'sent' | 'skipped'; reason?: string; at: number }[]
  /** When no process ran, when no platform worked, when places were closed, when they were paused. */
  down: Span[]
  failing: Span[]
  closed: Map<string, Span[]>
  paused: Map<string, Span[]>
  kills: Map<string, number>
  failures: number
  /** The most posts that one process sent at one tick in one workspace. */
  most: number
}

/** A process that was killed does nothing any more. */
class Killed extends Error {}

type Process = { name: number; store: DailyStore; loop: Loop; dead: boolean; backAt: number }

export async function simulate(plan: Plan): Promise<Run> {
  const random = createRandom(plan.seed)
  let now = plan.from
  const span = (length: number): Span => {
    const from = plan.from + random() * (plan.to - plan.from)
    return { from, to: from + length }
  }
  const many = (count: number, longest: number): Span[] =>
    Array.from({ length: count }, () => span(5 * MINUTE + random() ** 3 * longest))
  const closed = new Map<string, Span[]>()
  for (const { place } of plan.subscriptions)
    if (random() * 100 < plan.outages.places)
      closed.set(keyOf(place), many(1 + Math.floor(random() * 2), 3 * DAY))
  const run: Run = {
    world: createWorld({
      now: () => now,
      random,
      failing: [],
      closed: () => [],
      trouble: plan.trouble,
      forgetful: plan.forgetful,
    }),
    ended: [],
    down: many(plan.outages.processes, 12 * HOUR),
    failing: many(plan.outages.platforms, 6 * HOUR),
    closed,
    paused: new Map(),
    kills: new Map(),
    failures: 0,
    most: 0,
  }
  run.world = createWorld({
    now: () => now,
    random,
    failing: run.failing,
    closed: place => closed.get(keyOf(place)) ?? [],
    trouble: plan.trouble,
    forgetful: plan.forgetful,
  })

  /** A call of a process's: it may be killed before or after, and where `fragile`, the call may fail in both ways. */
  async function call<T>(
    process: Process,
    name: string,
    fragile: boolean,
    work: () => Promise<T>,
  ): Promise<T> {
    const kill = (when: string): never => {
      process.dead = true
      process.backAt = now + random() ** 2 * 20 * MINUTE
      const point = `${when} ${name}`
      run.kills.set(point, (run.kills.get(point) ?? 0) + 1)
      throw new Killed(point)
    }
    const fail = (): never => {
      run.failures++
      throw new Error('the database fails')
    }
    if (process.dead) throw new Killed('dead')
    if (random() * 2000 < plan.kills) kill('before')
    if (fragile && random() * 2000 < plan.failures) fail()
    const result = await work()
    if (process.dead) throw new Killed('dead')
    if (random() * 2000 < plan.kills) kill('after')
    if (fragile && random() * 2000 < plan.failures) fail()
    return result
  }

  const begun = new Map<string, number>()

  function storeOf(process: Process): DailyStore {
    const guard =
      <Words extends unknown[], Result>(name: string, work: (...words: Words) => Promise<Result>) =>
      (...words: Words): Promise<Result> =>
        call(process, name, true, () => work(...words))
    const { store } = process
    return {
      ...store,
      due: guard('due', store.due),
      open: guard('open', store.open),
      claim: guard('claim', store.claim),
      takeOver: guard('takeOver', store.takeOver),
      standing: guard('standing', store.standing),
      begin: guard('begin', async (post, note, until) => {
        // Killed or cut off from here on, a blind platform never shows whether it was sent.
        const mine = await store.begin(post, note, until)
        if (mine && PLATFORMS[post.place.platform] === 'blind')
          run.world.lost.add(`${keyOf(post.place)} ${post.date}`)
        return mine
      }),
      finish: guard('finish', store.finish),
      postpone: guard('postpone', store.postpone),
      gone: guard('gone', store.gone),
      pauseGone: guard('pauseGone', store.pauseGone),
    }
  }

  function chatsOf(process: Process): Pick<Chat, 'name' | 'poster' | 'ready'>[] {
    return Object.entries(PLATFORMS).map(([name, sight]) => {
      const poster = run.world.poster(sight)
      return {
        name,
        ready: () => true,
        poster: {
          ...poster,
          post: (place: Place, ...rest) => {
            const lane = `${process.name} ${place.platform} ${place.workspace}`
            begun.set(lane, (begun.get(lane) ?? 0) + 1)
            return call(process, 'post', false, () => poster.post(place, ...rest))
          },
          wasPosted: (...words) => call(process, 'wasPosted', false, () => poster.wasPosted(...words)),
        },
      }
    })
  }

  function start(process: Process): void {
    process.dead = false
    process.loop = createLoop({
      store: storeOf(process),
      editor: createEditor(chatsOf(process), () => plan.library(now)),
      async onGone({ place }) {
        const key = keyOf(place)
        // Somebody opens the channel and resumes after a while.
        run.paused.set(key, [
          ...(run.paused.get(key) ?? []),
          { from: now, to: now + HOUR + random() * 4 * DAY },
        ])
      },
      onEnd(post, end, reason) {
        if (end !== 'postponed')
          run.ended.push({ post, end, at: now, ...(reason !== undefined && { reason }) })
      },
      onError(error) {
        if (!(error instanceof Killed) && !/the database fails/.test(String(error))) throw error
      },
      now: () => now,
    })
  }

  const processes = plan.stores.map((store, name): Process => {
    const process: Process = {
      name,
      store,
      dead: true,
      backAt: plan.from,
      loop: { tick: async () => 0, settled: async () => {} },
    }
    return process
  })
  const [store] = plan.stores
  if (store === undefined) throw new Error('no store')
  for (const subscription of plan.subscriptions)
    await store.save({ ...subscription, next: upcoming(subscription, plan.from) })

  /** Resumes what was paused because it was gone; a killed process may have left that untold. */
  async function resume(): Promise<void> {
    if (now < nextLook) return
    nextLook = now + 6 * HOUR
    for (const place of closed.keys()) {
      const subscription = byKey.get(place)
      const found = subscription && (await store?.find(subscription.place))
      if (found === undefined || found.next !== undefined) continue
      const spans = run.paused.get(place) ?? []
      const last = spans.at(-1)
      if (last === undefined || last.to <= (resumedAt.get(place) ?? 0)) {
        run.paused.set(place, [...spans, { from: now - 6 * HOUR, to: now + DAY }])
        continue
      }
      if (now < last.to) continue
      const { paused: _, goneSince: __, ...rest } = found
      await store?.save({ ...rest, next: upcoming(found, now) })
      resumedAt.set(place, now)
      last.to = now
    }
  }
  let nextLook = plan.from
  const resumedAt = new Map<string, number>()
  const byKey = new Map(plan.subscriptions.map(each => [keyOf(each.place), each]))

  while (now < plan.to) {
    const alive = isIn(run.down, now) ? [] : processes
    for (const process of alive) if (process.dead && process.backAt <= now) start(process)
    const working = alive.filter(process => !process.dead)
    begun.clear()
    const counts = await Promise.all(working.map(process => process.loop.tick()))
    await Promise.all(working.map(process => process.loop.settled()))
    run.most = Math.max(run.most, ...begun.values())
    await resume()
    now += 1000
    if (counts.every(count => count === 0))
      now = Math.max(now, Math.ceil(await nextMoment(working.length > 0)))
    plan.onProgress?.(now, run)
  }
  return run

  /** When there is something to do again. */
  async function nextMoment(anybody: boolean): Promise<number> {
    const waiting = [
      ...processes.filter(({ dead }) => dead).map(({ backAt }) => backAt),
      ...run.down.flatMap(({ from, to }) => (from <= now && now < to ? [to] : [])),
    ]
    const after = Math.min(...waiting.filter(at => at > now), now + 12 * HOUR)
    if (anybody) return Math.min(after, await plan.soonest())
    const back = !isIn(run.down, now) && processes.some(({ dead, backAt }) => !dead || backAt <= now)
    return back ? now : after
  }
}
