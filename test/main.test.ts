import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { NODEPORT_BODY, noteSource } from './fixtures.ts'
import { start } from './start.ts'

const good = { 'nodeport.md': noteSource('NodePort', { body: NODEPORT_BODY }) }
const get = (url: string): Promise<string> => fetch(url).then(response => response.text())

describe('npm start without tokens', () => {
  test('serves a page that answers, says how else to ask, and ends cleanly on SIGTERM', async () => {
    const bot = start(good)
    const address = await bot.address()
    const page = await get(`${address}/?q=what+is+a+NodePort`)
    expect(page).toContain('A NodePort Service opens the same port on every node')
    expect(page).toContain('kubectl get service SERVICE')
    expect(page).toContain('type: NodePort')
    expect(bot.output()).toMatch(/npm run -s ask[\s\S]*Slack[\s\S]*Discord/)

    bot.process.kill('SIGTERM')
    expect(await bot.ended).toBe(0)
  })

  test('tells that it lives, is ready, and what it did', async () => {
    const address = await start(good).address()
    expect(await get(`${address}/healthz`)).toBe('ok\n')
    expect(JSON.parse(await get(`${address}/readyz`))).toMatchObject({ ready: true, notes: 1 })
    await get(`${address}/?q=NodePort`)
    expect(await get(`${address}/metrics`)).toContain(
      'kube_notes_answers_total{platform="web",kind="note"} 1',
    )
  })

  test('on an address that others reach, serves health but never the page', async () => {
    const address = (await start(good, { HOST: '0.0.0.0' }).address()).replace('0.0.0.0', '127.0.0.1')
    expect((await fetch(`${address}/healthz`)).status).toBe(200)
    expect((await fetch(`${address}/`)).status).toBe(404)
    expect((await fetch(`${address}/press`, { method: 'POST' })).status).toBe(404)
  })
})

describe('its memory', () => {
  const press = (address: string, line: string): Promise<string> =>
    fetch(`${address}/press`, {
      method: 'POST',
      body: new URLSearchParams({ line }),
      headers: { origin: address },
    }).then(response => response.text())

  test('is a database made on first start; a vote from the page ends up in the report', async () => {
    const bot = start(good)
    const address = await bot.address()
    expect(JSON.parse(await get(`${address}/readyz`))).toMatchObject({
      ready: true,
      degraded: false,
      store: { engine: 'sqlite', up: true, lost: 0 },
    })
    const [line = ''] = /vote [\w-]+ down/.exec(await get(`${address}/?q=NodePort`)) ?? []
    expect(await press(address, line)).toContain('What was it?')
    await press(address, line.replace('vote', 'reason').replace('down', 'wrong'))
    bot.process.kill('SIGTERM')
    expect(await bot.ended).toBe(0)
    const report = execFileSync(process.execPath, [resolve('src/cli/report.ts'), '--json'], {
      cwd: bot.notes,
      env: { PATH: process.env.PATH, DATABASE_URL: `file:${bot.notes}/test.db` },
      encoding: 'utf8',
    })
    expect(JSON.parse(report)).toMatchObject({
      questions: { total: 1 },
      votedDown: [{ notes: ['nodeport'], down: 1, reasons: { wrong: 1 } }],
    })
  })

  test.each([
    ['cannot be reached', 'postgres://kube:secret@127.0.0.1:1/kube', 'unreachable'],
    ['cannot be made', 'file:/dev/null/data/test.db', 'unreachable'],
  ])('that %s stops no answer, and shows in readiness, metrics and the log', async (_, url, problem) => {
    const bot = start(good, { DATABASE_URL: url })
    const address = await bot.address()
    expect(await get(`${address}/?q=NodePort`)).toContain('A NodePort Service opens the same port')
    const response = await fetch(`${address}/readyz`)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      ready: true,
      degraded: true,
      store: { up: false, problem, waiting: 1, lost: 0 },
    })
    const metrics = await get(`${address}/metrics`)
    expect(metrics).toContain('kube_notes_store_up 0')
    expect(metrics).toContain('kube_notes_store_waiting 1')
    expect(metrics).toContain('kube_notes_store_lost_total 0')
    expect(bot.output()).toMatch(
      /answers go on, but the database \S+ cannot be used: it cannot be reached; check/,
    )
    expect(bot.output()).not.toContain('secret')
    bot.process.kill('SIGTERM')
    expect(await bot.ended).toBe(0)
  })
})

describe('what keeps it from starting comes as one message with exit code 1', () => {
  test('every wrong variable', async () => {
    const bot = start(good, { PORT: 'x', SLACK_BOT_TOKEN: 'nope' })
    expect(await bot.ended).toBe(1)
    expect(bot.output()).toMatch(/PORT: [\s\S]*SLACK_BOT_TOKEN: /)
  })

  test('every note that does not parse, with file and line', async () => {
    const bot = start({ 'a.md': 'no front matter', 'b.md': '---\ntitle: B\nalias: [x]\n---\nB.\n' })
    expect(await bot.ended).toBe(1)
    expect(bot.output()).toMatch(/a\.md:1 a note begins[\s\S]*b\.md:3 unknown key "alias"/)
  })

  test('a port that is taken', async () => {
    const address = await start(good).address()
    const second = start(good, { PORT: new URL(address).port })
    expect(await second.ended).toBe(1)
    expect(second.output()).toMatch(/cannot listen[\s\S]*set PORT to another number/)
  })
})

test('a changed note is picked up; one that does not parse keeps the last good notes and says why', async () => {
  const bot = start(good)
  const address = await bot.address()
  const answer = () => get(`${address}/?q=NodePort`)

  writeFileSync(join(bot.notes, 'nodeport.md'), noteSource('NodePort', { body: 'Now it says more.\n' }))
  await vi.waitFor(async () => expect(await answer()).toContain('Now it says more'), {
    timeout: 8000,
    interval: 100,
  })

  writeFileSync(join(bot.notes, 'nodeport.md'), 'broken')
  await vi.waitFor(() => expect(bot.output()).toContain('nodeport.md:1 a note begins with front matter'), {
    timeout: 8000,
    interval: 100,
  })
  expect(await answer()).toContain('Now it says more')
}, 20_000)
