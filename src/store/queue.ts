/**
 * Writes wait here, off the way of answers, and are done in order, many at a time. While the database is down they
 * pile up to a bound; what does not fit, and what the database refuses for good, is lost and counted.
 */
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import type { Transaction } from 'kysely'
import type { Connection } from './connection.ts'
import type { Hash } from './key.ts'
import { isRefusal } from './problem.ts'
import type { Schema } from './schema.ts'

/** A write that may be done twice without harm, since a connection can break after the database did it. */
export type Job = {
  write: (on: Transaction<Schema>, hash: Hash) => Promise<void>
  /** Whose it is, so that it can be forgotten before it is written. */
  of?: { platform: string; user: string }
}

export type Queue = {
  /** False when the job was lost because too many wait. */
  add(job: Job): boolean
  /** Takes out the waiting jobs of a person, and waits for those that are being written. */
  forget(platform: string, user: string): Promise<void>
  /** Writes what waits, as long as the database takes it. */
  flush(): Promise<void>
  waiting(): number
  lost(): number
}

const AT_ONCE = 100
const GATHER_MS = 100
const BATCH_WITHIN_MS = 10_000

export function createQueue(connection: Connection, longest: number): Queue {
  let jobs: Job[] = []
  let lost = 0
  let flushing: Promise<void> | undefined

  const write = (batch: Iterable<Job>): Promise<void> =>
    connection.use(
      ({ db, hash }) =>
        db.transaction().execute(async on => {
          for (const job of batch) await job.write(on, hash)
        }),
      BATCH_WITHIN_MS,
    )

  async function flushAll(): Promise<void> {
    // The answer goes out first, and what others add meanwhile goes along: one transaction costs as much as many rows.
    await wait(GATHER_MS)
    let size = AT_ONCE
    while (jobs.length > 0 && connection.open()) {
      const batch = new Set(jobs.slice(0, size))
      try {
        await write(batch)
        jobs = jobs.filter(job => !batch.has(job))
      } catch (error) {
        if (isRefusal(error)) size = refused(batch)
      }
      await nextTurn()
    }
  }

  /** One of `batch` can never be written; alone it shows itself and is given up. Returns how many to write next. */
  function refused(batch: Set<Job>): number {
    if (batch.size > 1) return 1
    jobs = jobs.filter(job => !batch.has(job))
    lost++
    return AT_ONCE
  }

  function flush(): Promise<void> {
    flushing ??= flushAll().finally(() => {
      flushing = undefined
    })
    return flushing
  }

  return {
    add(job) {
      if (jobs.length >= longest) {
        lost++
        return false
      }
      jobs.push(job)
      void flush()
      return true
    },
    async forget(platform, user) {
      jobs = jobs.filter(({ of }) => of?.platform !== platform || of.user !== user)
      await flushing
    },
    flush,
    waiting: () => jobs.length,
    lost: () => lost,
  }
}
