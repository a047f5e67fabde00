/** Messages in channels, as answers to mentions and posts: where they may go, and what happens when they may not. */
import type { GuildBasedChannel, Message, MessageCreateOptions, SendableChannels } from 'discord.js'
import type { Card } from '../../cards/card.ts'
import { noticeCard, withNotices } from '../../cards/notices.ts'
import type { Log } from '../chat.ts'
import { type Pause, steadily } from './clock.ts'
import { mayWrite, missingIn } from './permissions.ts'
import type { DiscordMessage } from './render.ts'
import { described, type Trouble, troubleOf } from './trouble.ts'

export type PostingParts = {
  draw: (card: Card) => DiscordMessage
  log: Log
  onTrouble: (call: string, code: string) => void
  pause: Pause
  now: () => number
}

/** A message to be sent; `event` is the id of what it answers, and the same event never makes two messages. */
export type Post = { channel: SendableChannels; event: string; card: Card; to?: Message }

export type Posting = {
  /** Sends the card where the question was asked, or else to who asked. @returns the sent message's id */
  answer(post: Post & { to: Message }): Promise<string | undefined>
  /** Sends the card to the author of `to`, and to nobody else. */
  whisper(post: Pick<Post, 'event' | 'card'> & { to: Message }): Promise<void>
  /** Sends the card, or nothing where that is not possible. A forum post's first message is waited for. */
  offer(post: Post): Promise<string | undefined>
}

const PAUSES = [1000, 3000, 9000]
const STARTER_PAUSES = [500, 1000, 2000, 4000, 8000]

/** After it said "closed" a channel is left alone for a while: Discord bans who keeps knocking. */
const CLOSED_FOR_MS = 10 * 60_000

export function createPosting({ draw, log, onTrouble, pause, now }: PostingParts): Posting {
  const closed = new Map<string, number>()

  async function answer({ channel, event, card, to }: Post & { to: Message }): Promise<string | undefined> {
    const why = isClosed(channel) ? 'closed' : await attempt(() => send({ channel, event, card, to }))
    if (typeof why === 'object') return why.id
    switch (why) {
      case 'history':
        return sent(await attempt(() => send({ channel, event, card })))
      case 'refused':
        return sent(
          await attempt(() => send({ channel, event: `${event}!`, card: noticeCard('trouble'), to })),
        )
      case 'closed':
        close(channel)
        await whisper({ event, card: withNotices(card, ['no-permission']), to })
        return undefined
      default:
        return undefined
    }
  }

  async function offer(post: Post): Promise<string | undefined> {
    if (isClosed(post.channel)) return undefined
    for (const ms of STARTER_PAUSES) {
      const why = await attempt(() => send(post))
      if (why === 'closed') close(post.channel)
      if (why !== 'early') return sent(why)
      await pause(ms)
    }
    return sent(await attempt(() => send(post)))
  }

  function send({ channel, event, card, to }: Post): Promise<Message> {
    const message: MessageCreateOptions = {
      ...draw(card),
      /** Discord gives back the first message of the same nonce instead of making another. */
      nonce: event,
      enforceNonce: true,
      ...(to !== undefined && { reply: { messageReference: to } }),
    }
    return steadily<Message>(() => channel.send(message), PAUSES, pause)
  }

  async function whisper({ event, card, to }: Pick<Post, 'event' | 'card'> & { to: Message }): Promise<void> {
    const message = { ...draw(card), nonce: event, enforceNonce: true }
    await attempt(() => steadily<Message>(() => to.author.send(message), PAUSES, pause))
  }

  async function attempt(call: () => Promise<Message>): Promise<Message | Trouble> {
    try {
      return await call()
    } catch (error) {
      const trouble = troubleOf(error)
      onTrouble('message', trouble)
      const level =
        trouble === 'refused' ? 'error' : trouble === 'gone' || trouble === 'early' ? 'info' : 'warn'
      log[level]({ ...described(error), trouble }, 'discord: a message could not be sent')
      return trouble
    }
  }

  /** By what Discord told about permissions, or by what it answered lately. */
  function isClosed(channel: SendableChannels): boolean {
    if ((closed.get(channel.id) ?? 0) > now()) return true
    if (channel.isDMBased()) return false
    const granted = permissionsIn(channel)
    return granted !== undefined && !mayWrite(granted, channel.isThread())
  }

  function close(channel: SendableChannels): void {
    for (const [id, until] of closed) if (until <= now()) closed.delete(id)
    if (closed.has(channel.id)) return
    closed.set(channel.id, now() + CLOSED_FOR_MS)
    const granted = channel.isDMBased() ? undefined : permissionsIn(channel)
    log.warn(
      { channel: channel.id, missing: granted && missingIn(granted) },
      'discord: may not write in a channel',
    )
  }

  return { answer, whisper, offer }
}

const sent = (result: Message | Trouble): string | undefined =>
  typeof result === 'object' ? result.id : undefined

const permissionsIn = (channel: GuildBasedChannel) => {
  const { me } = channel.guild.members
  return me === null ? undefined : channel.permissionsFor(me)
}
