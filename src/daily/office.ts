/** Takes orders about the daily post of a place: who may give them, what they change, and what is answered. */
import {
  type Arrangement,
  type DailyAnswer,
  type DailyOrder,
  type DailyState,
  type Draft,
  readDraft,
} from '../ask/daily.ts'
import { welcomeCard } from '../cards/daily.ts'
import { type Heard, mayArrange, type Poster } from '../chat/chat.ts'
import type { Library } from '../notes/library.ts'
import type { DailyStore } from '../store/create.ts'
import { type DailyPlace, keyOf, type Subscription } from '../store/daily.ts'
import { listFor, storedAbout } from './choose.ts'
import { arrangementOf, completed, draftOf } from './drafts.ts'
import { PATHS } from './paths.ts'
import { localDate, slotAfter, slotFrom, upcoming } from './schedule.ts'

export type Office = {
  /** Does what was ordered. Never rejects. */
  order(order: DailyOrder, heard: Heard): Promise<DailyAnswer>
  /** What there is to choose from, as it is typed. */
  abouts(): string[]
}

export type OfficeParts = {
  store: DailyStore
  poster: (platform: string) => Poster | undefined
  library: () => Library
  /** Milliseconds since the epoch. */
  now: () => number
  /** Something is due at once. */
  onDue: () => void
}

/** How long who orders may wait for a first message to be posted. */
const TRY_MS = 8000
const LATEST_SHOWN = 3
const PAUSE_YEARS = 2

type Found = { subscription: Subscription; place: DailyPlace; heard: Heard }

