/** Where something was said on Discord, and who hears the answer. */
import {
  type BaseInteraction,
  type Channel,
  InteractionContextType,
  type Message,
  PermissionFlagsBits,
  type PermissionsBitField,
} from 'discord.js'
import type { Heard, Place } from '../chat.ts'

/** Direct messages belong to no server. */
const NO_SERVER = '@me'

/** A thread belongs to its channel; where Discord does not show the channel, it stands alone. */
export function placeOf(guildId: string | null, channelId: string, channel: Channel | null): Place {
  const parent = channel?.isThread() === true ? channel.parentId : null
  return {
    platform: 'discord',
    workspace: guildId ?? NO_SERVER,
    ...(parent === null ? { channel: channelId } : { channel: parent, thread: channelId }),
  }
}

/** Who may delete what others wrote may also delete answers, and decide what is kept of a channel. */
const moderates = (granted: Readonly<PermissionsBitField> | null | undefined): boolean =>
  granted?.has(PermissionFlagsBits.ManageMessages) ?? false

type Told = Pick<Heard, 'user' | 'place' | 'events' | 'manager'>

export const toldByInteraction = (interaction: BaseInteraction): Told => ({
  user: interaction.user.id,
  place: placeOf(interaction.guildId, interaction.channelId ?? interaction.id, interaction.channel),
  events: [`interaction:${interaction.id}`],
  manager: alone(interaction) || moderates(interaction.memberPermissions),
})

export const toldByMessage = (message: Message): Told => ({
  user: message.author.id,
  place: placeOf(message.guildId, message.channelId, message.channel),
  events: [`message:${message.channelId}:${message.id}`],
  manager: message.channel.isDMBased() || moderates(message.member?.permissions),
})

/** Whether person and bot are alone; a direct message between people, where the bot is a guest, is a channel. */
export const alone = (interaction: BaseInteraction): boolean =>
  interaction.context === null
    ? interaction.guildId === null
    : interaction.context === InteractionContextType.BotDM
