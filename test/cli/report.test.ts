/** `npm run report` on both engines, as operators run it. */
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { createStore } from '../../src/store/create.ts'
import { connect } from '../../src/store/open.ts'
import type { Who } from '../../src/store/store.ts'
import { ENGINES, freshFolder } from '../store/databases.ts'

const nowhere = freshFolder()

function report(url: string, ...words: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise(done => {
    execFile(
      process.execPath,
      [resolve('src/cli/report.ts'), ...words],
      {
        cwd: nowhere,
        env: {
          PATH: process.env.PATH,
          NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
          DATABASE_URL: url,
        },
      },
      (error, out, err) => done({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
  })
}

const who = (user: string, channel: string, more: Partial<Who> = {}): Who => ({
  user,
  place: { platform: 'slack', workspace: 'T1', channel },
  audience: 'asker',
  ...more,
})

async function fill(url: string): Promise<void> {
  let now = Date.UTC(2026, 2, 10, 12)
  const store = createStore({ url, days: 90, now: () => now })
  await store.start()
  const note = (user: string, channel: string, ...notes: string[]) =>
    store.record(who(user, channel), {
      kind: notes.length > 1 ? 'comparison' : 'note',
      notes,
      confidence: 1,
    }) ?? ''
  const unknown = (user: string, text: string) =>
    store.record(who(user, 'C1'), { kind: 'unknown', notes: ['pod'], confidence: 0.1 }, text)

  await store.keepUnanswered(who('U1', 'C1'), true)
  const nodeport = note('U1', 'C1', 'nodeport')
  note('U2', 'C2', 'nodeport')
  const both = note('U2', 'C1', 'nodeport', 'service')
  store.record(who('U1', 'C1'), { kind: 'share', notes: ['nodeport'], confidence: 1 })
  store.record(who('U1', 'C1'), { kind: 'choice', notes: ['pod', 'job'], confidence: 0.5 })
  for (const user of ['U1', 'U2'])
    store.record(who(user, `D-${user}`, { audience: 'alone' }), {
      kind: 'note',
      notes: ['pod'],
      confidence: 1,
    })
  unknown('U1', 'how do I install cilium')
  unknown('U2', 'cilium install \u001b[31m')
  unknown('U3', 'nfs')
  store.vote(who('U1', 'C1'), nodeport, 'up')
  store.vote(who('U2', 'C1'), nodeport, 'outdated')
  store.vote(who('U3', 'C1'), nodeport, 'wrong')
  store.vote(who('U3', 'C1'), both, 'down')
  now = Date.UTC(2026, 2, 12)
  note('U1', 'C1', 'later')
  await vi.waitFor(() => expect(store.state()).toMatchObject({ waiting: 0, lost: 0 }))
  await store.stop()
}

describe.concurrent.each(ENGINES)('on $engine', ({ fresh }) => {
  let url = ''
  beforeAll(async () => {
    url = await fresh()
    await fill(url)
  }, 60_000)

  test('prints a period as data', async () => {
    const { out, err } = await report(url, '--since', '2026-03-10', '--until', '2026-03-11', '--json')
    expect(err).toBe('')
    expect(JSON.parse(out)).toEqual({
      period: { since: '2026-03-10T00:00:00.000Z', until: '2026-03-12T00:00:00.000Z' },
      questions: { total: 9, offered: 1, unanswered: 3, shared: 1 },
      places: [
        {
          platform: 'slack',
          workspace: 'T1',
          channel: 'C1',
          questions: 6,
          kinds: { note: 1, comparison: 1, choice: 1, unknown: 3 },
        },
        { platform: 'slack', workspace: 'T1', channel: 'direct', questions: 2, kinds: { note: 2 } },
        { platform: 'slack', workspace: 'T1', channel: 'C2', questions: 1, kinds: { note: 1 } },
      ],
      notes: [
        { note: 'nodeport', told: 3 },
        { note: 'pod', told: 2 },
        { note: 'service', told: 1 },
      ],
      votes: { up: 1, down: 3 },
      votedDown: [
        { notes: ['nodeport'], up: 1, down: 2, reasons: { outdated: 1, wrong: 1 } },
        { notes: ['nodeport', 'service'], up: 0, down: 1, reasons: {} },
      ],
      unanswered: [
        { count: 2, text: expect.stringContaining('cilium'), others: [expect.stringContaining('cilium')] },
        { count: 1, text: 'nfs', others: [] },
      ],
    })
  })

  test('prints it for people, and nothing that drives a terminal', async () => {
    const { out } = await report(url, '--since', '2026-03-10', '--until', '2026-03-11')
    expect(out).toMatch(/^kube-notes from 2026-03-10 00:00 up to 2026-03-12 00:00 \(UTC\)\n/)
    expect(out).toMatch(/no answer +3 \(33\.3 %\)/)
    expect(out).toMatch(/6 {2}slack T1 C1: unknown 3/)
    expect(out).toMatch(/3 {2}nodeport\n/)
    expect(out).toMatch(/2 {2}nodeport \(1 helpful\): (outdated 1, wrong 1|wrong 1, outdated 1)/)
    expect(out).toMatch(/2 {2}.*cilium/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the point
    expect(out).not.toMatch(/\u001b/)
  })

  test('covers the last days when nothing is said, and says "none" where there is nothing', async () => {
    const { out, code } = await report(url, '--days', '1')
    expect(code).toBe(0)
    expect(out).toMatch(/Questions +0/)
    expect(out).toMatch(/Most asked notes\n +none/)
  })
})

test.concurrent.each([
  [['--days', 'x'], /--days x is no number of days; write a whole number/],
  [['--since', 'yesterday'], /--since yesterday is no day; write it as 2026-03-01/],
  [['--since', '2026-03-02', '--until', '2026-03-01'], /--since is later than --until/],
  [['--weeks', '3'], /Usage: npm run -s report/],
])('%j is explained, with exit code 2', async (words, message) => {
  const { code, err } = await report('file:none.db', ...words)
  expect(err).toMatch(message)
  expect(code).toBe(2)
})

test('a database that is not there, or not made yet, is explained', async () => {
  const missing = await report('file:none.db')
  expect(missing).toMatchObject({
    code: 2,
    err: expect.stringContaining('There is no database at none.db yet'),
  })
  const { db, close } = connect({ url: `file:${nowhere}/empty.db` })
  await db.introspection.getTables()
  await close()
  expect(await report(`file:${nowhere}/empty.db`)).toMatchObject({
    code: 2,
    err: expect.stringContaining('start the bot of this version once'),
  })
  expect(await report('postgres://nobody@127.0.0.1:1/none')).toMatchObject({
    code: 2,
    err: expect.stringContaining('The database cannot be read'),
  })
})
