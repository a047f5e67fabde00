import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createClockwork } from '../../prove/oracle.ts'
import { ZONES } from '../../prove/plan.ts'
import { catchUp, type Rhythm, slotAfter, slotFrom, slotOf, upcoming } from '../../src/daily/schedule.ts'

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
const HOUR = 3_600_000
/** Half an hour at a change, changes around midnight, in the other half of the year, around Ramadan, or none. */
const ODD = ['Australia/Lord_Howe', 'Africa/Cairo', 'America/Santiago', 'Africa/Casablanca', 'Asia/Kathmandu']

const at = (date: string, time: string, zone: string): string | undefined => {
  const slot = slotOf(Temporal.PlainDate.from(date), { time, zone })
  return slot && Temporal.Instant.fromEpochMilliseconds(slot.at).toZonedDateTimeISO(zone).toString()
}

describe('a post is due', () => {
  test('at the time on the wall, summer and winter', () => {
    expect(at('2026-01-15', '09:00', 'Europe/Prague')).toBe('2026-01-15T09:00:00+01:00[Europe/Prague]')
    expect(at('2026-07-15', '09:00', 'Europe/Prague')).toBe('2026-07-15T09:00:00+02:00[Europe/Prague]')
  })

  test.each([
    ['02:00', 'America/New_York', '2026-03-08', '03:00:00-04:00'],
    ['02:30', 'America/New_York', '2026-03-08', '03:00:00-04:00'],
    ['02:59', 'Europe/Prague', '2026-03-29', '03:00:00+02:00'],
    ['02:15', 'Australia/Lord_Howe', '2026-10-04', '02:30:00+11:00'],
    ['00:30', 'Africa/Cairo', '2026-04-24', '01:00:00+03:00'],
  ])('at the next minute there is, where the clock jumps over %s in %s', (time, zone, date, moment) => {
    expect(at(date, time, zone)).toBe(`${date}T${moment}[${zone}]`)
  })

  test.each([
    ['01:30', 'America/New_York', '2026-11-01', '01:30:00-04:00'],
    ['02:30', 'Europe/Prague', '2026-10-25', '02:30:00+02:00'],
  ])('the first time, where %s comes twice in %s', (time, zone, date, moment) => {
    expect(at(date, time, zone)).toBe(`${date}T${moment}[${zone}]`)
  })

  test('never on a date that a zone left out', () => {
    expect(at('2011-12-30', '09:00', 'Pacific/Apia')).toBeUndefined()
    const rhythm = { time: '09:00', zone: 'Pacific/Apia', days: EVERY_DAY }
    expect(slotAfter('2011-12-29', rhythm).date).toBe('2011-12-31')
    expect(slotFrom('2011-12-30', { ...rhythm, days: [5] }).date).toBe('2012-01-06')
  })

  test('when a way of reckoning without Temporal says so, in all kinds of zones on any day', () => {
    const [from, to] = [Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1)]
    const clock = createClockwork(from - 48 * HOUR, to + 48 * HOUR)
    const zone = fc.constantFrom(...ZONES.filter((_, at) => at % 12 === 5), ...ODD)
    const minutes = fc.oneof(fc.integer({ min: 0, max: 240 }), fc.integer({ min: 0, max: 1439 }))
    fc.assert(
      fc.property(zone, fc.integer({ min: 0, max: 364 }), minutes, (zone, day, minute) => {
        const date = Temporal.PlainDate.from('2026-01-01').add({ days: day })
        const time = new Date(minute * 60_000).toISOString().slice(11, 16)
        expect(slotOf(date, { time, zone })?.at).toBe(clock.dueAt(zone, date.toString(), time))
      }),
      { numRuns: 300 },
    )
  }, 20_000)
})

describe('the next slot', () => {
  const weekdays: Rhythm = { time: '09:00', zone: 'Europe/Prague', days: [1, 2, 3, 4, 5] }

  test('is on a wanted weekday, today if its time is still to come', () => {
    expect(upcoming(weekdays, Date.parse('2026-03-27T07:59:00Z')).date).toBe('2026-03-27')
    expect(upcoming(weekdays, Date.parse('2026-03-27T08:00:01Z')).date).toBe('2026-03-30')
    expect(slotAfter('2026-03-27', weekdays)).toEqual({
      date: '2026-03-30',
      at: Date.parse('2026-03-30T07:00:00Z'),
    })
  })

  test('is never in the past, and each date comes once, in any zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) }),
        fc.integer({ min: 0, max: 1439 }),
        (zone, now, minute) => {
          const time = new Date(minute * 60_000).toISOString().slice(11, 16)
          const rhythm = { time, zone, days: EVERY_DAY }
          const first = upcoming(rhythm, now)
          const second = slotAfter(first.date, rhythm)
          expect(first.at).toBeGreaterThanOrEqual(now)
          expect(first.at - now).toBeLessThanOrEqual(26 * HOUR)
          expect(second.date > first.date).toBe(true)
          expect(second.at - first.at).toBeGreaterThanOrEqual(21 * HOUR)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('after a time away', () => {
  const rhythm: Rhythm = { time: '09:00', zone: 'UTC', days: EVERY_DAY }
  const slot = (date: string) => ({ date, at: Date.parse(`${date}T09:00:00Z`) })

  test('a post that is less late than the grace is due', () => {
    expect(catchUp(rhythm, slot('2026-03-01'), Date.parse('2026-03-01T11:59:00Z'), 3 * HOUR)).toEqual({
      missed: [],
      due: slot('2026-03-01'),
      next: slot('2026-03-02'),
    })
  })

  test('later ones are missed, and only the last may still be due', () => {
    expect(catchUp(rhythm, slot('2026-03-01'), Date.parse('2026-03-03T10:00:00Z'), 3 * HOUR)).toEqual({
      missed: [slot('2026-03-01'), slot('2026-03-02')],
      due: slot('2026-03-03'),
      next: slot('2026-03-04'),
    })
    expect(catchUp(rhythm, slot('2026-03-01'), Date.parse('2026-03-02T12:30:00Z'), 3 * HOUR)).toEqual({
      missed: [slot('2026-03-01'), slot('2026-03-02')],
      next: slot('2026-03-03'),
    })
  })

  test('of years, only the last weeks are gone through', () => {
    const { missed, next } = catchUp(rhythm, slot('2016-01-01'), Date.parse('2026-03-01T10:00:00Z'), HOUR)
    expect(missed.length).toBeLessThan(40)
    expect(next).toEqual(slot('2026-03-02'))
  })
})
