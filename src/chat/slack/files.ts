/** Text files and snippets that people send to be explained. */
import { z } from 'zod'
import { FILE_LIMIT, type FileRead, isTextType, type Read, readAll, readText } from '../files.ts'

const FileSchema = z.object({
  mimetype: z.string().default(''),
  filetype: z.string().default(''),
  mode: z.string().default(''),
  size: z.number().default(0),
  url_private: z.string().optional(),
  file_access: z.string().optional(),
})
type File = z.infer<typeof FileSchema>

/** Fetches a private file with the bot's token. */
export type Download = (url: string) => Promise<Response>

const HTML = /^text\/html/

/** Reads what can be read of `files` as Slack describes them; for the rest, what to say about it. */
export async function readFiles(files: unknown, download: Download): Promise<Read> {
  const known = z.array(FileSchema.catch(FileSchema.parse({}))).safeParse(files)
  return readAll(known.data ?? [], file => readFile(file, download))
}

async function readFile(file: File, download: Download): Promise<FileRead> {
  if (file.mimetype.startsWith('image/')) return { notice: 'picture' }
  if (file.mode !== 'snippet' && !isTextType(file.mimetype)) {
    const unknown = file.mimetype === '' || file.file_access === 'check_file_info'
    return { notice: unknown ? 'closed-file' : 'other-file' }
  }
  if (file.size > FILE_LIMIT) return { notice: 'large-file' }
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
