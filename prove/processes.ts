/** Real processes that share a database and are killed with `kill -9` while they post to a server on this machine. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createStore } from '../src/store/create.ts'
import { keyOf, type Subscription } from '../src/store/daily.ts'
import { connect } from '../src/store/open.ts'

export type KillPlan = {
  url: string
  channels: number
  /** How many times one of three processes is killed. */
  kills: number
}

/** What happened, in lines to read, and what must not have. */
export type Killed = { lines: string[]; wrong: string[] }

const PLATFORMS = ['discord', 'slack-blind']
/** Long enough that many are killed while they wait for an answer. */
const ANSWER_MS = 25

export async function killProcesses({ url, channels, kills }: KillPlan): Promise<Killed> {
  const platform = await startPlatform()
  const date = new Date().toISOString().slice(0, 10)
  const at = Date.now() - 1000
  const subscriptions = Array.from({ length: channels }, (_, index): Subscription => {
    const platform = PLATFORMS[index % PLATFORMS.length] ?? ''
    return {
      place: { platform, workspace: `w${index % 20}`, channel: `c${index}` },
      time: '09:00',
      zone: 'UTC',
      days: [1, 2, 3, 4, 5, 6, 7],
      about: 'all',
      direct: false,
      next: { date, at },
    }
  })
  const store = createStore({ url, days: 90, now: Date.now })
  await store.start()
  for (const subscription of subscriptions) await store.daily.save(subscription)
  await store.stop()

  const { db, close } = connect({ url })
  const children = new Set<ChildProcess>()
  try {
    for (let count = 0; count < 3; count++) children.add(await startChild(url, platform.address))
    let killed = 0
    for (; killed < kills && (await open()) > 0; killed++) {
      await pause(10 + Math.random() * 120)
      const [first] = [...children].sort(() => Math.random() - 0.5)
      if (first === undefined) break
      const ended = once(first, 'exit')
      first.kill('SIGKILL')
      children.delete(first)
      await ended
      children.add(await startChild(url, platform.address))
    }
    for (let waited = 0; (await open()) > 0 && waited < 60_000; waited += 50) await pause(50)
    return await judge(killed)
  } finally {
    for (const child of children) child.kill('SIGKILL')
    await close()
    await platform.stop()
  }

  /** How many posts are not finished. */
  async function open(): Promise<number> {
    const done = await db
      .selectFrom('posts')
      .select(row => row.fn.countAll<number>().as('count'))
      .where('state', 'in', ['sent', 'skipped'])
      .executeTakeFirst()
    return channels - Number(done?.count ?? 0)
  }

  async function judge(killed: number): Promise<Killed> {
    const rows = await db.selectFrom('posts').selectAll().execute()
    const wrong: string[] = []
    let taken = 0
    for (const { place } of subscriptions) {
      const key = keyOf(place)
      const there = platform.posted.get(`${key} ${date}`) ?? 0
      const row = rows.find(each => each.place === key)
      const blind = place.platform === 'slack-blind'
      if (there > 1) wrong.push(`${key}: posted ${there} times`)
      if (row?.state !== 'sent')
        wrong.push(`${key}: ended as ${row?.state ?? 'nothing'} (${row?.reason ?? ''})`)
      if (there === 0 && blind && row?.reason === 'unsure') taken++
      else if (there === 0) wrong.push(`${key}: never posted`)
    }
    const unsure = rows.filter(({ reason }) => reason === 'unsure').length
    return {
      lines: [
        `${channels} channels, of which a lookup is possible in half; one of three processes killed ${killed} times`,
        `posted once: ${channels - taken - wrong.length}`,
        `of those without a lookup taken as sent: ${unsure}, in truth not sent ${taken}`,
        `requests that arrived for a post that was there already: ${platform.again()}`,
      ],
      wrong,
    }
  }
}

async function startChild(url: string, platform: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [resolve('prove/child.ts'), url, platform], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE },
  })
  await once(child.stdout, 'data')
  return child
}

/** Keeps each post that arrives, answers after a moment, and refuses or forgets to answer some. */
async function startPlatform() {
  const posted = new Map<string, number>()
  let again = 0
  let count = 0
  const server = createServer((request, response) => {
    const name = decodeURIComponent((request.url ?? '').split('/')[2] ?? '')
    const answer = (status: number): void =>
      void setTimeout(() => response.writeHead(status).end(), ANSWER_MS)
    if (request.method === 'GET') return answer(posted.has(name) ? 200 : 404)
    count++
    if (count % 29 === 0) return answer(429)
    if (posted.has(name)) again++
    posted.set(name, (posted.get(name) ?? 0) + 1)
    if (count % 31 === 0) return void request.socket.destroy()
    return answer(200)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    posted,
    again: () => again,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