export function createOffice({ store, poster, library, now, onDue }: OfficeParts): Office {
  async function order(wanted: DailyOrder, heard: Heard): Promise<DailyAnswer> {
    const place = placeIn(heard)
    if (place === undefined || poster(place.platform) === undefined) return refused('nowhere')
    if (wanted.do !== 'status') {
      const may = await mayArrange(heard)
      if (may !== true) return refused(may === 'unknown' ? 'unknown-manager' : 'not-manager')
    }
    const subscription = await store.find(place)
    if (wanted.do === 'set') return set(wanted.draft, place, subscription, heard)
    if (wanted.do === 'form') return form(draftOf(subscription), [])
    if (subscription === undefined) return wanted.do === 'status' ? { kind: 'daily-status' } : refused('none')
    return change(wanted, { subscription, place, heard })
  }

  async function set(
    draft: Draft,
    place: DailyPlace,
    before: Subscription | undefined,
    heard: Heard,
  ): Promise<DailyAnswer> {
    const read = readDraft(completed(draft, before), topics(), Object.keys(PATHS))
    if ('problems' in read) return form(draft, read.problems)
    const { arrangement } = read
    const fresh = before === undefined || before.goneSince !== undefined || before.paused === 'gone'
    const tried = fresh ? await tryOut(place, arrangement, heard) : true
    if (typeof tried === 'object') return tried
    const subscription: Subscription = {
      place,
      ...arrangement,
      about: storedAbout(arrangement.about),
      by: heard.user,
      direct: heard.audience === 'alone',
      next: await nextFor(arrangement, place),
    }
    await store.save(subscription)
    return { kind: 'daily-set', state: await stateOf(subscription), tried }
  }

  /** Whether the bot can post there shows by posting: a first message, which also tells the others. */
  async function tryOut(
    place: DailyPlace,
    arrangement: Arrangement,
    heard: Heard,
  ): Promise<boolean | DailyAnswer> {
    const known = { name: `${keyOf(place)} welcome ${heard.events[0] ?? now()}`, mark: '', since: now() }
    const card = welcomeCard(arrangement, await nextFor(arrangement, place))
    const posted = await poster(place.platform)?.post(place, card, known, TRY_MS)
    if (posted?.kind === 'gone')
      return { kind: 'daily-closed', why: posted.why, missing: posted.missing ?? [] }
    return posted?.kind === 'sent'
  }

  async function change(
    wanted: Exclude<DailyOrder, { do: 'set' | 'form' }>,
    { subscription, place, heard }: Found,
  ): Promise<DailyAnswer> {
    const { paused: _, goneSince, ...running } = subscription
    const next = subscription.next
    switch (wanted.do) {
      case 'status':
        return { kind: 'daily-status', state: await stateOf(subscription) }
      case 'off':
        await store.delete(place)
        return { kind: 'daily-changed', how: 'off' }
      case 'pause': {
        if (wanted.until === undefined) {
          const { next: __, ...still } = running
          return changed('paused', { ...still, paused: 'paused' })
        }
        const until = dateIn(wanted.until, subscription.zone)
        if (until === undefined) return refused('bad-date')
        return changed('paused', {
          ...running,
          paused: `until ${until}`,
          next: slotFrom(until, subscription),
        })
      }
      case 'resume': {
        const gone = goneSince !== undefined || subscription.paused === 'gone'
        const tried = gone ? await tryOut(place, arrangementOf(subscription), heard) : true
        if (typeof tried === 'object') return tried
        return changed('resumed', { ...running, next: await nextFor(subscription, place) })
      }
      case 'skip': {
        if (next === undefined) return refused('paused')
        const answer = await changed('skipped', { ...subscription, next: slotAfter(next.date, subscription) })
        return { ...answer, skipped: next.date }
      }
      case 'now': {
        if (next === undefined) return refused('paused')
        const today = localDate(subscription.zone, now()).toString()
        const [last] = await store.latest(place, 1)
        if (last !== undefined && last.date >= today) return refused('today-done')
        const answer = await changed('now', { ...running, next: { date: today, at: now() } })
        onDue()
        return answer
      }
      default:
        return wanted satisfies never
    }
  }

  async function changed(
    how: 'paused' | 'resumed' | 'skipped' | 'now',
    subscription: Subscription,
  ): Promise<DailyAnswer & { kind: 'daily-changed' }> {
    await store.save(subscription)
    return { kind: 'daily-changed', how, state: await stateOf(subscription) }
  }

  /** The first slot from now on whose date has no post yet. */
  async function nextFor(
    rhythm: Pick<Arrangement, 'time' | 'zone' | 'days'>,
    place: DailyPlace,
  ): Promise<{ date: string; at: number }> {
    const [last] = await store.latest(place, 1)
    const next = upcoming(rhythm, now())
    return last === undefined || last.date < next.date ? next : slotAfter(last.date, rhythm)
  }

  /** A date to come, such as `2026-12-01`. */
  function dateIn(words: string, zone: string): string | undefined {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(words)) return undefined
    try {
      const date = Temporal.PlainDate.from(words)
      const today = localDate(zone, now())
      const soon = Temporal.PlainDate.compare(date, today.add({ years: PAUSE_YEARS })) <= 0
      return soon && Temporal.PlainDate.compare(date, today) > 0 ? date.toString() : undefined
    } catch {
      return undefined
    }
  }

  async function stateOf(subscription: Subscription): Promise<DailyState> {
    const { place, next, paused, goneSince } = subscription
    const arrangement = arrangementOf(subscription)
    const [latest, standing] = await Promise.all([
      store.latest(place, LATEST_SHOWN),
      store.standing(place, localDate(subscription.zone, now()).toString()),
    ])
    const list = listFor(arrangement.about, library())
    const had = new Set(standing?.had)
    return {
      ...arrangement,
      latest: latest.map(({ date, state, reason }) => ({
        date,
        state,
        ...(reason !== undefined && { reason }),
      })),
      had: list.filter(({ id }) => had.has(id)).length,
      of: list.length,
      ...(next && { next }),
      ...(paused !== undefined && { paused }),
      ...(goneSince !== undefined && { goneSince }),
    }
  }

  const topics = (): string[] => library().topics.map(({ name }) => name)

  const form = (draft: Draft, problems: (DailyAnswer & { kind: 'daily-form' })['problems']): DailyAnswer => ({
    kind: 'daily-form',
    draft,
    problems,
    topics: topics(),
    paths: Object.entries(PATHS).map(([name, { title, about }]) => ({ name, title, about })),
  })

  return {
    abouts: () => ['all', ...Object.keys(PATHS).map(path => `path:${path}`), ...topics()],
    order: (wanted, heard) => order(wanted, heard).catch(() => refused('unreachable')),
  }
}

const refused = (why: (DailyAnswer & { kind: 'daily-refused' })['why']): DailyAnswer => ({
  kind: 'daily-refused',
  why,
})

/** Places in which nothing can be posted have no channel of their own. */
function placeIn({ place: { platform, workspace, channel } }: Heard): DailyPlace | undefined {
  return channel === 'home' ? undefined : { platform, workspace, channel }
}
