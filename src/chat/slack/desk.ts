/** Work that begins only after Slack was told "heard": nothing may delay an acknowledgement. */

export type Desk = {
  /** Does `job` soon. */
  take(job: () => Promise<void>): void
  /** Resolves once every job is done. */
  settled(): Promise<void>
}

/** @param onError told what a job threw; a job should handle its own errors, and none may end the process */
export function createDesk(onError: (error: unknown) => void): Desk {
  const waiting: (() => Promise<void>)[] = []
  const going = new Set<Promise<void>>()
  let turn = false

  /** One job each turn of the event loop, so that what arrives meanwhile is read and acknowledged first. */
  function next(): void {
    const job = waiting.shift()
    turn = waiting.length > 0
    if (turn) setImmediate(next)
    if (job === undefined) return
    const done: Promise<void> = job()
      .catch(onError)
      .finally(() => going.delete(done))
    going.add(done)
  }

  return {
    take(job) {
      waiting.push(job)
      if (!turn) setImmediate(next)
      turn = true
    },
    async settled() {
      while (turn || going.size > 0) {
        await new Promise(resolve => setImmediate(resolve))
        await Promise.allSettled(going)
      }
    },
  }
}
