/** Says on Slack what nobody asked for there, once, and looks whether it is there. */
import { z } from 'zod'
import type { Card } from '../../cards/card.ts'
import type { Found, Known, Place, Posted, Poster } from '../chat.ts'
import { QUIET } from './deliver.ts'
import type { Message } from './render.ts'
import type { Sender, Sent, Workspace } from './send.ts'
import type { Trouble } from './trouble.ts'

export type PosterParts = {
  sender: Sender
  draw: (card: Card) => Message
  /** The bot's way into a workspace; undefined where it was removed from it. Rejects where that cannot be known now. */
  workspace: (id: string) => Promise<Workspace | undefined>
}

/** Marks a message of ours; its payload holds the name under which it is known. */
const EVENT_TYPE = 'kube_notes_post'

const PAGE = 15
const PAGES = 5

const History = z.object({
  messages: z.array(
    z.object({
      metadata: z
        .object({ event_type: z.string(), event_payload: z.object({ name: z.string().optional() }).loose() })
        .optional()
        .catch(undefined),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().default('') }).optional(),
})

export function createPoster({ sender, draw, workspace }: PosterParts): Poster {
  /** One attempt; nothing is sent again by itself. */
  async function send(
    { workspace: id }: Place,
    method: string,
    args: Record<string, unknown>,
  ): Promise<Sent> {
    const way = await workspace(id).catch(() => 'unknown' as const)
    if (way === 'unknown') return { ok: false, trouble: { kind: 'unsent', code: 'not-connected' } }
    if (way === undefined) return { ok: false, trouble: { kind: 'token', code: 'removed' } }
    return sender.once(way, method, args)
  }

  async function page(place: Place, since: number, cursor: string) {
    const sent = await send(place, 'conversations.history', {
      channel: place.channel,
      oldest: (since / 1000).toFixed(6),
      include_all_metadata: true,
      limit: PAGE,
      ...(cursor !== '' && { cursor }),
    })
    return sent.ok ? (History.safeParse(sent.data).data ?? 'unknown') : notFound(sent.trouble)
  }

  return {
    /** The client gives up after ten seconds, long before anybody else takes over. */
    async post(place, card, { name }) {
      const metadata = { event_type: EVENT_TYPE, event_payload: { name } }
      const args = { channel: place.channel, ...draw(card), ...QUIET, metadata }
      const sent = await send(place, 'chat.postMessage', args)
      return sent.ok ? { kind: 'sent' } : notPosted(sent.trouble)
    },
    async wasPosted(place: Place, { name, since }: Known): Promise<Found> {
      let cursor = ''
      for (let count = 0; count < PAGES; count++) {
        const found = await page(place, since, cursor)
        if (typeof found === 'string') return found
        const { messages, response_metadata } = found
        if (
          messages.some(
            ({ metadata }) => metadata?.event_type === EVENT_TYPE && metadata.event_payload.name === name,
          )
        )
          return 'yes'
        cursor = response_metadata?.next_cursor ?? ''
        if (cursor === '') return 'no'
      }
      return 'unknown'
    },
    async tell(place, user, card) {
      await send(place, 'chat.postMessage', { channel: user, ...draw(card), ...QUIET })
    },
    mention: ({ channel }) => `#${channel}`,
  }
}

/** What follows from a trouble for a post: whether it may be there, and whether its place is closed. */
function notPosted({ kind, code, waitMs }: Trouble): Posted {
  switch (kind) {
    case 'outside':
    case 'closed':
    case 'archived':
      return { kind: 'gone', why: kind }
    case 'token':
      return { kind: 'gone', why: 'removed' }
    case 'limited':
      return { kind: 'unsent', why: 'limited', ...(waitMs !== undefined && { waitMs }) }
    case 'unsure':
      return { kind: 'unsure', why: 'unsure' }
    case 'unsent':
    case 'scope':
    case 'late':
    case 'refused':
      return { kind: 'unsent', why: code }
    default:
      return kind satisfies never
  }
}

/** Without the scope to read a channel, or the channel itself, nobody can ever tell. */
const notFound = ({ kind }: Trouble): Found =>
  kind === 'limited' || kind === 'unsent' || kind === 'unsure' ? 'later' : 'unknown'
