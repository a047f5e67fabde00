/** Short texts of notes, such as their names and the ways of asking for them, kept as lists of terms. */
import { createNumbers } from './numbers.ts'

/** Phrase p of note n is among those from `byNote[n]` to before `byNote[n + 1]`; its terms likewise from `starts[p]`. */
export type Phrases = {
  readonly byNote: Uint32Array
  readonly starts: Uint32Array
  readonly terms: Uint32Array
  /** Length of each phrase as a vector of its terms' rarities, and the sum of those. */
  readonly norms: Float32Array
  readonly masses: Float32Array
}

export type PhrasesBuilder = {
  /** A phrase of the note that is being read. */
  add(terms: readonly number[]): void
  /** The next phrase belongs to the next note. */
  endNote(): void
  done(rarity: Float32Array): Phrases
}

export function buildPhrases(): PhrasesBuilder {
  const byNote = createNumbers()
  const starts = createNumbers()
  const all = createNumbers()
  byNote.push(0)
  starts.push(0)
  return {
    add(terms) {
      for (const term of new Set(terms)) all.push(term)
      starts.push(all.size)
    },
    endNote: () => byNote.push(starts.size - 1),
    done(rarity) {
      const terms = all.done()
      const ends = starts.done()
      const norms = new Float32Array(ends.length - 1)
      const masses = new Float32Array(ends.length - 1)
      for (let phrase = 0; phrase < norms.length; phrase++) {
        let squares = 0
        let sum = 0
        for (let at = ends[phrase] ?? 0; at < (ends[phrase + 1] ?? 0); at++) {
          const one = rarity[terms[at] ?? 0] ?? 0
          squares += one * one
          sum += one
        }
        norms[phrase] = Math.sqrt(squares)
        masses[phrase] = sum
      }
      return { byNote: byNote.done(), starts: ends, terms, norms, masses }
    },
  }
}
