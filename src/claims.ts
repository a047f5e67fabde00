/** One event gets one reply: platforms deliver again what they think was lost. */

export type Claims = {
  /** True for the first caller that names any of `events`; false when one of them was claimed before. */
  claim(events: string[]): Promise<boolean>
}

/** This process's own memory of the latest `size` events. */
export function createMemoryClaims(size = 20_000): Claims {
  const seen = new Set<string>()
  return {
    async claim(events) {
      const fresh = events.every(event => !seen.has(event))
      for (const event of events) seen.add(event)
      for (const event of seen) {
        if (seen.size <= size) break
        seen.delete(event)
      }
      return fresh
    },
  }
}
