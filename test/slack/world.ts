/** What a local Slack keeps: people's channels, messages, modals, Home tabs, and the addresses it gave out. */
import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { Block, ViewSchema } from './block-kit.ts'

export const TEAM = 'T1'
export const BOT = { user: 'U0BOT', id: 'B0BOT', token: 'xoxb-local', app: 'A1', appToken: 'xapp-local' }

export type Message = {
  ts: string
  user: string
  text: string
  blocks: Block[]
  thread_ts?: string
  /** The only person who sees it. */
  only?: string
  files?: unknown[]
  metadata?: { event_type: string; event_payload: Record<string, unknown> }
  /** Whatever else Slack knows about it. */
  more?: Record<string, unknown>
}

export type Channel = {
  id: string
  kind: 'public' | 'private' | 'im'
  members: Set<string>
  archived: boolean
  messages: Message[]
}

export type View = z.infer<typeof ViewSchema> & { id: string; user: string }

/** The address that comes with a command or a click. */
export type Answering = { channel: string; user: string; uses: number; original?: Message; expired: boolean }

export type World = {
  channels: Map<string, Channel>
  /** The modals that are open, and each person's Home tab. */
  views: Map<string, View>
  homes: Map<string, View>
  answering: Map<string, Answering>
  /** Trigger ids that still open a modal. */
  triggers: Set<string>
  files: Map<string, { body: string | Buffer; type: string }>
  scopes: Set<string>
  /** What users.info says of people beyond their id. */
  people: Map<string, Record<string, boolean>>
  /** Tokens by the workspace they are for. */
  tokens: Map<string, string>
  ts(): string
  id(prefix: string): string
}

export function createWorld(): World {
  let count = 0
  return {
    channels: new Map(),
    views: new Map(),
    homes: new Map(),
    answering: new Map(),
    triggers: new Set(),
    files: new Map(),
    people: new Map(),
    scopes: new Set([
      'commands',
      'chat:write',
      'app_mentions:read',
      'im:history',
      'users:read',
      'files:read',
    ]),
    tokens: new Map([[BOT.token, TEAM]]),
    ts: () => `1700000000.${String(++count).padStart(6, '0')}`,
    id: prefix => prefix + randomBytes(6).toString('hex').toUpperCase(),
  }
}

/** A channel with these people in it; a direct message with the bot where `id` begins with D. */
export function addChannel(
  world: World,
  id: string,
  members: string[],
  more: Partial<Channel> = {},
): Channel {
  const kind = id.startsWith('D') ? 'im' : 'public'
  const channel: Channel = { id, kind, members: new Set(members), archived: false, messages: [], ...more }
  world.channels.set(id, channel)
  return channel
}
