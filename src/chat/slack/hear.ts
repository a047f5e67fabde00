/** Slack's payloads → what the bot hears, and where the answer goes. */
import { z } from 'zod'
import { shareLine } from '../../cards/search.ts'
import type { Heard, Place } from '../chat.ts'
import { saying } from '../files.ts'
import type { Spot } from './deliver.ts'
import { readForm } from './form.ts'
import type { Workspace } from './send.ts'
import { plainWords } from './text.ts'
import { readOrigin } from './views.ts'

export type Hearing = { heard: Heard; spot: Spot }

/** Files are read later, once Slack knows that it was heard. */
export type WithFiles = Hearing & { files: unknown }

/** First or last, so that a question about some tool's own --share stays a question. */
const SHARE = /^--share(?=\s|$)|(?:^|\s)--share$/

export type Command = {
  text: string
  user_id: string
  channel_id: string
  response_url: string
  trigger_id: string
}

/** `/k8s …`; undefined where nothing was typed after it. */
export function hearCommand(command: Command, workspace: Workspace): { spot: Spot; heard?: Heard } {
  const { user_id: user, channel_id: channel, response_url: responseUrl, trigger_id: trigger } = command
  const spot: Spot = { workspace, user, kind: 'private', channel, responseUrl, trigger }
  const typed = plainWords(command.text, undefined)
  if (typed === '') return { spot }
  const share = SHARE.test(typed)
  const heard = {
    ...asked(user, place(workspace, channel)),
    text: share ? shareLine(typed.replace(SHARE, '').trim()) : typed,
    via: share ? ('button' as const) : ('typed' as const),
    audience: 'asker' as const,
  }
  return { spot, heard }
}

const MessageEvent = z.object({
  channel: z.string(),
  user: z.string(),
  text: z.string().default(''),
  ts: z.string(),
  thread_ts: z.string().optional(),
  channel_type: z.string().optional(),
  subtype: z.enum(['file_share', 'thread_broadcast', 'me_message']).optional(),
  bot_id: z.undefined().optional(),
  hidden: z.undefined().optional(),
  files: z.unknown().optional(),
  /** Only apps with Slack's agent view get these. */
  app_context: z.unknown().optional(),
  assistant_thread: z.unknown().optional(),
})

/**
 * An app_mention, or a message that may hold a mention; undefined for what was not said to the bot: bots'
 * words, edits, joins, and what people say to each other.
 * @param self the bot's own user id
 */
export function hearMessage(
  event: unknown,
  id: string,
  self: string | undefined,
  workspace: Workspace,
): WithFiles | undefined {
  const message = MessageEvent.safeParse(event).data
  if (message === undefined || message.user === self || message.user === 'USLACKBOT') return undefined
  const { channel, user, ts, thread_ts, files } = message
  const direct = message.channel_type === 'im' || channel.startsWith('D')
  if (!direct && !mentions(message.text, self) && !isMention(event)) return undefined
  /** In channels, and in the agent view, each question has its thread; other direct messages just go on. */
  const agent = message.app_context !== undefined || message.assistant_thread !== undefined
  const thread = thread_ts ?? (direct && !agent ? undefined : ts)
  const text = plainWords(message.text, self)
  const bare = text === '' && files === undefined && thread_ts !== undefined && !direct
  const heard: Heard = {
    ...asked(user, place(workspace, channel, thread), [`event:${id}`, `message:${channel}:${ts}`]),
    ...(bare ? saying('explain') : { text, via: 'typed' as const }),
    audience: direct ? 'alone' : 'channel',
  }
  return { heard, spot: { workspace, user, kind: 'public', channel, ...(thread && { thread }) }, files }
}

const mentions = (text: string, self: string | undefined): boolean =>
  self !== undefined && (text.includes(`<@${self}>`) || text.includes(`<@${self}|`))

const isMention = (event: unknown): boolean =>
  z.object({ type: z.literal('app_mention') }).safeParse(event).success

const MessageAction = z.object({
  user: z.object({ id: z.string() }),
  channel: z.object({ id: z.string() }),
  trigger_id: z.string(),
  response_url: z.string(),
  message: z.looseObject({ ts: z.string(), thread_ts: z.string().optional(), files: z.unknown().optional() }),
})

/** "Explain this" on any message, of a person or of a bot. */
export function hearExplain(body: unknown, workspace: Workspace): WithFiles | undefined {
  const action = MessageAction.safeParse(body).data
  if (action === undefined) return undefined
  const { user, channel, message, trigger_id: trigger, response_url: responseUrl } = action
  const thread = message.thread_ts
  const heard: Heard = {
    ...asked(user.id, place(workspace, channel.id, thread ?? message.ts)),
    text: plainWords(wordsOf(message), undefined),
    via: 'explain',
    audience: 'asker',
  }
  const spot: Spot = { workspace, user: user.id, kind: 'private', channel: channel.id, responseUrl, trigger }
  return { heard, spot: { ...spot, ...(thread !== undefined && { thread }) }, files: message.files }
}

