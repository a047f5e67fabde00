/**
 * Misspelt words → the words of the notes they may stand for. An index of letter pairs gives at most 200 candidates,
 * fuse.js ranks them, and a distance that knows keyboards and sounds decides whether the best is near enough.
 */
import Fuse from 'fuse.js'
import type { Index } from './index.ts'
import { slipDistance } from './slips.ts'

/** A word of the notes; `likeness` is 1 for the same word and falls with every slip. */
export type Spelling = { word: string; term: number; likeness: number }

export type Speller = { nearest(word: string): Spelling[] }

const CANDIDATES = 200
const RANKED = 24
const KEPT = 3
const REMEMBERED = 1000

export function createSpeller({ terms }: Index): Speller {
  const { spellings } = terms
  /** Made when a word is first misspelt. */
  let made: Pairs | undefined
  const shared = new Uint8Array(spellings.length)
  const remembered = new Map<string, Spelling[]>()

  return {
    nearest(word) {
      const known = remembered.get(word)
      if (known !== undefined) return known
      const found = rank(word, candidatesFor(word))
      if (remembered.size < REMEMBERED) remembered.set(word, found)
      return found
    },
  }

  /** The words that share most letter pairs with the one typed. */
  function candidatesFor(typed: string): number[] {
    made ??= indexPairs(spellings)
    const pairs = made
    const touched: number[] = []
    for (const pair of pairsIn(typed))
      for (let at = pairs.starts[pair] ?? 0; at < (pairs.starts[pair + 1] ?? 0); at++) {
        const word = pairs.words[at] ?? 0
        if (shared[word] === 0) touched.push(word)
        shared[word] = (shared[word] ?? 0) + 1
      }
    // A long word may have lost its end.
    const longer = typed.length < 8 ? 3 : 6
    const likely = touched
      .map(word => {
        const { length } = spellings[word] ?? ''
        return { word, length, likeness: (2 * (shared[word] ?? 0)) / (length + typed.length + 2) }
      })
      .filter(
        ({ length, likeness }) =>
          likeness > 0.25 && length - typed.length <= longer && typed.length - length <= 3,
      )
    for (const word of touched) shared[word] = 0
    return likely
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, CANDIDATES)
      .map(({ word }) => word)
  }

  function rank(typed: string, candidates: number[]): Spelling[] {
    const items = candidates.map(number => ({ number, word: spellings[number] ?? '' }))
    const fuse = new Fuse(items, { keys: ['word'], threshold: 0.6, distance: 30, ignoreFieldNorm: true })
    return fuse
      .search(typed.slice(0, 32), { limit: RANKED })
      .map(({ item: { number, word } }) => ({
        word,
        term: terms.termOf(number),
        likeness: 1 - slipDistance(typed, word) / allowed(typed),
      }))
      .filter(({ likeness }) => likeness > 0)
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, KEPT)
  }
}

/** Where this many slips no longer let one recognise a word. */
const allowed = (word: string): number =>
  word.length <= 3 ? 1.1 : word.length <= 5 ? 1.9 : word.length <= 8 ? 2.7 : 3.6

/** Words that hold the pair p are those from `starts[p]` to before `starts[p + 1]`. */
type Pairs = { starts: Uint32Array; words: Uint32Array }

/** 26 letters and the edge of a word. */
const LETTERS = 27

function indexPairs(spellings: readonly string[]): Pairs {
  const starts = new Uint32Array(LETTERS * LETTERS + 1)
  const each = (visit: (pair: number, word: number) => void): void =>
    spellings.forEach((spelling, word) => {
      if (spelling.length > 2 && /^[a-z]+$/.test(spelling))
        for (const pair of pairsIn(spelling)) visit(pair, word)
    })
  each(pair => {
    starts[pair + 1] = (starts[pair + 1] ?? 0) + 1
  })
  for (let pair = 0; pair < LETTERS * LETTERS; pair++)
    starts[pair + 1] = (starts[pair + 1] ?? 0) + (starts[pair] ?? 0)
  const words = new Uint32Array(starts[LETTERS * LETTERS] ?? 0)
  const next = starts.slice()
  each((pair, word) => {
    const at = next[pair] ?? 0
    words[at] = word
    next[pair] = at + 1
  })
  return { starts, words }
}

/** Pairs of letters with the word's edges: `^p`, `po`, `od`, `d$`. A slip changes two or three of them, wherever it is. */
function pairsIn(word: string): Set<number> {
  const pairs = new Set<number>()
  let before = 0
  for (let at = 0; at <= word.length; at++) {
    const code = at < word.length ? word.charCodeAt(at) - 96 : 0
    const letter = code >= 0 && code < LETTERS ? code : 0
    pairs.add(before * LETTERS + letter)
    before = letter
  }
  return pairs
}
