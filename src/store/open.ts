/** Opens the database that an address names, and brings its tables up to date. */
import { Kysely, type LogConfig, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { type Hash, hashWith, keyInFile, keyInTable } from './key.ts'
import { postgres } from './postgres.ts'
import { TooNew, within } from './problem.ts'
import { MIGRATIONS, type Schema } from './schema.ts'
import { sqliteDialect, sqlitePath } from './sqlite.ts'

export type Database = Kysely<Schema>
export type Engine = 'sqlite' | 'postgres'

export type Opened = { db: Database; hash: Hash; close(): Promise<void> }

export type OpenOptions = {
  /** `file:…` for SQLite, `postgres://…` for PostgreSQL. */
  url: string
  /** The key for hashes of people; made and kept beside the database when missing. */
  hashKey?: string | undefined
  /** Told about every statement. */
  log?: LogConfig | undefined
}

/** A large table may take a while to change; while that lasts, answers are given and wait to be recorded. */
const OPEN_WITHIN_MS = 10 * 60_000
/** After this a connection that does not end by itself is cut. */
const CLOSE_WITHIN_MS = 500

/** Kysely's table of the migrations that ran. */
const MIGRATED = 'migrations'

export const engineOf = (url: string): Engine => (url.startsWith('file:') ? 'sqlite' : 'postgres')

/** What an address may be called in logs: without user and password. */
export function nameOf(url: string): string {
  if (engineOf(url) === 'sqlite') return sqlitePath(url)
  const address = URL.parse(url)
  return address === null ? 'PostgreSQL' : `${address.host}${address.pathname}`
}

/** Connects, brings the tables up to date and finds the key. Rejects with what the database or its driver says. */
export async function open(options: OpenOptions): Promise<Opened> {
  const { db, close } = connect(options)
  try {
    const key = await within(setUp(db, options), OPEN_WITHIN_MS)
    return { db, hash: hashWith(key), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Connects without changing anything. */
export function connect({ url, log }: OpenOptions): { db: Database; close(): Promise<void> } {
  const server = engineOf(url) === 'postgres' ? postgres(url) : undefined
  const db: Database = new Kysely({
    dialect: server?.dialect ?? sqliteDialect(sqlitePath(url)),
    ...(log && { log }),
  })
  return {
    db,
    async close() {
      await within(db.destroy(), CLOSE_WITHIN_MS).catch(() => {})
      server?.cut()
    },
  }
}

async function setUp(db: Database, { url, hashKey }: OpenOptions): Promise<string> {
  const engine = engineOf(url)
  await migrate(db, engine)
  const key = hashKey ?? (await (engine === 'sqlite' ? keyInFile(`${sqlitePath(url)}.key`) : keyInTable(db)))
  await proveWritable(db)
  return key
}

/**
 * Runs what is missing, once among all processes that start: PostgreSQL has a lock for it (Kysely takes it), SQLite
 * does all of it in one transaction that takes the file's lock before it looks.
 */
async function migrate(db: Database, engine: Engine): Promise<void> {
  const run = async (on: Database): Promise<void> => {
    const { error } = await new Migrator({
      db: on,
      provider: { getMigrations: async () => MIGRATIONS },
      migrationTableName: MIGRATED,
    }).migrateToLatest()
    if (error !== undefined) throw error
  }
  try {
    await (engine === 'sqlite' ? db.transaction().execute(run) : run(db))
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('corrupted migrations'))
      throw new TooNew('the database was changed by a later version of kube-notes', { cause: error })
    throw error
  }
}

/** Whether the tables are those of this version, so that reading them makes sense. */
export async function isCurrent(db: Database): Promise<boolean> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(table => table.name === MIGRATED)) return false
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(MIGRATED)}`.execute(db)
  const done = new Set(rows.map(row => row.name))
  return done.symmetricDifference(new Set(Object.keys(MIGRATIONS))).size === 0
}

/** A full disk, or a standby server, opens and reads well; only a write tells. */
async function proveWritable(db: Database): Promise<void> {
  const value = String(Date.now())
  await db
    .insertInto('keys')
    .values({ name: 'last-opened', value })
    .onConflict(conflict => conflict.column('name').doUpdateSet({ value }))
    .execute()
}
