/** The whole bot on Slack's side, with the real Bolt, connected to a local Slack in either mode. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type BotParts, createBot, knowledgeOf } from '../../src/bot.ts'
import type { Bot, Log } from '../../src/chat/chat.ts'
import { createMemoryVault } from '../../src/chat/slack/installations.ts'
import { createSlack, type Slack, type SlackParts } from '../../src/chat/slack/slack.ts'
import type { Timing } from '../../src/chat/slack/timing.ts'
import { createDaily, type DailyParts } from '../../src/daily/daily.ts'
import type { Library } from '../../src/notes/library.ts'
import { botParts } from '../fixtures.ts'
import { type LocalSlack, startLocalSlack } from './local-slack.ts'
import { addChannel, BOT } from './world.ts'

export type Mode = 'socket' | 'http'

export type Running = {
  slack: LocalSlack
  chat: Slack
  /** What operators would read. */
  logged: { level: string; fields: object; message: string }[]
  /** Where the bot's own HTTP server is. */
  url: string
  /** How many requests have reached it. */
  requests(): number
  stop(): Promise<void>
}

export type Options = {
  /** Stands between Slack and the bot. */
  through?: (bot: Bot) => Bot
  notes?: Library
  store?: BotParts['store']
  settings?: Partial<SlackParts['settings']>
  vault?: SlackParts['vault']
  timing?: Partial<Timing>
  /** The Slack to connect to; a new one when missing. */
  slack?: LocalSlack
  start?: boolean
  /** The clock and the database of daily posts; there are none when missing. */
  daily?: Pick<DailyParts, 'store' | 'now'>
}

export const SIGNING_SECRET = 'signing-secret'

/** Short enough for tests. */
const TIMING: Timing = { hello: 1000, ping: 200, pause: 10, pauseAtMost: 50, steady: 0, lookAgain: 50 }

export async function run(mode: Mode, options: Options = {}): Promise<Running> {
  let paths: Slack['paths'] = (_, response) => void response.writeHead(503).end()
  let requests = 0
  const server = createServer((request, response) => {
    requests++
    paths(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const slack =
    options.slack ??
    (await startLocalSlack(mode === 'http' ? () => `${url}/slack/events` : undefined, SIGNING_SECRET))
  if (options.slack === undefined) {
    addChannel(slack.world, 'C1', ['U1', 'U2', BOT.user])
    addChannel(slack.world, 'C9', ['U1', 'U2'])
    addChannel(slack.world, 'D1', ['U1', BOT.user])
  }

  const logged: Running['logged'] = []
  const logAs = (level: string) => (fields: object, message: string) =>
    void logged.push({ level, fields, message })
  const log: Log = { info: logAs('info'), warn: logAs('warn'), error: logAs('error') }
  const knowledge = options.notes && knowledgeOf(options.notes)
  const parts = botParts({
    ...(knowledge && { knowledge: () => knowledge }),
    ...(options.store && { store: options.store }),
  })
  const { stash } = parts
  const daily =
    options.daily &&
    createDaily({
      ...options.daily,
      library: () => parts.knowledge().library,
      grace: 3 * 3_600_000,
      onEnd: () => {},
      onError: error => log.error({ error: String(error) }, 'daily'),
      every: 10,
    })
  if (daily) parts.daily = daily.office
  const bot = createBot(parts)
  const chat = createSlack({
    settings: {
      apiUrl: slack.apiUrl,
      managers: 'members',
      auth: { kind: 'token', botToken: BOT.token },
      mode:
        mode === 'socket'
          ? { kind: 'socket', appToken: BOT.appToken }
          : { kind: 'http', signingSecret: SIGNING_SECRET },
      ...options.settings,
    },
    bot: options.through?.(bot) ?? bot,
    stash,
    log,
    vault: options.vault ?? createMemoryVault(),
    timing: { ...TIMING, ...options.timing },
  })
  paths = chat.paths
  daily?.start([chat])
  if (options.start !== false) await chat.start()
  return {
    slack,
    chat,
    logged,
    url,
    requests: () => requests,
    async stop() {
      await daily?.stop()
      await chat.stop()
      server.closeAllConnections()
      server.close()
      if (options.slack === undefined) await slack.stop()
    },
  }
}
