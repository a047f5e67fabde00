/**
 * When each post is due, worked out another way than the bot does it: from the offsets that Intl tells for every hour,
 * without Temporal. Milliseconds since the epoch.
 */

/** `offset` is what local time is ahead of UTC from `from` on, until `to`. */
type Stretch = { from: number; to: number; offset: number }

const HOUR = 3_600_000
const MINUTE = 60_000
const STEP = 3 * HOUR

export type Clockwork = {
  /** The first moment of `date` at which the clock shows `time` or later. */
  dueAt(zone: string, date: string, time: string): number
  /** Whether the offset changes on that date. */
  changes(zone: string, date: string): boolean
}

/** Knows zones between two moments. */
export function createClockwork(from: number, to: number): Clockwork {
  const known = new Map<string, Stretch[]>()
  const stretches = (zone: string): Stretch[] => {
    const found = known.get(zone) ?? stretchesOf(zone, from, to)
    known.set(zone, found)
    return found
  }
  return {
    dueAt(zone, date, time) {
      const wanted = Date.parse(`${date}T${time}:00Z`)
      const moments = stretches(zone).flatMap(({ from, to, offset }) => {
        const at = Math.max(from, wanted - offset)
        return at < to ? [at] : []
      })
      return Math.min(...moments)
    },
    changes(zone, date) {
      const midnight = Date.parse(`${date}T00:00:00Z`)
      return stretches(zone).some(
        ({ to, offset }) => to + offset >= midnight && to + offset <= midnight + 24 * HOUR,
      )
    },
  }
}

function stretchesOf(zone: string, from: number, to: number): Stretch[] {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const offsetAt = (moment: number): number => {
    const part = Object.fromEntries(
      format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
    )
    const { year = 0, month = 1, day, hour, minute, second } = part
    return Date.UTC(year, month - 1, day, hour, minute, second) - moment
  }
  const found: Stretch[] = []
  let stretch: Stretch = { from, to, offset: offsetAt(from) }
  for (let at = from; at < to; at += STEP) {
    const offset = offsetAt(at + STEP)
    if (offset === stretch.offset) continue
    let [before, after] = [at, at + STEP]
    while (after - before > MINUTE) {
      const middle = before + Math.floor((after - before) / 2 / MINUTE) * MINUTE
      if (offsetAt(middle) === stretch.offset) before = middle
      else after = middle
    }
    found.push({ ...stretch, to: after })
    stretch = { from: after, to, offset }
  }
  return [...found, stretch]
}
