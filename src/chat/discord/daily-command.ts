/** `/k8s-daily`: the concept of the day in this channel. What it is told becomes the line that a form would send. */
import {
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type ChatInputCommandInteraction,
  InteractionContextType,
} from 'discord.js'
import { suggestZones } from '../../ask/daily.ts'
import { formatQuestion, type Question } from '../../ask/question.ts'
import type { Bot } from '../chat.ts'
import type { Choice, Command } from './commands.ts'
import { LIMITS } from './limits.ts'
import { alone, type Told, toldByInteraction } from './place.ts'

export type DailyCommandParts = { bot: Bot; managerRoles: readonly string[] }

type Option = NonNullable<APIApplicationCommandSubcommandOption['options']>[number]

const text = (
  name: string,
  description: string,
  more: { required?: true; autocomplete?: true } = {},
): Option => ({
  type: ApplicationCommandOptionType.String,
  name,
  description,
  ...more,
})

const subcommand = (
  name: string,
  description: string,
  options: Option[] = [],
): APIApplicationCommandSubcommandOption => ({
  type: ApplicationCommandOptionType.Subcommand,
  name,
  description,
  ...(options.length > 0 && { options }),
})

export const dailyCommand = ({ bot, managerRoles }: DailyCommandParts): Command => ({
  body: {
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    type: ApplicationCommandType.ChatInput,
    name: 'k8s-daily',
    description: 'A Kubernetes concept in this channel every day',
    options: [
      subcommand('on', 'Post a concept here every day, or change when and what', [
        text('time', 'Such as 09:00', { required: true }),
        text('zone', 'Your time zone, such as Europe/Prague', { required: true, autocomplete: true }),
        text('days', 'Such as mon-fri; every day when left out'),
        text('about', 'A path or topics, such as path:beginner or networking,storage; all when left out', {
          autocomplete: true,
        }),
      ]),
      subcommand('form', 'Fill in a form instead'),
      subcommand('status', 'See how it stands here'),
      subcommand('pause', 'Stop for a while', [
        text('until', 'The first day with a post again, such as 2027-01-07'),
      ]),
      subcommand('resume', 'Go on after a pause'),
      subcommand('skip', 'Leave the next post out'),
      subcommand('now', 'Post today’s concept now'),
      subcommand('off', 'Stop for good'),
    ],
  },
  hidden: interaction => !alone(interaction),
  run: async interaction => {
    const asked = interaction.isChatInputCommand() ? questionOf(interaction) : STATUS
    const told: Told = toldByInteraction(interaction, managerRoles)
    return bot.respond({
      ...told,
      text: formatQuestion(asked),
      via: 'button',
      audience: alone(interaction) ? 'alone' : 'asker',
    })
  },
  suggest: (typed, option) => (option === 'zone' ? zones(typed) : abouts(bot, typed)),
})

const STATUS: Question = { kind: 'daily', words: 'status' }

function questionOf({ options }: ChatInputCommandInteraction): Question {
  const order = options.getSubcommand()
  if (order === 'on') {
    const values = Object.fromEntries(
      ['time', 'zone', 'days', 'about'].map(name => [name, options.getString(name) ?? '']),
    )
    return { kind: 'fill', of: { kind: 'daily', words: 'form' }, values }
  }
  const until = order === 'pause' ? options.getString('until') : null
  return { kind: 'daily', words: until === null ? order : `${order} until ${until}` }
}

const zones = (typed: string): Choice[] =>
  suggestZones(typed, LIMITS.choices).map(zone => ({ name: zone, value: zone }))

/** A topic to add to those that were typed; a path stands alone. */
const isAnother = (about: string, typed: string): boolean =>
  about !== 'all' && !about.startsWith('path:') && !typed.split(',').includes(about)

/** Paths and topics; of several topics the last one is completed. */
function abouts(bot: Bot, typed: string): Choice[] {
  const [, before = '', last = ''] = /^(.*,)?\s*([^,]*)$/.exec(typed.toLowerCase()) ?? []
  return bot
    .dailyAbouts()
    .filter(about => about.includes(last) && (before === '' || isAnother(about, before)))
    .map(about => `${before}${about}`)
    .filter(value => value.length <= LIMITS.choiceValue)
    .slice(0, LIMITS.choices)
    .map(value => ({ name: value, value }))
}
