/** SQLite through Node's own module, as a dialect of Kysely. */
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import {
  CompiledQuery,
  type Dialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type SqliteStatement,
} from 'kysely'

/**
 * How long one call may wait for another process's lock. node:sqlite blocks the event loop meanwhile, so
 * this stays far below what a person notices; what could not be written waits in the queue.
 */
const LOCK_WAIT_MS = 20

/** The path in `file:data/x.db`, `file:/var/x.db` or `file:///var/x.db`. */
export const sqlitePath = (url: string): string =>
  url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length)

export function sqliteDialect(path: string): Dialect {
  let file: DatabaseSync | undefined
  const openOnce = async (): Promise<SqliteDatabase> => {
    file = openFile(path)
    return asKyselyWants(file)
  }
  return {
    createAdapter: () =>
      // SQLite can change tables within a transaction; Kysely leaves it off because of databases it shares.
      Object.defineProperty(new SqliteAdapter(), 'supportsTransactionalDdl', { value: true }),
    createDriver: () =>
      Object.assign(new SqliteDriver({ database: openOnce }), {
        // A transaction that writes takes its lock first: it waits there once, or not at all.
        beginTransaction: async (connection: SqliteConnection) => {
          await connection.executeQuery(CompiledQuery.raw('begin immediate'))
        },
        // A full disk rolls back by itself; to do it again would be an error that hides the first.
        rollbackTransaction: async (connection: SqliteConnection) => {
          if (file?.isTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'))
        },
      }),
    createIntrospector: db => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

type SqliteConnection = Parameters<SqliteDriver['beginTransaction']>[0]

function openFile(path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  // Made here, so that only its owner can read it; SQLite gives the files beside it the same rights.
  closeSync(openSync(path, 'a', 0o600))
  const file = new DatabaseSync(path, { timeout: LOCK_WAIT_MS })
  try {
    // Readers and the writer do not wait for each other; a power cut may lose the last moment, never the file.
    file.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma wal_autocheckpoint = 4000')
    return file
  } catch (error) {
    file.close()
    throw error
  }
}

/** The same few statements come again and again, and preparing one takes as long as running it. */
const PREPARED_AT_MOST = 100

function asKyselyWants(file: DatabaseSync): SqliteDatabase {
  const known = new Map<string, SqliteStatement>()
  return {
    close: () => file.close(),
    prepare(sql) {
      const ready = known.get(sql)
      if (ready !== undefined) return ready
      const statement = file.prepare(sql)
      const prepared: SqliteStatement = {
        reader: statement.columns().length > 0,
        all: values => statement.all(...values.map(sqlValue)),
        run: values => statement.run(...values.map(sqlValue)),
        iterate: values => statement.iterate(...values.map(sqlValue)),
      }
      if (known.size < PREPARED_AT_MOST) known.set(sql, prepared)
      return prepared
    },
  }
}

function sqlValue(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value
  throw new TypeError(`SQLite cannot keep a value of type ${typeof value}`)
}
