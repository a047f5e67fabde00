/**
 * `npm run eval`: asks all questions of the held-out part and prints how well they were answered, by kind.
 *   --file F    another file of questions      --tuned      the part that weights were chosen from
 *   --json      the figures as data            --misses     every failure with what was said instead
 *   --engines   other search engines beside    --readme     write the figures into README.md
 */
import { parseArgs } from 'node:util'
import { createBot, knowledgeOf } from '../src/bot.ts'
import { cardText } from '../src/cards/text.ts'
import { createStash } from '../src/chat/stash.ts'
import { memoryless } from '../src/memoryless.ts'
import { loadLibrary } from '../src/notes/load.ts'
import { formatProblem } from '../src/notes/note.ts'
import { type Row, readQuestions } from './questions.ts'
import {
  type Figures,
  figuresOf,
  judge,
  type NegativeFigures,
  negativeFiguresOf,
  type Outcome,
  type Said,
} from './score.ts'

const FIRM = new Set(['note', 'comparison', 'diagnosis', 'findings'])

const { values } = parseArgs({
  options: {
    file: { type: 'string' },
    tuned: { type: 'boolean' },
    json: { type: 'boolean' },
    misses: { type: 'boolean' },
  },
})

const loaded = await loadLibrary(['knowledge'])
if (loaded.library === undefined) {
  console.error(loaded.problems.map(formatProblem).join('\n'))
  process.exit(1)
}
const { library } = loaded
const knowledge = knowledgeOf(library)
const bot = createBot({
  knowledge: () => knowledge,
  ...memoryless(),
  stash: createStash(Date.now),
  pick: () => 0,
  onAnswer: () => {},
})

const file = values.file ?? (values.tuned ? 'eval/tuned.jsonl' : 'eval/held-out.jsonl')
const all = readQuestions(file)
const rows = all.filter(row => row.kind === 'negative' || row.topics.some(id => library.notes.has(id)))
const outcomes: Outcome[] = []
for (const [at, row] of rows.entries()) outcomes.push(judge(row, await say(row, at)))

async function say(row: Row, at: number): Promise<Said> {
  const place = { platform: 'eval', workspace: 'eval', channel: String(at) }
  const reply = await bot.respond({
    text: row.text,
    via: 'typed',
    user: 'eval',
    place,
    events: [],
    audience: 'alone',
    manager: false,
  })
  if (reply.kind !== 'card') throw new Error(`${row.id} got no card`)
  const { kind, notes, confidence } = reply.about
  return { firm: FIRM.has(kind), offered: kind === 'choice', notes, confidence, text: cardText(reply.card) }
}

const positive = outcomes.filter(({ row }) => row.kind !== 'negative')
const negative = outcomes.filter(({ row }) => row.kind === 'negative')
const byKind = Object.fromEntries(
  [...Map.groupBy(positive, ({ row }) => row.kind)].map(([kind, some]) => [kind, figuresOf(some)]),
)
const figures = {
  file,
  left_out: all.length - rows.length,
  on_topic: figuresOf(positive),
  kinds: byKind,
  negatives: negativeFiguresOf(negative),
  hard_negatives: negativeFiguresOf(negative.filter(({ row }) => row.hard)),
}

if (values.json) console.log(JSON.stringify(figures))
else print()
if (values.misses)
  for (const outcome of outcomes)
    if (!outcome.right && (outcome.row.kind !== 'negative' || outcome.said.firm || outcome.said.offered))
      miss(outcome)

function print(): void {
  const percent = (value: number): string => `${(value * 100).toFixed(1)} %`.padStart(9)
  const line = (name: string, { rows: count, at1, at3, wrong, must }: Figures): string =>
    `${name.padEnd(14)}${String(count).padStart(6)}${percent(at1)}${percent(at3)}${percent(wrong)}${percent(must)}`
  const below = (name: string, { rows: count, answered, offered }: NegativeFigures): string =>
    `${name.padEnd(14)}${String(count).padStart(6)}${percent(answered)}${percent(offered)}`
  console.log(`${file}${figures.left_out > 0 ? ` (${figures.left_out} questions have no note yet)` : ''}\n`)
  console.log('on topic        rows  success@1 success@3   wrong  words asked for')
  for (const [kind, some] of Object.entries(byKind)) console.log(line(kind, some))
  console.log(line('all', figures.on_topic))
  console.log('\noff topic       rows answered  offered')
  console.log(below('all', figures.negatives))
  console.log(below('hard', figures.hard_negatives))
}

function miss({ row, said }: Outcome): void {
  const what = said.firm ? 'answered' : said.offered ? 'offered' : 'no note, near'
  console.log(`\n${row.id} ${row.kind}: ${JSON.stringify(row.text.slice(0, 300))}`)
  console.log(`  ${what} (${said.confidence.toFixed(2)}): ${said.notes.slice(0, 3).join(', ')}`)
  if (row.topics.length > 0) console.log(`  wanted: ${(row.both ?? row.topics).join(', ')}`)
}
