/** What people say about the daily post: what they typed or filled in → what they want, or what cannot be understood. */

/** What a place wants to be told about. */
export type About = { kind: 'all' } | { kind: 'topics'; topics: string[] } | { kind: 'path'; path: string }

/** As it is typed or filled in; empty where nothing is said. */
export type Draft = { time: string; zone: string; days: string; about: string }

export type DailyOrder =
  | { do: 'set'; draft: Draft }
  | { do: 'form' }
  | { do: 'status' }
  | { do: 'pause'; until?: string }
  | { do: 'resume' | 'skip' | 'now' | 'off' }

/** What is wrong with one field of a draft; `near` is what may have been meant. */
export type DraftProblem = { field: keyof Draft; value: string; near: string[] }

/** A draft as it was understood. Days are ISO weekdays, 1 is Monday. */
export type Arrangement = { time: string; zone: string; days: number[]; about: About }

export type DailyPost = { date: string; state: 'claimed' | 'sending' | 'sent' | 'skipped'; reason?: string }

/** A daily post as it stands. `next.at` and `goneSince` are milliseconds since the epoch. */
export type DailyState = Arrangement & {
  next?: { date: string; at: number }
  /** `until 2026-12-01`, `paused`, or `gone` where the place could not be reached for a day. */
  paused?: string
  goneSince?: number
  /** The latest ones, the last first. */
  latest: DailyPost[]
  /** How many notes of how many the place has had. */
  had: number
  of: number
}

export type DailyAnswer =
  | {
      kind: 'daily-form'
      draft: Draft
      problems: DraftProblem[]
      topics: string[]
      paths: { name: string; title: string; about: string }[]
    }
  /** `tried`: whether a first message was really posted. */
  | { kind: 'daily-set'; state: DailyState; tried: boolean }
  | { kind: 'daily-status'; state?: DailyState }
  | {
      kind: 'daily-changed'
      how: 'paused' | 'resumed' | 'skipped' | 'now' | 'off'
      state?: DailyState
      skipped?: string
    }
  /** The bot cannot post there; `missing` names the permissions it lacks, where that is known. */
  | { kind: 'daily-closed'; why: string; missing: string[] }
  | {
      kind: 'daily-refused'
      why:
        | 'not-manager'
        | 'unknown-manager'
        | 'nowhere'
        | 'unreachable'
        | 'none'
        | 'bad-date'
        | 'today-done'
        | 'paused'
    }

const DAY_NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
const SETS: Record<string, number[]> = {
  '': EVERY_DAY,
  daily: EVERY_DAY,
  everyday: EVERY_DAY,
  weekdays: [1, 2, 3, 4, 5],
  weekends: [6, 7],
}

const TIME = /^(\d{1,2})(?::(\d{2}))?\s*(am|pm)?$/i

/** Reads what stands after `daily`. Words that fit nowhere else are taken for the zone. */
export function readOrder(words: string): DailyOrder {
  const [first = 'status', ...rest] = words.trim().toLowerCase().split(/\s+/).filter(Boolean)
  switch (first) {
    case 'status':
    case 'resume':
    case 'skip':
    case 'now':
    case 'off':
    case 'form':
      return { do: first }
    case 'pause': {
      const until = rest.filter(word => word !== 'until').join(' ')
      return { do: 'pause', ...(until !== '' && { until }) }
    }
    default:
      return { do: 'set', draft: draftIn(words) }
  }
}

function draftIn(words: string): Draft {
  const draft: Draft = { time: '', zone: '', days: '', about: '' }
  const joined = words.replaceAll(/(\d)\s+(am|pm)\b/gi, '$1$2').replaceAll(/\s*,\s*/g, ',')
  for (const word of joined.trim().split(/\s+/)) {
    const lower = word.toLowerCase()
    if (/^(at|on|in)$/.test(lower)) continue
    if (draft.time === '' && TIME.test(lower)) draft.time = lower
    else if (draft.days === '' && daysIn(lower) !== undefined) draft.days = lower
    else if (/^path:/.test(lower) || lower === 'all') draft.about = lower
    else if (zoneNamed(word) !== undefined && draft.zone === '') draft.zone = word
    else if (/^[a-z-]+(,[a-z-]+)*$/.test(word) && draft.about === '') draft.about = word
    else draft.zone = [draft.zone, word].filter(Boolean).join(' ')
  }
  return draft
}

