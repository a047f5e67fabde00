/** The post of each place and date: who sends it, and what has become of it. */
import { type Kysely, type Selectable, sql } from 'kysely'
import type { NoteId } from '../notes/note.ts'
import {
  type Claim,
  type DailyPlace,
  keyOf,
  laneOf,
  type Mine,
  type Post,
  placeIn,
  type Subscription,
  subscriptionIn,
} from './daily.ts'
import type { Schema } from './schema.ts'

type Db = Kysely<Schema>

function postIn(row: Selectable<Schema['posts']>): Post {
  const { place, date, due, state, note, owner, until, tries, reason } = row
  return {
    place: placeIn(place),
    date,
    due,
    state,
    owner,
    until,
    tries,
    ...(note !== null && { note }),
    ...(reason !== null && { reason }),
  }
}

/** The latest posts of a place, the last first. */
export async function latestPosts(db: Db, place: DailyPlace, count: number): Promise<Post[]> {
  const rows = await db
    .selectFrom('posts')
    .selectAll()
    .where('place', '=', keyOf(place))
    .orderBy('date', 'desc')
    .limit(count)
    .execute()
  return rows.map(postIn)
}

/** How many go at once: in all, and of each workspace, so that a large one does not hold up the others. */
export type Batch = { all: number; each: number }

/** Subscriptions whose next post is due at `now`, the longest waiting first. */
export async function dueSubscriptions(
  db: Db,
  now: number,
  platforms: readonly string[],
  { all, each }: Batch,
): Promise<Subscription[]> {
  const waiting = db
    .selectFrom('subscriptions')
    .selectAll()
    .select(sql<number>`row_number() over (partition by lane order by next_at, place)`.as('turn'))
    .where('next_at', '<=', now)
    .where(row => row.or(platforms.map(platform => row('lane', 'like', `${platform} %`))))
    .as('waiting')
  const rows = await db
    .selectFrom(waiting)
    .selectAll()
    .where('turn', '<=', each)
    .orderBy('next_at')
    .orderBy('place')
    .limit(all)
    .execute()
  return rows.map(subscriptionIn)
}

