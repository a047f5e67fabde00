/** Whether every place got each of its days once, except those that the stated policy skips. */
import type { About } from '../src/ask/daily.ts'
import { listFor, parseAbout } from '../src/daily/choose.ts'
import { POLICY } from '../src/daily/loop.ts'
import type { Library } from '../src/notes/library.ts'
import { keyOf, type Subscription } from '../src/store/daily.ts'
import { createClockwork } from './oracle.ts'
import type { Run } from './simulate.ts'
import type { Span } from './world.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/**
 * When so much of the grace was left to work in, a post must have come: claims run out after five minutes, a killed
 * process comes back within twenty, and pauses between attempts grow to a quarter of an hour.
 */
const ENOUGH = 1.5 * HOUR

export type Verdict = {
  days: number
  posted: number
  /** Days without a post, by the reason that the policy gives. */
  skipped: Record<'nobody was there' | 'closed' | 'paused' | 'taken as sent', number>
  /** Posts on days on which a clock changed. */
  onChange: number
  /** The longest any came after it was due while its place was open, in milliseconds. */
  latest: number
  /** What must not be; empty where the proof holds. */
  wrong: string[]
}

export type Case = {
  run: Run
  subscriptions: readonly Subscription[]
  /** What the database says was sent, in the order of the dates of each place. */
  sent: readonly { place: string; date: string; note: string; due: number }[]
  /** How each row ended, for messages about what is wrong. */
  rowOf: (key: string, date: string) => string
  library: (now: number) => Library
  from: number
  to: number
}

export function judge({ run, subscriptions, sent, rowOf, library, from, to }: Case): Verdict {
  const clock = createClockwork(from - 3 * DAY, to + 9 * DAY)
  const verdict: Verdict = {
    days: 0,
    posted: 0,
    skipped: { 'nobody was there': 0, closed: 0, paused: 0, 'taken as sent': 0 },
    onChange: 0,
    latest: 0,
    wrong: [],
  }
  const notWorking = [...run.down, ...run.failing]
  for (const { place, zone, time, days } of subscriptions) {
    const key = keyOf(place)
    const dates = datesBetween(from, to)
    const due = dates.map(date => clock.dueAt(zone, date, time))
    for (const [at, date] of dates.entries()) {
      const dueAt = due[at] ?? 0
      const there = run.world.delivered.get(`${key} ${date}`) ?? []
      const tell = (what: string): void =>
        void verdict.wrong.push(
          `${key} ${date} ${time} ${zone}, due ${new Date(dueAt).toISOString()}: ${what} (${rowOf(key, date)})`,
        )
      if (there.length > 1) tell(`posted ${there.length} times`)
      const wanted = days.includes(new Date(date).getUTCDay() || 7)
      if (!wanted) {
        if (there.length > 0) tell('posted on a day that was not wanted')
        continue
      }
      // At the edges a day may be due before the beginning, or not be done before the end.
      if (dueAt < from + HOUR || dueAt > to - 8 * DAY) continue
      verdict.days++
      const nextDue =
        due.find(
          (later, other) =>
            other > at && days.includes(new Date(dates[other] ?? '').getUTCDay() || 7) && later > dueAt,
        ) ?? to
      const closedAt = (run.closed.get(key) ?? []).filter(span =>
        overlaps(span, { from: dueAt, to: nextDue }),
      )
      const [post] = there
      if (post !== undefined) {
        verdict.posted++
        if (clock.changes(zone, date)) verdict.onChange++
        const late = post.at - dueAt
        if (late < 0) tell(`posted ${-late} ms too early`)
        if (closedAt.length === 0) verdict.latest = Math.max(verdict.latest, late)
        if (late > POLICY.grace + POLICY.lease && closedAt.length === 0) tell(`posted ${late} ms late`)
        if (post.at > nextDue) tell('posted after the next one was due')
        continue
      }
      if ((run.paused.get(key) ?? []).some(span => overlaps(span, { from: dueAt, to: dueAt + 1 })))
        verdict.skipped.paused++
      else if (run.world.lost.has(`${key} ${date}`)) verdict.skipped['taken as sent']++
      else if (closedAt.some(span => span.from <= dueAt + POLICY.grace && span.to > nextDue - ENOUGH))
        verdict.skipped.closed++
      else if (workable({ from: dueAt, to: dueAt + POLICY.grace }, [...notWorking, ...closedAt]) < ENOUGH)
        verdict.skipped['nobody was there']++
      else tell('never posted, for no reason that the policy gives')
    }
  }
  verdict.wrong.push(...repeats(sent, subscriptions, library))
  return verdict
}

/** A note comes again only when the place has had every other of its list since. */
function repeats(
  sent: Case['sent'],
  subscriptions: readonly Subscription[],
  library: (now: number) => Library,
): string[] {
  const wrong: string[] = []
  const told = Map.groupBy(sent, ({ place }) => place)
  for (const { place, about } of subscriptions) {
    const wanted: About = parseAbout(about)
    const all = told.get(keyOf(place)) ?? []
    const last = new Map<string, number>()
    for (const [index, { note, date, due }] of all.entries()) {
      const before = last.get(note)
      last.set(note, index)
      if (before === undefined) continue
      const since = new Set(all.slice(before, index).map(each => each.note))
      const missing = listFor(wanted, library(due)).filter(each => !since.has(each.id))
      if (missing.length > 0)
        wrong.push(
          `${keyOf(place)} ${date}: ${note} came again before ${missing.length} others had their turn`,
        )
    }
  }
  return wrong
}

const overlaps = (a: Span, b: Span): boolean => a.from < b.to && b.from < a.to

/** How much of `span` none of `holes` covers. */
function workable(span: Span, holes: readonly Span[]): number {
  let free = 0
  let at = span.from
  for (const hole of [...holes].sort((a, b) => a.from - b.from)) {
    if (hole.to <= at || hole.from >= span.to) continue
    free += Math.max(0, hole.from - at)
    at = Math.max(at, hole.to)
  }
  return free + Math.max(0, span.to - at)
}

function datesBetween(from: number, to: number): string[] {
  const dates: string[] = []
  for (let at = from - DAY; at <= to + DAY; at += DAY) dates.push(new Date(at).toISOString().slice(0, 10))
  return dates
}
