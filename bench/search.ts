/**
 * `npm run bench`: our search beside other engines on the same notes and questions in one run. Times depend on the
 * machine; the ratios do not, or far less.
 *   --sizes 500,5000,50000    how many notes      --json    the figures as data
 *   --readme                  written into README.md
 */
import { parseArgs } from 'node:util'
import { readQuestions } from '../eval/questions.ts'
import { markdownTable, writeFigures } from '../eval/readme.ts'
import { loadLibrary } from '../src/notes/load.ts'
import { formatProblem, type Note } from '../src/notes/note.ts'
import { type EngineKind, MINISEARCH, OTHERS, OURS } from './engines.ts'
import { recombine } from './recombine.ts'

export type Measured = {
  engine: string
  notes: number
  median: number
  p99: number
  build: number
  memory: number
}

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '500,5000,50000' },
    json: { type: 'boolean' },
    readme: { type: 'boolean' },
    questions: { type: 'string', default: '200' },
  },
})

const loaded = await loadLibrary(['knowledge'])
if (loaded.library === undefined) throw new Error(loaded.problems.map(formatProblem).join('\n'))
const notes = [...loaded.library.notes.values()]
const questions = readQuestions('eval/held-out.jsonl')
  .slice(0, Number(values.questions))
  .map(row => row.text)

/** The slow engines answer fewer questions, all of them the same ones. */
const PATIENCE_MS = 15_000

const measured: Measured[] = []
for (const size of values.sizes.split(',').map(Number)) {
  const some = recombine(notes, size)
  const kinds = size <= 1000 ? [OURS, ...OTHERS] : [OURS, MINISEARCH]
  for (const kind of kinds) measured.push(measure(kind, some))
}
if (values.json) console.log(JSON.stringify(measured))
else print()
if (values.readme) writeFigures('README.md', 'speed', speedMarkdown())

function measure(kind: EngineKind, some: readonly Note[]): Measured {
  kind.build(some.slice(0, 500))
  const before = heap()
  const started = performance.now()
  const engine = kind.build(some)
  const build = performance.now() - started
  const memory = heap() - before
  for (const question of questions.slice(0, 20)) engine.search(question)
  const times: number[] = []
  const begun = performance.now()
  for (const question of questions) {
    const asked = performance.now()
    engine.search(question)
    times.push(performance.now() - asked)
    if (performance.now() - begun > PATIENCE_MS) break
  }
  times.sort((a, b) => a - b)
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { engine: kind.name, notes: some.length, median: at(0.5), p99: at(0.99), build, memory }
}

/** Bytes in use after everything unused has been collected, buffers outside of the heap among them. */
function heap(): number {
  for (let round = 0; round < 3; round++) globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

function print(): void {
  for (const [size, rows] of Map.groupBy(measured, row => row.notes)) {
    const ours = rows.find(row => row.engine === OURS.name)
    console.log(
      `\n${size} notes                          median ms    p99 ms   build ms   memory MB   (in brackets: times ours)`,
    )
    for (const row of rows) {
      const times = (value: number, own = 0): string =>
        row === ours ? '' : ` (${(value / own).toFixed(value / own < 10 ? 1 : 0)})`
      const cell = (value: number, own: number | undefined, digits: number): string =>
        `${value.toFixed(digits)}${times(value, own)}`.padStart(17)
      console.log(
        `${row.engine.padEnd(28)}${cell(row.median, ours?.median, 3)}${cell(row.p99, ours?.p99, 2)}${cell(row.build, ours?.build, 0)}${cell(row.memory / 2 ** 20, (ours?.memory ?? 0) / 2 ** 20, 1)}`,
      )
    }
  }
}

/** How many times our median, build time and memory the others take; ours in milliseconds and megabytes. */
function speedMarkdown(): string {
  const times = (value: number, ours: number): string => {
    const factor = value / ours
    if (factor < 0.01) return '–'
    return `${factor < 10 ? factor.toPrecision(2) : Math.round(factor)} ×`
  }
  const rows = [...Map.groupBy(measured, row => row.notes)].flatMap(([size, some]) => {
    const ours = some.find(({ engine }) => engine === OURS.name)
    if (ours === undefined) return []
    return some.map(row => [
      `${size} notes, ${row.engine}`,
      ...(row === ours
        ? [
            `${row.median.toFixed(2)} ms`,
            `${row.p99.toFixed(1)} ms`,
            `${row.build.toFixed(0)} ms`,
            `${(row.memory / 2 ** 20).toFixed(1)} MB`,
          ]
        : [
            times(row.median, ours.median),
            times(row.p99, ours.p99),
            times(row.build, ours.build),
            times(row.memory, ours.memory),
          ]),
    ])
  })
  return `How long the search takes for a question, and others beside it as multiples of ours, on one machine in one run (\`npm run bench -- --readme\`).
Memory is that of JavaScript's heap after a collection; what SQLite holds lies elsewhere.

${markdownTable(['', 'median', 'p99', 'build', 'memory'], rows)}`
}
