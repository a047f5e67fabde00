/** How much one person may ask. */
import type { Who } from './store/store.ts'

const MINUTE_MS = 60_000
const PEOPLE = 10_000

export type Limits = {
  readonly perMinute: number
  /** go: answer; slow-down: say so, once; wait: nothing until a minute has passed with less. */
  pace(who: Who): 'go' | 'slow-down' | 'wait'
}

export const noLimits: Limits = { perMinute: 0, pace: () => 'go' }

/**
 * Counts in this process's memory: a limit keeps one person from crowding out the others, it does not bill anybody.
 * @param perMinute questions in any 60 seconds; 0 for no limit
 * @param now milliseconds of any clock
 */
export function createLimits(perMinute: number, now: () => number): Limits {
  if (perMinute === 0) return noLimits
  const people = new Map<string, { asked: number[]; told: boolean }>()
  return {
    perMinute,
    pace({ place, user }) {
      const person = JSON.stringify([place.platform, user])
      const known = people.get(person) ?? { asked: [], told: false }
      const asked = known.asked.filter(time => time > now() - MINUTE_MS)
      const pace = asked.length < perMinute ? 'go' : known.told ? 'wait' : 'slow-down'
      if (pace === 'go') asked.push(now())
      people.delete(person)
      people.set(person, { asked, told: pace !== 'go' })
      const [longestAgo] = people.keys()
      if (people.size > PEOPLE && longestAgo !== undefined) people.delete(longestAgo)
      return pace
    },
  }
}
