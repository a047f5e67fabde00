/** DISCORD_… → how to connect to Discord. */
import { checkedUrl, type Env, listOf, type Report } from './env.ts'

export type DiscordConfig = {
  token: string
  guildId?: string
  apiUrl?: string
  /** Whether answers to the slash command are shown only to who asked, unless they say otherwise. */
  private: boolean
  /** The shards this process takes, of how many in all; all that Discord asks for when missing. */
  shards?: { ids: number[]; count: number }
  /** Forums in whose new posts the bot offers an answer. */
  forums: string[]
  /** Roles whose members may set up the daily post, besides those who may manage the server. */
  managerRoles: string[]
}

export function readDiscord(env: Env, report: Report): DiscordConfig | undefined {
  const token = env('DISCORD_TOKEN')
  const guildId = env('DISCORD_GUILD_ID')
  const apiUrl = checkedUrl(
    'DISCORD_API_URL',
    env,
    report,
    'write the address of a REST proxy that ends in /api',
  )
  if (guildId !== undefined && !SNOWFLAKE.test(guildId))
    report(
      'DISCORD_GUILD_ID',
      `"${guildId}" is no server id`,
      'turn on Developer Mode in Discord, right-click the server and choose "Copy Server ID"',
    )
  const isPrivate = (env('DISCORD_PRIVATE') ?? 'false').toLowerCase()
  if (!/^(true|false)$/.test(isPrivate))
    report('DISCORD_PRIVATE', `"${isPrivate}" is neither true nor false`, 'write true or false')
  const forums = listOf(env('DISCORD_FORUMS') ?? '')
  for (const forum of forums.filter(id => !SNOWFLAKE.test(id)))
    report(
      'DISCORD_FORUMS',
      `"${forum}" is no channel id`,
      'turn on Developer Mode in Discord, right-click each forum, choose "Copy Channel ID" and separate them by commas',
    )
  const managerRoles = listOf(env('DISCORD_MANAGER_ROLES') ?? '')
  for (const role of managerRoles.filter(id => !SNOWFLAKE.test(id)))
    report(
      'DISCORD_MANAGER_ROLES',
      `"${role}" is no role id`,
      'turn on Developer Mode in Discord, right-click each role under Server Settings, choose "Copy Role ID" and separate them by commas',
    )
  const shards = readShards(env, report)
  if (token === undefined) {
    for (const variable of ['DISCORD_GUILD_ID', 'DISCORD_SHARDS', 'DISCORD_FORUMS', 'DISCORD_MANAGER_ROLES'])
      if (env(variable) !== undefined)
        report(
          'DISCORD_TOKEN',
          `it is missing although ${variable} is set`,
          'copy it from Bot in the Developer Portal',
        )
    return undefined
  }
  if (/\s/.test(token))
    report('DISCORD_TOKEN', 'it holds a space', 'copy the token alone from Bot in the Developer Portal')
  return {
    token,
    private: isPrivate === 'true',
    forums,
    managerRoles,
    ...(guildId !== undefined && { guildId }),
    ...(apiUrl && { apiUrl: apiUrl.replace(/\/+$/, '') }),
    ...(shards && { shards }),
  }
}

const SNOWFLAKE = /^\d{1,20}$/

/** `0-3/16` is the first four of sixteen, `5/16` one of them. */
function readShards(env: Env, report: Report): DiscordConfig['shards'] {
  const value = env('DISCORD_SHARDS')
  if (value === undefined) return undefined
  const [, from = '', to = from, of = ''] = /^(\d{1,5})(?:-(\d{1,5}))?\/(\d{1,5})$/.exec(value) ?? []
  const [first, last, count] = [Number(from), Number(to), Number(of)]
  if (of === '' || first > last || last >= count) {
    report(
      'DISCORD_SHARDS',
      `"${value}" is no range of shards`,
      'write the first and the last shard of this process and how many there are in all, such as 0-3/16',
    )
    return undefined
  }
  return { ids: Array.from({ length: last - first + 1 }, (_, at) => first + at), count }
}