/** The text of a message; monitoring tools write theirs into attachments and blocks. */
function wordsOf(message: Record<string, unknown>): string {
  const parts = [message.text, ...texts(message.attachments)]
  const words = parts.filter(part => typeof part === 'string' && part.trim() !== '')
  return (words.length > 0 ? words : texts(message.blocks)).join('\n')
}

const TEXT_KEYS = new Set(['pretext', 'title', 'text', 'value', 'fields', 'blocks', 'elements'])

/** Texts in attachments and blocks, in their order, however they are nested. */
function texts(part: unknown, depth = 0): string[] {
  if (typeof part === 'string') return [part]
  if (typeof part !== 'object' || part === null || depth > 12) return []
  if (Array.isArray(part)) return part.flatMap(item => texts(item, depth + 1))
  return Object.entries(part).flatMap(([key, value]) => (TEXT_KEYS.has(key) ? texts(value, depth + 1) : []))
}

const Press = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).optional(),
  view: z.object({ id: z.string(), type: z.string(), private_metadata: z.string().optional() }).optional(),
  container: z
    .object({
      message_ts: z.string().optional(),
      thread_ts: z.string().optional(),
      channel_id: z.string().optional(),
      is_ephemeral: z.boolean().optional(),
    })
    .default({}),
  message: z.object({ thread_ts: z.string().optional() }).optional(),
  actions: z.tuple([
    z.object({
      value: z.string().optional(),
      selected_option: z.object({ value: z.string() }).nullish(),
      url: z.string().optional(),
    }),
  ]),
})

/** A pressed button or a picked suggestion; undefined for a mere link. */
export function hearPress(body: unknown, workspace: Workspace): Hearing | undefined {
  const press = Press.safeParse(body).data
  if (press === undefined || press.actions[0].url !== undefined) return undefined
  const [{ value, selected_option }] = press.actions
  const line = value ?? selected_option?.value
  const { spot, audience } = press.view === undefined ? inMessage(press, workspace) : inView(press, workspace)
  const heard: Heard = {
    ...asked(spot.user, place(workspace, spot.channel ?? 'home', spot.thread)),
    ...(line === undefined ? saying('old-button') : { text: line, via: 'button' as const }),
    audience,
  }
  return { heard, spot }
}

type Pressed = z.infer<typeof Press>
type Where = { spot: Spot; audience: Heard['audience'] }

/** In a public message the answer is for the presser alone; in a direct message there is nobody else. */
function inMessage({ user, container, channel, message, ...press }: Pressed, workspace: Workspace): Where {
  const channelId = channel?.id ?? container.channel_id ?? ''
  const thread = container.thread_ts ?? message?.thread_ts
  const hidden = container.is_ephemeral === true
  const alone = !hidden && channelId.startsWith('D')
  return {
    audience: alone ? 'alone' : 'asker',
    spot: {
      workspace,
      user: user.id,
      kind: alone ? 'public' : 'private',
      channel: channelId,
      trigger: press.trigger_id,
      pressed: { ts: container.message_ts ?? '', private: hidden },
      ...(thread !== undefined && { thread }),
      ...(press.response_url !== undefined && { responseUrl: press.response_url }),
    },
  }
}

/** A modal shows the answer in place of what it shows; from the Home tab a modal opens. */
function inView({ user, view, trigger_id: trigger }: Pressed, workspace: Workspace): Where {
  const { channel, thread, responseUrl } = readOrigin(view?.private_metadata)
  return {
    audience: channel === undefined ? 'alone' : 'asker',
    spot: {
      workspace,
      user: user.id,
      kind: 'modal',
      trigger,
      ...(view?.type === 'modal' && { view: view.id }),
      ...(channel !== undefined && { channel }),
      ...(thread !== undefined && { thread }),
      ...(responseUrl !== undefined && { responseUrl }),
    },
  }
}

/** A form that was sent. The answer goes where it was opened from; from the Home tab that is a direct message. */
export function hearForm(body: unknown, workspace: Workspace): Hearing | undefined {
  const sent = readForm(body)
  if (sent === undefined) return undefined
  const { user, origin, line } = sent
  const { channel, thread, responseUrl } = origin
  const alone = channel === undefined || channel.startsWith('D')
  return {
    heard: {
      ...asked(user, place(workspace, channel ?? 'home', thread)),
      text: line,
      via: 'button',
      audience: alone ? 'alone' : 'asker',
    },
    spot: {
      workspace,
      user,
      kind: alone ? 'public' : 'private',
      channel: channel ?? user,
      ...(thread !== undefined && { thread }),
      ...(responseUrl !== undefined && { responseUrl }),
    },
  }
}

/** Only events are delivered more than once and need names; commands and clicks never are. */
const asked = (user: string, place: Place, events: string[] = []) => ({
  user,
  place,
  events,
  manager: false,
})

const place = (workspace: Workspace, channel: string, thread?: string): Place => ({
  platform: 'slack',
  workspace: workspace.id,
  channel,
  ...(thread !== undefined && { thread }),
})
