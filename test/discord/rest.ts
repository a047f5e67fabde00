/** The part of Discord's REST API that the bot uses, with the rules that Discord documents for it. */

import { PermissionFlagsBits as P } from 'discord.js'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { CommandList } from './command-rules.ts'
import type { Gateway } from './gateway.ts'
import { EPHEMERAL, MessageSchema, objections, V2 } from './message-rules.ts'
import { ModalSchema } from './modal-rules.ts'
import { pingsOf } from './pings.ts'
import { channelJson, type Json, messageJson } from './wire.ts'
import {
  addChannel,
  addMessage,
  botPermissions,
  DM,
  type Interaction,
  type Message,
  messagesIn,
  THREAD,
  type World,
} from './world.ts'

const THREE_SECONDS = 3000
const FIFTEEN_MINUTES = 15 * 60_000

const Body = z.looseObject({
  flags: z.number().default(0),
  nonce: z.union([z.string(), z.number()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  allowed_mentions: z.looseObject({}).nullish(),
  message_reference: z
    .object({ message_id: z.string(), fail_if_not_exists: z.boolean().default(true) })
    .nullish(),
})
type Body = z.infer<typeof Body>

const Callback = z.object({
  type: z.number(),
  data: z.looseObject({ flags: z.number().default(0) }).optional(),
})
const Choices = z.object({
  choices: z
    .array(z.strictObject({ name: z.string().min(1).max(100), value: z.string().min(1).max(100) }))
    .max(25),
})

/** An answer that is an error of Discord's. */
const refusal = (status: number, code: number, errors?: object) =>
  Object.assign(new Error(`Refused with ${code}`), { status, code, errors })

const invalid = (errors: object) => refusal(400, 50035, errors)

export function createRest(
  world: World,
  gateway: Gateway,
  fileUrl: (id: string) => string,
  gatewayUrl: () => string,
) {
  const rest = new Hono()
  const json = async (context: Context): Promise<unknown> => context.req.json().catch(() => ({}))
  const param = (context: Context, name: string): string => context.req.param(name) ?? ''
  const toJson = (message: Message): Json => messageJson(world, message, false, fileUrl)

  rest.use(async (context, next) => {
    const open = /\/(interactions|webhooks)\//.test(context.req.path)
    if (!open && context.req.header('authorization') !== `Bot ${world.token}`) throw refusal(401, 0)
    await next()
  })

  rest.get('/gateway/bot', context =>
    context.json({
      url: gatewayUrl(),
      shards: gateway.state.shards,
      session_start_limit: {
        total: 1000,
        remaining: 999,
        reset_after: 0,
        max_concurrency: gateway.state.concurrency,
      },
    }),
  )

  for (const path of ['/applications/:app/commands', '/applications/:app/guilds/:guild/commands']) {
    rest.get(path, context => context.json(world.commands.get(param(context, 'guild')) ?? []))
    rest.put(path, async context => {
      const guild = param(context, 'guild')
      if (guild !== '' && !world.guilds.has(guild)) throw refusal(403, 50001)
      const read = CommandList.safeParse(await json(context))
      if (!read.success) throw invalid(read.error.issues)
      world.commands.set(
        guild,
        read.data.map(command => ({ ...command, id: world.id(), version: world.id() })),
      )
      return context.json(world.commands.get(guild) ?? [])
    })
  }
  rest.delete('/applications/:app/guilds/:guild/commands/:id', context => {
    const guild = param(context, 'guild')
    const left = (world.commands.get(guild) ?? []).filter(({ id }) => id !== param(context, 'id'))
    world.commands.set(guild, left)
    return context.body(null, 204)
  })

  rest.post('/interactions/:id/:token/callback', async context => {
    const interaction = interactionBy(param(context, 'token'))
    const { type, data } = Callback.parse(await json(context))
    if (interaction.acknowledged !== undefined) throw refusal(400, 40060)
    if (world.now() - interaction.at > THREE_SECONDS) throw refusal(404, 10062)
    const pressed = interaction.type === 3 || (interaction.type === 5 && interaction.pressed !== undefined)
    const fits =
      interaction.type === 4
        ? type === 8
        : type === 4 ||
          type === 5 ||
          (pressed && (type === 6 || type === 7)) ||
          (interaction.type !== 5 && type === 9)
    if (!fits) throw invalid({ type: { _errors: [{ code: 'BASE_TYPE_CHOICES' }] } })
    if (type === 4) interaction.original = post(interaction, data).id
    if (type === 5) interaction.hidden = ((data?.flags ?? 0) & EPHEMERAL) !== 0
    if (type === 9) {
      const { flags: _, ...sent } = data ?? {}
      const modal = ModalSchema.safeParse(sent)
      if (!modal.success) throw invalid(modal.error.issues)
      interaction.modal = modal.data
    }
    if (type === 8) interaction.choices = Choices.parse(data).choices
    interaction.acknowledged = type
    return context.body(null, 204)
  })

  rest.post('/webhooks/:app/:token', async context => {
    const interaction = answered(param(context, 'token'))
    const body = await json(context)
    if (isAwaited(interaction)) {
      const message = post(interaction, body, interaction.hidden)
      interaction.original = message.id
      return context.json(toJson(message))
    }
    if (++interaction.followUps > 5 && world.channels.get(interaction.channelId)?.guildId === undefined)
      throw refusal(400, 40094)
    return context.json(toJson(post(interaction, body)))
  })

  rest.patch('/webhooks/:app/:token/messages/:message', async context => {
    const interaction = answered(param(context, 'token'))
    const body = Body.parse(await json(context))
    if (isAwaited(interaction)) {
      interaction.original = post(interaction, body, interaction.hidden).id
    } else {
      const message = messageBy(originalOf(interaction, param(context, 'message')))
      Object.assign(message, { ...checked(body), pings: [...message.pings, ...pingsOf(world, body, [])] })
    }
    return context.json(toJson(messageBy(originalOf(interaction, param(context, 'message')))))
  })

  rest.delete('/webhooks/:app/:token/messages/:message', context => {
    const interaction = answered(param(context, 'token'))
    const id = param(context, 'message')
    /** "Thinking…" can be taken away too. */
    if (id === '@original' && isAwaited(interaction)) interaction.original = 'taken away'
    else world.messages.delete(messageBy(originalOf(interaction, id)).id)
    return context.body(null, 204)
  })

  rest.post('/users/@me/channels', async context => {
    const { recipient_id } = z.object({ recipient_id: z.string() }).parse(await json(context))
    const found = [...world.channels.values()].find(({ type, name }) => type === DM && name === recipient_id)
    const { id } = found ?? addChannel(world, recipient_id, { type: DM })
    const recipients = [
      { id: recipient_id, username: 'x', discriminator: '0', avatar: null, global_name: null },
    ]
    return context.json({ id, type: DM, recipients, last_message_id: null, flags: 0 })
  })

  rest.get('/channels/:channel', context => {
    const channel = world.channels.get(param(context, 'channel'))
    if (channel === undefined || channel.deleted) throw refusal(404, 10003)
    return context.json(channelJson(world, channel))
  })

  rest.get('/channels/:channel/messages', context => {
    const channel = world.channels.get(param(context, 'channel'))
    if (channel === undefined || channel.deleted) throw refusal(404, 10003)
    const allowed = botPermissions(world, channel)
    if ((allowed & P.ViewChannel) === 0n) throw refusal(403, 50001)
    if ((allowed & P.ReadMessageHistory) === 0n) return context.json([])
    const { limit = '50', after = '0' } = context.req.query()
    /** The nonce is not kept with a message. */
    const found = messagesIn(world, channel.id)
      .filter(({ id, onlyFor }) => BigInt(id) > BigInt(after) && onlyFor === undefined)
      .slice(0, Number(limit))
      .toReversed()
    return context.json(found.map(message => ({ ...toJson(message), nonce: undefined })))
  })

  rest.post('/channels/:channel/messages', async context => {
    const channel = world.channels.get(param(context, 'channel'))
    if (channel === undefined || channel.deleted) throw refusal(404, 10003)
    const allowed = botPermissions(world, channel)
    if (channel.guildId !== undefined && !world.guilds.has(channel.guildId)) throw refusal(403, 50001)
    if ((allowed & P.ViewChannel) === 0n) throw refusal(403, 50001)
    const needed = channel.type === THREAD ? P.SendMessagesInThreads : P.SendMessages
    if ((allowed & needed) === 0n) throw refusal(403, 50013)
    if ((channel.early ?? 0) > 0) {
      channel.early = (channel.early ?? 0) - 1
      throw refusal(403, 40058)
    }
    const body = Body.parse(await json(context))
    const reference = body.message_reference
    const same = [...world.messages.values()].find(
      ({ nonce, channelId }) =>
        body.enforce_nonce && nonce === String(body.nonce) && channelId === channel.id,
    )
    if (same !== undefined) return context.json(toJson(same))
    if (reference && (allowed & P.ReadMessageHistory) === 0n) throw refusal(400, 160002)
    const replied = world.messages.get(reference?.message_id ?? '')
    if (reference?.fail_if_not_exists && replied === undefined)
      throw invalid({ message_reference: { _errors: [{ code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE' }] } })
    const message = addMessage(world, {
      channelId: channel.id,
      author: world.bot,
      ...checked(body),
      pings: pingsOf(world, body, replied ? [replied.author.id] : []),
      ...(replied && { replyTo: replied.id }),
      ...(body.nonce != null && { nonce: String(body.nonce) }),
    })
    gateway.dispatch({
      name: 'MESSAGE_CREATE',
      guildId: channel.guildId,
      intent: channel.guildId === undefined ? 'directMessages' : 'guildMessages',
      data: () => toJson(message),
    })
    return context.json(toJson(message))
  })

  rest.onError(error => {
    const { status = 400, code = 50035, errors } = { ...error } as Partial<ReturnType<typeof refusal>>
    return new Response(JSON.stringify({ code, message: error.message, ...(errors && { errors }) }), {
      status,
      headers: { 'content-type': 'application/json' },
    })
  })

  function interactionBy(token: string): Interaction {
    const interaction = world.interactions.get(token)
    if (interaction === undefined) throw refusal(404, 10062)
    return interaction
  }

  /** What follows the acknowledgement works for fifteen minutes. */
  function answered(token: string): Interaction {
    const interaction = world.interactions.get(token)
    if (interaction?.acknowledged === undefined) throw refusal(404, 10015)
    if (world.now() - interaction.at > FIFTEEN_MINUTES) throw refusal(401, 50027)
    return interaction
  }

  const isAwaited = ({ acknowledged, original }: Interaction): boolean =>
    acknowledged === 5 && original === undefined

  const originalOf = ({ original }: Interaction, id: string): string =>
    id === '@original' ? (original ?? '') : id

  function messageBy(id: string): Message {
    const message = world.messages.get(id)
    if (message === undefined) throw refusal(404, 10008)
    return message
  }

  /** An answer to an interaction. @param hidden what an earlier deferral laid down */
  function post(interaction: Interaction, data: unknown, hidden?: boolean): Message {
    const body = Body.parse(data ?? {})
    return addMessage(world, {
      channelId: interaction.channelId,
      author: world.bot,
      interaction: interaction.id,
      ...checked(body),
      pings: pingsOf(world, body, [], ['users']),
      ...((hidden ?? (body.flags & EPHEMERAL) !== 0) && { onlyFor: interaction.userId }),
    })
  }

  function checked(body: Body): Pick<Message, 'components' | 'flags'> {
    if (body.content || body.embeds)
      throw invalid({ content: { _errors: [{ code: 'CONTENT_WITH_COMPONENTS_V2' }] } })
    const problems = objections(body)
    if (problems.length > 0)
      throw invalid({
        components: { _errors: problems.map(message => ({ code: 'BASE_TYPE_BAD', message })) },
      })
    return { components: MessageSchema.parse(body).components, flags: body.flags & (V2 | EPHEMERAL) }
  }

  return rest
}
