/** The connection to Discord's gateway: one client for all shards of this process, and whether it really hears. */
import {
  type IShardingStrategy,
  SimpleShardingStrategy,
  type WebSocketManager,
  WebSocketShardEvents,
} from '@discordjs/ws'
import {
  ActivityType,
  Client,
  type ClientOptions,
  Events,
  GatewayIntentBits,
  Options,
  Partials,
  Status,
} from 'discord.js'
import type { Log } from '../chat.ts'
import { described } from './trouble.ts'

export type Shards = { ids: readonly number[]; count: number }

export type GatewayParts = {
  apiUrl?: string
  shards?: Shards
  log: Log
  onTrouble: (call: string, code: string) => void
  now: () => number
}

export type Gateway = {
  client: Client
  /** Whether every shard is connected and gave a sign of life lately. */
  hears(): boolean
}

/** Discord wants a heartbeat every 41 seconds and answers each; after two without an answer nobody is there. */
const SILENT_MS = 90_000

/** A server that is down for Discord must not keep the others waiting longer. */
const WAIT_FOR_SERVERS_MS = 3000

/** So that a stuck request still leaves time for another try; every call of ours may be done twice. */
const REQUEST_MS = 5000

export function createGateway({ apiUrl, shards, log, onTrouble, now }: GatewayParts): Gateway {
  const lifeSigns = new Map<number, number>()
  const client = new Client({
    ...QUIET,
    ...(shards === undefined ? { shards: 'auto' } : { shards: [...shards.ids], shardCount: shards.count }),
    rest: {
      timeout: REQUEST_MS,
      invalidRequestWarningInterval: 500,
      ...(apiUrl !== undefined && { api: apiUrl }),
    },
    ws: { buildStrategy: manager => strategyFor(manager, id => lifeSigns.set(id, now())) },
  })
  tell(client, log, onTrouble)
  return {
    client,
    hears: () =>
      client.isReady() &&
      client.ws.shards.every(
        ({ id, status }) => status === Status.Ready && now() - (lifeSigns.get(id) ?? 0) < SILENT_MS,
      ),
  }
}

/** Only what the bot needs: no privileged intent, nothing pinged, and nobody's words kept in memory. */
const QUIET: ClientOptions = {
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
  partials: [Partials.Channel],
  allowedMentions: { parse: [], repliedUser: false },
  presence: { activities: [{ name: '/k8s', type: ActivityType.Listening }] },
  waitGuildTimeout: WAIT_FOR_SERVERS_MS,
  makeCache: Options.cacheWithLimits({
    ApplicationCommandManager: 0,
    BaseGuildEmojiManager: 0,
    GuildEmojiManager: 0,
    GuildMemberManager: { maxSize: 200, keepOverLimit: ({ id, client }) => id === client.user.id },
    GuildScheduledEventManager: 0,
    GuildStickerManager: 0,
    MessageManager: 0,
    PresenceManager: 0,
    ReactionManager: 0,
    StageInstanceManager: 0,
    ThreadMemberManager: 0,
    UserManager: { maxSize: 1000, keepOverLimit: ({ id, client }) => id === client.user.id },
    VoiceStateManager: 0,
  }),
}

/**
 * discord.js gives up for good when the first connection fails in an unusual way (a gateway behind a proxy that
 * answers 502), although its shards go on trying by themselves. So that failure is left to them; what cannot be
 * mended by trying arrives as a close code.
 */
function strategyFor(manager: WebSocketManager, alive: (shard: number) => void): IShardingStrategy {
  const strategy = new SimpleShardingStrategy(manager)
  manager.on(WebSocketShardEvents.Hello, ({ shardId }) => alive(shardId))
  manager.on(WebSocketShardEvents.HeartbeatComplete, ({ shardId }) => alive(shardId))
  manager.on(WebSocketShardEvents.Dispatch, ({ shardId }) => alive(shardId))
  return {
    spawn: ids => strategy.spawn(ids),
    connect: () => strategy.connect().catch(() => {}),
    destroy: options => strategy.destroy(options),
    send: (shard, payload) => strategy.send(shard, payload),
    fetchStatus: () => strategy.fetchStatus(),
  }
}

/** What operators learn about the connection; a shard that tries again and again is told about once. */
function tell(client: Client, log: Log, onTrouble: GatewayParts['onTrouble']): void {
  const lost = new Set<number>()
  client.on(Events.ShardReconnecting, shard => {
    if (lost.has(shard)) return
    lost.add(shard)
    onTrouble('gateway', 'lost')
    log.warn({ shard }, 'discord: connection lost, reconnecting')
  })
  const back = (shard: number, how: string): void => {
    if (lost.delete(shard)) log.info({ shard, how }, 'discord: connected again')
  }
  client.on(Events.ShardResume, shard => back(shard, 'resumed'))
  client.on(Events.ShardReady, shard => back(shard, 'anew'))
  client.on(Events.ShardError, (error, shard) => {
    if (!lost.has(shard)) log.warn({ shard, ...described(error) }, 'discord: the connection failed')
  })
  client.on(Events.Error, error => log.error(described(error), 'discord: the client failed'))
  client.rest.on('rateLimited', ({ route, retryAfter, global, scope }) => {
    onTrouble('request', 'slow-down')
    log.info({ route, retryAfter, global, scope }, 'discord: asked to slow down')
  })
  client.rest.on('invalidRequestWarning', ({ count, remainingTime }) =>
    log.error({ count, remainingTime }, 'discord: many refused requests; Discord may ban this address'),
  )
}
