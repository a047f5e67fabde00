/** The methods of Slack's Web API that the bot calls, with the checks and errors that the real ones have. */
import { z } from 'zod'
import { MessageSchema, objections, ViewSchema } from './block-kit.ts'
import { BOT, type Channel, type Message, TEAM, type View, type World } from './world.ts'

export type Answer = Record<string, unknown> & { ok: boolean }

const error = (name: string, more: Record<string, unknown> = {}): Answer => ({
  ok: false,
  error: name,
  ...more,
})
const invalid = (name: string, messages: string[]): Answer =>
  error(name, { response_metadata: { messages: messages.map(message => `[ERROR] ${message}`) } })

type Args = Record<string, unknown>
type Method = { scope?: string; run: (world: World, args: Args, baseUrl: string) => Answer }

/** Arguments that say where a message goes; the rest is the message. */
const WHERE = ['channel', 'user', 'team_id', 'token']

function messageIn(args: Args): { message: z.infer<typeof MessageSchema> } | Answer {
  const content = Object.fromEntries(Object.entries(args).filter(([key]) => !WHERE.includes(key)))
  const found = objections(MessageSchema, content)
  if (found.length > 0) return invalid('invalid_blocks', found)
  const message = MessageSchema.parse(content)
  return message.text === undefined && message.blocks === undefined ? error('no_text') : { message }
}

/** The channel as the bot may write to it; a person's id stands for the direct message with them. */
function writable(world: World, id: unknown): Channel | Answer {
  const direct = String(id).replace(/^U/, 'D')
  const channel = world.channels.get(String(id)) ?? world.channels.get(direct)
  if (channel === undefined) return error('channel_not_found')
  if (channel.archived) return error('is_archived')
  if (channel.members.has(BOT.user) || channel.kind === 'im') return channel
  return error(channel.kind === 'private' ? 'channel_not_found' : 'not_in_channel')
}

const isAnswer = (value: object): value is Answer => 'ok' in value

function put(world: World, channel: Channel, message: z.infer<typeof MessageSchema>, only?: string): Message {
  const { text = '', blocks = [], thread_ts, metadata } = message
  const made = {
    ts: world.ts(),
    user: BOT.user,
    text,
    blocks,
    ...(thread_ts !== undefined && { thread_ts }),
    ...(only !== undefined && { only }),
    ...(metadata && { metadata }),
  }
  channel.messages.push(made)
  return made
}

function post(world: World, args: Args, only?: string): Answer {
  const channel = writable(world, args.channel)
  if (isAnswer(channel)) return channel
  if (only !== undefined && !channel.members.has(only)) return error('user_not_in_channel')
  const checked = messageIn(args)
  if (isAnswer(checked)) return checked
  const { ts } = put(world, channel, checked.message, only)
  return { ok: true, channel: channel.id, ts, ...(only !== undefined && { message_ts: ts }) }
}

function viewIn(view: unknown): z.infer<typeof ViewSchema> | Answer {
  const found = objections(ViewSchema, view)
  return found.length > 0 ? invalid('invalid_arguments', found) : ViewSchema.parse(view)
}

