/**
 * For each term the notes that hold it, with how much it says about each of them (BM25F) and in which fields it stands.
 * Flat typed arrays, so that 50,000 notes stay small and a question touches little.
 */
import { FIELDS, type Field } from './fields.ts'
import { createNumbers } from './numbers.ts'

/** What a word is worth in each of FIELDS, and how much a long field dilutes it. */
const WEIGHTS = [4, 2.4, 1.2, 2, 1, 0.8]
const DILUTION = [0.4, 0.3, 0.3, 0.5, 0.6, 0.6]
/** How fast repeating a word stops counting. */
const SATURATION = 1.6
/** Fields that say what a note is about, and what a word counts that stands in others only. */
const ABOUT: ReadonlySet<Field> = new Set(['name', 'ask', 'sign'])
const MENTION = 0.2

/** Postings of term t are those from `starts[t]` to before `starts[t + 1]`, in the order of the notes. */
export type Postings = {
  readonly starts: Uint32Array
  readonly notes: Uint32Array
  /** Between 0 and 1: how much the note is about the term. */
  readonly scores: Float32Array
  /** Bit f is set where the term stands in field f of FIELDS. */
  readonly fields: Uint8Array
  /** For each term how rare it is: near 0 for one that stands everywhere. */
  readonly rarity: Float32Array
}

export type PostingsBuilder = {
  /** A term in a field of the note that is being read. */
  add(term: number, field: number): void
  /** The next term belongs to the next note. */
  endNote(): void
  /** @param terms how many terms there are */
  done(terms: number): Postings
}

/** Every (note, term) once, in the order of the notes, with how often the term stands in each field. */
type Counted = { byNote: Uint32Array; terms: Uint32Array; counts: Uint32Array; lengths: Uint32Array }

export function buildPostings(): PostingsBuilder {
  const [byNote, terms, counts, lengths] = [
    createNumbers(),
    createNumbers(),
    createNumbers(),
    createNumbers(),
  ]
  let places = new Map<number, number>()
  let own = FIELDS.map(() => 0)
  byNote.push(0)
  return {
    add(term, field) {
      let place = places.get(term)
      if (place === undefined) {
        place = terms.size
        places.set(term, place)
        terms.push(term)
        counts.extend(FIELDS.length)
      }
      counts.add(place * FIELDS.length + field, 1)
      own[field] = (own[field] ?? 0) + 1
    },
    endNote() {
      byNote.push(terms.size)
      for (const length of own) lengths.push(length)
      places = new Map()
      own = FIELDS.map(() => 0)
    },
    done: size =>
      post(
        { byNote: byNote.done(), terms: terms.done(), counts: counts.done(), lengths: lengths.done() },
        size,
      ),
  }
}

function post(counted: Counted, size: number): Postings {
  const { byNote, terms, counts, lengths } = counted
  const starts = startsOf(terms, size)
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
  return { starts, ...postings, rarity: raritiesOf(starts, postings.fields, byNote.length - 1) }
}

function startsOf(terms: Uint32Array, size: number): Uint32Array {
  const starts = new Uint32Array(size + 1)
  for (const term of terms) starts[term + 1] = (starts[term + 1] ?? 0) + 1
  for (let term = 0; term < size; term++) starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0)
  return starts
}

function averageLengths(lengths: Uint32Array): number[] {
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
function raritiesOf(starts: Uint32Array, fields: Uint8Array, notes: number): Float32Array {
  const about = FIELDS.reduce((mask, field, bit) => (ABOUT.has(field) ? mask | (1 << bit) : mask), 0)
  const rarity = new Float32Array(starts.length - 1)
  for (let term = 0; term < rarity.length; term++) {
    let holders = 0
    for (let posting = starts[term] ?? 0; posting < (starts[term + 1] ?? 0); posting++)
      holders += ((fields[posting] ?? 0) & about) !== 0 ? 1 : MENTION
    rarity[term] = Math.log(1 + (notes - holders + 0.5) / (holders + 0.5))
  }
  return rarity
}

/** The posting of `term` for `note`; -1 where the note does not hold it. */
export function postingOf({ starts, notes }: Postings, term: number, note: number): number {
  let low = starts[term] ?? 0
  let high = (starts[term + 1] ?? 0) - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = notes[middle] ?? 0
    if (found === note) return middle
    if (found < note) low = middle + 1
    else high = middle - 1
  }
  return -1
}
