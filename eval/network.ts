/**
 * `npm run tune:network`: trains the networks of src/search/classifier.ts on our notes and our own questions
 * (eval/taught.jsonl and eval/tuned.jsonl), each in its own way, and writes src/search/data/classifier-1.bin and so on.
 * The held-out questions are never read here.
 *   --untuned   without eval/tuned.jsonl: `npm run tune` must see how the networks do on questions that they have not met
 *   --only 2    only the second: each takes ten to fifteen minutes, and two cores can train two at a time
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Library } from '../src/notes/library.ts'
import { loadLibrary } from '../src/notes/load.ts'
import { NETWORKS } from '../src/search/classifier.ts'
import { formatNetwork } from '../src/search/network.ts'
import { wordsIn } from '../src/search/words.ts'
import { type Lesson, trainClassifier } from './classifier.ts'
import { answering, LONGEST, readQuestions } from './questions.ts'

/** How each of the networks is trained: so that they err differently. */
const WAYS = [
  { seed: 5, leftOut: 0.4, evenness: 0 },
  { seed: 11, leftOut: 0.5, evenness: 0.05 },
  { seed: 23, leftOut: 0.5, evenness: 0.1 },
  { seed: 31, leftOut: 0.5, evenness: 0.2 },
]

const { values } = parseArgs({
  options: { only: { type: 'string' }, untuned: { type: 'boolean', default: false } },
})
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
const untuned = lessonsFrom(library, ['taught'])
const lessons = values.untuned ? untuned : lessonsFrom(library, ['taught', 'tuned'])

for (const at of chosen) {
  const [file, way] = [NETWORKS[at], WAYS[at]]
  if (file === undefined || way === undefined)
    throw new Error(`there is no network ${values.only ?? at + 1}; there are ${WAYS.length}`)
  const training = { ...way, hasSeenTuned: !values.untuned }
  const network = await trainClassifier(lessons, ids, training, line => console.log(`${file}, ${line}`))
  // Many of the tuned questions are none of ours. How likely "no note" is beforehand stays what it was for the networks
  // by which the thresholds were chosen.
  network.outerBias[notes.length] =
    (network.outerBias[notes.length] ?? 0) - Math.log(shareOfNone(lessons) / shareOfNone(untuned))
  writeFileSync(`src/search/data/${file}`, formatNetwork(network))
}

function lessonsFrom(library: Library, files: readonly string[]): Lesson[] {
  const asked = files
    .flatMap(name => readQuestions(`eval/${name}.jsonl`))
    .map(row =>
      lesson(
        row.text,
        row.kind === 'negative'
          ? [notes.length]
          : answering(row, library).flatMap(id => numbers.get(id) ?? []),
      ),
    )
  return [...asked, ...own].filter(({ stems, classes }) => stems.length > 0 && classes.length > 0)
}

function shareOfNone(some: readonly Lesson[]): number {
  return some.filter(({ classes }) => classes.includes(notes.length)).length / some.length
}

function lesson(text: string, classes: readonly number[]): Lesson {
  return { stems: wordsIn(text.slice(0, LONGEST)).map(({ stem }) => stem), classes }
}
