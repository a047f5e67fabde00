/** Environment → Config, or every problem at once. Nothing else reads the environment. */
import { type DiscordConfig, readDiscord } from './config/discord.ts'
import { type Env, listOf, type Report, wholeNumber } from './config/env.ts'
import { readSlack, type SlackConfig } from './config/slack.ts'

export type Config = {
  host: string
  port: number
  knowledgeDirs: string[]
  databaseUrl: string
  /** Days after which what the bot remembers is deleted. */
  retentionDays: number
  /** Questions that one person may ask within a minute; 0 for any number. */
  questionsPerMinute: number
  /** The key for hashes of people; made and kept beside the database when missing. */
  userHashKey?: string
  /** How many hours late a daily post may come. */
  dailyGraceHours: number
  logLevel: string
  slack?: SlackConfig
  discord?: DiscordConfig
}

/** A variable, what is wrong with it and what to do. */
export type ConfigProblem = { variable: string; wrong: string; todo: string }

export type ConfigRead = { config: Config; problems: [] } | { config?: undefined; problems: ConfigProblem[] }

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

/** Reads `environment`; a variable that is empty or blank counts as unset. */
export function readConfig(environment: Record<string, string | undefined>): ConfigRead {
  const problems: ConfigProblem[] = []
  const env: Env = variable => environment[variable]?.trim() || undefined
  const report: Report = (variable, wrong, todo) => void problems.push({ variable, wrong, todo })

  const port = env('PORT') ?? '3000'
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535)
    report('PORT', `"${port}" is no port number`, 'write a number from 1 to 65535, or 0 for any free port')
  const host = env('HOST') ?? '127.0.0.1'
  if (/[\s/]/.test(host))
    report('HOST', `"${host}" is no address`, 'write an address such as 127.0.0.1 or 0.0.0.0')
  const logLevel = (env('LOG_LEVEL') ?? 'info').toLowerCase()
  if (!LOG_LEVELS.includes(logLevel))
    report('LOG_LEVEL', `"${logLevel}" is no level`, `write one of ${LOG_LEVELS.join(', ')}`)
  const databaseUrl = env('DATABASE_URL') ?? 'file:data/kube-notes.db'
  if (!/^(file:(\/\/\/|(?!\/\/|:memory:).)|postgres(ql)?:\/\/.)/.test(databaseUrl))
    report(
      'DATABASE_URL',
      'it begins neither with file: nor with postgres://',
      'write file:data/kube-notes.db or postgres://user:password@host/database',
    )
  const retentionDays = wholeNumber('RETENTION_DAYS', { from: 1, to: 3650, otherwise: 90 }, env, report)
  const questionsPerMinute = wholeNumber(
    'QUESTIONS_PER_MINUTE',
    { from: 0, to: 10_000, otherwise: 20 },
    env,
    report,
  )
  const dailyGraceHours = wholeNumber('DAILY_GRACE_HOURS', { from: 0, to: 12, otherwise: 3 }, env, report)
  const userHashKey = env('USER_HASH_KEY')
  if (userHashKey !== undefined && userHashKey.length < 16)
    report('USER_HASH_KEY', 'it is shorter than 16 characters', 'write what `openssl rand -hex 32` prints')
  const knowledgeDirs = listOf(env('KNOWLEDGE_DIRS') ?? 'knowledge')
  if (knowledgeDirs.length === 0)
    report(
      'KNOWLEDGE_DIRS',
      'it names no folder',
      'write folders separated by commas, such as knowledge,team-notes',
    )

  const slack = readSlack(env, report)
  const discord = readDiscord(env, report)
  if (problems.length > 0) return { problems }
  const config: Config = {
    host,
    port: Number(port),
    knowledgeDirs,
    databaseUrl,
    retentionDays,
    questionsPerMinute,
    dailyGraceHours,
    ...(userHashKey !== undefined && { userHashKey }),
    logLevel,
    ...(slack && { slack }),
    ...(discord && { discord }),
  }
  return { config, problems: [] }
}

/** One message with a line per problem. */
export const formatConfigProblems = (problems: ConfigProblem[]): string =>
  [
    'kube-notes cannot start; the configuration (environment or .env) needs a hand:',
    ...problems.map(({ variable, wrong, todo }) => `  ${variable}: ${wrong}; ${todo}.`),
  ].join('\n')
