/**
 * The tables and how they came to be. Both engines run the same statements, so columns keep to types both know:
 * text, double precision, and bigint for times (milliseconds since the epoch, UTC).
 */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export type Schema = {
  answers: {
    id: string
    time: number
    platform: string
    workspace: string
    /** A channel's id; for a direct message `@` and the person's hash, so that the place names nobody. */
    channel: string
    thread: string | null
    /** Keyed hash of who asked. */
    asker: string
    kind: string
    confidence: number
    /** Ids of the notes told or offered, the best first, parted by spaces. */
    notes: string
  }
  votes: {
    answer: string
    /** Keyed hash of who voted. */
    voter: string
    vote: 'up' | 'down'
    reason: string | null
    time: number
  }
  /** Questions without an answer, masked; only from places that opted in. */
  unanswered: { answer: string; platform: string; workspace: string; channel: string; text: string }
  /** What was heard, by its names on its platform. */
  events: { name: string; time: number }
  settings: {
    platform: string
    workspace: string
    channel: string
    name: string
    value: string
    time: number
  }
  keys: { name: string; value: string }
  /** What a platform has to keep and seals itself, such as tokens of the workspaces that installed the app. */
  vault: { id: string; sealed: string }
}

/**
 * In order of their names; each runs once, ever. A migration that was released is never changed: add the next
 * number instead.
 */
export const MIGRATIONS: Record<string, Migration> = {
  '001-answers-votes-events-settings': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('answers')
        .addColumn('id', 'text', column => column.primaryKey())
        .addColumn('time', 'bigint', column => column.notNull())
        .addColumn('platform', 'text', column => column.notNull())
        .addColumn('workspace', 'text', column => column.notNull())
        .addColumn('channel', 'text', column => column.notNull())
        .addColumn('thread', 'text')
        .addColumn('asker', 'text', column => column.notNull())
        .addColumn('kind', 'text', column => column.notNull())
        .addColumn('confidence', 'double precision', column => column.notNull())
        .addColumn('notes', 'text', column => column.notNull())
        .execute()
      await db.schema.createIndex('answers_by_time').on('answers').column('time').execute()
      await db.schema.createIndex('answers_by_asker').on('answers').columns(['asker', 'time']).execute()
      await db.schema
        .createIndex('answers_by_thread')
        .on('answers')
        .columns(['thread', 'channel', 'time'])
        .where(sql.ref('thread'), 'is not', null)
        .execute()
      await db.schema
        .createTable('votes')
        .addColumn('answer', 'text', column => column.references('answers.id').onDelete('cascade').notNull())
        .addColumn('voter', 'text', column => column.notNull())
        .addColumn('vote', 'text', column => column.notNull().check(sql`vote in ('up', 'down')`))
        .addColumn('reason', 'text')
        .addColumn('time', 'bigint', column => column.notNull())
        .addPrimaryKeyConstraint('votes_once', ['answer', 'voter'])
        .execute()
      await db.schema.createIndex('votes_by_voter').on('votes').column('voter').execute()
      await db.schema
        .createTable('unanswered')
        .addColumn('answer', 'text', column =>
          column.primaryKey().references('answers.id').onDelete('cascade'),
        )
        .addColumn('platform', 'text', column => column.notNull())
        .addColumn('workspace', 'text', column => column.notNull())
        .addColumn('channel', 'text', column => column.notNull())
        .addColumn('text', 'text', column => column.notNull())
        .execute()
      await db.schema.createIndex('unanswered_by_channel').on('unanswered').column('channel').execute()
      await db.schema
        .createTable('events')
        .addColumn('name', 'text', column => column.primaryKey())
        .addColumn('time', 'bigint', column => column.notNull())
        .execute()
      await db.schema.createIndex('events_by_time').on('events').column('time').execute()
      await db.schema
        .createTable('settings')
        .addColumn('platform', 'text', column => column.notNull())
        .addColumn('workspace', 'text', column => column.notNull())
        .addColumn('channel', 'text', column => column.notNull())
        .addColumn('name', 'text', column => column.notNull())
        .addColumn('value', 'text', column => column.notNull())
        .addColumn('time', 'bigint', column => column.notNull())
        .addPrimaryKeyConstraint('settings_once', ['platform', 'workspace', 'channel', 'name'])
        .execute()
      await db.schema
        .createTable('vault')
        .addColumn('id', 'text', column => column.primaryKey())
        .addColumn('sealed', 'text', column => column.notNull())
        .execute()
      await db.schema
        .createTable('keys')
        .addColumn('name', 'text', column => column.primaryKey())
        .addColumn('value', 'text', column => column.notNull())
        .execute()
    },
  },
}
