/** One event gets one reply: platforms deliver again what they think was lost. */
import type { Store } from './store/store.ts'

export type Claims = {
  /** True for the first caller that names any of a platform's `events`; false when one of them was claimed before. */
  claim(platform: string, events: string[]): Promise<boolean>
}

/** This process's own memory of the latest `size` events, and the store's, which all processes share. */
export function createClaims(store: Pick<Store, 'claim'>, size = 20_000): Claims {
  const seen = new Set<string>()
  return {
    async claim(platform, events) {
      const names = events.map(event => `${platform}:${event}`)
      const fresh = names.every(name => !seen.has(name))
      for (const name of names) seen.add(name)
      for (const name of seen) {
        if (seen.size <= size) break
        seen.delete(name)
      }
      // While the store cannot tell, this process's own memory does.
      return fresh && ((await store.claim(platform, events)) ?? true)
    },
  }
}
