/**
 * `npm run check:notes [-- --docs-pages FILE … folder …]`: reads all notes and prints what is wrong with them, with their
 * commands, their manifests and, held against lists of pages, their links. Exit code 1 if anything is wrong.
 */
import { readFileSync } from 'node:fs'
import { deadLinks, linksOf, readPages } from '../notes/links.ts'
import { loadLibrary } from '../notes/load.ts'
import { type Doubt, formatProblem, type Problem } from '../notes/note.ts'
import { foldersOf, readArguments } from './arguments.ts'

const USAGE = `Usage: npm run check:notes -- [--docs-pages FILE]… [folder …]

  --docs-pages FILE  a list of what exists on kubernetes.io, one path such as /docs/concepts/ or
                     /docs/concepts/#heading a line; may be given several times`

const { values, positionals } = readArguments({ 'docs-pages': { type: 'string', multiple: true } }, USAGE)
if (values.help) {
  console.log(USAGE)
  process.exit(0)
}

const pages = readPages((values['docs-pages'] ?? []).map(readList))
const { notes, problems, doubts } = await loadLibrary(foldersOf(positionals))
const dead = pages.pages.size === 0 ? [] : notes.flatMap(deadLinksOf)
const wrong = doubts.filter(({ level }) => level === 'wrong')
const remarks = doubts.filter(({ level }) => level !== 'wrong')

for (const problem of inOrder([...problems, ...dead])) console.error(formatProblem(problem))
for (const doubt of wrong) console.error(formatDoubt(doubt))
for (const doubt of remarks) console.log(formatDoubt(doubt))

const mistakes = problems.length + dead.length + wrong.length
const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`
const tail = remarks.length === 0 ? '' : `, ${count(remarks.length, 'remark')}`
if (mistakes > 0) {
  console.error(`\n${count(mistakes, 'problem')}${tail}`)
  process.exitCode = 1
} else console.log(`${count(notes.length, 'note')}, no problems${tail}`)

function deadLinksOf(note: Parameters<typeof linksOf>[0]): Problem[] {
  return deadLinks(note.file, linksOf(note, readFileSync(note.file, 'utf8')), pages)
}

/** A remark is not wrong, but its reader should know; a fix is the whole line as it should read. */
function formatDoubt(doubt: Doubt): string {
  const line =
    doubt.level === 'wrong' ? formatProblem(doubt) : `${doubt.file}:${doubt.line} (remark) ${doubt.message}`
  return doubt.fix === undefined ? line : `${line}\n    write: ${doubt.fix.trim()}`
}

function readList(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    console.error(`--docs-pages: ${file} cannot be read\n\n${USAGE}`)
    process.exit(2)
  }
}

function inOrder(list: Problem[]): Problem[] {
  return list.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line)
}
