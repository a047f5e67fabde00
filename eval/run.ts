/**
 * `npm run eval`: asks all questions of the held-out part and prints how well they were answered, by kind. Ends with 1 when
 * a figure is worse than the recorded one (eval/floors.json).
 *   --file F    another file of questions      --tuned      the part that weights were chosen from (the networks have met it: no measure)
 *   --json      the figures as data            --misses     every failure with what was said instead
 *   --engines   other search engines beside, on every fifth question
 *   --readme    the same, written into README.md and recorded
 */
import { parseArgs } from 'node:util'
import { explainSearch } from '../src/cli/explain.ts'
import { loadLibrary } from '../src/notes/load.ts'
import { formatProblem } from '../src/notes/note.ts'
import { createSearch } from '../src/search/search.ts'
import { askAll } from './ask.ts'
import { askEngines } from './engines.ts'
import { fallenBelow, recordFloors } from './floors.ts'
import { readQuestions } from './questions.ts'
import { writeFigures } from './readme.ts'
import { figuresOf, negativeFiguresOf, type Outcome } from './score.ts'
import { enginesTable, figuresTable, formatMiss, qualityMarkdown, textTable } from './tables.ts'

const HELD_OUT = 'eval/held-out.jsonl'
/** Fuse.js takes seconds for a question; so many are left out where engines stand beside one another. */
const EACH = 5
const EXAMPLE = 'how do i reach my app from outside the clutser'

const { values } = parseArgs({
  options: {
    file: { type: 'string' },
    tuned: { type: 'boolean' },
    json: { type: 'boolean' },
    misses: { type: 'boolean' },
    engines: { type: 'boolean' },
    readme: { type: 'boolean' },
  },
})

const { library, problems } = await loadLibrary(['knowledge'])
if (library === undefined) {
  console.error(problems.map(formatProblem).join('\n'))
  process.exit(1)
}
const file = values.file ?? (values.tuned ? 'eval/tuned.jsonl' : HELD_OUT)
const all = readQuestions(file)
const rows = all.filter(row => row.kind === 'negative' || row.topics.some(id => library.notes.has(id)))
const outcomes = await askAll(rows, library)

if (values.json) console.log(JSON.stringify(figures(outcomes)))
else {
  console.log(
    `${file}${all.length > rows.length ? ` (${all.length - rows.length} questions have no note yet)` : ''}\n`,
  )
  console.log(textTable(figuresTable(outcomes)))
}
if (values.misses)
  for (const outcome of outcomes) {
    const { row, right, said } = outcome
    if (row.kind === 'negative' ? said.firm || said.offered : !right) console.log(formatMiss(outcome))
  }
if (values.engines || values.readme) {
  const some = rows.filter((_, at) => at % EACH === 0)
  const others = askEngines(some, [...library.notes.values()])
  const beside = enginesTable(
    new Map([['kube-notes', outcomes.filter((_, at) => at % EACH === 0)], ...others]),
  )
  console.log(`\non every ${EACH}th question, beside other engines\n\n${textTable(beside)}`)
  if (values.readme) {
    writeFigures('README.md', 'quality', qualityMarkdown(figuresTable(outcomes), beside))
    writeFigures(
      'DESIGN.md',
      'example',
      `\`\`\`text\n${explainSearch(EXAMPLE, createSearch(library), library)}\`\`\``,
    )
    recordFloors(outcomes)
  }
}
if (file === HELD_OUT && !values.readme) {
  const fallen = fallenBelow(outcomes)
  if (fallen.length > 0) {
    console.error(`\nworse than recorded in eval/floors.json:\n${fallen.map(line => `  ${line}`).join('\n')}`)
    process.exitCode = 1
  }
}

function figures(some: readonly Outcome[]) {
  const positive = some.filter(({ row }) => row.kind !== 'negative')
  const negative = some.filter(({ row }) => row.kind === 'negative')
  return {
    file,
    left_out: all.length - rows.length,
    on_topic: figuresOf(positive),
    kinds: Object.fromEntries(
      [...Map.groupBy(positive, ({ row }) => row.kind)].map(([kind, of]) => [kind, figuresOf(of)]),
    ),
    negatives: negativeFiguresOf(negative),
    hard_negatives: negativeFiguresOf(negative.filter(({ row }) => row.hard)),
  }
}
