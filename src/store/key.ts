/**
 * People are kept as keyed hashes: the same person is recognised, nobody can be named without the key. It comes from
 * USER_HASH_KEY, or is made once: for SQLite in a file beside the database, which a copy of the database alone
 * does not carry; for PostgreSQL in a table, since all processes must share it.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** A person's keyed hash, 32 hexadecimal digits. */
export type Hash = (platform: string, user: string) => string

export const hashWith =
  (key: string): Hash =>
  (platform, user) =>
    createHmac('sha256', key)
      .update(JSON.stringify([platform, user]))
      .digest('hex')
      .slice(0, 32)

/** The key in `file`, made on first use; processes that start at once agree on one. */
export async function keyInFile(file: string): Promise<string> {
  const found = await readKey(file)
  if (found !== undefined) return found
  const own = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  await writeFile(own, newKey(), { mode: 0o600 })
  try {
    // A link appears whole or not at all, and never replaces a key that another process has just made.
    await link(own, file).catch(ignore('EEXIST'))
  } finally {
    await rm(own, { force: true })
  }
  const key = await readKey(file)
  if (key === undefined)
    throw new Error(`${file} is empty; delete it or put a key of 16 or more characters in it`)
  return key
}

/** The key in the database's own table, made on first use. */
export async function keyInTable(db: Kysely<Schema>): Promise<string> {
  const find = db.selectFrom('keys').select('value').where('name', '=', 'user-hash')
  const found = await find.executeTakeFirst()
  if (found !== undefined) return found.value
  await db
    .insertInto('keys')
    .values({ name: 'user-hash', value: newKey() })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return (await find.executeTakeFirstOrThrow()).value
}

const newKey = (): string => randomBytes(32).toString('hex')

const readKey = (file: string): Promise<string | undefined> =>
  readFile(file, 'utf8').then(text => text.trim() || undefined, ignore('ENOENT'))

/** Passes on every failure but the one with this code. */
const ignore =
  (code: string) =>
  (error: unknown): undefined => {
    if (error instanceof Error && 'code' in error && error.code === code) return undefined
    throw error
  }
