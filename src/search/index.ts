/**
 * The inverted index: for each word the notes that hold it, with how much it says about each of them (BM25F) and
 * in which fields it stands. Flat typed arrays, so that 50,000 notes stay small and a question touches little.
 */
import type { Note } from '../notes/note.ts'
import { FIELDS, type Field, fieldsOf, namesOf } from './fields.ts'
import { createNumbers } from './numbers.ts'
import { FILLERS, stem, wordsIn } from './words.ts'

/** What a word is worth in each of FIELDS, and how much a long field dilutes it. */
const WEIGHTS = [4, 2.4, 1.2, 2, 1, 0.8]
const DILUTION = [0.4, 0.3, 0.3, 0.5, 0.6, 0.6]
/** Fields that say what a note is about, and what a word counts that stands in others only. */
const ABOUT: ReadonlySet<Field> = new Set(['name', 'ask', 'sign'])
const MENTION = 0.2
/** How fast repeating a word stops counting. */
const SATURATION = 1.6

export type Index = Postings & {
  readonly size: number
  readonly terms: readonly string[]
  /** A whole word for each term, as a note spells it. */
  readonly spellings: readonly string[]
  /** Number of a stem; undefined where no note holds it. */
  term(stem: string): number | undefined
  /** How rare a term is: near 0 for one that stands everywhere. */
  readonly rarity: Float32Array
  /** The note's names, and the ways of asking for it, each as a phrase. */
  readonly names: Phrases
  readonly asks: Phrases
}

/** Postings of term t are those from `starts[t]` to before `starts[t + 1]`, in the order of the notes. */
export type Postings = {
  readonly starts: Uint32Array
  readonly notes: Uint32Array
  readonly scores: Float32Array
  /** Bit f is set where the term stands in field f of FIELDS. */
  readonly fields: Uint8Array
}

/** The terms of short texts: phrase p of note n is among those from `byNote[n]` to before `byNote[n + 1]`. */
export type Phrases = {
  readonly byNote: Uint32Array
  readonly starts: Uint32Array
  readonly terms: Uint32Array
  /** Length of each phrase as a vector of its terms' rarities, and the sum of those. */
  readonly norms: Float32Array
  readonly masses: Float32Array
}

export function buildIndex(notes: readonly Note[]): Index {
  const numbers = new Map<string, number>()
  const spellings: string[] = []
  const counted = count(notes, numbers, spellings)
  const terms = [...numbers.keys()]
  const starts = startsOf(counted, terms.length)
  const rarity = raritiesOf(counted, terms.length, notes.length)
  return {
    size: notes.length,
    terms,
    spellings,
    term: word => numbers.get(word),
    rarity,
    ...post(counted, starts),
    names: phrasesOf(notes.map(namesOf), numbers, rarity),
    asks: phrasesOf(
      notes.map(note => note.asks),
      numbers,
      rarity,
    ),
  }
}

/** Every (note, term) once, in the order of the notes, with how often the term stands in each field. */
type Counted = { byNote: Uint32Array; terms: Uint32Array; counts: Uint32Array; lengths: Float32Array }

/** Numbers new words in `numbers` and notes in `spellings` how they are written. */
function count(notes: readonly Note[], numbers: Map<string, number>, spellings: string[]): Counted {
  const terms = createNumbers()
  const counts = createNumbers()
  const byNote = new Uint32Array(notes.length + 1)
  const lengths = new Float32Array(notes.length * FIELDS.length)
  notes.forEach((note, number) => {
    const places = new Map<number, number>()
    const fields = fieldsOf(note)
    FIELDS.forEach((name, field) => {
      for (const text of fields[name])
        for (const { stem: word, raw } of termsIn(text)) {
          const term = numbers.get(word) ?? numbers.size
          if (term === numbers.size) {
            numbers.set(word, term)
            spellings.push(raw)
          }
          const place = places.get(term) ?? terms.size
          if (place === terms.size) {
            places.set(term, place)
            terms.push(term)
            for (let other = 0; other < FIELDS.length; other++) counts.push(0)
          }
          counts.add(place * FIELDS.length + field, 1)
          lengths[number * FIELDS.length + field] = (lengths[number * FIELDS.length + field] ?? 0) + 1
        }
    })
    byNote[number + 1] = terms.size
  })
  return { byNote, terms: terms.done(), counts: counts.done(), lengths }
}

