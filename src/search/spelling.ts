/**
 * Misspelt words → the words of the notes they may stand for. An n-gram index gives at most a few hundred
 * candidates, fuse.js ranks them, and a distance that knows keyboards and sounds decides whether the best is near enough.
 */
import Fuse from 'fuse.js'
import { slipDistance } from './slips.ts'

/** `likeness` is 1 for the same word and falls with every slip. */
export type Spelling = { term: number; likeness: number }

export type Speller = { nearest(word: string): Spelling[] }

const CANDIDATES = 200
const KEPT = 3

/** @param terms words of the notes, by number; @param usable which of them a slip may be put right to */
export function createSpeller(terms: readonly string[], usable: (term: number) => boolean): Speller {
  let grams: Map<string, number[]> | undefined
  const remembered = new Map<string, Spelling[]>()
  return {
    nearest(word) {
      const known = remembered.get(word)
      if (known !== undefined) return known
      grams ??= gramsOf(terms, usable)
      const found = rank(word, candidatesFor(word, grams, terms), terms)
      if (remembered.size < 1000) remembered.set(word, found)
      return found
    },
  }
}

function rank(word: string, candidates: number[], terms: readonly string[]): Spelling[] {
  const fuse = new Fuse(
    candidates.map(term => ({ term, word: terms[term] ?? '' })),
    {
      keys: ['word'],
      includeScore: true,
      threshold: 0.6,
      distance: 30,
      ignoreFieldNorm: true,
    },
  )
  return fuse
    .search(word.slice(0, 32), { limit: 24 })
    .map(({ item }) => ({ term: item.term, likeness: 1 - slipDistance(word, item.word) / allowed(word) }))
    .filter(({ likeness }) => likeness > 0)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, KEPT)
}

/** Where this many slips no longer let one recognise a word. */
const allowed = (word: string): number =>
  word.length <= 3 ? 1.1 : word.length <= 5 ? 1.9 : word.length <= 8 ? 2.7 : 3.6

function gramsOf(terms: readonly string[], usable: (term: number) => boolean): Map<string, number[]> {
  const grams = new Map<string, number[]>()
  terms.forEach((word, term) => {
    if (word.length < 3 || !usable(term)) return
    for (const gram of gramsIn(word)) {
      const list = grams.get(gram)
      if (list === undefined) grams.set(gram, [term])
      else list.push(term)
    }
  })
  return grams
}

/** Pairs of letters with the word's edges: `^p`, `po`, `od`, `d$`. A slip changes two of them, wherever it is. */
function gramsIn(word: string): Set<string> {
  const framed = `^${word}$`
  const grams = new Set<string>()
  for (let at = 0; at < framed.length - 1; at++) grams.add(framed.slice(at, at + 2))
  return grams
}

function candidatesFor(word: string, grams: Map<string, number[]>, terms: readonly string[]): number[] {
  const shared = new Map<number, number>()
  for (const gram of gramsIn(word))
    for (const term of grams.get(gram) ?? []) shared.set(term, (shared.get(term) ?? 0) + 1)
  const likeness = (term: number): number =>
    ((shared.get(term) ?? 0) * 2) / ((terms[term]?.length ?? 0) + word.length + 2)
  return [...shared.keys()]
    .filter(term => Math.abs((terms[term]?.length ?? 0) - word.length) <= 3 && likeness(term) > 0.25)
    .sort((a, b) => likeness(b) - likeness(a))
    .slice(0, CANDIDATES)
}
