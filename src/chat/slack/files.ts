/** Text files and snippets that people send to be explained. */
import { z } from 'zod'
import type { Notice } from '../../cards/notices.ts'
import { LIMITS } from './limits.ts'

const FileSchema = z.object({
  mimetype: z.string().default(''),
  filetype: z.string().default(''),
  mode: z.string().default(''),
  size: z.number().default(0),
  url_private: z.string().optional(),
  file_access: z.string().optional(),
})
type File = z.infer<typeof FileSchema>

export type Read = { texts: string[]; notices: Notice[] }

/** Fetches a private file with the bot's token. */
export type Download = (url: string) => Promise<Response>

const TEXT = /^(text\/(?!html|rtf|richtext)|application\/(json|x?-?yaml|x-sh|toml|xml|x-ndjson))/
const HTML = /^text\/html/

/** Reads what can be read of `files` as Slack describes them; for the rest, what to say about it. */
export async function readFiles(files: unknown, download: Download): Promise<Read> {
  const known = z.array(FileSchema.catch(FileSchema.parse({}))).safeParse(files)
  const read = await Promise.all((known.data ?? []).map(file => readFile(file, download)))
  const notices = read.flatMap(result => ('notice' in result ? [result.notice] : []))
  return {
    texts: read.flatMap(result => ('text' in result ? [result.text] : [])),
    notices: [...new Set(notices)],
  }
}

async function readFile(file: File, download: Download): Promise<{ text: string } | { notice: Notice }> {
  if (file.mimetype.startsWith('image/')) return { notice: 'picture' }
  if (file.mode !== 'snippet' && !TEXT.test(file.mimetype)) {
    const unknown = file.mimetype === '' || file.file_access === 'check_file_info'
    return { notice: unknown ? 'closed-file' : 'other-file' }
  }
  if (file.size > LIMITS.file) return { notice: 'large-file' }
  if (file.url_private === undefined) return { notice: 'closed-file' }
  try {
    const response = await download(file.url_private)
    /** Without the permission to read files Slack answers with the page for signing in. */
    if (!response.ok || HTML.test(response.headers.get('content-type') ?? ''))
      return { notice: 'closed-file' }
    return await readText(response)
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

/** Hosts of Slack's own that may be given the bot's token. */
const SLACK_HOSTS = /(^|\.)(slack\.com|slack-gov\.com|slack-files\.com)$/

/** A download that sends `token` to Slack and to nobody else. */
export function createDownload(fetcher: typeof fetch, token: string, apiUrl: string | undefined): Download {
  return url => {
    const { origin, protocol, hostname } = new URL(url)
    const own = apiUrl !== undefined && new URL(apiUrl).origin === origin
    if (!own && (protocol !== 'https:' || !SLACK_HOSTS.test(hostname)))
      return Promise.reject(new Error('not a file of Slack’s'))
    return fetcher(url, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    })
  }
}
