/** Builds everything and connects it; the only file that knows everybody. */
import dotenv from 'dotenv'
import { type BotParts, createBot, knowledgeOf } from './bot.ts'
import type { Chat } from './chat/chat.ts'
import { createDiscord } from './chat/discord/discord.ts'
import { createSlack } from './chat/slack/slack.ts'
import { createStash } from './chat/stash.ts'
import { traceOf } from './chat/trace.ts'
import { createPage } from './chat/web/page.ts'
import { createClaims } from './claims.ts'
import { formatConfigProblems, readConfig } from './config.ts'
import { createConversations } from './conversations.ts'
import { createDaily } from './daily/daily.ts'
import { createLimits, noLimits } from './limits.ts'
import { fingerprint, loadLibrary, watchLibrary } from './notes/load.ts'
import { type Doubt, formatProblem } from './notes/note.ts'
import { createHttp, isLoopback } from './ops/http.ts'
import { createLog } from './ops/log.ts'
import { createMetrics } from './ops/metrics.ts'
import { createStore } from './store/create.ts'
import { nameOf } from './store/open.ts'
import { HINTS } from './store/problem.ts'
import { createVersions } from './versions.ts'

/** After this a stop no longer waits for what is in flight. */
const STOP_WITHIN_MS = 4000
const HOUR_MS = 3_600_000

dotenv.config({ quiet: true })
const { config, problems } = readConfig(process.env)
if (config === undefined) throw giveUp(formatConfigProblems(problems))

const seen = await fingerprint(config.knowledgeDirs)
const loaded = await loadLibrary(config.knowledgeDirs)
if (loaded.library === undefined)
  throw giveUp(
    [
      'kube-notes cannot start; these notes need a hand:',
      ...loaded.problems.map(problem => `  ${formatProblem(problem)}`),
    ].join('\n'),
  )

const log = createLog(config.logLevel)
const metrics = createMetrics()
let knowledge = knowledgeOf(loaded.library)
metrics.notes(loaded.library.notes.size)
tellDoubts(loaded.doubts)
const stopWatching = watchLibrary(config.knowledgeDirs, seen, ({ library, problems, doubts }) => {
  metrics.reload(library !== undefined)
  if (library === undefined)
    return log.warn(
      { problems: problems.map(formatProblem) },
      'changed notes do not parse; keeping the last good ones',
    )
  knowledge = knowledgeOf(library)
  metrics.notes(library.notes.size)
  log.info({ notes: library.notes.size }, 'notes reloaded')
  tellDoubts(doubts)
})

const store = createStore({
  url: config.databaseUrl,
  hashKey: config.userHashKey,
  days: config.retentionDays,
  now: Date.now,
  onUp: state => log.info({ store: state }, 'the database is open'),
  onDown: (state, problem, error) =>
    log.error(
      { store: state, reason: error instanceof Error ? error.message : String(error) },
      `answers go on, but the database ${nameOf(config.databaseUrl)} cannot be used: ${HINTS[problem]}`,
    ),
})
metrics.store(store.state)

const stash = createStash(Date.now)
const daily = createDaily({
  store: store.daily,
  library: () => knowledge.library,
  now: Date.now,
  grace: config.dailyGraceHours * HOUR_MS,
  onEnd({ place: { platform, workspace, channel }, date }, end, reason) {
    metrics.daily(platform, end)
    if (end !== 'sent') log.warn({ platform, workspace, channel, date, reason }, `daily: a post was ${end}`)
  },
  onError: error => log.warn(traceOf(error), 'daily: the database could not be asked; trying again'),
})
const parts: BotParts = {
  daily: daily.office,
  knowledge: () => knowledge,
  claims: createClaims(store),
  conversations: createConversations(store),
  versions: createVersions(store, performance.now.bind(performance)),
  store,
  limits: createLimits(config.questionsPerMinute, performance.now.bind(performance)),
  stash,
  pick: count => Math.floor(Math.random() * count),
  onAnswer: ({ place }, kind, ms) => metrics.answered(place.platform, kind, ms),
}
const bot = createBot(parts)

const slack =
  config.slack &&
  createSlack({
    settings: config.slack,
    bot,
    stash,
    log,
    vault: store.vault,
    onTrouble: (method, code) => metrics.failed('slack', method, code),
  })
const discord =
  config.discord &&
  createDiscord({
    ...config.discord,
    bot,
    stash,
    log,
    say: console.log,
    onTrouble: (call, code) => metrics.failed('discord', call, code),
  })
const chats: Chat[] = [slack, discord].filter(chat => chat !== undefined)
const http = createHttp({
  host: config.host,
  port: config.port,
  readiness: () => ({
    notes: knowledge.library.notes.size,
    platforms: Object.fromEntries(chats.map(chat => [chat.name, chat.ready()])),
    store: store.state(),
  }),
  metrics,
  // Whoever sits at this machine may ask as fast as they like.
  page: createPage(createBot({ ...parts, limits: noLimits }), stash),
  ...(slack && { slack: slack.paths }),
})

await store.start()
const address = await http.start().catch((error: unknown) => {
  throw giveUp(
    `kube-notes cannot listen on ${config.host}:${config.port} (${error instanceof Error ? error.message : error}); set PORT to another number, or to 0 for any free one.`,
  )
})
console.log(greeting(address))
/** A promise that a client library forgot, such as one about an event it cannot read, must not end the process. */
process.on('unhandledRejection', error => log.error(traceOf(error), 'something went wrong in a library'))
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal))
daily.start(chats)
await Promise.all(chats.map(chat => chat.start())).catch((error: unknown) => {
  throw giveUp(`kube-notes cannot start: ${error instanceof Error ? error.message : error}`)
})

async function stop(signal: string): Promise<void> {
  log.info({ signal }, 'stopping')
  setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref()
  stopWatching()
  await daily.stop()
  await Promise.allSettled([...chats.map(chat => chat.stop()), http.stop()])
  await store.stop()
  process.exit(0)
}

/** A wrong command costs its note the mark and nobody the bot; whoever wrote it finds the line in the log. */
function tellDoubts(doubts: Doubt[]): void {
  const wrong = doubts.filter(({ level }) => level === 'wrong')
  if (wrong.length > 0)
    log.warn(
      { problems: wrong.map(formatProblem) },
      'these commands and manifests do not work; their notes carry no mark (npm run check:notes)',
    )
}

function greeting(address: string): string {
  const lines = [`kube-notes: ${knowledge.library.notes.size} notes`]
  lines.push(
    isLoopback(config?.host ?? '')
      ? `Ask in a browser:   ${address}`
      : `Listening on:       ${address} (health and Slack only)`,
  )
  lines.push('Ask in a terminal:  npm run -s ask -- "what is a NodePort"')
  if (!config?.slack)
    lines.push('Connect Slack:      put SLACK_BOT_TOKEN and SLACK_APP_TOKEN into .env (README, "Slack")')
  if (config?.slack?.auth.kind === 'oauth')
    lines.push(`Install in Slack:   ${config.slack.auth.publicUrl.replace(/\/+$/, '')}/slack/install`)
  if (!config?.discord) lines.push('Connect Discord:    put DISCORD_TOKEN into .env (README, "Discord")')
  return lines.join('\n')
}

/** Ends the process with one message on standard error; thrown only to tell the compiler so. */
function giveUp(message: string): Error {
  console.error(message)
  process.exit(1)
}
