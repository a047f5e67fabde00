/** The bot's memory in a database. */
import { randomUUIDv7 } from 'node:crypto'
import type { NoteId } from '../notes/note.ts'
import { createConnection } from './connection.ts'
import {
  type Claim,
  type DailyPlace,
  deleteSubscription,
  findSubscription,
  type Mine,
  noteGone,
  type Post,
  pauseGone,
  type Subscription,
  saveSubscription,
} from './daily.ts'
import { deleteOld, forgetPerson } from './deletion.ts'
import { type Database, engineOf, type Opened, type OpenOptions, open } from './open.ts'
import {
  type Batch,
  beginSending,
  claimPosts,
  dueSubscriptions,
  finishPost,
  latestPosts,
  openPosts,
  postpone,
  readStanding,
  type Standing,
  takeOver,
} from './posts.ts'
import { type Problem, within } from './problem.ts'
import { createQueue } from './queue.ts'
import {
  claimEvents,
  deleteSealed,
  findSealed,
  readKeepUnanswered,
  readVersion,
  recentNotes,
  saveSealed,
  setKeepUnanswered,
  writeAnswer,
  writeVersion,
  writeVote,
} from './statements.ts'
import type { Store, StoreState } from './store.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** An answer waits this long for the database at most; then it does without. */
const ANSWER_WITHIN_MS = 500
const CHANGE_WITHIN_MS = 10_000
const START_WITHIN_MS = 5000
const STOP_WITHIN_MS = 1500
/** Platforms deliver again for minutes, not for days. */
const EVENTS_KEPT_DAYS = 7
/** The rows that keep a daily post from coming twice. */
const POSTS_KEPT_DAYS = 7
/** Characters kept of a question without an answer. */
const WORDS_AT_MOST = 500
/** Writes that wait for the database, some kilobytes each at most. */
const WAITING_AT_MOST = 10_000

export type StoreOptions = OpenOptions & {
  /** Days after which answers, votes and kept questions are deleted. */
  days: number
  /** Milliseconds since the epoch. */
  now: () => number
  onUp?: (state: StoreState) => void
  onDown?: (state: StoreState, problem: Problem, error: unknown) => void
  waitingAtMost?: number
}

/** Keeps what is sealed elsewhere; unlike the store it rejects where the database cannot be used. */
export type Vault = {
  /** Adds, or replaces what is kept under `id`. */
  save(id: string, sealed: string): Promise<void>
  find(id: string): Promise<string | undefined>
  delete(id: string): Promise<void>
}

/** Everything about daily posts; like the vault it rejects where the database cannot be used. */
export type DailyStore = {
  save(subscription: Subscription): Promise<void>
  find(place: DailyPlace): Promise<Subscription | undefined>
  delete(place: DailyPlace): Promise<void>
  latest(place: DailyPlace, count: number): Promise<Post[]>
  due(now: number, platforms: readonly string[], batch: Batch): Promise<Subscription[]>
  claim(claims: Claim[], owner: string, until: number): Promise<Post[]>
  open(now: number, platforms: readonly string[], batch: Batch): Promise<Post[]>
  takeOver(post: Post, owner: string, until: number): Promise<Post | undefined>
  standing(place: DailyPlace, since: string): Promise<Standing | undefined>
  begin(post: Mine, note: NoteId, until: number): Promise<boolean>
  finish(post: Parameters<typeof finishPost>[1], end: Parameters<typeof finishPost>[2]): Promise<void>
  postpone(post: Mine, to: Parameters<typeof postpone>[2]): Promise<void>
  gone(place: DailyPlace, since: number | undefined): Promise<void>
  pauseGone(place: DailyPlace): Promise<boolean>
}

export type OpenStore = Store & {
  vault: Vault
  daily: DailyStore
  state(): StoreState
  /**
   * Opens the database. Resolves when it is open, when the first attempt has failed, or after some seconds in any
   * case; from then on writes wait, and attempts go on.
   */
  start(): Promise<void>
  /** Writes what waits, as far as it can at once, and closes the database. */
  stop(): Promise<void>
  /** Deletes what is older than it may be; one process does it each hour. */
  sweep(): Promise<void>
}

