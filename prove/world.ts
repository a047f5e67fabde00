/** Platforms that fail at random, and what really stands in their channels. */
import { setImmediate as turn } from 'node:timers/promises'
import type { Card } from '../src/cards/card.ts'
import type { Found, Known, Place, Posted, Poster } from '../src/chat/chat.ts'

/** Numbers from 0 to below 1, the same for the same seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export type Span = { from: number; to: number }

export const isIn = (spans: readonly Span[], at: number): boolean =>
  spans.some(({ from, to }) => from <= at && at < to)

/**
 * How far a platform can tell what is there. `nonce`: a name that it enforces for some minutes, and messages that can
 * be read. `lookup`: messages that can be read. `blind`: neither.
 */
export type Sight = 'nonce' | 'lookup' | 'blind'

export const PLATFORMS: Record<string, Sight> = { discord: 'nonce', slack: 'lookup', 'slack-blind': 'blind' }

export type Delivered = { at: number; note: string }

export type World = {
  poster(sight: Sight): Poster
  /** What really stands in a place under a name. */
  delivered: ReadonlyMap<string, Delivered[]>
  /** Names of posts that were on their way when they came to nothing, on a platform that cannot tell. */
  lost: Set<string>
  counts: Record<'posted' | 'unsent' | 'unsure there' | 'unsure not there' | 'gone' | 'looked up', number>
}

export type WorldParts = {
  now: () => number
  random: () => number
  /** When nobody can post anywhere, and when a place is closed. */
  failing: readonly Span[]
  closed: (place: Place) => readonly Span[]
  /** How often, of a thousand posts, something goes wrong. */
  trouble: number
  forgetful: boolean
}

const NONCE_MS = 3 * 60_000

export function createWorld({ now, random, failing, closed, trouble, forgetful }: WorldParts): World {
  const delivered = new Map<string, Delivered[]>()
  const lost = new Set<string>()
  const counts: World['counts'] = {
    posted: 0,
    unsent: 0,
    'unsure there': 0,
    'unsure not there': 0,
    gone: 0,
    'looked up': 0,
  }

  function put(name: string, card: Card, sight: Sight): void {
    const there = delivered.get(name) ?? []
    const known = sight === 'nonce' && there.some(({ at }) => now() - at < NONCE_MS)
    if (known) return
    delivered.set(name, [...there, { at: now(), note: card.of.kind === 'concept' ? card.of.note : '' }])
    counts.posted++
  }

  function post(place: Place, card: Card, { name }: Known, sight: Sight): Posted {
    if (isIn(closed(place), now())) {
      counts.gone++
      return { kind: 'gone', why: 'closed' }
    }
    const luck = isIn(failing, now()) ? random() * 3 : random() * 1000
    if (luck < trouble || luck < 1) {
      counts.unsent++
      return { kind: 'unsent', why: 'limited', waitMs: random() * 60_000 }
    }
    if (luck < trouble * 1.5 || luck < 2) {
      counts['unsure not there']++
      if (sight === 'blind') lost.add(name)
      return { kind: 'unsure', why: 'timeout' }
    }
    put(name, card, sight)
    if (luck < trouble * 2 || luck < 3) {
      counts['unsure there']++
      return { kind: 'unsure', why: 'timeout' }
    }
    return { kind: 'sent' }
  }

  function find(name: string, sight: Sight): Found {
    counts['looked up']++
    if (sight === 'blind') return 'unknown'
    if (isIn(failing, now()) || random() * 1000 < trouble) return 'later'
    return (delivered.get(name) ?? []).length > 0 && !forgetful ? 'yes' : 'no'
  }

  return {
    delivered,
    lost,
    counts,
    poster: sight => ({
      async post(place, card, known) {
        await turn()
        return post(place, card, known, sight)
      },
      async wasPosted(_, { name }) {
        await turn()
        return find(name, sight)
      },
      tell: async () => {},
      mention: () => '',
    }),
  }
}
