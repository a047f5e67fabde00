/** The whole bot on Discord's side, with the real discord.js, connected to a local Discord. */
import { setTimeout as wait } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { createBot, knowledgeOf } from '../../src/bot.ts'
import type { Bot, Chat, Heard, Log } from '../../src/chat/chat.ts'
import { createDiscord, type DiscordParts } from '../../src/chat/discord/discord.ts'
import { createStash } from '../../src/chat/stash.ts'
import { type Claims, createClaims } from '../../src/claims.ts'
import { createDaily, type DailyParts } from '../../src/daily/daily.ts'
import type { Limits } from '../../src/limits.ts'
import type { Library } from '../../src/notes/library.ts'
import { noStore, type Store } from '../../src/store/store.ts'
import { botParts, library } from '../fixtures.ts'
import { furnish, type LocalDiscord, startLocalDiscord } from './local-discord.ts'
import { type Person, person } from './people.ts'
import type { Channel } from './world.ts'

export type Running = {
  discord: LocalDiscord
  chat: Chat
  general: Channel
  direct: Channel
  /** How one mentions the bot. */
  me: string
  alice: Person
  bob: Person
  /** What operators would read, and what the person who starts the bot is told. */
  logged: { level: string; fields: object; message: string }[]
  said: string[]
  /** What the bot was told. */
  heard: Heard[]
  /** Calls that failed, such as `message closed`. */
  troubles: string[]
}

export type Options = Partial<
  Pick<DiscordParts, 'token' | 'guildId' | 'private' | 'forums' | 'managerRoles' | 'shards' | 'now' | 'pause'>
> & {
  bot?: Partial<Bot>
  /** Stands between Discord and the bot. */
  through?: (bot: Bot) => Bot
  notes?: Library
  claims?: Claims
  limits?: Limits
  store?: Partial<Store>
  discord?: LocalDiscord
  /** Changes the local Discord before the bot connects. */
  before?: (discord: LocalDiscord, general: Channel) => void
  start?: boolean
  /** The clock and the database of daily posts; there are none when missing. */
  daily?: Pick<DailyParts, 'store' | 'now'>
}

/** Waiting, a hundred times faster. */
const hurried = async (ms: number, signal?: AbortSignal): Promise<void> =>
  wait(ms / 100, undefined, { ...(signal && { signal }) })

/** Starts both, and stops them when the test is over. */
export async function run(options: Options = {}): Promise<Running> {
  const discord = options.discord ?? (await startLocalDiscord())
  const { general, direct } = furnish(discord.world)
  options.before?.(discord, general)
  const logged: Running['logged'] = []
  const said: string[] = []
  const heard: Heard[] = []
  const troubles: string[] = []
  const logAs = (level: string) => (fields: object, message: string) =>
    void logged.push({ level, fields, message })
  const log: Log = { info: logAs('info'), warn: logAs('warn'), error: logAs('error') }
  const stash = createStash(Date.now)
  const knowledge = knowledgeOf(options.notes ?? library())
  const daily =
    options.daily &&
    createDaily({
      ...options.daily,
      library: () => knowledge.library,
      grace: 3 * 3_600_000,
      onEnd: () => {},
      onError: error => log.error({ error: String(error) }, 'daily'),
      every: 10,
    })
  const made = createBot(
    botParts({
      knowledge: () => knowledge,
      ...(daily && { daily: daily.office }),
      stash,
      ...(options.claims && { claims: options.claims }),
      ...(options.limits && { limits: options.limits }),
      store: { ...noStore, ...options.store },
    }),
  )
  const bot: Bot = { ...(options.through?.(made) ?? made), ...options.bot }
  const { guildId, shards, now, pause = hurried } = options
  const chat = createDiscord({
    token: options.token ?? discord.world.token,
    apiUrl: discord.apiUrl,
    private: options.private ?? false,
    forums: options.forums ?? [],
    managerRoles: options.managerRoles ?? [],
    ...(guildId !== undefined && { guildId }),
    ...(shards !== undefined && { shards }),
    ...(now !== undefined && { now }),
    pause,
    bot: {
      ...bot,
      respond(told) {
        heard.push(told)
        return bot.respond(told)
      },
    },
    stash,
    log,
    onTrouble: (call, code) => void troubles.push(`${call} ${code}`),
    say: line => void said.push(line),
  })
  daily?.start([chat])
  onTestFinished(async () => {
    await daily?.stop()
    await chat.stop()
    if (options.discord === undefined) await discord.stop()
  })
  if (options.start !== false) await chat.start()
  const alice = person(discord, 'alice')
  const bob = person(discord, 'bob')
  const me = `<@${discord.world.bot.id}>`
  return { discord, chat, general, direct, me, alice, bob, logged, said, heard, troubles }
}

/** What several processes know of events that were answered. */
export const memoryClaims = (): Claims => createClaims({ claim: async () => undefined })
