/**
 * Another process of the bot, for tests: `node child.ts MODE URL …`
 *   claim                      opens the store, claims 50 events and prints what it was told of each
 *   die WRITE AFTER [ANSWER]   does one kind of write and kills itself right after the statement that begins so
 *   write                      writes without end and prints what is safe, until it is killed
 *   full FILLER                fills the disk with this file, answers, frees the disk, and prints how it went
 *   lock                       holds the lock of the SQLite database until standard input ends
 */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { createStore, type OpenStore, type StoreOptions } from '../../src/store/create.ts'
import { open } from '../../src/store/open.ts'
import { sqlitePath } from '../../src/store/sqlite.ts'
import type { Who } from '../../src/store/store.ts'

const [mode, url = '', ...more] = process.argv.slice(2)

const ann: Who = {
  user: 'U-ANN',
  place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
  audience: 'asker',
}
const unknown = { kind: 'unknown', notes: ['pod'], confidence: 0.1 }
const say = (line: string): boolean => process.stdout.write(`${line}\n`)

async function started(options: Partial<StoreOptions> = {}): Promise<OpenStore> {
  const store = createStore({ url, days: 90, now: Date.now, ...options })
  await store.start()
  while (!store.state().up) await pause(10)
  return store
}

async function claim(): Promise<void> {
  const store = await started()
  for (let at = 0; at < 50; at++) say(`event:${at} ${await store.claim('slack', [`event:${at}`])}`)
  await store.stop()
}

const WRITES: Record<string, (store: OpenStore, answer: string) => unknown> = {
  migrate: () => {},
  claim: store => store.claim('slack', ['event:1', 'message:C1:1']),
  answer: store => store.record(ann, unknown, 'new words'),
  vote: (store, answer) => store.vote(ann, answer, 'up'),
  reason: (store, answer) => store.vote(ann, answer, 'wrong'),
  'keep-on': store => store.keepUnanswered(ann, true),
  'keep-off': store => store.keepUnanswered(ann, false),
  forget: store => store.forget(ann),
  sweep: store => store.sweep(),
}

async function die([write = '', after = '', answer = '']: string[]): Promise<void> {
  let armed = write === 'migrate'
  let later = 0
  const store = await started({
    now: () => Date.now() + later,
    log({ query }) {
      if (armed && query.sql.startsWith(after)) process.kill(process.pid, 'SIGKILL')
    },
  })
  // What it does by itself after opening comes first.
  await store.sweep()
  armed = true
  if (write === 'sweep') later = 365 * 86_400_000
  await WRITES[write]?.(store, answer)
  await pause(5000)
  say('still alive')
}

async function write(): Promise<void> {
  const store = await started()
  for (let at = 0; ; at++) {
    const id = store.record({ ...ann, user: `U${at % 7}` }, unknown, `words ${at}`)
    if (id !== undefined) store.vote(ann, id, at % 2 ? 'up' : 'outdated')
    await store.claim('slack', [`a:${at}`, `b:${at}`])
    if (at % 10 === 0) await store.keepUnanswered(ann, at % 20 === 0)
    if (at % 50 === 49) await store.forget({ ...ann, user: 'U3' })
    while (store.state().waiting > 0) await pause(1)
    say(`safe ${at} ${id}`)
  }
}

async function lock(): Promise<void> {
  await (await open({ url })).close()
  const database = new DatabaseSync(sqlitePath(url))
  database.exec('begin exclusive')
  say('locked')
  process.stdin.resume().once('end', () => {
    database.exec('rollback')
    process.exit(0)
  })
}

async function full([filler = '']: string[]): Promise<void> {
  const store = await started({ onDown: (_, problem) => say(problem), onUp: () => say('up') })
  const file = openSync(filler, 'w')
  // Until the very last block is taken.
  for (let size = 65_536; size >= 512; ) {
    try {
      writeSync(file, Buffer.alloc(size))
    } catch {
      size /= 2
    }
  }
  for (let at = 0; at < 300; at++) store.record(ann, unknown)
  while (store.state().problem === undefined) await pause(10)
  say(`recorded ${store.record(ann, unknown) !== undefined}, claimed ${await store.claim('slack', ['1'])}`)
  closeSync(file)
  rmSync(filler)
  while (!store.state().up || store.state().waiting > 0) await pause(10)
  say(`lost ${store.state().lost}`)
  await store.stop()
}

const MODES: Record<string, (more: string[]) => Promise<void>> = { claim, die, write, full, lock }
await MODES[mode ?? '']?.(more)