/** What a draft says, or what is wrong with it. @param topics those that there are; `paths` likewise */
export function readDraft(
  draft: Draft,
  topics: readonly string[],
  paths: readonly string[],
): { arrangement: Arrangement } | { problems: DraftProblem[] } {
  const time = timeIn(draft.time)
  const zone = zoneNamed(draft.zone)
  const days = daysIn(draft.days.trim().toLowerCase())
  const about = aboutIn(draft.about.trim().toLowerCase(), topics, paths)
  const problems: DraftProblem[] = []
  const wrong = (field: keyof Draft, near: string[] = []): void =>
    void problems.push({ field, value: draft[field], near })
  if (time === undefined) wrong('time')
  if (zone === undefined) wrong('zone', suggestZones(draft.zone, 3))
  if (days === undefined) wrong('days')
  if (about === undefined) wrong('about', [...topics])
  return time === undefined || zone === undefined || days === undefined || about === undefined
    ? { problems }
    : { arrangement: { time, zone, days, about } }
}

/** `9`, `9:05`, `09:05`, `9am` or `9:05 pm` as `09:05`. */
function timeIn(words: string): string | undefined {
  const [, hours = '', minutes = '00', half] = TIME.exec(words.trim()) ?? []
  if (hours === '' || Number(minutes) > 59) return undefined
  const hour = Number(hours)
  const twelve = half?.toLowerCase()
  if (twelve !== undefined && (hour < 1 || hour > 12)) return undefined
  const day = twelve === undefined ? hour : (hour % 12) + (twelve === 'pm' ? 12 : 0)
  return day > 23 ? undefined : `${String(day).padStart(2, '0')}:${minutes}`
}

/** `mon-fri`, `mon,wed`, `weekdays`; a range may go over the end of the week. */
function daysIn(words: string): number[] | undefined {
  const set = SETS[words]
  if (set !== undefined) return set
  const found = new Set<number>()
  for (const part of words.split(/[\s,]+/)) {
    const [, from = '', to = from] = /^([a-z]+)(?:-([a-z]+))?$/.exec(part) ?? []
    const [first, last] = [dayNamed(from), dayNamed(to)]
    if (first === undefined || last === undefined) return undefined
    for (let day = first; ; day = (day % 7) + 1) {
      found.add(day)
      if (day === last) break
    }
  }
  return [...found].sort()
}

/** A weekday by its name or the first three or more letters of it. */
function dayNamed(word: string): number | undefined {
  const at = DAY_NAMES.indexOf(word.slice(0, 3))
  const whole = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'][at] ?? ''
  return word.length >= 3 && whole.startsWith(word) ? at + 1 : undefined
}

/** Days as they are typed: `mon-fri`, `mon,wed`; empty for every day. */
export function formatDays(days: readonly number[]): string {
  if (days.length === 7) return ''
  const names = days.map(day => DAY_NAMES[day - 1] ?? '')
  const inARow = days.length > 2 && days.every((day, at) => at === 0 || day === (days[at - 1] ?? 0) + 1)
  return inARow ? `${names[0]}-${names.at(-1)}` : names.join(',')
}

function aboutIn(words: string, topics: readonly string[], paths: readonly string[]): About | undefined {
  if (words === '' || words === 'all') return { kind: 'all' }
  const path = /^path:\s*(.+)$/.exec(words)?.[1]
  if (path !== undefined) return paths.includes(path) ? { kind: 'path', path } : undefined
  const wanted = words.replace(/^topics:?\s*/, '').split(/[\s,]+/)
  return wanted.every(topic => topics.includes(topic))
    ? { kind: 'topics', topics: [...new Set(wanted)] }
    : undefined
}

/** What a place wants as it is typed. */
export function formatAbout(about: About): string {
  switch (about.kind) {
    case 'all':
      return 'all'
    case 'topics':
      return about.topics.join(',')
    case 'path':
      return `path:${about.path}`
    default:
      return about satisfies never
  }
}

const ZONES = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])]

/** An IANA zone by its name in any case, or by its city where only one zone has it. A mere offset is no place. */
export function zoneNamed(words: string): string | undefined {
  const name = words.trim().replaceAll(/\s+/g, '_')
  if (!/^[a-z]/i.test(name)) return undefined
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    const cities = ZONES.filter(zone => cityOf(zone) === name.toLowerCase())
    return cities.length === 1 ? cities[0] : undefined
  }
}

/** Zones whose names hold what was typed, those that begin with it first. */
export function suggestZones(typed: string, limit: number): string[] {
  const words = typed.trim().replaceAll(/\s+/g, '_').toLowerCase()
  const rank = (zone: string): number => {
    const lower = zone.toLowerCase()
    if (lower.startsWith(words) || cityOf(zone).startsWith(words)) return 0
    return lower.includes(words) ? 1 : 2
  }
  return ZONES.map(zone => ({ zone, rank: rank(zone) }))
    .filter(({ rank }) => rank < 2)
    .sort((a, b) => a.rank - b.rank || a.zone.localeCompare(b.zone, 'en'))
    .slice(0, limit)
    .map(({ zone }) => zone)
}

const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? '').toLowerCase()
