/** Mentions, replies and direct messages: which of them are for the bot, and what it is told. */
import { type Message, MessageType, type Snowflake } from 'discord.js'
import { noticeCard, withNotices } from '../../cards/notices.ts'
import type { NoteId } from '../../notes/note.ts'
import type { Bot, Heard, Log } from '../chat.ts'
import { saying, withFiles } from '../files.ts'
import { toldByMessage } from './place.ts'
import type { Posting } from './posting.ts'
import { type Download, forwardedWords, readFiles, wordsOf } from './reading.ts'
import { described } from './trouble.ts'

export type MessageParts = {
  bot: Bot
  posting: Posting
  download: Download
  log: Log
  managerRoles: readonly string[]
}

/** How many of its answers the bot remembers the notes of, for replies to them. */
const ANSWERS = 5000

/** Answers a message if it is for the bot. */
export type OnMessage = (message: Message) => Promise<void>

export function createOnMessage({ bot, posting, download, log, managerRoles }: MessageParts): OnMessage {
  const told = new Map<Snowflake, NoteId[]>()
  const remember = (id: Snowflake, notes: NoteId[]): void => {
    told.set(id, notes)
    const [oldest] = told.keys()
    if (told.size > ANSWERS && oldest !== undefined) told.delete(oldest)
  }

  return async message => {
    const me = meIn(message)
    if (!isFromPerson(message) || !isForMe(message, me) || !message.channel.isSendable()) return
    const about = told.get(message.reference?.messageId ?? '')
    const read = await readFiles(message.attachments.values(), download)
    const heard = withFiles({ ...hear(message, me, managerRoles), ...(about && { about }) }, read)
    const reply = await bot.respond(heard).catch((error: unknown) => {
      log.error(described(error), 'discord: a question could not be answered')
      return {
        kind: 'card' as const,
        card: noticeCard('trouble'),
        about: { notes: [] },
        audience: heard.audience,
      }
    })
    if (reply.kind !== 'card' && reply.kind !== 'form') return
    const card = heard.via === 'button' ? reply.card : withNotices(reply.card, read.notices)
    const post = { event: message.id, card, to: message }
    if (reply.audience === 'asker') return posting.whisper(post)
    const id = await posting.answer({ ...post, channel: message.channel })
    if (id !== undefined && reply.about.notes.length > 0) remember(id, reply.about.notes)
  }
}

const isFromPerson = ({ author, webhookId, type }: Message): boolean =>
  !author.bot &&
  !author.system &&
  webhookId === null &&
  (type === MessageType.Default || type === MessageType.Reply)

/**
 * The ids by which people mention the bot: its own, and that of the role that Discord made for it. The role has the
 * bot's name, so the picker offers both and many take the wrong one.
 */
function meIn({ client, guild }: Message): string[] {
  const role = guild?.roles.botRoleFor(client.user)
  return [client.user.id, ...(role ? [role.id] : [])]
}

/** A reply to the bot counts as a mention, as long as its author left the ping on. */
function isForMe({ channel, mentions }: Message, me: string[]): boolean {
  return channel.isDMBased() || me.some(id => mentions.users.has(id) || mentions.roles.has(id))
}

function hear(message: Message, me: string[], managerRoles: readonly string[]): Heard {
  const direct = message.channel.isDMBased()
  return {
    ...toldByMessage(message, managerRoles),
    ...(saidIn(message, me) ?? withoutWords(message, me)),
    audience: direct ? 'alone' : 'channel',
  }
}

type Said = Pick<Heard, 'text' | 'via'>

/** What the author wrote, or what somebody else did and the author forwards to be explained. */
function saidIn(message: Message, me: string[]): Said | undefined {
  const text = wordsOf(message, me)
  if (text !== '') return { text, via: 'typed' }
  const forwarded = forwardedWords(message)
  return forwarded.trim() === '' ? undefined : { text: forwarded, via: 'explain' }
}

/**
 * A mention alone asks for help, or, below somebody's message, for that message to be explained. A message without
 * even the mention is one whose text Discord keeps from bots without the privileged intent.
 */
function withoutWords(message: Message, me: string[]): Said {
  const { channel, content, mentions, reference, attachments } = message
  if (attachments.size > 0) return { text: '', via: 'typed' }
  if (!channel.isDMBased() && content === '') return saying('unheard')
  const others = reference !== null && mentions.repliedUser !== null && !me.includes(mentions.repliedUser.id)
  return others ? saying('explain') : { text: '', via: 'typed' }
}
