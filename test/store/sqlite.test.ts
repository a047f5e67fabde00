/** What only SQLite has: a file, its folder, and the key beside it. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { hashWith, keyInFile } from '../../src/store/key.ts'
import { open } from '../../src/store/open.ts'
import { sqlitePath } from '../../src/store/sqlite.ts'
import { freshFolder } from './databases.ts'

test('the first start makes the folder, the file and the key, for their owner only', async () => {
  const home = freshFolder()
  await (await open({ url: `file:${home}/a/b/kube-notes.db` })).close()
  expect(readdirSync(`${home}/a/b`).toSorted()).toEqual(['kube-notes.db', 'kube-notes.db.key'])
  for (const path of ['a', 'a/b/kube-notes.db', 'a/b/kube-notes.db.key'])
    expect(statSync(join(home, path)).mode & 0o077, path).toBe(0)
})

test('a key of the configuration is not written down', async () => {
  const home = freshFolder()
  await (await open({ url: `file:${home}/x.db`, hashKey: 'the operator keeps it' })).close()
  expect(readdirSync(home)).toEqual(['x.db'])
})

test('many that need the key at once agree on one, and leave nothing else behind', async () => {
  const home = freshFolder()
  const keys = await Promise.all(Array.from({ length: 20 }, () => keyInFile(join(home, 'key'))))
  expect(new Set(keys).size).toBe(1)
  expect(keys[0]).toMatch(/^[0-9a-f]{64}$/)
  expect(readdirSync(home)).toEqual(['key'])
  expect(readFileSync(join(home, 'key'), 'utf8')).toBe(keys[0])
})

test('an empty key file is explained, not replaced', async () => {
  const file = join(freshFolder(), 'key')
  writeFileSync(file, '\n')
  await expect(keyInFile(file)).rejects.toThrow(/is empty; delete it or put a key/)
})

test('a hash tells people and platforms apart, and depends on the key', () => {
  const hashes = [
    hashWith('k')('slack', 'U1'),
    hashWith('k')('slack', 'U2'),
    hashWith('k')('discord', 'U1'),
    hashWith('l')('slack', 'U1'),
    hashWith('k')('slackU', '1'),
  ]
  expect(new Set(hashes).size).toBe(hashes.length)
  expect(hashWith('k')('slack', 'U1')).toBe(hashes[0])
})

test('addresses of files are read in all their forms', () => {
  expect(sqlitePath('file:data/x.db')).toBe('data/x.db')
  expect(sqlitePath('file:/var/x.db')).toBe('/var/x.db')
  const path = join(tmpdir(), 'with space.db')
  expect(sqlitePath(String(pathToFileURL(path)))).toBe(path)
})
