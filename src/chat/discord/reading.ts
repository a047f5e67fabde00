/** What people wrote: the words of a message, of what is embedded in it and of its text files. */
import type { Attachment, Message } from 'discord.js'
import type { Notice } from '../../cards/notices.ts'
import type { Heard } from '../chat.ts'
import { LIMITS } from './limits.ts'

export type Read = { texts: string[]; notices: Notice[] }

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
const TEXT = /^(text\/(?!html|rtf|richtext)|application\/(json|x?-?yaml|x-sh|toml|xml|x-ndjson))/
const TEXT_NAME = /\.(txt|log|ya?ml|json|toml|md|sh|conf|cfg|ini|xml|csv|tpl|tf|go|py|js|ts|err|out)$/i

/** Reads what can be read of a message's files; for the rest, what to say about it. */
export async function readFiles(files: Iterable<Attachment>, download: Download): Promise<Read> {
  const read = await Promise.all([...files].map(file => readFile(file, download)))
  return {
    texts: read.flatMap(result => ('text' in result ? [result.text] : [])),
    notices: [...new Set(read.flatMap(result => ('notice' in result ? [result.notice] : [])))],
  }
}

async function readFile(
  file: Attachment,
  download: Download,
): Promise<{ text: string } | { notice: Notice }> {
  const type = file.contentType ?? ''
  if (type.startsWith('image/')) return { notice: 'picture' }
  if (!TEXT.test(type) && !(type === '' && TEXT_NAME.test(file.name))) return { notice: 'other-file' }
  if (file.size > LIMITS.file) return { notice: 'large-file' }
  try {
    const response = await download(file.url)
    return response.ok ? await readText(response) : { notice: 'closed-file' }
  } catch {
    return { notice: 'closed-file' }
  }
}

/** The body as text, as long as it is text and no longer than allowed, whatever its headers claim. */
async function readText(response: Response): Promise<{ text: string } | { notice: Notice }> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.length
    if (size > LIMITS.file) return { notice: 'large-file' }
    parts.push(part)
  }
  const text = Buffer.concat(parts).toString('utf8')
  return text.includes('\0') ? { notice: 'other-file' } : { text }
}

/** What the bot is told, with the text of files below what was written; where there is nothing, what to say. */
export function withFiles(heard: Heard, { texts, notices }: Read): Heard {
  const text = [heard.text, ...texts].filter(part => part.trim() !== '').join('\n')
  if (text !== '') return { ...heard, text: text.slice(0, LIMITS.heard + LIMITS.file) }
  const [notice = heard.via === 'explain' ? ('no-text' as const) : undefined] = notices
  return notice === undefined ? heard : { ...heard, ...saying(notice) }
}

/** What the bot says where there is no question. */
export const saying = (notice: Notice): Pick<Heard, 'text' | 'via'> => ({
  text: `notice ${notice}`,
  via: 'button',
})
