/**
 * `npm run check:links [-- --site URL folder …]`: asks the real sites whether the links of all notes exist. Exit code 1 if
 * one does not, 2 if no site can be reached at all.
 */
import { readFileSync } from 'node:fs'
import { linksOf } from '../notes/links.ts'
import { loadLibrary } from '../notes/load.ts'
import { formatProblem } from '../notes/note.ts'
import { foldersOf, readArguments } from './arguments.ts'
import { askSite, KIND } from './ask-site.ts'

const USAGE = `Usage: npm run check:links -- [--site URL] [folder …]

  --site URL  where paths such as /docs/concepts/ are looked up (default https://kubernetes.io)`

const { values, positionals } = readArguments(
  { site: { type: 'string', default: 'https://kubernetes.io' } },
  USAGE,
)
if (values.help) {
  console.log(USAGE)
  process.exit(0)
}

const { library, problems } = await loadLibrary(foldersOf(positionals))
if (library === undefined) {
  for (const problem of problems) console.error(formatProblem(problem))
  process.exit(1)
}

const site = String(values.site).replace(/\/$/, '')
const links = [...library.notes.values()].flatMap(note =>
  linksOf(note, readFileSync(note.file, 'utf8')).map(({ address, line }) => ({
    file: note.file,
    line,
    address: address.startsWith('/') ? site + address : address,
  })),
)
const verdicts = await askSite(
  links.map(({ address }) => address),
  { ...KIND, onProgress: showProgress },
)
if (process.stderr.isTTY) process.stderr.write('\n')

const wrong = new Map(
  verdicts.flatMap(({ address, problem }) => (problem === undefined ? [] : [[address, problem] as const])),
)
if (verdicts.length > 0 && verdicts.every(({ unreachable }) => unreachable)) {
  const [first] = verdicts
  console.error(`No site can be reached (${first?.address}: ${first?.problem}).`)
  console.error('check:links needs the internet; npm run check:notes -- --docs-pages FILE does not.')
  process.exitCode = 2
} else if (wrong.size > 0) {
  for (const { file, line, address } of links) {
    const problem = wrong.get(address)
    if (problem !== undefined) console.error(formatProblem({ file, line, message: `${address} ${problem}` }))
  }
  process.exitCode = 1
} else console.log(`${verdicts.length} ${verdicts.length === 1 ? 'link' : 'links'}, all fine`)

/** A bar where someone watches, nothing where the output goes into a file. */
function showProgress(done: number, all: number): void {
  if (!process.stderr.isTTY) return
  const width = 30
  const full = Math.round((done / all) * width)
  process.stderr.write(`\r[${'#'.repeat(full)}${' '.repeat(width - full)}] ${done} of ${all} pages`)
}
