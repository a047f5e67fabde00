/**
 * How an interaction is answered: at once where there is time, deferred where there is not, and once.
 * Discord forgets an interaction that nobody acknowledged within three seconds, and takes one acknowledgement.
 */
import {
  type APIModalInteractionResponseCallbackData,
  type ChatInputCommandInteraction,
  type MessageComponentInteraction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js'
import type { Card } from '../../cards/card.ts'
import type { Form } from '../../cards/form.ts'
import { noticeCard } from '../../cards/notices.ts'
import type { Log, Reply } from '../chat.ts'
import { type Pause, steadily, within } from './clock.ts'
import type { DiscordMessage } from './render.ts'
import { described, troubleOf } from './trouble.ts'

export type CommandInteraction = ChatInputCommandInteraction | MessageContextMenuCommandInteraction
type Interaction = CommandInteraction | MessageComponentInteraction | ModalSubmitInteraction

export type AnsweringParts = {
  draw: (card: Card) => DiscordMessage
  drawForm: (form: Form) => APIModalInteractionResponseCallbackData
  log: Log
  onTrouble: (call: string, code: string) => void
  pause: Pause
}

/** Half of the three seconds; the other half is for the ways there and back. */
const DEFER_AFTER_MS = 1500

/** A callback has what is left of three seconds, an edit fifteen minutes. */
const CALLBACK_PAUSES = [200, 800]
const EDIT_PAUSES = [1000, 3000, 9000]

/** Answers `interaction` with what `work` gives. @param hidden whether only the person may see it */
export async function answerInteraction(
  interaction: Interaction,
  work: Promise<Reply>,
  hidden: boolean,
  parts: AnsweringParts,
): Promise<void> {
  const { draw, log, onTrouble, pause } = parts
  const way = interaction.isMessageComponent()
    ? component(interaction, pause)
    : command(interaction, hidden, pause)
  const guarded = work.catch((error: unknown): Reply => {
    log.error(described(error), 'discord: a question could not be answered')
    return trouble(hidden)
  })
  try {
    const early = await within(guarded, DEFER_AFTER_MS, pause)
    if (early === undefined) await way.defer()
    await deliver(early ?? (await guarded))
  } catch (error) {
    const kind = troubleOf(error)
    onTrouble('interaction', kind)
    log[kind === 'late' ? 'info' : 'warn'](
      { ...described(error), trouble: kind },
      'discord: an answer came to nothing',
    )
  }

  async function deliver(reply: Reply): Promise<void> {
    if (reply.kind === 'silence') return
    if (reply.kind === 'remove') return way.remove()
    if (reply.kind === 'form' && (await open(reply.form))) return
    try {
      const message = draw(reply.card)
      const shared = hidden && reply.audience === 'channel'
      await (shared ? way.share(message) : way.show(message, hidden || reply.audience === 'asker'))
    } catch (error) {
      if (troubleOf(error) !== 'refused') throw error
      log.error(described(error), 'discord: Discord refuses our message')
      await way.show(draw(noticeCard('trouble')), hidden)
    }
  }

  /** A form must be the first answer, and is none to another form. */
  async function open(form: Form): Promise<boolean> {
    if (interaction.isModalSubmit() || interaction.deferred) return false
    const modal = parts.drawForm(form)
    await acknowledge(() => interaction.showModal(modal), pause)
    return true
  }
}

const trouble = (hidden: boolean): Reply => ({
  kind: 'card',
  card: noticeCard('trouble'),
  about: { kind: 'notice', notes: [], confidence: 1 },
  audience: hidden ? 'asker' : 'alone',
})

type Way = {
  /** Tells Discord that an answer is coming. */
  defer(): Promise<void>
  /** @param only whether only the person may see it */
  show(message: DiscordMessage, only: boolean): Promise<void>
  /** Shows everybody what only one person saw, and takes it away there. */
  share(message: DiscordMessage): Promise<void>
  /** Takes away the message whose button was pressed. */
  remove(): Promise<void>
}

const addressed = (message: DiscordMessage, only: boolean) => ({
  ...message,
  flags: only ? [message.flags, MessageFlags.Ephemeral as const] : [message.flags],
})

/** @param hidden what a deferral says about who will see the answer; it cannot be changed later */
function command(
  interaction: CommandInteraction | ModalSubmitInteraction,
  hidden: boolean,
  pause: Pause,
): Way {
  async function show(message: DiscordMessage, only: boolean): Promise<void> {
    const reply = addressed(message, only)
    if (!interaction.deferred) {
      if ((await acknowledge(() => interaction.reply(reply), pause)) === 'done') return
      /** Our own callback arrived and its receipt got lost, or another process deferred: either way, fill it in. */
      interaction.deferred = true
    } else if (only && !hidden) {
      await interaction.deleteReply()
      await interaction.followUp(reply)
      return
    }
    await steadily(() => interaction.editReply({ ...message }), EDIT_PAUSES, pause)
  }
  return {
    async defer() {
      await acknowledge(() => interaction.deferReply(hidden ? { flags: MessageFlags.Ephemeral } : {}), pause)
      interaction.deferred = true
    },
    show,
    share: message => show(message, false),
    remove: async () => {},
  }
}

/** A pressed button. Its own message stays as it is unless it is shared or removed. */
function component(interaction: MessageComponentInteraction, pause: Pause): Way {
  const update = async (): Promise<void> => {
    if (interaction.deferred) return
    await acknowledge(() => interaction.deferUpdate(), pause)
    interaction.deferred = true
  }
  const takeAway = () => steadily(() => interaction.deleteReply(), EDIT_PAUSES, pause)
  return {
    defer: update,
    async show(message, only) {
      const reply = addressed(message, only)
      if (interaction.deferred) return void (await interaction.followUp(reply))
      /** If it was acknowledged before, our own callback arrived and its receipt got lost: it is shown already. */
      await acknowledge(() => interaction.reply(reply), pause)
    },
    async share(message) {
      await update()
      await interaction.followUp({ ...message })
      await takeAway()
    },
    async remove() {
      await update()
      await takeAway()
    },
  }
}

async function acknowledge(callback: () => Promise<unknown>, pause: Pause): Promise<'done' | 'before'> {
  try {
    await steadily(callback, CALLBACK_PAUSES, pause)
    return 'done'
  } catch (error) {
    if (troubleOf(error) !== 'acknowledged') throw error
    return 'before'
  }
}
