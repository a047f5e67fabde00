/** Keeps a database open: what breaks is closed, and tried again with growing patience until it works. */
import type { Opened } from './open.ts'
import { isRefusal, type Problem, problemOf, TooSlow, within } from './problem.ts'

const RETRY_MS = { first: 100, longest: 5000 }
/** A database that held this long is trusted again: should it break, the first retry comes soon. */
const TRUSTED_AFTER_MS = 10_000

export type Connection = {
  /**
   * Runs `work` on the open database. Rejects at once while there is none, and when `work` takes longer than
   * `withinMs`; an error that shows the database to be out of order closes it.
   */
  use<T>(work: (opened: Opened) => Promise<T>, withinMs: number): Promise<T>
  /** Whether `use` can be tried. */
  open(): boolean
  /** What is wrong with the database; undefined while nothing is, and until the first attempt has ended. */
  problem(): Problem | undefined
  /** Resolves after the first attempt to open the database, whatever came of it; the others follow by themselves. */
  start(): Promise<void>
  stop(): Promise<void>
}

export type ConnectionParts = {
  open: () => Promise<Opened>
  /** Writes what waited; a database counts as up when it took that. */
  catchUp: () => Promise<void>
  onUp: () => void
  /** Told once until it is up again, with what the first failure said. */
  onDown: (problem: Problem, error: unknown) => void
}

export function createConnection({ open, catchUp, onUp, onDown }: ConnectionParts): Connection {
  let opened: Opened | undefined
  let openedAt = 0
  let problem: Problem | undefined
  let wait = RETRY_MS.first
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  async function attempt(): Promise<void> {
    try {
      const fresh = await open()
      if (stopped) return await fresh.close()
      opened = fresh
      openedAt = performance.now()
      await catchUp()
      if (opened !== fresh) return
      problem = undefined
      onUp()
    } catch (error) {
      broken(error)
    }
  }

  function broken(error: unknown): void {
    const known = problem !== undefined
    problem = problemOf(error)
    if (!known) onDown(problem, error)
    if (stopped) return
    timer = setTimeout(() => void attempt(), wait).unref()
    wait = Math.min(wait * 2, RETRY_MS.longest)
  }

  return {
    async use(work, withinMs) {
      const used = opened
      if (used === undefined) throw new TooSlow('the database is not open')
      try {
        return await within(work(used), withinMs)
      } catch (error) {
        if (used === opened && !isRefusal(error)) {
          if (performance.now() - openedAt > TRUSTED_AFTER_MS) wait = RETRY_MS.first
          opened = undefined
          void used.close()
          broken(error)
        }
        throw error
      }
    },
    open: () => opened !== undefined,
    problem: () => problem,
    start: attempt,
    async stop() {
      stopped = true
      clearTimeout(timer)
      const last = opened
      opened = undefined
      await last?.close()
    },
  }
}
