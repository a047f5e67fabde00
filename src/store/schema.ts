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
  /** Who gets a daily post; `place` is platform, workspace and channel, parted by spaces. */
  subscriptions: {
    place: string
    /** Platform and workspace: what is shared with other places. */
    lane: string
    time: string
    zone: string
    /** ISO weekdays in a row, 1 is Monday. */
    days: string
    about: string
    /** The platform's id of who set it up, so that they can be told when it comes to an end. */
    person: string | null
    direct: number
    next_date: string | null
    next_at: number | null
    paused: string | null
    gone_since: number | null
  }
  /** The daily post of each place and local date. */
  posts: {
    place: string
    lane: string
    date: string
    due: number
    state: 'claimed' | 'sending' | 'sent' | 'skipped'
    note: string | null
    owner: string
    until: number
    tries: number
    reason: string | null
  }
  /** Which notes a place has had as daily posts, and when last. */
  told: { place: string; note: string; time: number }
  keys: { name: string; value: string }
  /** What a platform has to keep and seals itself, such as tokens of the workspaces that installed the app. */
  vault: { id: string; sealed: string }
}

/** Where an answer was given. */
export type StoredPlace = Pick<Schema['answers'], 'platform' | 'workspace' | 'channel'>

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
  '002-daily-posts': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('subscriptions')
        .addColumn('place', 'text', column => column.primaryKey())
        .addColumn('lane', 'text', column => column.notNull())
        .addColumn('time', 'text', column => column.notNull())
        .addColumn('zone', 'text', column => column.notNull())
        .addColumn('days', 'text', column => column.notNull())
        .addColumn('about', 'text', column => column.notNull())
        .addColumn('person', 'text')
        .addColumn('direct', 'bigint', column => column.notNull())
        .addColumn('next_date', 'text')
        .addColumn('next_at', 'bigint')
        .addColumn('paused', 'text')
        .addColumn('gone_since', 'bigint')
        .execute()
      await db.schema.createIndex('subscriptions_by_next').on('subscriptions').column('next_at').execute()
      await db.schema.createIndex('subscriptions_by_person').on('subscriptions').column('person').execute()
      await db.schema
        .createTable('posts')
        .addColumn('place', 'text', column => column.notNull())
        .addColumn('lane', 'text', column => column.notNull())
        .addColumn('date', 'text', column => column.notNull())
        .addColumn('due', 'bigint', column => column.notNull())
        .addColumn('state', 'text', column =>
          column.notNull().check(sql`state in ('claimed', 'sending', 'sent', 'skipped')`),
        )
        .addColumn('note', 'text')
        .addColumn('owner', 'text', column => column.notNull())
        .addColumn('until', 'bigint', column => column.notNull())
        .addColumn('tries', 'bigint', column => column.notNull())
        .addColumn('reason', 'text')
        .addPrimaryKeyConstraint('posts_once', ['place', 'date'])
        .execute()
      await db.schema
        .createIndex('posts_open')
        .on('posts')
        .column('until')
        .where(sql.ref('state'), 'in', sql`('claimed', 'sending')`)
        .execute()
      await db.schema.createIndex('posts_by_due').on('posts').column('due').execute()
      await db.schema
        .createTable('told')
        .addColumn('place', 'text', column => column.notNull())
        .addColumn('note', 'text', column => column.notNull())
        .addColumn('time', 'bigint', column => column.notNull())
        .addPrimaryKeyConstraint('told_once', ['place', 'note'])
        .execute()
    },
  },
}
