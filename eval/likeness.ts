/**
 * `npm run tune:words`: learns which words are used for one another, from our notes and our own questions
 * (eval/taught.jsonl), and writes src/search/data/likeness.bin. Nothing comes from elsewhere.
 *   1. words that stand in the same short passages get vectors that point the same way
 *      (positive pointwise mutual information, its 64 strongest directions by subspace iteration)
 *   2. the vectors are moved so that each question comes near to the ways of asking of its own note
 *   3. how much each word speaks for each note is weighed (src/search/data/telling.json)
 * The questions themselves become further ways of asking for their notes (src/search/data/asked.json).
 * The held-out and the tuned questions are never read here.
 */
import { writeFileSync } from 'node:fs'
import { loadLibrary } from '../src/notes/load.ts'
import { isEnglish } from '../src/search/english.ts'
import { fieldsOf } from '../src/search/fields.ts'
import { DIMENSIONS, formatLikeness } from '../src/search/likeness.ts'
import { FILLERS, wordsIn } from '../src/search/words.ts'
import { strongestDirections } from './directions.ts'
import { type Row, readQuestions } from './questions.ts'
import { teach } from './teach.ts'
import { learnTelling } from './telling.ts'

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
const inNotes = new Set(numbers.keys())
for (const { text } of questions) read(text)

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
/** A comparison is taught to the note that compares, where there is one. */
const answering = ({ topics, both }: Row): string[] => {
  const written = both === undefined ? undefined : library?.comparison(both[0] ?? '', both[1] ?? '')
  return written === undefined ? topics : [written.id]
}
const lessons = questions
  .map(row => ({ words: known(row.text), notes: answering(row).flatMap(id => noteNumbers.get(id) ?? []) }))
  .filter(({ words, notes }) => words.length > 0 && notes.length > 0)
teach(vectors, masses, phrases, lessons)

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
writeFileSync('src/search/data/telling.json', `${JSON.stringify(tellingWords())}\n`)
writeFileSync('src/search/data/asked.json', `${JSON.stringify(askedOf(questions))}\n`)
console.log(
  `written to src/search/data/likeness.bin: ${rows.length} words, from ${passages.length} passages and ${lessons.length} questions`,
)

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
  return wordsIn(text.slice(0, 2000)).flatMap(({ stem }) => (FILLERS.has(stem) ? [] : stem))
}

/** What each note's words say for it, in tenths; ways of asking and error signs count as questions. */
function tellingWords(): Record<string, Record<string, number>> {
  const words = [...numbers.keys()]
  const signs = notes.flatMap((note, number) =>
    note.signs.map(sign => ({ words: known(sign), notes: [number] })),
  )
  const own = phrases.map(({ words, note }) => ({ words, notes: [note] }))
  const learned = learnTelling([...lessons, ...own, ...signs], numbers.size, notes.length)
  return Object.fromEntries(
    notes.map(({ id }, note) => [
      id,
      Object.fromEntries(
        (learned[note] ?? []).map(({ word, weight }) => [words[word] ?? '', Math.round(weight * 10)]),
      ),
    ]),
  )
}

/** The questions themselves, by the note that answers them best; pastes and misspelt ones would only teach slips. */
function askedOf(rows: readonly Row[]): Record<string, string[]> {
  const spelt = ({ text }: Row): boolean =>
    wordsIn(text).every(({ raw, stem }) => inNotes.has(stem) || isEnglish(raw) || /\d/.test(raw))
  const asked = rows
    .filter(row => row.kind !== 'paste' && row.kind !== 'typo' && spelt(row))
    .flatMap(row =>
      answering(row)
        .slice(0, 1)
        .map(id => [id, row.text] as const),
    )
  return Object.fromEntries(
    [...Map.groupBy(asked, ([id]) => id)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, rows]) => [id, rows.map(([, text]) => text)]),
  )
}
