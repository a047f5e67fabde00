/**
 * `npm run prove`: a year of daily posts to 2,000 channels in every time zone, on SQLite with one process and on
 * PostgreSQL with three that are killed at random; then real processes and `kill -9`.
 * Options: --engine sqlite|postgres|processes, --channels 2000, --days 365, --seed 1.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { createPostgres, databaseUrl, freePort } from '../test/store/postgres-server.ts'
import { prove } from './case.ts'
import type { Verdict } from './judge.ts'
import { killProcesses } from './processes.ts'
import type { Run } from './simulate.ts'

const { values } = parseArgs({
  options: {
    engine: { type: 'string' },
    channels: { type: 'string', default: '2000' },
    days: { type: 'string', default: '365' },
    seed: { type: 'string', default: '1' },
  },
})
const wanted = (engine: string): boolean => values.engine === undefined || values.engine === engine
const days = Number(values.days)
const plan = {
  count: Number(values.channels),
  days,
  from: '2026-01-01',
  seed: Number(values.seed),
  outages: { processes: Math.ceil(days / 15), platforms: Math.ceil(days / 20), places: 10 },
}

const folder = await mkdtemp(join(tmpdir(), 'kube-notes-prove-'))
let failed = false
try {
  if (wanted('sqlite')) await simulated('SQLite, one process', `file:${join(folder, 'prove.db')}`, 1)
  if (wanted('postgres') || wanted('processes')) {
    const server = await createPostgres(await freePort())
    await server.start()
    try {
      if (wanted('postgres'))
        await simulated('PostgreSQL, three processes', await fresh(server.port, 'simulated'), 3)
      if (wanted('processes')) await real(await fresh(server.port, 'real'))
    } finally {
      await server.remove()
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
process.exitCode = failed ? 1 : 0

async function simulated(name: string, url: string, processes: number): Promise<void> {
  const started = performance.now()
  let told = 0
  console.log(`\n${name}: ${plan.count} channels, ${plan.days} days from ${plan.from}, seed ${plan.seed}`)
  const { run, verdict } = await prove({
    ...plan,
    url,
    processes,
    onProgress(share, run) {
      const seconds = (performance.now() - started) / 1000
      if (seconds < told) return
      told = seconds + 10
      const percent = (share * 100).toFixed(1).padStart(5)
      console.log(`  ${percent} %  ${run.world.counts.posted} posts  ${seconds.toFixed(0)} s`)
    },
  })
  report(run, verdict, (performance.now() - started) / 1000)
}

function report(run: Run, verdict: Verdict, seconds: number): void {
  const kills = [...run.kills].sort(([a], [b]) => a.localeCompare(b))
  const total = kills.reduce((sum, [, count]) => sum + count, 0)
  console.log(`  took ${seconds.toFixed(0)} s`)
  console.log(`  days that were to have a post  ${verdict.days}`)
  console.log(`  posted, each once              ${verdict.posted}`)
  for (const [why, count] of Object.entries(verdict.skipped))
    console.log(`  skipped, ${why.padEnd(21)} ${count}`)
  console.log(`  posted on a day of clock change ${verdict.onChange}`)
  console.log(`  longest wait with an open channel ${Math.round(verdict.latest / 60_000)} min`)
  console.log(`  most in one second, one workspace, one process ${run.most}`)
  console.log(
    `  platforms: ${Object.entries(run.world.counts)
      .map(([what, count]) => `${what} ${count}`)
      .join(', ')}`,
  )
  console.log(`  the database failed ${run.failures} times; processes were killed ${total} times:`)
  console.log(`    ${kills.map(([point, count]) => `${point} ${count}`).join(', ')}`)
  conclude(verdict.wrong)
}

async function real(url: string): Promise<void> {
  console.log('\nReal processes on PostgreSQL, killed with kill -9')
  const { lines, wrong } = await killProcesses({ url, channels: 3000, kills: 40 })
  for (const line of lines) console.log(`  ${line}`)
  conclude(wrong)
}

function conclude(wrong: string[]): void {
  for (const line of wrong.slice(0, 20)) console.log(`  WRONG ${line}`)
  if (wrong.length > 20) console.log(`  … and ${wrong.length - 20} more`)
  console.log(
    wrong.length === 0 ? '  PROVEN: nothing twice, nothing missing' : `  FAILED: ${wrong.length} wrong`,
  )
  if (wrong.length > 0) failed = true
}

async function fresh(port: number, name: string): Promise<string> {
  const client = new pg.Client(databaseUrl(port, 'postgres'))
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return databaseUrl(port, name)
}
