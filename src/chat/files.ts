/** Text files that people send with their questions, whatever the platform. */
import type { Notice } from '../cards/notices.ts'
import type { Heard } from './chat.ts'

/** Bytes of a file that is still read. */
export const FILE_LIMIT = 100_000

/** Characters of a message and its files together that the bot is told; longer ones are cut. */
const HEARD_LIMIT = 140_000

/** What became of one file: its text, or what to say about it. */
export type FileRead = { text: string } | { notice: Notice }

/** What became of all files of a message. */
export type Read = { texts: string[]; notices: Notice[] }

const TEXT = /^(text\/(?!html|rtf|richtext)|application\/(json|x?-?yaml|x-sh|toml|xml|x-ndjson))/

/** Whether a media type is one of plain text. */
export const isTextType = (type: string): boolean => TEXT.test(type)

/** The body as text, as long as it is text and no longer than allowed, whatever its headers claim. */
export async function readText(response: Response): Promise<FileRead> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.length
    if (size > FILE_LIMIT) return { notice: 'large-file' }
    parts.push(part)
  }
  const text = Buffer.concat(parts).toString('utf8')
  return text.includes('\0') ? { notice: 'other-file' } : { text }
}

/** Reads each of `files`, each kind of trouble told once. */
export async function readAll<File>(
  files: Iterable<File>,
  read: (file: File) => Promise<FileRead>,
): Promise<Read> {
  const all = await Promise.all([...files].map(read))
  return {
    texts: all.flatMap(result => ('text' in result ? [result.text] : [])),
    notices: [...new Set(all.flatMap(result => ('notice' in result ? [result.notice] : [])))],
  }
}

/** What the bot says where there is no question. */
export const saying = (notice: Notice): Pick<Heard, 'text' | 'via'> => ({
  text: `notice ${notice}`,
  via: 'button',
})

/** Adds what was read from files; a message whose files could not be read and that says nothing gets told so. */
export function withFiles(heard: Heard, { texts, notices }: Read): Heard {
  if (heard.via === 'button') return heard
  const text = [heard.text, ...texts].filter(part => part.trim() !== '').join('\n')
  if (text !== '') return { ...heard, text: text.slice(0, HEARD_LIMIT) }
  const [notice = heard.via === 'explain' ? ('no-text' as const) : undefined] = notices
  return notice === undefined ? heard : { ...heard, ...saying(notice) }
}
