/**
 * `npm run tune:words`: learns which words are used for one another, from our notes and our own questions
 * (eval/taught.jsonl), and writes src/search/data/likeness.bin. Nothing comes from elsewhere.
 *   1. words that stand in the same short passages get vectors that point the same way
 *      (positive pointwise mutual information, its 64 strongest directions by subspace iteration)
 *   2. the vectors are moved so that each question comes near to the ways of asking of its own note
 * The held-out and the tuned questions are never read here.
 */
import { writeFileSync } from 'node:fs'
import { loadLibrary } from '../src/notes/load.ts'
import { fieldsOf } from '../src/search/fields.ts'
import { DIMENSIONS, formatLikeness } from '../src/search/likeness.ts'
import { FILLERS, wordsIn } from '../src/search/words.ts'
import { strongestDirections } from './directions.ts'
import { answering, LONGEST, readQuestions } from './questions.ts'
import { teach } from './teach.ts'

/** Directions need not see every question: each is compared with all ways of asking, and the last thousands move little. */
const SAMPLE = 20_000

const { library } = await loadLibrary(['knowledge'])
if (library === undefined) throw new Error('the notes cannot be read: npm run check:notes')
const notes = [...library.notes.values()]
const questions = readQuestions('eval/taught.jsonl')

const numbers = new Map<string, number>()
const passages: number[][] = []
for (const note of notes) {
  const { name, ask, sign, lead, body } = fieldsOf(note)
  for (const text of [...name, ...ask, ...sign, ...lead, ...body.flatMap(part => part.split('\n'))])
    read(text)
  for (const text of [...ask, ...lead]) read(`${note.title} ${text}`)
}
for (const { text, kind } of questions) if (kind !== 'negative') read(text)

const heldBy = new Float64Array(numbers.size)
for (const passage of passages) for (const word of passage) heldBy[word] = (heldBy[word] ?? 0) + 1
const masses = Float32Array.from(heldBy, count => Math.sqrt(Math.log(1 + passages.length / count)))

const vectors = strongestDirections(passages, numbers.size, DIMENSIONS)
const phrases = notes.flatMap((note, number) =>
  [...note.asks, [note.title, ...note.aliases.slice(0, 3)].join(' ')].map(text => ({
    words: known(text),
    note: number,
  })),
)
const noteNumbers = new Map(notes.map((note, number) => [note.id, number]))
const lessons = questions
  .map(row => ({
    words: known(row.text),
    notes: answering(row, library).flatMap(id => noteNumbers.get(id) ?? []),
  }))
  .filter(({ words, notes }) => words.length > 0 && notes.length > 0)
teach(vectors, masses, phrases, sampleOf(lessons))

const rows = [...numbers].sort(([a], [b]) => (a < b ? -1 : 1))
writeFileSync(
  'src/search/data/likeness.bin',
  formatLikeness(
    rows.map(([word, row]) => ({
      word,
      vector: vectors
        .subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS)
        .map(value => value * (masses[row] ?? 0)),
    })),
  ),
)
console.log(
  `written to src/search/data/likeness.bin: ${rows.length} words, from ${passages.length} passages and ${lessons.length} questions`,
)

/** Evenly taken from all. */
function sampleOf<T>(items: readonly T[]): T[] {
  const step = Math.max(1, items.length / SAMPLE)
  return items.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step))
}

/** Notes the words of a passage. */
function read(text: string): void {
  const words = [...new Set(stemsIn(text))]
  for (const word of words) if (!numbers.has(word)) numbers.set(word, numbers.size)
  passages.push(words.map(word => numbers.get(word) ?? 0))
}

function known(text: string): number[] {
  return [...new Set(stemsIn(text))].flatMap(word => numbers.get(word) ?? [])
}

function stemsIn(text: string): string[] {
  return wordsIn(text.slice(0, LONGEST)).flatMap(({ stem }) => (FILLERS.has(stem) ? [] : stem))
}
