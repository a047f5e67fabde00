/** Says on Discord what nobody asked for there, once, and looks whether it is there. */
import { createHash } from 'node:crypto'
import {
  type Client,
  DiscordAPIError,
  HTTPError,
  PermissionFlagsBits,
  Routes,
  SnowflakeUtil,
} from 'discord.js'
import { z } from 'zod'
import type { Card } from '../../cards/card.ts'
import type { Found, Known, Place, Posted, Poster } from '../chat.ts'
import { missingIn } from './permissions.ts'
import type { DiscordMessage } from './render.ts'
import { type Trouble, troubleOf } from './trouble.ts'

export type PosterParts = {
  draw: (card: Card) => DiscordMessage
  /** The client, once it is connected. */
  client: () => Client<true> | undefined
  onTrouble: (call: string, code: string) => void
}

const PAGE = 100
const PAGES = 5
const TELL_MS = 10_000

/** Failures before a connection stands: nothing can have arrived. */
const BEFORE_SENDING = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/

type Part = { type: number; content?: string | undefined; components?: Part[] | undefined }
const Part: z.ZodType<Part> = z.object({
  type: z.number(),
  content: z.string().optional(),
  get components() {
    return z.array(Part).optional()
  },
})

const History = z.array(
  z.object({
    id: z.string(),
    author: z.object({ id: z.string() }),
    nonce: z.union([z.string(), z.number()]).nullish(),
    components: z.array(Part).catch([]),
  }),
)

export function createPoster({ draw, client, onTrouble }: PosterParts): Poster {
  async function send(
    rest: Client['rest'],
    channel: string,
    card: Card,
    name: string,
    withinMs: number,
  ): Promise<void> {
    const { allowedMentions, ...message } = draw(card)
    await rest.post(Routes.channelMessages(channel), {
      body: {
        ...message,
        allowed_mentions: { parse: allowedMentions.parse },
        nonce: nonceOf(name),
        // Discord gives back the first message of the same nonce instead of making another, for some minutes.
        enforce_nonce: true,
      },
      signal: AbortSignal.timeout(withinMs),
    })
  }

  return {
    async post(place, card, { name }, withinMs) {
      const connected = client()
      if (connected === undefined) return { kind: 'unsent', why: 'not-connected' }
      try {
        await send(connected.rest, place.channel, card, name, withinMs)
        return { kind: 'sent' }
      } catch (error) {
        const posted = notPosted(error)
        onTrouble('post', posted.kind === 'sent' ? '' : posted.why)
        return posted.kind === 'gone' && posted.why === 'closed'
          ? { ...posted, missing: missingThere(connected, place) }
          : posted
      }
    },

    async wasPosted(place, known) {
      const connected = client()
      if (connected === undefined) return 'later'
      try {
        if (!(await mayReadBack(connected, place))) return 'unknown'
        return await look(connected, place, known)
      } catch (error) {
        return troubleOf(error) === 'failing' ? 'later' : 'unknown'
      }
    },

    async tell(_, user, card) {
      const rest = client()?.rest
      try {
        const opened = await rest?.post(Routes.userChannels(), { body: { recipient_id: user } })
        const { id } = z.object({ id: z.string() }).parse(opened)
        if (rest !== undefined) await send(rest, id, card, `${id} ${Date.now()}`, TELL_MS)
      } catch (error) {
        onTrouble('tell', troubleOf(error))
      }
    },

    mention({ channel }) {
      const found = client()?.channels.cache.get(channel)
      return found !== undefined && 'name' in found && found.name !== null ? `#${found.name}` : 'a channel'
    },
  }
}

/** Goes through what was written since, oldest first. */
async function look({ rest, user }: Client<true>, { channel }: Place, known: Known): Promise<Found> {
  const nonce = nonceOf(known.name)
  let after = SnowflakeUtil.generate({ timestamp: known.since }).toString()
  for (let count = 0; count < PAGES; count++) {
    const query = new URLSearchParams({ limit: String(PAGE), after })
    const page = History.parse(await rest.get(Routes.channelMessages(channel), { query }))
    const ours = page.filter(({ author }) => author.id === user.id)
    if (ours.some(message => message.nonce === nonce || holds(message.components, known.mark))) return 'yes'
    if (page.length < PAGE) return 'no'
    after = page.reduce((latest, { id }) => (BigInt(id) > BigInt(latest) ? id : latest), after)
  }
  return 'unknown'
}

const holds = (parts: readonly Part[], mark: string): boolean =>
  parts.some(({ content, components = [] }) => content?.includes(mark) === true || holds(components, mark))

/** Without that permission Discord shows an empty channel. */
async function mayReadBack(connected: Client<true>, { channel: id }: Place): Promise<boolean> {
  const channel = await connected.channels.fetch(id)
  if (channel === null || channel.isDMBased()) return channel !== null
  const { me } = channel.guild.members
  const needed = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.ReadMessageHistory]
  return me !== null && channel.permissionsFor(me).has(needed)
}

function missingThere({ channels }: Client<true>, { channel: id }: Place): string[] {
  const channel = channels.cache.get(id)
  const me = channel === undefined || channel.isDMBased() ? null : channel.guild.members.me
  return channel === undefined || channel.isDMBased() || me === null
    ? []
    : missingIn(channel.permissionsFor(me))
}

/** At most 25 characters. */
const nonceOf = (name: string): string => createHash('sha256').update(name).digest('base64url').slice(0, 22)

const GONE: Partial<Record<Trouble, string>> = { gone: 'deleted', closed: 'closed', silent: 'silent' }

/** What follows from an error for a post: whether it may be there, and whether its place is closed. */
function notPosted(error: unknown): Posted {
  const trouble = troubleOf(error)
  const gone = GONE[trouble]
  if (gone !== undefined) return { kind: 'gone', why: gone }
  if (error instanceof DiscordAPIError && error.status < 500) return { kind: 'unsent', why: trouble }
  if (error instanceof HTTPError) return { kind: 'unsure', why: 'unsure' }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return BEFORE_SENDING.test(code)
    ? { kind: 'unsent', why: 'unreachable' }
    : { kind: 'unsure', why: 'unsure' }
}
