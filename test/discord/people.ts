/** What people do on a local Discord, and what they see of it. */
import { PermissionFlagsBits as P } from 'discord.js'
import { vi } from 'vitest'
import type { LocalDiscord } from './local-discord.ts'
import { EPHEMERAL } from './message-rules.ts'
import type { Modal } from './modal-rules.ts'
import { type Control, type Seen, see } from './see.ts'
import { interactionJson, type Json, messageJson } from './wire.ts'
import {
  addMessage,
  addUser,
  type Channel,
  DM,
  type File,
  type Interaction,
  type Message,
  messagesIn,
  type World,
} from './world.ts'

/** A message of the bot's as a person sees it. */
export type Shown = Seen & { id: string; message: Message; private: boolean; replyTo: string | undefined }

type Said = {
  replyTo?: string
  ping?: boolean
  files?: Partial<File>[]
  forwarded?: string
  embeds?: object[]
}

/** How an interaction comes about: how old it is when it arrives, and what the person may do there. */
type How = { age?: number; permissions?: bigint; roles?: string[] }

export type Person = ReturnType<typeof person>

export function person(discord: LocalDiscord, name: string) {
  const { world, gateway, fileUrl } = discord
  const user = addUser(world, name)

  function interact(channel: Channel, type: number, data: Json, more: Json = {}, how: How = {}): Interaction {
    const interaction: Interaction = {
      id: world.id(),
      token: `token-${world.id()}`,
      at: world.now() - (how.age ?? 0),
      userId: user.id,
      channelId: channel.id,
      type,
      followUps: 0,
    }
    world.interactions.set(interaction.token, interaction)
    const wire = interactionJson(world, interaction, how, data, more)
    gateway.dispatch({ name: 'INTERACTION_CREATE', guildId: channel.guildId, data: () => wire })
    return interaction
  }

  const slash = (channel: Channel, name: string, options: Json[], how?: How): Interaction =>
    interact(channel, 2, { id: '1', name, type: 1, options }, {}, how)

  function says(channel: Channel, content: string, said: Said = {}): Message {
    const message = addMessage(world, {
      channelId: channel.id,
      author: user,
      content,
      files: (said.files ?? []).map(file => ({
        id: world.id(),
        filename: 'a.txt',
        size: 1,
        body: '',
        ...file,
      })),
      embeds: said.embeds ?? [],
      replyPings: said.ping ?? true,
      ...(said.replyTo !== undefined && { replyTo: said.replyTo }),
      ...(said.forwarded !== undefined && { forwarded: said.forwarded }),
    })
    tell(message)
    return message
  }

  /** Discord tells whoever may know; it may do so more than once. */
  function tell(message: Message): void {
    const channel = channelOf(world, message.channelId)
    const direct = channel.type === DM
    gateway.dispatch({
      name: 'MESSAGE_CREATE',
      guildId: channel.guildId,
      intent: direct ? 'directMessages' : 'guildMessages',
      data: ({ readsContent }) =>
        messageJson(world, message, !readsContent && !direct && !isForBot(world, message), fileUrl),
    })
  }

  function press(message: Message, control: Control, how?: How): Interaction {
    const channel = channelOf(world, message.channelId)
    const data = control.menu
      ? { component_type: 3, custom_id: control.customId, values: [control.line] }
      : { component_type: 2, custom_id: control.customId }
    const interaction = interact(
      channel,
      3,
      data,
      { message: messageJson(world, message, false, fileUrl) },
      how,
    )
    /** Until it is answered with a message of its own, @original is the message that was pressed. */
    interaction.original = message.id
    return interaction
  }

  const seen = (channel: Channel): Shown[] =>
    messagesIn(world, channel.id, user.id)
      .filter(({ author }) => author.id === world.bot.id)
      .map(message => shown(message))

  return {
    ...user,
    says,
    tell,
    seen,
    /** `/k8s question:… private:…` */
    asks: (
      channel: Channel,
      question: string,
      { private: hidden, ...how }: How & { private?: boolean } = {},
    ) =>
      slash(
        channel,
        'k8s',
        [
          { name: 'question', type: 3, value: question },
          ...(hidden === undefined ? [] : [{ name: 'private', type: 5, value: hidden }]),
        ],
        how,
      ),
    commands: slash,
    /** `/k8s-daily on time:… zone:…` and the like. */
    daily: (channel: Channel, order: string, given: Record<string, string> = {}, how?: How) =>
      slash(
        channel,
        'k8s-daily',
        [
          {
            name: order,
            type: 1,
            options: Object.entries(given).map(([name, value]) => ({ name, type: 3, value })),
          },
        ],
        how,
      ),
    /** What Discord offers while `typed` stands in the box. */
    async types(channel: Channel, typed: string): Promise<string[]> {
      const options = [{ name: 'question', type: 3, value: typed, focused: true }]
      return this.typesIn(channel, 'k8s', options)
    },
    /** What Discord offers while options of a command are typed. */
    async typesIn(channel: Channel, name: string, options: Json[]): Promise<string[]> {
      const interaction = interact(channel, 4, { id: '1', name, type: 1, options })
      const choices = await vi.waitUntil(() => interaction.choices, { timeout: 5000, interval: 2 })
      return choices.map(({ name }) => name)
    },
    /** Apps > Explain this, in the menu of a message. */
    explains: (message: Message, how?: How) =>
      interact(
        channelOf(world, message.channelId),
        2,
        {
          id: '1',
          name: 'Explain this',
          type: 3,
          target_id: message.id,
          resolved: { messages: { [message.id]: messageJson(world, message, false, fileUrl) } },
        },
        {},
        how,
      ),
    presses(on: Shown, label: string, how?: How): Interaction {
      const control = on.controls.find(found => found.label === label)
      if (control === undefined)
        throw new Error(`no button "${label}" but ${on.controls.map(found => `"${found.label}"`).join(', ')}`)
      return press(on.message, control, how)
    },
    pressesLine: (on: Shown, line: string) =>
      press(on.message, { label: '', line, customId: line, menu: false }),
    /** The form that an interaction was answered with. */
    form: (interaction: Interaction): Promise<Modal> =>
      vi.waitUntil(() => interaction.modal, { timeout: 5000, interval: 2 }),
    /** Fills in a form by the labels of its fields, and sends it. */
    fills(opened: Interaction, filled: Record<string, string>, how?: How): Interaction {
      const { modal } = opened
      if (modal === undefined) throw new Error('no form was shown')
      const components = modal.components.map(part => {
        if (part.type === 10) return { type: 10, id: 1 }
        const { component } = part
        const { type, custom_id } = component
        const typed = filled[part.label]
        if (component.type === 4)
          return { type: 18, id: 1, component: { type, custom_id, value: typed ?? component.value ?? '' } }
        const chosen = component.options.filter(option =>
          typed === undefined ? option.default : option.label === typed,
        )
        return { type: 18, id: 1, component: { type, custom_id, values: chosen.map(({ value }) => value) } }
      })
      return interact(
        channelOf(world, opened.channelId),
        5,
        { custom_id: modal.custom_id, components },
        {},
        how,
      )
    },
    /** The bot's messages there, as many as there are. */
    seesNow: seen,
    /** The bot's messages there, once there are `count` of them. */
    sees: (channel: Channel, count = 1): Promise<Shown[]> =>
      vi.waitUntil(
        () => {
          const all = seen(channel)
          if (count > 0 && all.length > count)
            throw new Error(`${all.length} messages: ${all.map(({ text }) => text.slice(0, 60))}`)
          return all.length === count ? all : undefined
        },
        { timeout: 5000, interval: 2 },
      ),
    mayModerate: P.ManageMessages,
    mayManage: P.ManageGuild,
  }
}

/** Discord shows bots without the privileged intent what mentions them, and replies to what they posted themselves. */
function isForBot(world: World, { content, replyTo, replyPings }: Message): boolean {
  const replied = world.messages.get(replyTo ?? '')
  return (
    new RegExp(`<@!?${world.bot.id}>`).test(content) ||
    (replyPings && replied?.author.id === world.bot.id && replied.interaction === undefined)
  )
}

function channelOf(world: World, id: string): Channel {
  const channel = world.channels.get(id)
  if (channel === undefined) throw new Error(`no channel ${id}`)
  return channel
}

const shown = (message: Message): Shown => ({
  ...see(message.components),
  id: message.id,
  message,
  private: message.onlyFor !== undefined || (message.flags & EPHEMERAL) !== 0,
  replyTo: message.replyTo,
})
