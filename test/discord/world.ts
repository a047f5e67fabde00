/** What a local Discord knows: servers, channels, people, messages, interactions and commands. */
import { PermissionFlagsBits as P } from 'discord.js'
import type { Component } from './message-rules.ts'
import type { Modal } from './modal-rules.ts'

export type User = { id: string; username: string; bot: boolean }

export type Guild = { id: string; name: string; memberIds: string[]; roleId: string; permissions: bigint }

const TEXT = 0
export const DM = 1
export const THREAD = 11
export const FORUM = 15

export type Channel = {
  id: string
  type: number
  name: string
  guildId?: string
  parentId?: string
  ownerId?: string
  /** What the bot's role may not do here. */
  denied: bigint
  tags: { id: string; name: string }[]
  appliedTags: string[]
  /** A forum post whose first message is not there yet for so many tries. */
  early?: number
  deleted?: boolean
}

export type File = { id: string; filename: string; content_type?: string; size: number; body: string }

export type Message = {
  id: string
  channelId: string
  author: User
  content: string
  components: Component[]
  flags: number
  files: File[]
  embeds: object[]
  forwarded?: string
  replyTo?: string
  replyPings: boolean
  webhook?: boolean
  /** The interaction that this message answers. */
  interaction?: string
  /** The only person who sees it. */
  onlyFor?: string
  /** Whom it would notify. */
  pings: string[]
  nonce?: string
}

export type Interaction = {
  id: string
  token: string
  at: number
  userId: string
  channelId: string
  /** 2 command, 3 component, 4 autocomplete, 5 a form that was sent. */
  type: number
  acknowledged?: number
  /** What a deferral said about who will see the answer. */
  hidden?: boolean
  /** The message that @original means. */
  original?: string
  choices?: { name: string; value: string }[]
  /** The form that it was answered with. */
  modal?: Modal
  /** For a form that was sent: the message whose button opened it. */
  pressed?: string
  followUps: number
}

export type Command = Record<string, unknown> & { id: string; name: string; type: number }

export type World = ReturnType<typeof createWorld>

export const BOT_PERMISSIONS =
  P.ViewChannel | P.SendMessages | P.SendMessagesInThreads | P.EmbedLinks | P.ReadMessageHistory

export function createWorld() {
  const epoch = 1_420_070_400_000n
  let count = 0n
  const world = {
    /** Milliseconds that passed without anybody waiting for them. */
    ahead: 0,
    now: (): number => Date.now() + world.ahead,
    id: (): string => String(((BigInt(world.now()) - epoch) << 22n) | (count++ & 0x3fffffn)),
    application: '',
    bot: { id: '', username: 'kube-notes', bot: true } satisfies User as User,
    token: 'MTIz.secret.token',
    users: new Map<string, User>(),
    guilds: new Map<string, Guild>(),
    channels: new Map<string, Channel>(),
    messages: new Map<string, Message>(),
    interactions: new Map<string, Interaction>(),
    /** By server id; the ones for all servers under ''. */
    commands: new Map<string, Command[]>(),
    /** Every REST request, such as `POST /channels/1/messages`. */
    calls: [] as string[],
  }
  world.application = world.id()
  world.bot.id = world.id()
  world.users.set(world.bot.id, world.bot)
  return world
}

export function addUser(world: World, username: string, bot = false): User {
  const user: User = { id: world.id(), username, bot }
  world.users.set(user.id, user)
  return user
}

export function addGuild(
  world: World,
  name: string,
  { shard = 0, shards = 1, permissions = BOT_PERMISSIONS } = {},
): Guild {
  let id = world.id()
  while (shardOf(id, shards) !== shard) id = String(BigInt(id) + (1n << 22n))
  const guild: Guild = { id, name, memberIds: [world.bot.id], roleId: world.id(), permissions }
  world.guilds.set(guild.id, guild)
  return guild
}

export function addChannel(world: World, name: string, more: Partial<Channel> = {}): Channel {
  const channel: Channel = {
    id: world.id(),
    type: TEXT,
    name,
    denied: 0n,
    tags: [],
    appliedTags: [],
    ...more,
  }
  world.channels.set(channel.id, channel)
  return channel
}

export const shardOf = (guildId: string, shards: number): number =>
  Number((BigInt(guildId) >> 22n) % BigInt(shards))

/** What the bot may do in a channel. */
export function botPermissions(world: World, channel: Channel): bigint {
  const guild = world.guilds.get(channel.guildId ?? '')
  const parent = world.channels.get(channel.parentId ?? '')
  return guild === undefined ? BOT_PERMISSIONS : guild.permissions & ~channel.denied & ~(parent?.denied ?? 0n)
}

export function addMessage(
  world: World,
  message: Partial<Message> & Pick<Message, 'channelId' | 'author'>,
): Message {
  const made: Message = {
    id: world.id(),
    content: '',
    components: [],
    flags: 0,
    files: [],
    embeds: [],
    replyPings: true,
    pings: [],
    ...message,
  }
  world.messages.set(made.id, made)
  return made
}

/** Messages of a channel in the order a person sees them; without a person, those that everybody sees. */
export const messagesIn = (world: World, channelId: string, userId?: string): Message[] =>
  [...world.messages.values()].filter(
    ({ channelId: place, onlyFor }) => place === channelId && (onlyFor === undefined || onlyFor === userId),
  )
