/**
 * `npm run bench:store [-- ROWS [FOLDER]]`: how much stored answers (1,000,000 when nothing is said) slow an answer, on SQLite
 * and on a real PostgreSQL. Two bots, one on an empty and one on a full database, answer the same questions in turns,
 * so that whatever else the machine does meets both.
 */
import { globSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { createBot, knowledgeOf } from '../src/bot.ts'
import type { Bot } from '../src/chat/chat.ts'
import { createStash } from '../src/chat/stash.ts'
import { createClaims } from '../src/claims.ts'
import { createConversations } from '../src/conversations.ts'
import { noLimits } from '../src/limits.ts'
import { createLibrary } from '../src/notes/library.ts'
import { parseNote } from '../src/notes/parse.ts'
import { createStore, type OpenStore } from '../src/store/create.ts'
import { connect, engineOf } from '../src/store/open.ts'
import { createVersions } from '../src/versions.ts'
import { createPostgres, databaseUrl, freePort } from '../test/store/postgres-server.ts'

const ROWS = Number(process.argv[2] ?? 1_000_000)
const ROUNDS = 40
const QUESTIONS = 250
const DAY_MS = 86_400_000

const files = globSync('**/*.md', { cwd: process.argv[3] ?? 'knowledge' })
const notes = files.flatMap(
  file => parseNote(file, readFileSync(join(process.argv[3] ?? 'knowledge', file), 'utf8')).note ?? [],
)
const { library } = createLibrary([notes])
const knowledge = knowledgeOf(library)
const texts = [...library.notes.values()]
  .flatMap(note => [`what is ${note.title}`, ...note.asks])
  .slice(0, QUESTIONS)

/** Answers of the last 90 days, by 5,000 people in 200 channels, a third of them in threads, a tenth voted on. */
async function fill(url: string): Promise<void> {
  const { db, close } = connect({ url })
  const series =
    engineOf(url) === 'sqlite'
      ? sql`with recursive s(n) as (select 1 union all select n + 1 from s where n < ${ROWS}) select n from s`
      : sql`select n from generate_series(1, ${ROWS}::int) as s(n)`
  await sql`
    insert into answers (id, time, platform, workspace, channel, thread, asker, kind, confidence, notes)
    select 'old-' || n, cast(${Date.now()} as bigint) - cast(n as bigint) * ${(90 * DAY_MS) / ROWS - 1}, 'bench', 'W',
      'C' || (n % 200), case when n % 3 = 0 then 'thread-' || (n / 30) end, 'person-' || (n % 5000),
      case when n % 10 = 0 then 'unknown' else 'note' end, 0.9, 'pod'
    from (${series}) as numbers`.execute(db)
  await sql`
    insert into votes (answer, voter, vote, reason, time)
    select id, 'voter-' || (time % 5000), 'up', null, time from answers where kind = 'unknown'`.execute(db)
  await sql`
    insert into events (name, time) select 'bench:old-' || id, time from answers where kind <> 'unknown'`.execute(
    db,
  )
  await close()
}

type Side = { bot: Bot; store: OpenStore; ms: number[]; written: number[] }

async function side(url: string): Promise<Side> {
  const store = createStore({ url, days: 90, now: Date.now })
  await store.start()
  const bot = createBot({
    knowledge: () => knowledge,
    claims: createClaims(store),
    conversations: createConversations(store),
    versions: createVersions(store, performance.now.bind(performance)),
    store,
    limits: noLimits,
    stash: createStash(Date.now),
    pick: () => 0,
    onAnswer: () => {},
  })
  return { bot, store, ms: [], written: [] }
}

/** Every question is a new event, by a person whose conversation has to be looked up. */
async function round({ bot, store, ms, written }: Side, name: string): Promise<void> {
  const began = performance.now()
  for (const [at, text] of texts.entries()) {
    const started = performance.now()
    await bot.respond({
      text,
      via: 'typed',
      user: `U${name}-${at}`,
      place: {
        platform: 'bench',
        workspace: 'W',
        channel: `C${at % 200}`,
        ...(at % 3 === 0 && { thread: `t-${name}-${at}` }),
      },
      events: [`${name}:${at}`, `message:${name}:${at}`],
      audience: 'channel',
      manager: false,
    })
    ms.push(performance.now() - started)
  }
  while (store.state().waiting > 0) await pause(1)
  written.push((performance.now() - began) / texts.length)
}

async function compare(name: string, emptyUrl: string, fullUrl: string): Promise<void> {
  for (const url of [emptyUrl, fullUrl]) await (await side(url)).store.stop()
  const started = performance.now()
  await fill(fullUrl)
  console.log(`${name}: ${ROWS} answers stored in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  const [empty, full] = [await side(emptyUrl), await side(fullUrl)]
  for (const each of [empty, full]) {
    await round(each, 'warm')
    each.ms.length = 0
    each.written.length = 0
  }
  for (let at = 0; at < ROUNDS; at++)
    for (const each of at % 2 ? [empty, full] : [full, empty]) await round(each, `${at}`)
  line('answer, median', median(empty.ms), median(full.ms))
  line('answer, 95th of 100', quantile(empty.ms, 0.95), quantile(full.ms, 0.95))
  line('answer with its writing, median', median(empty.written), median(full.written))
  for (const each of [empty, full]) await each.store.stop()
}

const line = (what: string, empty: number, full: number): void =>
  console.log(
    `  ${what.padEnd(32)} empty ${empty.toFixed(3)} ms   full ${full.toFixed(3)} ms   ${((full / empty - 1) * 100).toFixed(1)} % slower`,
  )
const quantile = (numbers: number[], part: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length * part)] ?? Number.NaN
const median = (numbers: number[]): number => quantile(numbers, 0.5)

const folder = await mkdtemp(join(tmpdir(), 'kube-notes-bench-'))
const server = await createPostgres(await freePort())
try {
  await compare('SQLite', `file:${folder}/empty.db`, `file:${folder}/full.db`)
  await server.start()
  const admin = new pg.Client(databaseUrl(server.port, 'postgres'))
  await admin.connect()
  for (const name of ['empty', 'full']) await admin.query(`create database "${name}"`)
  await admin.end()
  await compare('PostgreSQL', databaseUrl(server.port, 'empty'), databaseUrl(server.port, 'full'))
} finally {
  await server.remove()
  await rm(folder, { recursive: true })
}
