/** What the bot must be allowed to do, and the link that asks for just that. */
import { PermissionFlagsBits, PermissionsBitField } from 'discord.js'

/** Names as Discord shows them to people. Embed Links lets the links in our cards be links. */
const NEEDED = new Map([
  [PermissionFlagsBits.ViewChannel, 'View Channels'],
  [PermissionFlagsBits.SendMessages, 'Send Messages'],
  [PermissionFlagsBits.SendMessagesInThreads, 'Send Messages in Threads'],
  [PermissionFlagsBits.EmbedLinks, 'Embed Links'],
  [PermissionFlagsBits.ReadMessageHistory, 'Read Message History'],
])

/** The names of the permissions that `granted` lacks. */
export const missingIn = (granted: Readonly<PermissionsBitField>): string[] =>
  [...NEEDED].filter(([bit]) => !granted.has(bit)).map(([, name]) => name)

/** Whether the bot may write in a place with these permissions. */
export const mayWrite = (granted: Readonly<PermissionsBitField>, inThread: boolean): boolean =>
  granted.has([
    PermissionFlagsBits.ViewChannel,
    inThread ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages,
  ])

/** The address at which somebody adds the bot to a server. */
export const inviteLink = (applicationId: string): string =>
  `https://discord.com/oauth2/authorize?${new URLSearchParams({
    client_id: applicationId,
    scope: 'bot applications.commands',
    permissions: new PermissionsBitField([...NEEDED.keys()]).bitfield.toString(),
  })}`
