/** Everything that Discord may tell the bot, and what is done about it. */
import {
  type APIModalInteractionResponseCallbackData,
  type AutocompleteInteraction,
  type Client,
  Events,
  type Interaction,
  type MessageComponentInteraction,
  type ModalSubmitInteraction,
} from 'discord.js'
import type { Card } from '../../cards/card.ts'
import type { Form } from '../../cards/form.ts'
import type { Bot, Log } from '../chat.ts'
import { answerInteraction } from './answering.ts'
import type { Pause } from './clock.ts'
import { type Choice, type Command, createCommands } from './commands.ts'
import { readModal } from './forms.ts'
import { createOnThread } from './forums.ts'
import { createOnMessage } from './messages.ts'
import { alone, toldByInteraction } from './place.ts'
import { createPosting } from './posting.ts'
import type { Download } from './reading.ts'
import type { DiscordMessage } from './render.ts'
import { PICK } from './rows.ts'
import { described } from './trouble.ts'

export type ListenParts = {
  bot: Bot
  draw: (card: Card) => DiscordMessage
  drawForm: (form: Form) => APIModalInteractionResponseCallbackData
  log: Log
  onTrouble: (call: string, code: string) => void
  private: boolean
  forums: readonly string[]
  managerRoles: readonly string[]
  download: Download
  pause: Pause
  now: () => number
}

export type Listening = {
  commands: Command[]
  /** Hears what `client` hears. */
  hear(client: Client): void
  /** Resolves once everything heard so far has been answered. */
  settled(): Promise<void>
}

export function listen(parts: ListenParts): Listening {
  const { bot, log } = parts
  const commands = createCommands(parts)
  const posting = createPosting(parts)
  const onMessage = createOnMessage({ ...parts, posting })
  const onThread = createOnThread({ ...parts, posting })
  const going = new Set<Promise<void>>()

  /** Whatever fails here is our fault; the next event must not suffer from it. */
  function take(job: Promise<void>): void {
    const done: Promise<void> = job
      .catch((error: unknown) => log.error(described(error), 'discord: an event could not be handled'))
      .finally(() => going.delete(done))
    going.add(done)
  }

  async function onInteraction(interaction: Interaction): Promise<void> {
    if (interaction.isAutocomplete()) {
      await interaction.respond(choicesFor(interaction)).catch((error: unknown) => {
        log.info(described(error), 'discord: suggestions came too late')
      })
    } else if (interaction.isMessageComponent()) {
      const hidden = !alone(interaction)
      await answerInteraction(interaction, press(interaction), hidden, parts)
    } else if (interaction.isModalSubmit()) {
      await answerInteraction(interaction, submit(interaction), !alone(interaction), parts)
    } else if (interaction.isChatInputCommand() || interaction.isMessageContextMenuCommand()) {
      const command = commandOf(interaction)
      if (command === undefined) return
      await answerInteraction(interaction, command.run(interaction), command.hidden(interaction), parts)
    }
  }

  const commandOf = ({ commandName }: { commandName: string }): Command | undefined =>
    commands.find(({ body }) => body.name === commandName)

  /** Nobody who types needs to see an error; what they typed can be asked all the same. */
  function choicesFor(interaction: AutocompleteInteraction): Choice[] {
    try {
      const { name, value } = interaction.options.getFocused(true)
      return commandOf(interaction)?.suggest?.(value, name) ?? []
    } catch (error) {
      log.error(described(error), 'discord: no suggestions could be made')
      return []
    }
  }

  function press(interaction: MessageComponentInteraction) {
    const { customId } = interaction
    const picked = interaction.isStringSelectMenu() ? interaction.values[0] : undefined
    return bot.respond({
      ...toldByInteraction(interaction, parts.managerRoles),
      text: picked ?? (customId.startsWith(PICK) ? 'notice old-button' : customId),
      via: 'button',
      audience: alone(interaction) ? 'alone' : 'asker',
    })
  }

  const submit = (interaction: ModalSubmitInteraction) =>
    bot.respond({
      ...toldByInteraction(interaction, parts.managerRoles),
      text: readModal(interaction),
      via: 'button',
      audience: alone(interaction) ? 'alone' : 'asker',
    })

  return {
    commands,
    hear(client) {
      client.on(Events.InteractionCreate, interaction => take(onInteraction(interaction)))
      client.on(Events.MessageCreate, message => take(onMessage(message)))
      client.on(Events.ThreadCreate, (thread, isNew) => take(onThread(thread, isNew)))
      client.on(Events.GuildDelete, ({ id }) => log.info({ server: id }, 'discord: removed from a server'))
    },
    async settled() {
      while (going.size > 0) await Promise.allSettled(going)
    },
  }
}
