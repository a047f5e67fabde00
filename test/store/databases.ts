/** Fresh databases for tests, one engine as good as the other. */
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { inject, vi } from 'vitest'
import { databaseUrl } from './postgres-server.ts'

/** An empty folder that is gone when the tests are over. */
export const freshFolder = (): string => mkdtempSync(join(inject('folder'), 'test-'))

/** The address of a database that does not exist yet. */
export const freshSqlite = async (): Promise<string> => `file:${join(freshFolder(), 'data', 'test.db')}`

let made = 0

/** The address of an empty database on the server that all test files share. */
export async function freshPostgres(): Promise<string> {
  const port = inject('postgresPort')
  const name = `test_${process.pid}_${Date.now()}_${++made}`
  await vi.waitFor(() => runOn(databaseUrl(port, 'postgres'), `create database ${name}`), {
    timeout: 30_000,
    interval: 100,
  })
  return databaseUrl(port, name)
}

/** Runs one statement on a connection of its own. */
async function runOn(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

export const ENGINES = [
  { engine: 'sqlite' as const, fresh: freshSqlite },
  { engine: 'postgres' as const, fresh: freshPostgres },
]
