/** Waiting, so that tests need not. */
import { setTimeout as wait } from 'node:timers/promises'
import { troubleOf } from './trouble.ts'

/** Resolves after `ms` milliseconds; rejects when `signal` says so. */
export type Pause = (ms: number, signal?: AbortSignal) => Promise<void>

export const pause: Pause = (ms, signal) => wait(ms, undefined, { signal })

/** What `work` gives within `ms`, or undefined when it takes longer; it goes on all the same. */
export async function within<Value>(
  work: Promise<Value>,
  ms: number,
  pause: Pause,
): Promise<Value | undefined> {
  const done = new AbortController()
  try {
    return await Promise.race([work, pause(ms, done.signal).then(() => undefined)])
  } finally {
    done.abort()
  }
}

/**
 * Does `call` again after each of `pauses` while Discord fails. discord.js itself tries three times at once, which
 * does not outlast a restart at the other end. Only for calls that may be done twice.
 */
export async function steadily<Value>(
  call: () => Promise<Value>,
  pauses: readonly number[],
  pause: Pause,
): Promise<Value> {
  for (const ms of pauses)
    try {
      return await call()
    } catch (error) {
      if (troubleOf(error) !== 'failing') throw error
      await pause(ms)
    }
  return call()
}
