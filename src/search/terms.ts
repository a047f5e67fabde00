/** The vocabulary of the notes: every stem has a number. */
import { FILLERS, stem } from './words.ts'

export type Terms = {
  readonly size: number
  /** Number of a stem; undefined where no note holds it. */
  find(stem: string): number | undefined
  stemOf(term: number): string
  /** Whole words as notes spell them, each with the number of its term: `replica` and `replicas` are two of one. */
  readonly spellings: readonly string[]
  termOf(spelling: number): number
  /** A word as notes spell it: `volum` is `volume` without its last letter; of several spellings the shortest. The word itself where none has its stem. */
  spellingFor(raw: string, stem: string): string
}

export type TermsBuilder = {
  /** The number of a word's stem, given anew where it is new; undefined for a filler. */
  add(raw: string): number | undefined
  done(): Terms
}

export function buildTerms(): TermsBuilder {
  const numbers = new Map<string, number>()
  const stems: string[] = []
  /** Finding a stem costs more than all the rest, and most words come again and again. */
  const seen = new Map<string, number>()
  const FILLER = -1
  const numberOf = (raw: string): number => {
    const stemmed = stem(raw)
    if (FILLERS.has(stemmed)) return FILLER
    const known = numbers.get(stemmed)
    if (known !== undefined) return known
    numbers.set(stemmed, stems.length)
    return stems.push(stemmed) - 1
  }
  return {
    add(raw) {
      let number = seen.get(raw)
      if (number === undefined) {
        number = numberOf(raw)
        seen.set(raw, number)
      }
      return number === FILLER ? undefined : number
    },
    done() {
      const spelt = [...seen].filter(([, number]) => number !== FILLER)
      const spellings = spelt.map(([raw]) => raw)
      const termOf = Uint32Array.from(spelt, ([, number]) => number)
      const shortest = new Int32Array(stems.length).fill(-1)
      termOf.forEach((term, spelling) => {
        const known = spellings[shortest[term] ?? -1]
        if (known === undefined || (spellings[spelling] ?? '').length < known.length)
          shortest[term] = spelling
      })
      return {
        size: stems.length,
        find: stemmed => numbers.get(stemmed),
        stemOf: term => stems[term] ?? '',
        spellings,
        termOf: spelling => termOf[spelling] ?? 0,
        spellingFor(raw, stemmed) {
          const term = seen.has(raw) ? undefined : numbers.get(stemmed)
          return term === undefined ? raw : (spellings[shortest[term] ?? -1] ?? raw)
        },
      }
    },
  }
}