/** The stems of a text without fillers, and words bound by hyphens also as one: `kube`, `proxy`, `kubeproxy`. */
function termsIn(text: string): { raw: string; stem: string }[] {
  const terms: { raw: string; stem: string }[] = []
  let joined = ''
  for (const word of wordsIn(text)) {
    joined = word.bound ? joined + word.raw : word.raw
    if (word.bound) terms.push({ raw: joined, stem: stem(joined) })
    if (!FILLERS.has(word.stem)) terms.push(word)
  }
  return terms
}

function startsOf({ terms }: Counted, size: number): Uint32Array {
  const starts = new Uint32Array(size + 1)
  for (const term of terms) starts[term + 1] = (starts[term + 1] ?? 0) + 1
  for (let term = 0; term < size; term++) starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0)
  return starts
}

function post({ byNote, terms, counts, lengths }: Counted, starts: Uint32Array): Postings {
  const average = averageLengths(lengths)
  const postings = {
    notes: new Uint32Array(terms.length),
    scores: new Float32Array(terms.length),
    fields: new Uint8Array(terms.length),
  }
  const next = starts.slice()
  for (let note = 0; note + 1 < byNote.length; note++)
    for (let place = byNote[note] ?? 0; place < (byNote[note + 1] ?? 0); place++) {
      const term = terms[place] ?? 0
      const at = next[term] ?? 0
      next[term] = at + 1
      let weighted = 0
      let mask = 0
      for (let field = 0; field < FIELDS.length; field++) {
        const times = counts[place * FIELDS.length + field] ?? 0
        if (times === 0) continue
        const dilution = DILUTION[field] ?? 0
        const length = (lengths[note * FIELDS.length + field] ?? 0) / (average[field] ?? 1)
        weighted += ((WEIGHTS[field] ?? 0) * times) / (1 - dilution + dilution * length)
        mask |= 1 << field
      }
      postings.notes[at] = note
      postings.scores[at] = weighted / (weighted + SATURATION)
      postings.fields[at] = mask
    }
  return { starts, ...postings }
}

function averageLengths(lengths: Float32Array): number[] {
  const sums = FIELDS.map(() => 0)
  lengths.forEach((length, at) => {
    sums[at % FIELDS.length] = (sums[at % FIELDS.length] ?? 0) + length
  })
  return sums.map(sum => 1 + sum / Math.max(1, lengths.length / FIELDS.length))
}

/**
 * A word is common when many notes are about it. Merely mentioning it counts less: every other note tells how to delete
 * something, but who asks how to delete something wants one of few.
 */
function raritiesOf({ terms, counts }: Counted, size: number, notes: number): Float32Array {
  const holders = new Float32Array(size)
  terms.forEach((term, place) => {
    const about = FIELDS.some(
      (name, field) => ABOUT.has(name) && (counts[place * FIELDS.length + field] ?? 0) > 0,
    )
    holders[term] = (holders[term] ?? 0) + (about ? 1 : MENTION)
  })
  return holders.map(held => Math.log(1 + (notes - held + 0.5) / (held + 0.5)))
}

function phrasesOf(texts: string[][], numbers: Map<string, number>, rarity: Float32Array): Phrases {
  const byNote = new Uint32Array(texts.length + 1)
  const starts = createNumbers()
  const terms = createNumbers()
  const norms: number[] = []
  const masses: number[] = []
  starts.push(0)
  texts.forEach((phrases, at) => {
    for (const phrase of phrases) {
      const own = [...new Set(termsIn(phrase).flatMap(word => numbers.get(word.stem) ?? []))]
      const rarities = own.map(term => rarity[term] ?? 0)
      for (const term of own) terms.push(term)
      starts.push(terms.size)
      norms.push(Math.hypot(...rarities))
      masses.push(rarities.reduce((sum, one) => sum + one, 0))
    }
    byNote[at + 1] = starts.size - 1
  })
  return {
    byNote,
    starts: starts.done(),
    terms: terms.done(),
    norms: Float32Array.from(norms),
    masses: Float32Array.from(masses),
  }
}
