/** The commands that Discord lists, and what each asks the bot. */
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type ChatInputCommandInteraction,
  InteractionContextType,
  type MessageContextMenuCommandInteraction,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js'
import { formatQuestion, parseTyped } from '../../ask/question.ts'
import type { Card } from '../../cards/card.ts'
import { noticeCard, withNotices } from '../../cards/notices.ts'
import { setupCard } from '../../cards/setup.ts'
import type { Bot, Reply } from '../chat.ts'
import { withFiles } from '../files.ts'
import type { CommandInteraction } from './answering.ts'
import { dailyCommand } from './daily-command.ts'
import { LIMITS } from './limits.ts'
import { label } from './markup.ts'
import { inviteLink, missingIn } from './permissions.ts'
import { alone, toldByInteraction } from './place.ts'
import { type Download, readFiles, wordsToExplain } from './reading.ts'

export type CommandParts = {
  bot: Bot
  download: Download
  /** Whether answers are shown only to who asked, unless they say otherwise. */
  private: boolean
  /** Roles whose members may set up the daily post, besides those who may manage the server. */
  managerRoles: readonly string[]
}

export type Command = {
  body: RESTPostAPIApplicationCommandsJSONBody
  /** Whether only the person sees the answer; where they are alone with the bot nothing needs hiding. */
  hidden(interaction: CommandInteraction): boolean
  run(interaction: CommandInteraction): Promise<Reply>
  /** What to offer for an option while it is typed; from memory, since each pause in typing asks. */
  suggest?(typed: string, option: string): Choice[]
}

export type Choice = { name: string; value: string }

/** Everywhere: in servers that added the bot, and wherever a person goes who added it for themselves. */
const EVERYWHERE = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
}
const SERVERS = {
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild],
}

export function createCommands(parts: CommandParts): Command[] {
  return [
    askCommand(parts),
    explainCommand(parts),
    setupCommand(),
    versionCommand(parts),
    dailyCommand(parts),
  ].map(guarded)
}

function askCommand({ bot, private: isPrivate, managerRoles }: CommandParts): Command {
  const isHidden = (interaction: CommandInteraction): boolean =>
    !alone(interaction) && (slash(interaction)?.options.getBoolean('private') ?? isPrivate)
  return {
    body: {
      ...EVERYWHERE,
      type: ApplicationCommandType.ChatInput,
      name: 'k8s',
      description: 'Ask about Kubernetes',
      options: [
        {
          type: ApplicationCommandOptionType.String,
          name: 'question',
          description: 'A question, a name, or an error to explain',
          required: true,
          autocomplete: true,
          max_length: LIMITS.question,
        },
        {
          type: ApplicationCommandOptionType.Boolean,
          name: 'private',
          description: 'Show the answer only to me',
        },
      ],
    },
    hidden: isHidden,
    run: async interaction =>
      bot.respond({
        ...toldByInteraction(interaction, managerRoles),
        text: slash(interaction)?.options.getString('question') ?? '',
        via: 'typed',
        audience: alone(interaction) ? 'alone' : isHidden(interaction) ? 'asker' : 'channel',
      }),
    suggest: typed =>
      bot.suggest(typed.slice(0, LIMITS.choiceName), LIMITS.choices).flatMap(suggestion => {
        const value = formatQuestion(suggestion.asks)
        return value.length > LIMITS.choiceValue
          ? []
          : [{ name: label(suggestion.label, LIMITS.choiceName), value }]
      }),
  }
}

/** Another person's message, which Discord hands over with its text: the way to ask about what is not addressed to us. */
const explainCommand = ({ bot, download, managerRoles }: CommandParts): Command => ({
  body: { ...EVERYWHERE, type: ApplicationCommandType.Message, name: 'Explain this' },
  hidden: interaction => !alone(interaction),
  async run(interaction) {
    const target = onMessage(interaction)?.targetMessage
    const read = await readFiles(target?.attachments.values() ?? [], download)
    const told = withFiles(
      {
        ...toldByInteraction(interaction, managerRoles),
        text: target === undefined ? '' : wordsToExplain(target),
        via: 'explain',
        audience: alone(interaction) ? 'alone' : 'asker',
      },
      read,
    )
    const reply = await bot.respond(told)
    return told.via === 'explain' && reply.kind === 'card'
      ? { ...reply, card: withNotices(reply.card, read.notices) }
      : reply
  },
})

const setupCommand = (): Command => ({
  body: {
    ...SERVERS,
    type: ApplicationCommandType.ChatInput,
    name: 'k8s-setup',
    description: 'Check what I may do in this channel',
    default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
  },
  hidden: () => true,
  run: async ({ appPermissions, applicationId }) =>
    shown(setupCard(missingIn(appPermissions), inviteLink(applicationId))),
})

/** Sets what everybody in the channel is told, so it is for who manages the server. */
const versionCommand = ({ bot }: CommandParts): Command => ({
  body: {
    ...SERVERS,
    type: ApplicationCommandType.ChatInput,
    name: 'k8s-version',
    description: 'Say which Kubernetes runs here, so that answers tell what holds there',
    default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'version',
        description: 'Such as 1.31; "off" forgets it',
        required: true,
        max_length: 40,
      },
    ],
  },
  hidden: () => true,
  async run(interaction) {
    const text = `version ${slash(interaction)?.options.getString('version')?.trim() ?? ''}`
    return parseTyped(text).kind === 'version'
      ? bot.respond({
          ...toldByInteraction(interaction, []),
          text,
          via: 'typed',
          audience: 'asker',
          manager: true,
        })
      : shown(noticeCard('no-version'))
  },
})

/**
 * Discord hides a command with default permissions from everybody else, but a server may open it to anyone by
 * mistake, so the bot asks again.
 */
function guarded(command: Command): Command {
  const needed = command.body.default_member_permissions
  if (needed === undefined || needed === null) return command
  return {
    ...command,
    run: async interaction =>
      interaction.memberPermissions?.has(BigInt(needed)) === true
        ? command.run(interaction)
        : shown(noticeCard('managers-only')),
  }
}

const slash = (interaction: CommandInteraction): ChatInputCommandInteraction | undefined =>
  interaction.isChatInputCommand() ? interaction : undefined

const onMessage = (interaction: CommandInteraction): MessageContextMenuCommandInteraction | undefined =>
  interaction.isMessageContextMenuCommand() ? interaction : undefined

const shown = (card: Card): Reply => ({
  kind: 'card',
  card,
  about: { kind: 'notice', notes: [], confidence: 1 },
  audience: 'asker',
})
