/** Folders of Markdown files → a Library; and again whenever a file changes. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { checkNote } from './check.ts'
import { createLibrary, type Library } from './library.ts'
import type { Doubt, Note, Problem } from './note.ts'
import { parseNote } from './parse.ts'

/**
 * Problems keep the notes from being used at all. Doubts do not: a note with a wrong command or manifest is told without
 * its mark, since a bot that does not start helps nobody. `npm run check:notes` treats both alike.
 * `notes` are those that parse, also where others keep the library from being made.
 */
export type Loaded = { doubts: Doubt[]; notes: Note[] } & (
  | { library: Library; problems: [] }
  | { library?: undefined; problems: Problem[] }
)

/** Reads every `.md` file below `folders`; later folders add to and override earlier ones. */
export async function loadLibrary(folders: string[]): Promise<Loaded> {
  const problems: Problem[] = []
  const doubts: Doubt[] = []
  const read: Note[][] = []
  for (const folder of folders) {
    const files = await markdownFiles(folder).catch(() => undefined)
    if (files === undefined) {
      problems.push({ file: folder, line: 1, message: 'this folder cannot be read; check KNOWLEDGE_DIRS' })
      continue
    }
    const found = await Promise.all(files.map(async file => readNote(file, await readFile(file, 'utf8'))))
    problems.push(...found.flatMap(result => result.problems))
    doubts.push(...found.flatMap(result => result.doubts))
    read.push(found.flatMap(({ note }) => note ?? []))
  }
  const notes = read.flat()
  if (problems.length > 0) return { problems, doubts, notes }
  const { library, problems: clashes } = createLibrary(read)
  if (library.notes.size === 0)
    clashes.push({
      file: folders.join(', '),
      line: 1,
      message: 'no notes here; a note is a Markdown file such as networking/nodeport.md',
    })
  return clashes.length > 0 ? { problems: clashes, doubts, notes } : { library, problems: [], doubts, notes }
}

type Read = { note?: Note; problems: Problem[]; doubts: Doubt[] }

/** What each file said when it was last read: a reload parses and checks only what changed. */
const known = new Map<string, { source: string; read: Read }>()

function readNote(file: string, source: string): Read {
  const before = known.get(file)
  if (before?.source === source) return before.read
  const { note, problems } = parseNote(file, source)
  const read: Read = note === undefined ? { problems, doubts: [] } : { ...checkNote(note), problems }
  known.set(file, { source, read })
  return read
}

/**
 * Looks for changed files every `everyMs` and hands over what they now say, good or bad.
 * It compares sizes and times instead of waiting for file-system events, which mounted ConfigMaps,
 * network file systems and containers' bind mounts do not deliver reliably.
 * @param seen fingerprint taken before the notes in use were read, so that no change falls between
 * @returns a function that stops the watching
 */
export function watchLibrary(
  folders: string[],
  seen: string,
  onChange: (loaded: Loaded) => void,
  everyMs = 2000,
): () => void {
  let busy = false
  const look = async (): Promise<void> => {
    if (busy) return
    busy = true
    try {
      const now = await fingerprint(folders)
      if (now === seen) return
      seen = now
      onChange(await loadLibrary(folders))
    } finally {
      busy = false
    }
  }
  const timer = setInterval(look, everyMs).unref()
  return () => clearInterval(timer)
}

/** Names, sizes and times of all notes as one text; it differs when any of them changed. */
export async function fingerprint(folders: string[]): Promise<string> {
  const parts = await Promise.all(
    folders.map(async folder => {
      const files = await markdownFiles(folder).catch(() => [])
      return Promise.all(
        files.map(async file => {
          const found = await stat(file).catch(() => undefined)
          return `${file} ${found?.size} ${found?.mtimeMs}`
        }),
      )
    }),
  )
  return parts.flat().join('\n')
}

/** Names that begin with a dot are skipped: a mounted ConfigMap shows its files again below `..data/`. */
async function markdownFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const found = await Promise.all(
    entries
      .filter(entry => !entry.name.startsWith('.'))
      .map(async entry => {
        const path = join(folder, entry.name)
        if (entry.isDirectory()) return markdownFiles(path)
        return entry.name.endsWith('.md') && entry.name !== 'README.md' ? [path] : []
      }),
  )
  return found.flat().sort()
}
