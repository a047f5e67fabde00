/** `npm run report`: what was asked, what helped and what is missing, without SQL. */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import dotenv from 'dotenv'
import { formatConfigProblems, readConfig } from '../config.ts'
import { makeReport } from '../report/report.ts'
import { reportText } from '../report/text.ts'
import { connect, engineOf, isCurrent } from '../store/open.ts'
import { readCounts } from '../store/report.ts'
import { sqlitePath } from '../store/sqlite.ts'

const USAGE = `Usage: npm run -s report -- [--days 30] [--since DAY] [--until DAY] [--json]

Prints questions by place and kind, the most asked notes, notes voted down with reasons, and how often
there was no answer, from the database that DATABASE_URL names.

  --days N      the last N days (30 when nothing else is said)
  --since DAY   from this day on, such as 2026-03-01 (UTC)
  --until DAY   up to the end of this day
  --json        print one JSON object
`

const DAY_MS = 86_400_000

const stop = (message: string): never => {
  process.stderr.write(message.endsWith('\n') ? message : `${message}\n`)
  process.exit(2)
}

const values = readArguments()
if (values.help) {
  process.stdout.write(USAGE)
  process.exit(0)
}
dotenv.config({ quiet: true })
const { config, problems } = readConfig({ DATABASE_URL: process.env.DATABASE_URL })
if (config === undefined) throw stop(formatConfigProblems(problems))
const period = periodOf()
const url = config.databaseUrl
if (engineOf(url) === 'sqlite' && !existsSync(sqlitePath(url)))
  stop(
    `There is no database at ${sqlitePath(url)} yet; the bot makes it when it starts. DATABASE_URL names another.`,
  )

const { db, close } = connect({ url })
try {
  if (!(await isCurrent(db)))
    stop(
      'The database is of another version than this report; start the bot of this version once, then ask again.',
    )
  const report = makeReport(await readCounts(db, period), period)
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report))
} catch (error) {
  stop(`The database cannot be read: ${error instanceof Error ? error.message : error}`)
} finally {
  await close()
}

function periodOf(): { since: number; until: number } {
  const until = values.until === undefined ? Date.now() : dayOf('--until', values.until) + DAY_MS
  if (values.since !== undefined) {
    const since = dayOf('--since', values.since)
    return since < until
      ? { since, until }
      : stop('--since is later than --until; write the earlier day first')
  }
  const days = values.days ?? '30'
  if (!/^[1-9]\d{0,4}$/.test(days))
    stop(`--days ${days} is no number of days; write a whole number such as 30`)
  return { since: until - Number(days) * DAY_MS, until }
}

function dayOf(option: string, text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? stop(`${option} ${text} is no day; write it as 2026-03-01`) : time
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        days: { type: 'string' },
        since: { type: 'string' },
        until: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    throw stop(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
  }
}
