/**
 * How much slower than a bare Bolt app is the whole bot in HTTP mode? Both serve the same signed slash commands,
 * fifty in flight, each on one core of its own, by turns; a command is served when its card has arrived.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signatureOf } from '../test/slack/deliveries.ts'

const IN_FLIGHT = 50
const ROUNDS = 15
const ROUND_MS = 1500
const WARM_UP_MS = 3000
const QUESTION = 'what is a NodePort'
const SECRET = 'signing-secret'
/** What the bot must reach. */
const RATE_AT_LEAST = 0.8
const P99_BELOW = 3

/** Times in milliseconds; `cpu` is what the app's process used for one command. */
type App = { url: string; pid: number }
type Round = { perSecond: number; p50: number; p99: number; cpu: number }

/** Stands for Slack: knows who the bot is, and takes the cards. */
const arrived = new Map<string, () => void>()
let lastCard = ''
let count = 0
const slack = createServer((request, response) => {
  let body = ''
  request.setEncoding('utf8').on('data', part => {
    body += part
  })
  request.on('end', () => {
    const served = arrived.get(request.url ?? '')
    if (served !== undefined) lastCard = body
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ ok: true, user_id: 'U0', bot_id: 'B0', team_id: 'T1' }))
    served?.()
  })
})
slack.listen(0, '127.0.0.1')
await once(slack, 'listening')
const slackUrl = `http://127.0.0.1:${(slack.address() as AddressInfo).port}`

const folder = mkdtempSync(join(tmpdir(), 'kube-notes-bench-'))
const children: ChildProcess[] = []
const pinned = spawnSync('taskset', ['-V']).status === 0
if (pinned) spawnSync('taskset', ['-acp', '1', String(process.pid)])

const ours = await start('src/main.ts', {
  PORT: '0',
  DATABASE_URL: `file:${folder}/bench.db`,
  QUESTIONS_PER_MINUTE: '0',
  LOG_LEVEL: 'silent',
})
await serve(ours, WARM_UP_MS)
writeFileSync(join(folder, 'card.json'), lastCard)
const bare = await start('bench/bare-bolt.ts', { CARD: join(folder, 'card.json') })
await serve(bare, WARM_UP_MS)

const rounds: { ours: Round; bare: Round }[] = []
for (let at = 0; at < ROUNDS; at++) {
  process.stderr.write(`\rround ${at + 1} of ${ROUNDS} `)
  rounds.push({ bare: await serve(bare, ROUND_MS), ours: await serve(ours, ROUND_MS) })
}
process.stderr.write('\r')
for (const child of children) child.kill()
slack.close()
slack.closeAllConnections()
rmSync(folder, { recursive: true })
report()

/** Starts an app on a core of its own and resolves to its address. */
async function start(file: string, env: Record<string, string>): Promise<App> {
  const command = pinned ? ['taskset', '-c', '0', process.execPath, file] : [process.execPath, file]
  const child = spawn(command[0] ?? '', command.slice(1), {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      KNOWLEDGE_DIRS: process.env.KNOWLEDGE_DIRS ?? 'knowledge',
      SLACK_BOT_TOKEN: 'xoxb-bench',
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_API_URL: `${slackUrl}/api/`,
      ...env,
    },
  })
  children.push(child)
  let output = ''
  for await (const part of child.stdout.setEncoding('utf8')) {
    output += part
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0]
    if (address !== undefined) {
      child.stdout.resume()
      return { url: address, pid: child.pid ?? 0 }
    }
  }
  throw new Error(`${file} did not start`)
}

/** Keeps fifty commands in flight for `ms`; the times are from request to acknowledgement. */
async function serve({ url, pid }: App, ms: number): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT })
  const until = performance.now() + ms
  const times: number[] = []
  const worker = async (): Promise<void> => {
    while (performance.now() < until) times.push(await command(url, agent))
  }
  const before = cpuTime(pid)
  const since = performance.now()
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker))
  const seconds = (performance.now() - since) / 1000
  agent.destroy()
  times.sort((a, b) => a - b)
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0
  const cpu = (cpuTime(pid) - before) / times.length
  return { perSecond: times.length / seconds, p50: at(0.5), p99: at(0.99), cpu }
}

/** Milliseconds of processor time that the process has used; 0 where /proc does not tell. */
function cpuTime(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return 0
  }
}

/** One slash command; resolves, when its card has arrived, to the milliseconds until it was acknowledged. */
async function command(url: string, agent: Agent): Promise<number> {
  const path = `/respond/${++count}`
  const card = new Promise<void>(resolve => arrived.set(path, resolve))
  const body = new URLSearchParams({
    command: '/k8s',
    text: QUESTION,
    user_id: `U${count % 1000}`,
    user_name: 'ann',
    channel_id: 'C1',
    channel_name: 'general',
    team_id: 'T1',
    team_domain: 'bench',
    api_app_id: 'A1',
    trigger_id: `t${count}`,
    response_url: slackUrl + path,
  }).toString()
  const since = performance.now()
  const acknowledged = await new Promise<number>((resolve, reject) => {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
      ...signatureOf(body, SECRET),
    }
    const sent = request(`${url}/slack/events`, { method: 'POST', agent, headers }, response => {
      response.resume()
      response.on('end', () =>
        response.statusCode === 200
          ? resolve(performance.now() - since)
          : reject(new Error(`HTTP ${response.statusCode}`)),
      )
    })
    sent.on('error', reject).end(body)
  })
  await card
  arrived.delete(path)
  return acknowledged
}

function report(): void {
  const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
  const of = (who: 'ours' | 'bare', what: keyof Round): number =>
    median(rounds.map(round => round[who][what]))
  const line = (name: string, who: 'ours' | 'bare'): string =>
    `${name.padEnd(12)}${of(who, 'perSecond').toFixed(0).padStart(10)}${of(who, 'p50').toFixed(2).padStart(12)}${of(who, 'p99').toFixed(2).padStart(12)}${of(who, 'cpu').toFixed(3).padStart(12)}`
  const rate = median(rounds.map(({ ours, bare }) => ours.perSecond / bare.perSecond))
  const p99 = median(rounds.map(({ ours, bare }) => ours.p99 / bare.p99))
  const good = rate >= RATE_AT_LEAST && p99 < P99_BELOW
  console.log(
    [
      `${IN_FLIGHT} slash commands in flight, medians of ${ROUNDS} rounds of ${ROUND_MS / 1000} s by turns, a card of ${lastCard.length} bytes${pinned ? ', one core each' : ''}`,
      `${'app'.padEnd(12)}${'served/s'.padStart(10)}${'ack p50 ms'.padStart(12)}${'ack p99 ms'.padStart(12)}${'CPU ms each'.padStart(12)}`,
      line('bare Bolt', 'bare'),
      line('kube-notes', 'ours'),
      `served: ${(rate * 100).toFixed(0)} % of bare Bolt (at least ${RATE_AT_LEAST * 100} %), ack p99: ${p99.toFixed(2)} times (below ${P99_BELOW}): ${good ? 'good' : 'NOT REACHED'}`,
    ].join('\n'),
  )
  process.exitCode = good ? 0 : 1
}
