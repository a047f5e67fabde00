/** Several processes on one database, and processes that are killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, test, vi } from 'vitest'
import { createStore, type OpenStore } from '../../src/store/create.ts'
import { connect, type Database } from '../../src/store/open.ts'
import type { Who } from '../../src/store/store.ts'
import { ENGINES } from './databases.ts'

type Child = { process: ChildProcess; output: () => string; ended: Promise<NodeJS.Signals | number | null> }

function child(...words: string[]): Child {
  const process_ = spawn(process.execPath, [resolve('test/store/child.ts'), ...words])
  let output = ''
  for (const stream of [process_.stdout, process_.stderr])
    stream.setEncoding('utf8').on('data', text => {
      output += text
    })
  return {
    process: process_,
    output: () => output,
    ended: once(process_, 'exit').then(([code, signal]) => signal ?? code),
  }
}

async function withDatabase<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  const { db, close } = connect({ url })
  try {
    return await work(db)
  } finally {
    await close()
  }
}

async function withStore<T>(url: string, work: (store: OpenStore) => Promise<T>): Promise<T> {
  const store = createStore({ url, days: 90, now: Date.now })
  await store.start()
  try {
    const result = await work(store)
    await vi.waitFor(() => expect(store.state().waiting).toBe(0), { timeout: 10_000, interval: 5 })
    return result
  } finally {
    await store.stop()
  }
}

/** The engine finds nothing broken, and no row hangs in the air. */
async function expectWhole(url: string): Promise<void> {
  await withDatabase(url, async db => {
    if (url.startsWith('file:')) {
      expect((await sql`pragma integrity_check`.execute(db)).rows).toEqual([{ integrity_check: 'ok' }])
      expect((await sql`pragma foreign_key_check`.execute(db)).rows).toEqual([])
    }
    for (const table of ['votes', 'unanswered'] as const) {
      const orphans = db
        .selectFrom(table)
        .select('answer')
        .where('answer', 'not in', from => from.selectFrom('answers').select('id'))
      expect(await orphans.execute()).toEqual([])
    }
  })
}

const ann: Who = {
  user: 'U-ANN',
  place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
  audience: 'asker',
}
const unknown = { kind: 'unknown', notes: ['pod'], confidence: 0.1 }

/** What the tables hold, so that two moments can be compared. */
const contents = (url: string) =>
  withDatabase(url, async db => ({
    answers: (await db.selectFrom('answers').select('id').orderBy('id').execute()).length,
    words: (await db.selectFrom('unanswered').select('text').execute()).map(row => row.text),
    votes: await db.selectFrom('votes').select(['vote', 'reason']).execute(),
    settings: await db.selectFrom('settings').select('value').execute(),
  }))

describe.each(ENGINES)('on $engine', ({ engine, fresh }) => {
  test('ten processes that start on nothing make the tables once, and share every event among them', async () => {
    const url = await fresh()
    const children = Array.from({ length: 10 }, () => child('claim', url))
    const codes = await Promise.all(children.map(each => each.ended))
    const said = children.map(each => each.output())
    expect(codes, said.join('\n')).toEqual(Array(10).fill(0))
    const told = said.flatMap(output => output.trim().split('\n'))
    for (let at = 0; at < 50; at++) {
      const mine = told.filter(line => line === `event:${at} true`).length
      // SQLite lets nobody wait for longer than a moment; then a process goes by its own memory.
      const unsure = told.filter(line => line === `event:${at} undefined`).length
      expect(mine).toBeLessThanOrEqual(1)
      expect(mine + unsure).toBeGreaterThanOrEqual(1)
      if (engine === 'postgres') expect(mine).toBe(1)
    }
    await withDatabase(url, async db => {
      expect((await sql`select name from migrations`.execute(db)).rows).toHaveLength(2)
      expect(
        await db.selectFrom('events').select('name').where('name', 'like', 'slack:%').execute(),
      ).toHaveLength(50)
    })
  }, 60_000)

  test.concurrent.each([
    ['the making of tables', 'migrate', 'create table "unanswered"'],
    ['an answer', 'answer', 'insert into "answers"'],
    ['the words of a question', 'answer', 'insert into "unanswered"'],
    ['a vote', 'vote', 'insert into "votes"'],
    ['a reason', 'reason', 'insert into "votes"'],
    ['turning words on', 'keep-on', 'insert into "settings"'],
    ['turning words off', 'keep-off', 'insert into "settings"'],
  ])(
    'killed in the middle of %s, a process leaves nothing of it, and the next one works',
    async (_, write, after) => {
      const url = await fresh()
      let answer = ''
      if (write !== 'migrate')
        await withStore(url, async store => {
          if (write !== 'keep-on') await store.keepUnanswered(ann, true)
          answer = store.record(ann, unknown, 'old words') ?? ''
        })
      const before = write === 'migrate' ? undefined : await contents(url)
      const dying = child('die', url, write, after, answer)
      expect(await dying.ended, dying.output()).toBe('SIGKILL')

      if (before === undefined) await withStore(url, async () => {})
      else if (write === 'keep-off') expect(await contents(url)).toEqual({ ...before, words: [] })
      else expect(await contents(url)).toEqual(before)
      await expectWhole(url)
      await withStore(url, async store => {
        expect(await store.claim('slack', ['next'])).toBe(true)
        store.record(ann, unknown)
      })
      expect((await contents(url)).answers).toBe((before?.answers ?? 0) + 1)
    },
    30_000,
  )

  test.concurrent.each([
    ['a claim', 'claim', 'insert into "events"'],
    ['forgetting', 'forget', 'delete from "answers"'],
    ['deleting what is old', 'sweep', 'delete from "answers"'],
  ])(
    'killed in the middle of %s, a process leaves a whole database, on which it can be done again',
    async (_, write, after) => {
      const url = await fresh()
      await withStore(url, async store => {
        await store.keepUnanswered(ann, true)
        for (let at = 0; at < 600; at++) store.record(ann, unknown, 'words')
      })
      const dying = child('die', url, write, after)
      expect(await dying.ended, dying.output()).toBe('SIGKILL')
      await expectWhole(url)
      await withStore(url, async store => {
        const left = (await contents(url)).answers
        if (write === 'claim') expect(await store.claim('slack', ['message:C1:1'])).toBe(false)
        else expect(left).toBe(500)
        expect(await store.forget(ann)).toBe(true)
      })
      expect((await contents(url)).answers).toBe(0)
    },
    30_000,
  )

  test.concurrent('killed at any moment while it writes all it can, a process loses nothing that was safe', async () => {
    const url = await fresh()
    for (const lines of [1, 60, 140]) {
      const writing = child('write', url)
      await new Promise<void>(done => {
        writing.process.stdout?.on('data', () => {
          if (writing.output().split('\n').length > lines) done()
        })
        void writing.ended.then(() => done())
      })
      writing.process.kill('SIGKILL')
      expect(await writing.ended, writing.output()).toBe('SIGKILL')
      await expectWhole(url)
      const safe = [...writing.output().matchAll(/^safe (\d+) (\S+)$/gm)].filter(
        ([, at]) => Number(at) % 7 !== 3,
      )
      expect(safe.length).toBeGreaterThan(0)
      const kept = await withDatabase(url, db => db.selectFrom('answers').select('id').execute())
      const ids = new Set(kept.map(row => row.id))
      expect(safe.filter(([, , id]) => !ids.has(id ?? ''))).toEqual([])
    }
  }, 60_000)
})