/** Makes rows for days that are due, all or nothing. @returns those that nobody had made before, as claimed by `owner` */
export async function claimPosts(db: Db, claims: Claim[], owner: string, until: number): Promise<Post[]> {
  // In one order for all, so that two processes that claim the same wait for each other and never in a circle.
  const sorted = claims
    .map(claim => ({ ...claim, key: keyOf(claim.place), lane: laneOf(claim.place) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const rows = sorted.flatMap(({ key, lane, rows }) =>
    rows.map(({ date, due, state, reason }) => ({
      place: key,
      lane,
      date,
      due,
      state,
      reason: reason ?? null,
      owner,
      until,
      tries: 0,
      note: null,
    })),
  )
  return db.transaction().execute(async on => {
    const fresh =
      rows.length === 0
        ? []
        : await on
            .insertInto('posts')
            .values(rows)
            .onConflict(conflict => conflict.doNothing())
            .returningAll()
            .execute()
    const moves = sql.join(
      sorted.map(
        ({ key, was, next }) =>
          sql`(cast(${key} as text), cast(${was.date} as text), cast(${was.at} as bigint), cast(${next.date} as text), cast(${next.at} as bigint))`,
      ),
    )
    await sql`with moves (place, was_date, was_at, next_date, next_at) as (values ${moves})
      update subscriptions set next_date = moves.next_date, next_at = moves.next_at, paused = null
      from moves where subscriptions.place = moves.place
      and subscriptions.next_date = moves.was_date and subscriptions.next_at = moves.was_at`.execute(on)
    return fresh.map(postIn)
  })
}

/** In so many words, since values that are handed over apart would keep the index of open posts from being used. */
const isOpen = sql<boolean>`state in ('claimed', 'sending')`

/** Posts that are not finished and whose claim has run out, the longest ago first. */
export async function openPosts(
  db: Db,
  now: number,
  platforms: readonly string[],
  { all, each }: Batch,
): Promise<Post[]> {
  const waiting = db
    .selectFrom('posts')
    .selectAll()
    .select(sql<number>`row_number() over (partition by lane order by until, place)`.as('turn'))
    .where(isOpen)
    .where('until', '<=', now)
    .where(row => row.or(platforms.map(platform => row('lane', 'like', `${platform} %`))))
    .as('waiting')
  const rows = await db
    .selectFrom(waiting)
    .selectAll()
    .where('turn', '<=', each)
    .orderBy('until')
    .orderBy('place')
    .limit(all)
    .execute()
  return rows.map(postIn)
}

/** Takes over a post whose claim has run out; undefined where another was faster. */
export async function takeOver(db: Db, post: Post, owner: string, until: number): Promise<Post | undefined> {
  const row = await db
    .updateTable('posts')
    .set({ owner, until })
    .where('place', '=', keyOf(post.place))
    .where('date', '=', post.date)
    .where('state', '=', post.state)
    .where('owner', '=', post.owner)
    .where('until', '=', post.until)
    .returningAll()
    .executeTakeFirst()
  return row && postIn(row)
}

/** What must be known to post in a place. `had`: the notes it has had, the longest ago first; `open`: those on their way. */
export type Standing = { subscription: Subscription; had: NoteId[]; open: NoteId[] }

/** @param since no post of an earlier date can still be on its way */
export async function readStanding(db: Db, place: DailyPlace, since: string): Promise<Standing | undefined> {
  const key = keyOf(place)
  const row = await db
    .selectFrom('subscriptions')
    .selectAll()
    .select([
      sql<
        string | null
      >`(select string_agg(note, ' ' order by time, note) from told where place = ${key})`.as('had'),
      sql<
        string | null
      >`(select string_agg(note, ' ') from posts where place = ${key} and date >= ${since} and state = 'sending')`.as(
        'open',
      ),
    ])
    .where('place', '=', key)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return { subscription: subscriptionIn(row), had: words(row.had), open: words(row.open) }
}

const words = (text: string | null): string[] => text?.split(' ').filter(Boolean) ?? []

const mine = ({ place, date, owner }: Mine) =>
  ({ place: keyOf(place), date, owner }) satisfies Partial<Selectable<Schema['posts']>>

/** From now on the post may have been sent. False where the claim is another's by now. */
export async function beginSending(db: Db, post: Mine, note: NoteId, until: number): Promise<boolean> {
  const { place, date, owner } = mine(post)
  const row = await db
    .updateTable('posts')
    .set({ state: 'sending', note, until })
    .where('place', '=', place)
    .where('date', '=', date)
    .where('owner', '=', owner)
    .where('state', 'in', ['claimed', 'sending'])
    .returning('date')
    .executeTakeFirst()
  return row !== undefined
}

/** Ends a post; one that was sent counts its note as had at `post.due`, and the place as reachable. */
export async function finishPost(
  db: Db,
  post: Mine & Pick<Post, 'due'>,
  end: { state: 'sent'; note: NoteId; reason?: string } | { state: 'skipped'; reason: string },
): Promise<void> {
  const { place, date, owner } = mine(post)
  const { state, reason = null } = end
  // The note comes first: should this process die in between, the post is still open and the note is not told twice.
  if (end.state === 'sent')
    await db
      .insertInto('told')
      .values({ place, note: end.note, time: post.due })
      .onConflict(conflict => conflict.columns(['place', 'note']).doUpdateSet({ time: post.due }))
      .execute()
  await db
    .updateTable('posts')
    .set({ state, reason })
    .where('place', '=', place)
    .where('date', '=', date)
    .where('owner', '=', owner)
    .where('state', 'in', ['claimed', 'sending'])
    .execute()
}

/** Lets go of a post until it may be tried again; claimed where it certainly was not sent. */
export async function postpone(
  db: Db,
  post: Mine,
  { state, until, reason }: { state: 'claimed' | 'sending'; until: number; reason: string },
): Promise<void> {
  const { place, date, owner } = mine(post)
  await db
    .updateTable('posts')
    .set(row => ({ state, until, reason, owner: '', tries: sql<number>`${row.ref('tries')} + 1` }))
    .where('place', '=', place)
    .where('date', '=', date)
    .where('owner', '=', owner)
    .where('state', 'in', ['claimed', 'sending'])
    .execute()
}
