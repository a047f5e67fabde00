/**
 * `npm run tune:network`: trains the networks of src/search/classifier.ts on our notes and our own questions
 * (eval/taught.jsonl), each in its own way, and writes src/search/data/classifier-1.bin and so on.
 * The held-out and the tuned questions are never read here.
 *   --only 2   only the second: each takes a quarter of an hour, and two cores can train two at a time
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { loadLibrary } from '../src/notes/load.ts'
import { NETWORKS } from '../src/search/classifier.ts'
import { formatNetwork } from '../src/search/network.ts'
import { wordsIn } from '../src/search/words.ts'
import { type Lesson, type Training, trainClassifier } from './classifier.ts'
import { answering, LONGEST, readQuestions } from './questions.ts'

/** How each of the networks is trained: so that they err differently. */
const TRAININGS: readonly Training[] = [
  { seed: 5, leftOut: 0.3 },
  { seed: 11, leftOut: 0.45 },
  { seed: 23, leftOut: 0.35 },
]

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const chosen = values.only === undefined ? NETWORKS.map((_, at) => at) : [Number(values.only) - 1]
const { library } = await loadLibrary(['knowledge'])
if (library === undefined) throw new Error('the notes cannot be read: npm run check:notes')
const notes = [...library.notes.values()]
const ids = notes.map(note => note.id)
const numbers = new Map(ids.map((id, number) => [id, number]))

/** Ways of asking and error signs count as questions; what no note answers has a class of its own. */
const own = notes.flatMap((note, number) =>
  [...note.asks, note.title, ...note.aliases, ...note.signs].map(text => lesson(text, [number])),
)
const asked = readQuestions('eval/taught.jsonl').map(row =>
  lesson(
    row.text,
    row.kind === 'negative' ? [notes.length] : answering(row, library).flatMap(id => numbers.get(id) ?? []),
  ),
)
const lessons = [...asked, ...own].filter(({ stems, classes }) => stems.length > 0 && classes.length > 0)

for (const at of chosen) {
  const [file, training] = [NETWORKS[at], TRAININGS[at]]
  if (file === undefined || training === undefined)
    throw new Error(`there is no network ${values.only ?? at + 1}; there are ${TRAININGS.length}`)
  const network = trainClassifier(lessons, ids, training, line => console.log(`${file}, ${line}`))
  writeFileSync(`src/search/data/${file}`, formatNetwork(network))
}

function lesson(text: string, classes: readonly number[]): Lesson {
  return { stems: wordsIn(text.slice(0, LONGEST)).map(({ stem }) => stem), classes }
}
