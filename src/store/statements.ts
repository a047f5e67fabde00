/** What is written to the tables and read from them, the same for both engines. */
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Vote } from '../ask/question.ts'
import type { About } from '../chat/chat.ts'
import type { NoteId } from '../notes/note.ts'
import { deleteWords, untilNone } from './deletion.ts'
import type { Hash } from './key.ts'
import type { Schema, StoredPlace } from './schema.ts'
import type { Who } from './store.ts'

type Db = Kysely<Schema>
type Write = Transaction<Schema>

const NOTES_RECALLED = 4
const KEEP_UNANSWERED = 'keep-unanswered'
const VERSION = 'version'

/** A direct message is named after its person's hash, since its channel's id would name the person. */
function placeOf({ place, user, audience }: Who, hash: Hash): StoredPlace {
  const { platform, workspace } = place
  return { platform, workspace, channel: audience === 'alone' ? `@${hash(platform, user)}` : place.channel }
}

/** True when none of `names` was there; they all are afterwards. */
export async function claimEvents(db: Db, names: string[], time: number): Promise<boolean> {
  // In one order for all, so that of two processes that name the same events one gets the first.
  const rows = names.toSorted().map(name => ({ name, time }))
  const fresh = await db
    .insertInto('events')
    .values(rows)
    .onConflict(conflict => conflict.doNothing())
    .returning('name')
    .execute()
  return fresh.length === rows.length
}

export type Given = { id: string; time: number; who: Who; about: About; unanswered?: string | undefined }

export async function writeAnswer(on: Write, hash: Hash, given: Given): Promise<void> {
  const { id, time, who, about } = given
  const place = placeOf(who, hash)
  await on
    .insertInto('answers')
    .values({
      id,
      time,
      ...place,
      thread: who.place.thread ?? null,
      asker: hash(place.platform, who.user),
      kind: about.kind,
      confidence: about.confidence,
      notes: about.notes.join(' '),
    })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  if (given.unanswered === undefined) return
  await on
    .insertInto('unanswered')
    .columns(['answer', 'platform', 'workspace', 'channel', 'text'])
    .expression(
      settingOf(on, place, KEEP_UNANSWERED)
        .where('value', '=', 'on')
        .where('time', '<=', time)
        .select([
          text(id).as('answer'),
          'platform',
          'workspace',
          'channel',
          text(given.unanswered).as('text'),
        ]),
    )
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** Counts only for an answer that is still kept. A reason given before stays with a vote that stays down. */
export async function writeVote(
  on: Write,
  hash: Hash,
  { who, answer, vote, time }: { who: Who; answer: string; vote: Vote; time: number },
): Promise<void> {
  await on
    .insertInto('votes')
    .columns(['answer', 'voter', 'vote', 'reason', 'time'])
    .expression(
      on
        .selectFrom('answers')
        .where('id', '=', answer)
        .select([
          'id',
          text(hash(who.place.platform, who.user)).as('voter'),
          text<'up' | 'down'>(vote === 'up' ? 'up' : 'down').as('vote'),
          text(vote === 'up' || vote === 'down' ? null : vote).as('reason'),
          sql<number>`cast(${time} as bigint)`.as('time'),
        ]),
    )
    .onConflict(conflict =>
      conflict
        .columns(['answer', 'voter'])
        .doUpdateSet(row => ({
          vote: row.ref('excluded.vote'),
          reason: sql`case excluded.vote when 'down' then coalesce(excluded.reason, votes.reason) end`,
          time: row.ref('excluded.time'),
        }))
        .where('votes.time', '<=', row => row.ref('excluded.time')),
    )
    .execute()
}

/** Notes told in the conversation since `since`, the latest first. A thread is shared, elsewhere each has their own. */
export async function recentNotes(db: Db, hash: Hash, who: Who, since: number): Promise<NoteId[]> {
  const { platform, workspace, channel } = placeOf(who, hash)
  const { thread } = who.place
  const here = db
    .selectFrom('answers')
    .select('notes')
    .where('channel', '=', channel)
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('time', '>=', since)
    .where('notes', '<>', '')
  const mine =
    thread === undefined
      ? here.where('asker', '=', hash(platform, who.user)).where('thread', 'is', null)
      : here.where('thread', '=', thread)
  const rows = await mine.orderBy('time', 'desc').limit(NOTES_RECALLED).execute()
  return [...new Set(rows.flatMap(({ notes }) => notes.split(' ')))].slice(0, NOTES_RECALLED)
}

export async function readKeepUnanswered(db: Db, hash: Hash, who: Who): Promise<boolean> {
  const row = await settingOf(db, placeOf(who, hash), KEEP_UNANSWERED).select('value').executeTakeFirst()
  return row?.value === 'on'
}

/** Turning it off deletes what was kept here; should that break off, it stays on. */
export async function setKeepUnanswered(
  db: Db,
  hash: Hash,
  { who, on, time }: { who: Who; on: boolean; time: number },
): Promise<void> {
  const place = placeOf(who, hash)
  const value = on ? 'on' : 'off'
  if (!on) await untilNone(() => deleteWords(db, place))
  await db.transaction().execute(async change => {
    await change
      .insertInto('settings')
      .values({ ...place, name: KEEP_UNANSWERED, value, time })
      .onConflict(conflict =>
        conflict.columns(['platform', 'workspace', 'channel', 'name']).doUpdateSet({ value, time }),
      )
      .execute()
    if (!on) await deleteWords(change, place)
  })
}

export async function readVersion(db: Db, hash: Hash, who: Who): Promise<string | undefined> {
  const row = await settingOf(db, placeOf(who, hash), VERSION).select('value').executeTakeFirst()
  return row?.value
}

export async function writeVersion(
  db: Db,
  hash: Hash,
  { who, version, time }: { who: Who; version: string | undefined; time: number },
): Promise<void> {
  const place = placeOf(who, hash)
  if (version === undefined) {
    const { platform, workspace, channel } = place
    await db
      .deleteFrom('settings')
      .where('platform', '=', platform)
      .where('workspace', '=', workspace)
      .where('channel', '=', channel)
      .where('name', '=', VERSION)
      .execute()
    return
  }
  await db
    .insertInto('settings')
    .values({ ...place, name: VERSION, value: version, time })
    .onConflict(conflict =>
      conflict.columns(['platform', 'workspace', 'channel', 'name']).doUpdateSet({ value: version, time }),
    )
    .execute()
}

export async function saveSealed(db: Db, id: string, sealed: string): Promise<void> {
  await db
    .insertInto('vault')
    .values({ id, sealed })
    .onConflict(conflict => conflict.column('id').doUpdateSet({ sealed }))
    .execute()
}

export async function findSealed(db: Db, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('vault').select('sealed').where('id', '=', id).executeTakeFirst()
  return row?.sealed
}

export async function deleteSealed(db: Db, id: string): Promise<void> {
  await db.deleteFrom('vault').where('id', '=', id).execute()
}

const settingOf = (db: Db, place: StoredPlace, name: string) =>
  db
    .selectFrom('settings')
    .where('platform', '=', place.platform)
    .where('workspace', '=', place.workspace)
    .where('channel', '=', place.channel)
    .where('name', '=', name)

/** A value among a query's columns, where PostgreSQL cannot tell the type by itself. */
const text = <T extends string | null = string>(value: T) => sql<T>`cast(${value} as text)`
