/** What the report counts, read from the tables. */
import { type Kysely, sql } from 'kysely'
import type { Schema } from './schema.ts'

type Db = Kysely<Schema>

/** Milliseconds since the epoch; `until` is the first that no longer counts. */
export type Period = { since: number; until: number }

export type Counts = {
  /** How often each kind of answer was given in each place, with which notes. */
  answers: {
    platform: string
    workspace: string
    channel: string
    kind: string
    notes: string
    count: number
  }[]
  /** Votes of the period by the notes they are about; also on answers that are older. */
  votes: { notes: string; vote: 'up' | 'down'; reason: string | null; count: number }[]
  /** Kept words of questions without an answer, the latest first. */
  unanswered: string[]
}

/** More than anybody reads; the latest are the ones that matter. */
const WORDS_READ = 5000

export async function readCounts(db: Db, { since, until }: Period): Promise<Counts> {
  const count = sql<number>`count(*)`.as('count')
  const answers = await db
    .selectFrom('answers')
    .where('time', '>=', since)
    .where('time', '<', until)
    .groupBy(['platform', 'workspace', 'channel', 'kind', 'notes'])
    .select(['platform', 'workspace', 'channel', 'kind', 'notes', count])
    .execute()
  const votes = await db
    .selectFrom('votes')
    .innerJoin('answers', 'answers.id', 'votes.answer')
    .where('votes.time', '>=', since)
    .where('votes.time', '<', until)
    .groupBy(['notes', 'vote', 'reason'])
    .select(['notes', 'vote', 'reason', count])
    .execute()
  const unanswered = await db
    .selectFrom('unanswered')
    .innerJoin('answers', 'answers.id', 'unanswered.answer')
    .where('time', '>=', since)
    .where('time', '<', until)
    .orderBy('time', 'desc')
    .limit(WORDS_READ)
    .select('text')
    .execute()
  return { answers, votes, unanswered: unanswered.map(row => row.text) }
}