/** @param openIt opens the database that `options` name; tests put in one that breaks */
export function createStore(
  options: StoreOptions,
  openIt: () => Promise<Opened> = () => open(options),
): OpenStore {
  const { url, days, now } = options
  const connection = createConnection({
    open: openIt,
    catchUp: () => queue.flush(),
    onUp() {
      void sweep()
      options.onUp?.(state())
    },
    onDown: (problem, error) => options.onDown?.(state(), problem, error),
  })
  const queue = createQueue(connection, options.waitingAtMost ?? WAITING_AT_MOST)
  let timer: NodeJS.Timeout | undefined

  const { use } = connection
  const done = (work: Promise<unknown>): Promise<boolean> =>
    work.then(
      () => true,
      () => false,
    )

  function state(): StoreState {
    const problem = connection.problem()
    return {
      engine: engineOf(url),
      up: connection.open() && problem === undefined,
      ...(problem && { problem }),
      waiting: queue.waiting(),
      lost: queue.lost(),
    }
  }

  async function sweep(): Promise<void> {
    const time = now()
    const hour = new Date(time).toISOString().slice(0, 13)
    const before = {
      answers: time - days * DAY_MS,
      events: time - Math.min(days, EVENTS_KEPT_DAYS) * DAY_MS,
      posts: time - Math.max(days, POSTS_KEPT_DAYS) * DAY_MS,
    }
    await done(
      use(async ({ db }) => {
        if (await claimEvents(db, [`sweep:${hour}`], time)) await deleteOld(db, before)
      }, HOUR_MS),
    )
  }

  return {
    days,
    async claim(platform, events) {
      if (events.length === 0) return true
      const names = events.map(event => `${platform}:${event}`)
      const time = now()
      try {
        return await use(({ db }) => claimEvents(db, names, time), ANSWER_WITHIN_MS)
      } catch {
        queue.add({ write: async on => void (await claimEvents(on, names, time)) })
        return undefined
      }
    },
    record(who, about, unanswered) {
      const id = randomUUIDv7()
      const words = unanswered && keepable(unanswered)
      const given = { id, time: now(), who, about, unanswered: words }
      const kept = queue.add({ of: personOf(who), write: (on, hash) => writeAnswer(on, hash, given) })
      return kept ? id : undefined
    },
    vote(who, answer, vote) {
      const cast = { who, answer, vote, time: now() }
      return queue.add({ of: personOf(who), write: (on, hash) => writeVote(on, hash, cast) })
    },
    recent: who =>
      use(({ db, hash }) => recentNotes(db, hash, who, now() - DAY_MS), ANSWER_WITHIN_MS).catch(() => []),
    keepsUnanswered: who =>
      use(({ db, hash }) => readKeepUnanswered(db, hash, who), ANSWER_WITHIN_MS).catch(() => undefined),
    keepUnanswered: (who, on) =>
      done(use(({ db, hash }) => setKeepUnanswered(db, hash, { who, on, time: now() }), CHANGE_WITHIN_MS)),
    version: who =>
      use(({ db, hash }) => readVersion(db, hash, who), ANSWER_WITHIN_MS).then(
        version => ({ told: true, ...(version !== undefined && { version }) }),
        () => ({ told: false }),
      ),
    setVersion: (who, version) =>
      done(use(({ db, hash }) => writeVersion(db, hash, { who, version, time: now() }), CHANGE_WITHIN_MS)),
    async forget(who) {
      await queue.forget(who.place.platform, who.user)
      return done(use(({ db, hash }) => forgetPerson(db, hash, who), CHANGE_WITHIN_MS))
    },
    vault: {
      save: (id, sealed) => use(({ db }) => saveSealed(db, id, sealed), ANSWER_WITHIN_MS),
      find: id => use(({ db }) => findSealed(db, id), ANSWER_WITHIN_MS),
      delete: id => use(({ db }) => deleteSealed(db, id), ANSWER_WITHIN_MS),
    },
    daily: dailyStore(work => use(({ db }) => work(db), CHANGE_WITHIN_MS)),
    state,
    async start() {
      timer = setInterval(() => void sweep(), HOUR_MS).unref()
      await within(connection.start(), START_WITHIN_MS).catch(() => {})
    },
    async stop() {
      clearInterval(timer)
      await within(queue.flush(), STOP_WITHIN_MS).catch(() => {})
      await connection.stop()
    },
    sweep,
  }
}

const dailyStore = (use: <T>(work: (db: Database) => Promise<T>) => Promise<T>): DailyStore => ({
  save: subscription => use(db => saveSubscription(db, subscription)),
  find: place => use(db => findSubscription(db, place)),
  delete: place => use(db => deleteSubscription(db, place)),
  latest: (place, count) => use(db => latestPosts(db, place, count)),
  due: (now, platforms, batch) => use(db => dueSubscriptions(db, now, platforms, batch)),
  claim: (claims, owner, until) => use(db => claimPosts(db, claims, owner, until)),
  open: (now, platforms, batch) => use(db => openPosts(db, now, platforms, batch)),
  takeOver: (post, owner, until) => use(db => takeOver(db, post, owner, until)),
  standing: (place, since) => use(db => readStanding(db, place, since)),
  begin: (post, note, until) => use(db => beginSending(db, post, note, until)),
  finish: (post, end) => use(db => finishPost(db, post, end)),
  postpone: (post, to) => use(db => postpone(db, post, to)),
  gone: (place, since) => use(db => noteGone(db, place, since)),
  pauseGone: place => use(db => pauseGone(db, place)),
})

/** Short, on one line, and whole characters only, which is what both engines can keep. */
const keepable = (words: string): string =>
  words
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .slice(0, WORDS_AT_MOST)
    .toWellFormed()

const personOf = ({ place, user }: { place: { platform: string }; user: string }) => ({
  platform: place.platform,
  user,
})
