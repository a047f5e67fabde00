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

export type Told = Pick<Heard, 'user' | 'place' | 'events' | 'manager' | 'mayArrange'>

/** Who may manage the server, or has one of `roles`, may set up what the bot posts by itself. */
const arranges = (
  granted: Readonly<PermissionsBitField> | null | undefined,
  has: (role: string) => boolean,
  roles: readonly string[],
): boolean => granted?.has(PermissionFlagsBits.ManageGuild) === true || roles.some(has)

function hasRole({ member }: BaseInteraction, role: string): boolean {
  if (member === null) return false
  return Array.isArray(member.roles) ? member.roles.includes(role) : member.roles.cache.has(role)
}

/** @param roles those whose members may set up what the bot posts by itself */
export const toldByInteraction = (interaction: BaseInteraction, roles: readonly string[]): Told => ({
  user: interaction.user.id,
  place: placeOf(interaction.guildId, interaction.channelId ?? interaction.id, interaction.channel),
  events: [`interaction:${interaction.id}`],
  manager: alone(interaction) || moderates(interaction.memberPermissions),
  mayArrange: async () =>
    alone(interaction) || arranges(interaction.memberPermissions, role => hasRole(interaction, role), roles),
})

export const toldByMessage = (message: Message, roles: readonly string[]): Told => ({
  user: message.author.id,
  place: placeOf(message.guildId, message.channelId, message.channel),
  events: [`message:${message.channelId}:${message.id}`],
  manager: message.channel.isDMBased() || moderates(message.member?.permissions),
  mayArrange: async () =>
    message.channel.isDMBased() ||
    arranges(message.member?.permissions, role => message.member?.roles.cache.has(role) === true, roles),
})

/** Whether person and bot are alone; a direct message between people, where the bot is a guest, is a channel. */
export const alone = (interaction: BaseInteraction): boolean =>
  interaction.context === null
    ? interaction.guildId === null
    : interaction.context === InteractionContextType.BotDM