const METHODS: Record<string, Method> = {
  'auth.test': {
    run: () => ({
      ok: true,
      user_id: BOT.user,
      bot_id: BOT.id,
      team_id: TEAM,
      url: 'https://local.slack.com/',
    }),
  },
  'chat.postMessage': { scope: 'chat:write', run: (world, args) => post(world, args) },
  'chat.postEphemeral': { scope: 'chat:write', run: (world, args) => post(world, args, String(args.user)) },
  'chat.delete': {
    scope: 'chat:write',
    run(world, { channel: id, ts }) {
      const channel = writable(world, id)
      if (isAnswer(channel)) return channel
      const at = channel.messages.findIndex(message => message.ts === ts && message.only === undefined)
      if (at < 0) return error('message_not_found')
      channel.messages.splice(at, 1)
      return { ok: true }
    },
  },
  'users.info': {
    scope: 'users:read',
    run: (world, { user }) => ({
      ok: true,
      user: { id: user, name: String(user).toLowerCase(), ...world.people.get(String(user)) },
    }),
  },
  /** Reads channels with channels:history, direct messages with im:history. */
  'conversations.history': {
    run(world, { channel: id, oldest = '0', limit = '100', cursor = '', include_all_metadata }) {
      const scope = String(id).startsWith('D') ? 'im:history' : 'channels:history'
      if (!world.scopes.has(scope)) return error('missing_scope', { needed: scope })
      const channel = world.channels.get(String(id))
      if (channel === undefined) return error('channel_not_found')
      if (!channel.members.has(BOT.user)) return error('not_in_channel')
      const found = channel.messages
        .filter(({ ts, only }) => only === undefined && Number(ts) >= Number(oldest))
        .toReversed()
      const from = Number(cursor || 0)
      const to = from + Number(limit)
      return {
        ok: true,
        messages: found.slice(from, to).map(({ metadata, ...message }) => ({
          type: 'message',
          ...message,
          ...(String(include_all_metadata) === 'true' && metadata && { metadata }),
        })),
        has_more: to < found.length,
        response_metadata: { next_cursor: to < found.length ? String(to) : '' },
      }
    },
  },
  'views.open': {
    run(world, { trigger_id, view }) {
      if (!world.triggers.delete(String(trigger_id))) return error('expired_trigger_id')
      const checked = viewIn(view)
      if ('ok' in checked) return checked
      const opened = { ...checked, id: world.id('V'), user: '' }
      world.views.set(opened.id, opened)
      return { ok: true, view: opened }
    },
  },
  'views.update': {
    run(world, { view_id, view }) {
      const open = world.views.get(String(view_id))
      if (open === undefined) return error('not_found')
      const checked = viewIn(view)
      if ('ok' in checked) return checked
      const updated: View = { ...checked, id: open.id, user: open.user }
      world.views.set(open.id, updated)
      return { ok: true, view: updated }
    },
  },
  'views.publish': {
    run(world, { user_id, view }) {
      const checked = viewIn(view)
      if ('ok' in checked) return checked
      if (checked.type !== 'home') return error('invalid_arguments')
      world.homes.set(String(user_id), { ...checked, id: world.id('V'), user: String(user_id) })
      return { ok: true }
    },
  },
  'apps.connections.open': {
    run: (world, _, baseUrl) => {
      const ticket = world.id('')
      world.triggers.add(ticket)
      return { ok: true, url: `${baseUrl.replace('http', 'ws')}/link?ticket=${ticket}` }
    },
  },
  'oauth.v2.access': {
    run(world, { code, client_id, client_secret }) {
      if (client_id !== 'client' || client_secret !== 'client-secret') return error('invalid_client_id')
      const team = /^code-(T\w+)$/.exec(String(code))?.[1]
      if (team === undefined) return error('invalid_code')
      const access_token = `xoxb-of-${team}-${world.id('')}`
      world.tokens.set(access_token, team)
      return {
        ok: true,
        app_id: BOT.app,
        authed_user: { id: 'U1' },
        scope: [...world.scopes].join(','),
        token_type: 'bot',
        access_token,
        bot_user_id: BOT.user,
        team: { id: team, name: team },
        enterprise: null,
        is_enterprise_install: false,
      }
    },
  },
}

/** Methods that take another token than a bot's, or none. */
const OWN_AUTH: Record<string, string | undefined> = {
  'apps.connections.open': BOT.appToken,
  'oauth.v2.access': undefined,
}

export function callMethod(
  world: World,
  name: string,
  args: Args,
  token: string | undefined,
  baseUrl: string,
): Answer {
  const method = METHODS[name]
  if (method === undefined) return error('unknown_method')
  if (name in OWN_AUTH) {
    if (OWN_AUTH[name] !== undefined && token !== OWN_AUTH[name]) return error('invalid_auth')
  } else if (token === undefined || !world.tokens.has(token)) return error('invalid_auth')
  if (method.scope !== undefined && !world.scopes.has(method.scope))
    return error('missing_scope', { needed: method.scope, provided: [...world.scopes].join(',') })
  return method.run(world, args, baseUrl)
}

const Response = z.object({
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
})

/** A post to a response_url: status and body. */
export function respond(world: World, id: string, body: Args): { status: number; body: string } {
  const to = world.answering.get(id)
  const channel = to && world.channels.get(to.channel)
  if (to === undefined || channel === undefined || to.expired) return { status: 404, body: 'expired_url' }
  if (++to.uses > 5) return { status: 404, body: 'used_url' }
  const { response_type, replace_original, delete_original, ...content } = body
  const how = Response.parse({ response_type, replace_original, delete_original })
  if (how.delete_original === true || how.replace_original !== false)
    channel.messages = channel.messages.filter(message => message !== to.original)
  if (how.delete_original === true) return { status: 200, body: 'ok' }
  const checked = messageIn(content)
  if (isAnswer(checked)) return { status: 200, body: JSON.stringify(checked) }
  const { thread_ts, ...outside } = checked.message
  const open = how.response_type === 'in_channel'
  /** In a thread only what all may see arrives there. */
  put(world, channel, open ? checked.message : outside, open ? undefined : to.user)
  return { status: 200, body: 'ok' }
}
