/** How things are deleted, a few rows at a time: what a person wants forgotten, words that a place no longer keeps, and what has grown old. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { forgetSubscriber } from './daily.ts'
import type { Hash } from './key.ts'
import type { Schema, StoredPlace } from './schema.ts'
import type { Who } from './store.ts'

type Db = Kysely<Schema>

/** So many rows go at once that nobody waits for their deletion. */
const ROWS_AT_ONCE = 100

export const deleteWords = (db: Db, { platform, workspace, channel }: StoredPlace) =>
  db
    .deleteFrom('unanswered')
    .where('answer', 'in', from =>
      from
        .selectFrom('unanswered')
        .select('answer')
        .where('channel', '=', channel)
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .limit(ROWS_AT_ONCE),
    )
    .executeTakeFirst()

/** Everything about a person: their answers, with all votes on these and the words kept, their votes, their settings. */
export async function forgetPerson(db: Db, hash: Hash, { place, user }: Who): Promise<void> {
  const person = hash(place.platform, user)
  await deleteAnswers(db, 'asker', '=', person)
  await db.transaction().execute(async change => {
    await change.deleteFrom('votes').where('voter', '=', person).execute()
    await change.deleteFrom('settings').where('channel', '=', `@${person}`).execute()
    await forgetSubscriber(change, place.platform, user)
  })
}

/** Deletes what is older than its time, each in milliseconds since the epoch. */
export async function deleteOld(
  db: Db,
  before: { answers: number; events: number; posts: number },
): Promise<void> {
  await deleteOldPosts(db, before.posts)
  await deleteAnswers(db, 'time', '<', before.answers)
  await untilNone(() =>
    db
      .deleteFrom('events')
      .where('name', 'in', from =>
        from.selectFrom('events').select('name').where('time', '<', before.events).limit(ROWS_AT_ONCE),
      )
      .executeTakeFirst(),
  )
}

/** Votes and kept words go with their answers. */
const deleteAnswers = (
  db: Db,
  column: 'asker' | 'time',
  is: '=' | '<',
  value: string | number,
): Promise<void> =>
  untilNone(() =>
    db
      .deleteFrom('answers')
      .where('id', 'in', from =>
        from.selectFrom('answers').select('id').where(column, is, value).limit(ROWS_AT_ONCE),
      )
      .executeTakeFirst(),
  )

/** The post of a date that may come again (a place that moves to a zone far west) stays long enough to tell. */
async function deleteOldPosts(db: Db, before: number): Promise<void> {
  await untilNone(() =>
    db
      .deleteFrom('posts')
      .where('due', '<', before)
      .where('date', 'in', from =>
        from.selectFrom('posts').select('date').where('due', '<', before).orderBy('due').limit(1),
      )
      .executeTakeFirst(),
  )
  await db
    .deleteFrom('told')
    .where('time', '<', before)
    .where('place', 'not in', from => from.selectFrom('subscriptions').select('place'))
    .execute()
}

export async function untilNone(remove: () => Promise<{ numDeletedRows: bigint }>): Promise<void> {
  while ((await remove()).numDeletedRows > 0n) await nextTurn()
}
