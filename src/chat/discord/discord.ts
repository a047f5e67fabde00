/** Discord as a platform: connects, sets itself up, hears and answers. */
import { type Client, DiscordjsError, DiscordjsErrorCodes, Events, GatewayCloseCodes } from 'discord.js'
import type { Bot, Chat, Log } from '../chat.ts'
import type { Stash } from '../stash.ts'
import { type Pause, steadily, pause as wait, within } from './clock.ts'
import { renderModal } from './forms.ts'
import { createGateway, type Gateway, type Shards } from './gateway.ts'
import { listen } from './listen.ts'
import { inviteLink, missingIn } from './permissions.ts'
import { createPoster } from './poster.ts'
import { type Download, download as fetchFile } from './reading.ts'
import { registerEverywhere, registerInGuild } from './register.ts'
import { renderDiscord } from './render.ts'
import { described } from './trouble.ts'

export type DiscordParts = {
  token: string
  /** A proxy for the REST API, ending in /api; the gateway's address is learnt through it. */
  apiUrl?: string
  /** Registers the commands in this one server instead of everywhere. */
  guildId?: string
  private: boolean
  forums: readonly string[]
  managerRoles: readonly string[]
  shards?: Shards
  bot: Bot
  stash: Stash
  log: Log
  /** Told about calls that failed, for metrics. */
  onTrouble?: (call: string, code: string) => void
  /** Tells the person who started the bot. */
  say: (line: string) => void
  download?: Download
  pause?: Pause
  now?: () => number
}

/** How long a stop waits for what is in flight; the process as a whole has five seconds. */
const STOP_MS = 3000

const REGISTER_PAUSES = [1000, 10_000, 60_000]

const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 60_000

export function createDiscord(parts: DiscordParts): Chat {
  const {
    bot,
    stash,
    log,
    say,
    onTrouble = () => {},
    download = fetchFile,
    pause = wait,
    now = Date.now,
  } = parts
  const ears = listen({
    ...parts,
    bot,
    draw: card => renderDiscord(card, stash.lineFor),
    drawForm: form => renderModal(form, stash.lineFor),
    onTrouble,
    download,
    pause,
    now,
  })
  const stopped = new AbortController()
  let gateway: Gateway | undefined

  return {
    name: 'discord',
    poster: createPoster({
      draw: card => renderDiscord(card, stash.lineFor),
      client: () => (gateway?.client.isReady() === true ? gateway.client : undefined),
      onTrouble,
    }),
    start: () => connect(),
    async stop() {
      stopped.abort()
      await within(ears.settled(), STOP_MS, pause)
      await gateway?.client.destroy()
    },
    ready: () => gateway?.hears() ?? false,
  }

  /** Tries until Discord is reached; rejects only where trying again would not help. */
  async function connect(): Promise<void> {
    for (let ms = FIRST_PAUSE_MS; !stopped.signal.aborted; ms = Math.min(2 * ms, LONGEST_PAUSE_MS)) {
      gateway = createGateway({ ...parts, onTrouble, now })
      try {
        return await logIn(gateway.client)
      } catch (error) {
        if (error instanceof Error && error.cause === UNMENDABLE) throw error
        log.warn({ ...described(error), again: ms }, 'discord: cannot reach Discord')
        await pause(ms, stopped.signal).catch(() => {})
      }
    }
  }

  /** Resolves once all shards are ready. */
  function logIn(client: Client): Promise<void> {
    ears.hear(client)
    return new Promise((resolve, reject) => {
      client.on(Events.ShardDisconnect, ({ code }, shard) => {
        if (code === GatewayCloseCodes.ShardingRequired && parts.shards === undefined)
          return resolve(anew(client))
        const error = unmendable(code, parts.shards)
        log.error({ shard, code }, `discord: Discord does not let the bot connect. ${error.message}`)
        reject(error)
      })
      client.once(Events.ClientReady, ready => {
        resolve()
        void setUp(ready)
      })
      client.on(Events.GuildCreate, guild => log.info({ server: guild.id }, 'discord: added to a server'))
      client.login(parts.token).catch((error: unknown) => {
        const refused = error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid
        reject(refused ? unmendable(GatewayCloseCodes.AuthenticationFailed, parts.shards) : error)
      })
    })
  }

  /** The bot has outgrown its shards; Discord tells a new client how many it takes now. */
  function anew(client: Client): Promise<void> {
    log.warn({}, 'discord: Discord wants more shards; connecting anew')
    const again = client.destroy().then(connect)
    again.catch((error: unknown) => log.error(described(error), 'discord: cannot connect again'))
    return again
  }

  /** Commands, and what a person who sets the bot up wants to know. */
  async function setUp(client: Client<true>): Promise<void> {
    const { id } = client.application
    const guilds = [...client.guilds.cache.values()]
    say(`Discord: connected as ${client.user.username}, in ${guilds.length} servers.`)
    say(`Add it to a server:  ${inviteLink(id)}`)
    for (const { id: server, members } of guilds) {
      const missing = members.me === null ? [] : missingIn(members.me.permissions)
      if (missing.length > 0) log.warn({ server, missing }, 'discord: permissions are missing in a server')
    }
    const servers = guilds.map(guild => guild.id)
    await steadily(() => register(client, servers), REGISTER_PAUSES, pause).catch((error: unknown) => {
      const way =
        parts.guildId === undefined ? 'start again later' : 'add the bot to this server with the link'
      log.error(
        { ...described(error), server: parts.guildId },
        `discord: the commands could not be registered; ${way}`,
      )
    })
  }

  async function register({ rest, application }: Client<true>, guilds: string[]): Promise<void> {
    const bodies = ears.commands.map(({ body }) => body)
    if (parts.guildId === undefined) {
      const commands = await registerEverywhere(rest, application.id, bodies, guilds)
      return log.info({ commands }, 'discord: commands for all servers')
    }
    const { registered: commands, twice } = await registerInGuild(rest, application.id, bodies, parts.guildId)
    log.info({ commands, server: parts.guildId }, 'discord: commands for one server')
    if (twice)
      log.warn(
        {},
        'discord: the commands are registered for all servers too and show twice; unset DISCORD_GUILD_ID',
      )
  }
}

/** Marks an error that trying again does not mend; its message says what to do. */
const UNMENDABLE = Symbol('unmendable')

/** What a gateway's close code asks of the person who runs the bot. */
function unmendable(code: number, shards: Shards | undefined): Error {
  return new Error(wayOut(code, shards), { cause: UNMENDABLE })
}

function wayOut(code: number, shards: Shards | undefined): string {
  switch (code) {
    case GatewayCloseCodes.AuthenticationFailed:
      return 'DISCORD_TOKEN: Discord does not know it; copy it anew from Bot in the Developer Portal.'
    case GatewayCloseCodes.InvalidShard:
    case GatewayCloseCodes.ShardingRequired:
      return `DISCORD_SHARDS: ${shards?.count ?? 'these'} shards do not suit Discord; leave it empty to take as many as Discord asks for.`
    default:
      return `Discord: the connection was refused with code ${code}; "Gateway Close Event Codes" in Discord's documentation says why.`
  }
}
