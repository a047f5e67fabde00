/** When a place's post is due: pure arithmetic on time zones. Times are milliseconds since the epoch. */

/** `time`: hour and minute on the wall, `09:05`. `zone`: an IANA name. `days`: ISO weekdays, 1 is Monday. */
export type Rhythm = { time: string; zone: string; days: readonly number[] }

/** The post of one local date, `2026-03-29`, and when it is due. */
export type Slot = { date: string; at: number }

/** A zone that skips a whole date, as Samoa did, has at least one date of the same weekday a week later. */
const DAYS_AHEAD = 15

/**
 * When the post of `date` is due, or undefined where the zone has no such date. A time that the clock jumps over is
 * moved to the next minute there is; of a time that comes twice the first is meant.
 */
export function slotOf(date: Temporal.PlainDate, { time, zone }: Omit<Rhythm, 'days'>): Slot | undefined {
  if (!date.toZonedDateTime(zone).toPlainDate().equals(date)) return undefined
  const wanted = date.toPlainDateTime(time)
  const found = wanted.toZonedDateTime(zone, { disambiguation: 'compatible' })
  const jumpedOver = !found.toPlainDateTime().equals(wanted)
  // The jump is the last one up to `found`, which may be the very moment after it.
  const jump = jumpedOver ? found.add({ nanoseconds: 1 }).getTimeZoneTransition('previous') : undefined
  const at = jump ?? found
  return { date: date.toString(), at: at.epochMilliseconds }
}

/** The first slot on or after `date`. */
export function slotFrom(date: Temporal.PlainDate | string, rhythm: Rhythm): Slot {
  let day = Temporal.PlainDate.from(date)
  for (let ahead = 0; ahead < DAYS_AHEAD; ahead++) {
    const slot = rhythm.days.includes(day.dayOfWeek) ? slotOf(day, rhythm) : undefined
    if (slot !== undefined) return slot
    day = day.add({ days: 1 })
  }
  throw new RangeError(`no day among ${rhythm.days.join()} in ${rhythm.zone}`)
}

/** The first slot of a later date. */
export const slotAfter = (date: string, rhythm: Rhythm): Slot =>
  slotFrom(Temporal.PlainDate.from(date).add({ days: 1 }), rhythm)

/** The first slot that is due at `now` or later. */
export function upcoming(rhythm: Rhythm, now: number): Slot {
  // Yesterday's may still come, where midnight is jumped over.
  let slot = slotFrom(localDate(rhythm.zone, now).subtract({ days: 1 }), rhythm)
  while (slot.at < now) slot = slotAfter(slot.date, rhythm)
  return slot
}

export const localDate = (zone: string, now: number): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate()

/** What became of a place's days since its next one was noted. `next` is later than `now`. */
export type CaughtUp = { missed: Slot[]; due?: Slot; next: Slot }

/** More missed days than that are not worth a row each. */
const MISSED_AT_MOST = 31

/**
 * @param next the next slot as it was noted, which is due
 * @param grace how late a post may be sent, in milliseconds
 */
export function catchUp(rhythm: Rhythm, next: Slot, now: number, grace: number): CaughtUp {
  const passed: Slot[] = []
  let slot = next
  // A place that nobody served for years need not be walked through day by day.
  const recent = localDate(rhythm.zone, now).subtract({ days: MISSED_AT_MOST })
  if (slot.date < recent.toString()) {
    passed.push(slot)
    slot = slotFrom(recent, rhythm)
  }
  while (slot.at <= now) {
    passed.push(slot)
    slot = slotAfter(slot.date, rhythm)
  }
  const last = passed.at(-1)
  const due = last !== undefined && now - last.at <= grace ? last : undefined
  return { missed: due === undefined ? passed : passed.slice(0, -1), ...(due && { due }), next: slot }
}
