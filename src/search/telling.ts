/**
 * Which words tell a note from all others, learned from questions (`npm run tune:words`). `pods` says little, `evicted`
 * much; a note of a team, which nobody has learned about, has none.
 */
import type { NoteId } from '../notes/note.ts'
import type { Terms } from './terms.ts'

/** For each note, words and how much they speak for it (against it below zero), in tenths. */
export type TellingWords = Readonly<Record<NoteId, Readonly<Record<string, number>>>>

/** How much the words of a question speak for a note: about 1 for the right one, below 0 for most. */
export type Telling = { to(stems: readonly string[]): (note: number) => number }

/** Weights are kept in tenths; their sums are about ten. */
const SCALE = 100

type Weights = { terms: Uint32Array; weights: Float32Array }

export function createTelling(ids: readonly NoteId[], terms: Terms, words: TellingWords): Telling {
  const byNote = ids.map(id => weightsOf(words[id] ?? {}, terms))
  return {
    to(stems) {
      const asked = [...new Set(stems)].flatMap(stem => terms.find(stem) ?? [])
      const share = 1 / SCALE / Math.sqrt(asked.length || 1)
      return note => {
        const own = byNote[note]
        return own === undefined ? 0 : share * asked.reduce((sum, term) => sum + weightOf(own, term), 0)
      }
    },
  }
}

function weightsOf(words: Readonly<Record<string, number>>, terms: Terms): Weights {
  const known = Object.entries(words)
    .flatMap(([word, weight]) => {
      const term = terms.find(word)
      return term === undefined ? [] : { term, weight }
    })
    .sort((one, other) => one.term - other.term)
  return {
    terms: Uint32Array.from(known, ({ term }) => term),
    weights: Float32Array.from(known, ({ weight }) => weight),
  }
}

function weightOf({ terms, weights }: Weights, term: number): number {
  let [low, high] = [0, terms.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = terms[middle] ?? 0
    if (found === term) return weights[middle] ?? 0
    if (found < term) low = middle + 1
    else high = middle - 1
  }
  return 0
}
