/** The world as Discord puts it on the wire. */
import {
  botPermissions,
  type Channel,
  DM,
  FORUM,
  type Guild,
  type Interaction,
  type Message,
  THREAD,
  type User,
  type World,
} from './world.ts'

export type Json = Record<string, unknown>

export const userJson = ({ id, username, bot }: User): Json => ({
  id,
  username,
  discriminator: '0',
  global_name: null,
  avatar: null,
  bot,
})

export function guildJson(world: World, guild: Guild): Json {
  const own = [...world.channels.values()].filter(({ guildId, deleted }) => guildId === guild.id && !deleted)
  const role = (id: string, name: string, permissions: bigint, tags?: Json) => ({
    id,
    name,
    permissions: String(permissions),
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    position: 0,
    managed: tags !== undefined,
    mentionable: false,
    flags: 0,
    ...(tags && { tags }),
  })
  return {
    id: guild.id,
    name: guild.name,
    owner_id: '1',
    joined_at: new Date(world.now()).toISOString(),
    large: false,
    member_count: guild.memberIds.length,
    features: [],
    emojis: [],
    stickers: [],
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    verification_level: 0,
    preferred_locale: 'en-US',
    system_channel_flags: 0,
    premium_tier: 0,
    nsfw_level: 0,
    roles: [
      role(guild.id, '@everyone', 0n),
      role(guild.roleId, world.bot.username, guild.permissions, { bot_id: world.bot.id }),
    ],
    members: [memberJson(world, guild, world.bot)],
    channels: own.filter(({ type }) => type !== THREAD).map(channel => channelJson(world, channel)),
    threads: own.filter(({ type }) => type === THREAD).map(channel => channelJson(world, channel)),
  }
}

const memberJson = (world: World, guild: Guild, user: User): Json => ({
  user: userJson(user),
  roles: user.id === world.bot.id ? [guild.roleId] : [],
  joined_at: new Date(world.now()).toISOString(),
  deaf: false,
  mute: false,
  flags: 0,
  nick: null,
  avatar: null,
})

export function channelJson(world: World, channel: Channel): Json {
  const { id, type, name, guildId, parentId, ownerId, denied, tags, appliedTags } = channel
  const guild = world.guilds.get(guildId ?? '')
  if (type === DM) return { id, type, recipients: [], last_message_id: null, flags: 0 }
  return {
    id,
    type,
    name,
    flags: 0,
    position: 0,
    nsfw: false,
    last_message_id: null,
    ...(guildId && { guild_id: guildId }),
    ...(parentId && { parent_id: parentId }),
    ...(guild && {
      permission_overwrites: [{ id: guild.roleId, type: 0, allow: '0', deny: String(denied) }],
    }),
    ...(type === FORUM && {
      available_tags: tags.map(tag => ({ ...tag, moderated: false, emoji_id: null, emoji_name: null })),
      default_sort_order: null,
      default_forum_layout: 0,
    }),
    ...(type === THREAD && {
      owner_id: ownerId,
      applied_tags: appliedTags,
      message_count: 0,
      total_message_sent: 0,
      member_count: 1,
      rate_limit_per_user: 0,
      thread_metadata: {
        archived: false,
        auto_archive_duration: 1440,
        archive_timestamp: new Date(world.now()).toISOString(),
        locked: false,
      },
    }),
  }
}

/** @param blank whether Discord keeps the words from bots without the privileged intent */
export function messageJson(
  world: World,
  message: Message,
  blank: boolean,
  fileUrl: (id: string) => string,
): Json {
  const channel = world.channels.get(message.channelId)
  const guild = world.guilds.get(channel?.guildId ?? '')
  const replied = world.messages.get(message.replyTo ?? '')
  const named = [...message.content.matchAll(/<@!?(\d+)>/g)].map(([, id = '']) => id)
  const ids = new Set([...named, ...(replied && message.replyPings ? [replied.author.id] : [])])
  const mentions = [...ids].flatMap(id => world.users.get(id) ?? [])
  const quoted = (): Json | null => {
    if (replied === undefined) return null
    const { replyTo: _, ...first } = replied
    return messageJson(world, first, replied.author.id !== world.bot.id, fileUrl)
  }
  return {
    id: message.id,
    channel_id: message.channelId,
    ...(channel && { channel_type: channel.type }),
    ...(guild && { guild_id: guild.id }),
    ...(guild &&
      !message.webhook && { member: { ...memberJson(world, guild, message.author), user: undefined } }),
    ...(message.webhook && { webhook_id: message.author.id }),
    author: userJson(message.author),
    content: blank ? '' : message.content,
    components: blank ? [] : message.components,
    embeds: blank ? [] : message.embeds,
    attachments: blank
      ? []
      : message.files.map(({ body: _, ...file }) => ({
          ...file,
          url: fileUrl(file.id),
          proxy_url: fileUrl(file.id),
        })),
    mentions: mentions.map(userJson),
    mention_roles: [...message.content.matchAll(/<@&(\d+)>/g)].map(([, id]) => id),
    mention_everyone: /@(everyone|here)/.test(message.content),
    timestamp: new Date(world.now()).toISOString(),
    edited_timestamp: null,
    tts: false,
    pinned: false,
    flags: message.flags,
    type: message.replyTo === undefined ? 0 : 19,
    ...(message.nonce && { nonce: message.nonce }),
    ...(message.replyTo !== undefined && {
      message_reference: {
        type: 0,
        message_id: message.replyTo,
        channel_id: message.channelId,
        guild_id: guild?.id,
      },
      referenced_message: quoted(),
    }),
    ...(message.forwarded !== undefined && {
      message_reference: { type: 1, message_id: '1', channel_id: '1' },
      message_snapshots: [{ message: { content: message.forwarded, type: 0, attachments: [], embeds: [] } }],
    }),
  }
}

/** @param more what depends on the kind of interaction */
export function interactionJson(
  world: World,
  interaction: Interaction,
  { permissions = 0n, roles = [] }: { permissions?: bigint; roles?: string[] },
  data: Json,
  more: Json = {},
): Json {
  const channel = world.channels.get(interaction.channelId)
  const guild = world.guilds.get(channel?.guildId ?? '')
  const user = world.users.get(interaction.userId)
  if (channel === undefined || user === undefined) throw new Error('an interaction of nobody nowhere')
  return {
    id: interaction.id,
    token: interaction.token,
    application_id: world.application,
    type: interaction.type,
    version: 1,
    locale: 'en-US',
    entitlements: [],
    attachment_size_limit: 10_485_760,
    app_permissions: String(botPermissions(world, channel)),
    authorizing_integration_owners: guild ? { 0: guild.id } : { 1: user.id },
    context: guild ? 0 : channel.type === DM ? 1 : 2,
    channel_id: channel.id,
    channel: channelJson(world, channel),
    ...(guild
      ? {
          guild_id: guild.id,
          guild: { id: guild.id, locale: 'en-US', features: [] },
          member: { ...memberJson(world, guild, user), roles, permissions: String(permissions) },
        }
      : { user: userJson(user) }),
    data,
    ...more,
  }
}
