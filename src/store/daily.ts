/** Who gets a daily post, and what is said about their posts; see posts.ts for how each is claimed and sent. */
import type { Kysely, Selectable } from 'kysely'
import type { NoteId } from '../notes/note.ts'
import type { Schema } from './schema.ts'

type Db = Kysely<Schema>

/** A channel, wherever it is. */
export type DailyPlace = { platform: string; workspace: string; channel: string }

export type Subscription = {
  place: DailyPlace
  /** Hour and minute on the wall, `09:05`. */
  time: string
  /** An IANA time zone. */
  zone: string
  /** ISO weekdays, 1 is Monday. */
  days: number[]
  /** `all`, `topics networking,storage` or `path beginner`. */
  about: string
  /** The platform's id of who set it up, to be told when it comes to an end. */
  by?: string
  /** Whether the place is that person's direct messages. */
  direct: boolean
  /** The local date of the next post, and when it is due in milliseconds since the epoch; none while it is paused. */
  next?: { date: string; at: number }
  /** Why there is none, or none soon: `until 2026-12-01`, `paused`, or `gone` where the place could not be reached. */
  paused?: string
  /** Since when the place cannot be reached. */
  goneSince?: number
}

/**
 * claimed: somebody is about to send it, or it waits to be tried again. sending: it may have been sent.
 * sent: it was sent, or is taken to have been. skipped: it never will be.
 */
export type PostState = 'claimed' | 'sending' | 'sent' | 'skipped'

export type Post = {
  place: DailyPlace
  date: string
  due: number
  state: PostState
  note?: NoteId
  /** Whose claim it is, and until when; anybody's afterwards. */
  owner: string
  until: number
  tries: number
  /** Why it was skipped, or what makes us unsure. */
  reason?: string
}

/** A post by its place and date, as its owner knows it. */
export type Mine = Pick<Post, 'place' | 'date' | 'owner'>

/** New rows for a place, and its next slot from now on; nothing where `next` is no longer what it was. */
export type Claim = {
  place: DailyPlace
  was: { date: string; at: number }
  next: { date: string; at: number }
  rows: { date: string; due: number; state: 'claimed' | 'skipped'; reason?: string }[]
}

/** Ids of platforms hold no spaces. */
export const keyOf = ({ platform, workspace, channel }: DailyPlace): string =>
  `${platform} ${workspace} ${channel}`

export function placeIn(key: string): DailyPlace {
  const [platform = '', workspace = '', channel = ''] = key.split(' ')
  return { platform, workspace, channel }
}

export const laneOf = ({ platform, workspace }: DailyPlace): string => `${platform} ${workspace}`

export function subscriptionIn(row: Selectable<Schema['subscriptions']>): Subscription {
  const { place, time, zone, days, about, person, direct, next_date, next_at, paused, gone_since } = row
  return {
    place: placeIn(place),
    time,
    zone,
    days: [...days].map(Number),
    about,
    direct: direct === 1,
    ...(person !== null && { by: person }),
    ...(next_date !== null && next_at !== null && { next: { date: next_date, at: next_at } }),
    ...(paused !== null && { paused }),
    ...(gone_since !== null && { goneSince: gone_since }),
  }
}

export async function saveSubscription(db: Db, subscription: Subscription): Promise<void> {
  const { place, time, zone, days, about, by, direct, next, paused, goneSince } = subscription
  const row = {
    lane: laneOf(place),
    time,
    zone,
    days: days.join(''),
    about,
    person: by ?? null,
    direct: direct ? 1 : 0,
    next_date: next?.date ?? null,
    next_at: next?.at ?? null,
    paused: paused ?? null,
    gone_since: goneSince ?? null,
  }
  await db
    .insertInto('subscriptions')
    .values({ place: keyOf(place), ...row })
    .onConflict(conflict => conflict.column('place').doUpdateSet(row))
    .execute()
}

export async function findSubscription(db: Db, place: DailyPlace): Promise<Subscription | undefined> {
  const row = await db
    .selectFrom('subscriptions')
    .selectAll()
    .where('place', '=', keyOf(place))
    .executeTakeFirst()
  return row && subscriptionIn(row)
}

/** What a place has had stays for a while, so that coming back does not begin again. */
export async function deleteSubscription(db: Db, place: DailyPlace): Promise<void> {
  await db.deleteFrom('subscriptions').where('place', '=', keyOf(place)).execute()
}

/** Notes that a place can (undefined) or cannot be reached since `since`, as long as nothing else is noted. */
export async function noteGone(db: Db, place: DailyPlace, since: number | undefined): Promise<void> {
  const update = db.updateTable('subscriptions').where('place', '=', keyOf(place))
  if (since === undefined)
    await update.set({ gone_since: null }).where('gone_since', 'is not', null).execute()
  else await update.set({ gone_since: since }).where('gone_since', 'is', null).execute()
}

/** True for the one process that pauses a place that is gone. */
export async function pauseGone(db: Db, place: DailyPlace): Promise<boolean> {
  const row = await db
    .updateTable('subscriptions')
    .set({ paused: 'gone', next_at: null, next_date: null })
    .where('place', '=', keyOf(place))
    .where('next_at', 'is not', null)
    .returning('place')
    .executeTakeFirst()
  return row !== undefined
}

/** Forgets who set daily posts up, and those in the person's own direct messages. @param platform and its id of the person */
export async function forgetSubscriber(db: Db, platform: string, person: string): Promise<void> {
  const own = (place: string): boolean => placeIn(place).platform === platform
  const rows = await db
    .selectFrom('subscriptions')
    .select(['place', 'direct'])
    .where('person', '=', person)
    .execute()
  for (const { place, direct } of rows.filter(row => own(row.place))) {
    if (direct === 0) {
      await db.updateTable('subscriptions').set({ person: null }).where('place', '=', place).execute()
      continue
    }
    for (const table of ['subscriptions', 'posts', 'told'] as const)
      await db.deleteFrom(table).where('place', '=', place).execute()
  }
}
