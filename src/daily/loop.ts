/**
 * Posts what is due, each place's date once, together with any number of other processes: the database decides who
 * posts. See DESIGN.md, "The concept of the day, exactly once", for what happens where a process dies.
 */
import { randomBytes } from 'node:crypto'
import type { Found, Posted } from '../chat/chat.ts'
import type { NoteId } from '../notes/note.ts'
import type { DailyStore } from '../store/create.ts'
import type { Claim, Post, Subscription } from '../store/daily.ts'
import type { Standing } from '../store/posts.ts'
import { catchUp, slotAfter } from './schedule.ts'

export type Policy = {
  /** How late a post may be sent. */
  grace: number
  /** A claim is anybody's after this. */
  lease: number
  /** A process gives up sending after this, so long before its claim runs out that nothing of it can still be on its way. */
  sending: number
  /** Pauses before a post is tried again, and before a closed place is; the last one repeats. */
  again: readonly number[]
  knock: readonly number[]
  /** How long a place may be out of reach before it is paused. */
  gone: number
  /** How many are begun at each tick: in all, and in each workspace. */
  begin: { all: number; each: number }
  /** How many may be under way at once. */
  atOnce: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export const POLICY: Readonly<Policy> = {
  grace: 3 * HOUR,
  lease: 5 * MINUTE,
  sending: MINUTE,
  again: [30_000, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE],
  knock: [MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR],
  gone: 24 * HOUR,
  begin: { all: 20, each: 2 },
  atOnce: 100,
}

/** What is posted, and where it goes. Neither of its deeds rejects. */
export type Editor = {
  /** The platforms that this process is connected to. */
  platforms(): readonly string[]
  /** The note for a place, `wanted` where there still is one of that name, or undefined where its list is empty. */
  next(standing: Standing, wanted: NoteId | undefined): NoteId | undefined
  /** Posts `note` there, and settles within so many milliseconds. */
  post(post: Post, note: NoteId, withinMs: number): Promise<Posted>
  /** Whether a post that may have been sent is there. */
  wasPosted(post: Post): Promise<Found>
}

export type LoopParts = {
  store: DailyStore
  editor: Editor
  /** A place was paused since it could not be reached for a day. */
  onGone: (subscription: Subscription, why: string) => Promise<void>
  /** What became of a post, for metrics and logs. */
  onEnd: (post: Post, end: 'sent' | 'skipped' | 'postponed', reason?: string) => void
  /** Something failed that is no platform's fault, such as the database. */
  onError: (error: unknown) => void
  /** Milliseconds since the epoch. */
  now: () => number
  policy?: Policy
}

export type Loop = {
  /** Begins what is due, as much as may be begun at once. Call it every second. @returns how many were begun */
  tick(): Promise<number>
  /** Resolves once everything begun has come to an end. */
  settled(): Promise<void>
}

export function createLoop(parts: LoopParts): Loop {
  const { store, editor, now, onError } = parts
  const policy = parts.policy ?? POLICY
  const owner = randomBytes(9).toString('base64url')
  const going = new Set<Promise<void>>()
  let ticking = false

  async function tick(): Promise<number> {
    const room = Math.min(policy.begin.all, policy.atOnce - going.size)
    if (room <= 0 || ticking) return 0
    ticking = true
    try {
      const platforms = editor.platforms()
      if (platforms.length === 0) return 0
      const begun = [...(await claimDue(room, platforms)), ...(await takeOverOpen(room, platforms))]
      for (const post of begun) begin(post)
      return begun.length
    } catch (error) {
      onError(error)
      return 0
    } finally {
      ticking = false
    }
  }

  function begin(post: Post): void {
    const done: Promise<void> = work(post)
      .catch(onError)
      .finally(() => going.delete(done))
    going.add(done)
  }

  async function claimDue(room: number, platforms: readonly string[]): Promise<Post[]> {
    const due = await store.due(now(), platforms, { all: room, each: policy.begin.each })
    const claims = due.flatMap(subscription => claimFor(subscription) ?? [])
    if (claims.length === 0) return []
    const fresh = await store.claim(claims, owner, now() + policy.lease)
    for (const post of fresh) if (post.state === 'skipped') parts.onEnd(post, 'skipped', post.reason)
    return fresh.filter(post => post.state === 'claimed')
  }

  function claimFor(subscription: Subscription): Claim | undefined {
    const { place, next: was } = subscription
    if (was === undefined) return undefined
    const { missed, due, next } = catchUp(subscription, was, now(), policy.grace)
    const late = missed.map(({ date, at }) => ({ date, due: at, state: 'skipped' as const, reason: 'late' }))
    const today = due === undefined ? [] : [{ date: due.date, due: due.at, state: 'claimed' as const }]
    return { place, was, next, rows: [...late, ...today] }
  }

  async function takeOverOpen(room: number, platforms: readonly string[]): Promise<Post[]> {
    const taken: Post[] = []
    for (const post of await store.open(now(), platforms, { all: room, each: policy.begin.each })) {
      const mine = await store.takeOver(post, owner, now() + policy.lease)
      if (mine !== undefined) taken.push(mine)
    }
    return taken
  }

  async function work(post: Post): Promise<void> {
    if (post.state === 'sending' && post.note !== undefined) {
      const found = await editor.wasPosted(post)
      if (found === 'yes') return sent(post, post.note)
      // What nobody can find out counts as sent: better none than two.
      if (found === 'unknown' || (found === 'later' && isLate(post))) return sent(post, post.note, 'unsure')
      if (found === 'later') return later(post, 'sending', 'unsure')
    }
    const standing = await store.standing(post.place, weekBefore(post.date))
    if (standing === undefined) return skip(post, 'off')
    const over = whyOver(post, standing.subscription)
    if (over !== undefined) return skip(post, over)
    const note = editor.next(standing, post.note)
    if (note === undefined) return skip(post, 'no-notes')

    const deadline = now() + policy.sending
    if (!(await store.begin(post, note, now() + policy.lease))) return
    // A process that slept over its deadline must not send what another may be sending by now.
    if (now() > deadline) return later(post, 'claimed', 'slow')
    return conclude(post, note, standing.subscription, await editor.post(post, note, deadline - now()))
  }

  async function conclude(
    post: Post,
    note: string,
    subscription: Subscription,
    posted: Posted,
  ): Promise<void> {
    switch (posted.kind) {
      case 'sent':
        if (subscription.goneSince !== undefined) await store.gone(post.place, undefined)
        return sent(post, note)
      case 'unsure':
        return later(post, 'sending', posted.why)
      case 'unsent':
        return later(post, 'claimed', posted.why, posted.waitMs)
      case 'gone':
        return gone(post, subscription, posted.why)
      default:
        posted satisfies never
    }
  }

  /** A place that is gone may come back: it is tried for a day, then paused. */
  async function gone(post: Post, subscription: Subscription, why: string): Promise<void> {
    const since = subscription.goneSince ?? now()
    if (subscription.goneSince === undefined) await store.gone(post.place, since)
    if (now() - since < policy.gone) return later(post, 'claimed', why, 0, policy.knock)
    await skip(post, why)
    if (await store.pauseGone(post.place)) await parts.onGone(subscription, why)
  }

  const isLate = (post: Post): boolean => now() - post.due > policy.grace

  /** Why a post is not to be sent any more. One to a place that is gone is tried until the next one is due. */
  function whyOver(post: Post, subscription: Subscription): string | undefined {
    if (subscription.paused !== undefined) return 'paused'
    const over =
      subscription.goneSince === undefined ? isLate(post) : slotAfter(post.date, subscription).at <= now()
    return over ? (post.reason ?? 'late') : undefined
  }

  async function sent(post: Post, note: string, reason?: string): Promise<void> {
    await store.finish(post, { state: 'sent', note, ...(reason !== undefined && { reason }) })
    parts.onEnd({ ...post, note }, 'sent', reason)
  }

  async function skip(post: Post, reason: string): Promise<void> {
    await store.finish(post, { state: 'skipped', reason })
    parts.onEnd(post, 'skipped', reason)
  }

  async function later(
    post: Post,
    state: 'claimed' | 'sending',
    reason: string,
    waitMs = 0,
    pauses = policy.again,
  ): Promise<void> {
    const pause = pauses[Math.min(post.tries, pauses.length - 1)] ?? policy.lease
    await store.postpone(post, { state, reason, until: now() + Math.max(pause, Math.ceil(waitMs)) })
    parts.onEnd(post, 'postponed', reason)
  }

  return {
    tick,
    async settled() {
      while (going.size > 0) await Promise.allSettled(going)
    },
  }
}

const weekBefore = (date: string): string => Temporal.PlainDate.from(date).subtract({ weeks: 1 }).toString()
