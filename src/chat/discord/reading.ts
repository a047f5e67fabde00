/** What people wrote: the words of a message, of what is embedded in it and of its text files. */
import type { Attachment, Message } from 'discord.js'
import { FILE_LIMIT, type FileRead, isTextType, type Read, readAll, readText } from '../files.ts'

/** Gets a file that Discord keeps for a message. */
export type Download = (url: string) => Promise<Response>

export const download: Download = url => fetch(url, { signal: AbortSignal.timeout(10_000) })

/** The words of a message without the mention of `me`, the ids of the bot and of its role. */
export function wordsOf(message: Message, me: readonly string[]): string {
  return message.content
    .replaceAll(/<@[!&]?(\d+)>/g, (_, id: string) =>
      me.includes(id) ? ' ' : `@${message.mentions.users.get(id)?.username ?? 'somebody'}`,
    )
    .trim()
}

/** The words of a message that is to be explained; monitoring tools write theirs into embeds. */
export function wordsToExplain(message: Message): string {
  const embeds = message.embeds.flatMap(({ title, description, fields }) => [
    title,
    description,
    ...fields.flatMap(({ name, value }) => [name, value]),
  ])
  return [wordsOf(message, []), ...embeds, forwardedWords(message)].filter(part => part?.trim()).join('\n')
}

/** The words of the messages that this one forwards. */
export const forwardedWords = (message: Message): string =>
  message.messageSnapshots.map(snapshot => snapshot.content).join('\n')

/** Files whose type Discord does not know are taken for text by their names. */
const TEXT_NAME = /\.(txt|log|ya?ml|json|toml|md|sh|conf|cfg|ini|xml|csv|tpl|tf|go|py|js|ts|err|out)$/i

/** Reads what can be read of a message's files; for the rest, what to say about it. */
export const readFiles = (files: Iterable<Attachment>, download: Download): Promise<Read> =>
  readAll(files, file => readFile(file, download))

async function readFile(file: Attachment, download: Download): Promise<FileRead> {
  const type = file.contentType ?? ''
  if (type.startsWith('image/')) return { notice: 'picture' }
  if (!isTextType(type) && !(type === '' && TEXT_NAME.test(file.name))) return { notice: 'other-file' }
  if (file.size > FILE_LIMIT) return { notice: 'large-file' }
  try {
    const response = await download(file.url)
    return response.ok ? await readText(response) : { notice: 'closed-file' }
  } catch {
    return { notice: 'closed-file' }
  }
}
