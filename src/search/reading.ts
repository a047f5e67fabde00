/** What the search understands of a question before it looks at any note. */
import { isEnglish } from './english.ts'
import type { Index } from './index.ts'
import { type Intent, intentsOf } from './intent.ts'
import type { Mention, Names } from './names.ts'
import type { SignHit, Signs } from './signs.ts'
import type { Speller } from './spelling.ts'
import { SYNONYMS } from './synonyms.ts'
import { FILLERS, stem, type Word, wordsIn } from './words.ts'

/** A term that a word may stand for; `factor` is 1 for the word itself and less for a guess. */
export type Option = { term: number; factor: number }

/** A word that matters. `mass` is what it weighs in the question, whether or not a note holds it. */
export type Slot = {
  word: string
  mass: number
  options: Option[]
  fate: 'known' | 'respelt' | 'foreign' | 'unknown'
}

export type Reading = {
  words: Word[]
  slots: Slot[]
  /** Mass of all slots together. */
  mass: number
  mentions: Mention[]
  signs: SignHit[]
  intents: Set<Intent>
}

const SLOTS_AT_MOST = 40
const WORDS_AT_MOST = 400
const RESPELT_AT_MOST = 10
const LONGEST_JOIN = 4
const SYNONYM = 0.45
const NICKNAME = 0.85

export type ReadingParts = {
  index: Index
  names: Names
  signs: Signs
  speller: Speller
  /** Short names and what they are short for, both ways: `svc` and `service`. */
  nicknames: ReadonlyMap<string, readonly string[]>
}

export function readQuestion(text: string, parts: ReadingParts): Reading {
  const words = wordsIn(text)
  const slots = slotsOf(words, parts)
  return {
    words,
    slots,
    mass: slots.reduce((sum, slot) => sum + slot.mass, 0),
    mentions: parts.names.mentions(words),
    signs: parts.signs.hits(words),
    intents: intentsOf(text),
  }
}

function slotsOf(words: readonly Word[], { index, speller, nicknames }: ReadingParts): Slot[] {
  const slots = new Map<string, Slot>()
  let respelt = 0
  const read = words.slice(0, WORDS_AT_MOST)
  read.forEach((word, at) => {
    if (FILLERS.has(word.stem) || slots.has(word.stem) || word.raw.length < 2) return
    const options: Option[] = []
    const offer = (other: string, factor: number): void => {
      const term = index.term(other)
      if (term !== undefined && !options.some(option => option.term === term)) options.push({ term, factor })
    }
    offer(word.stem, 1)
    const known = options.length > 0
    for (const joined of joinsAround(read, at)) offer(joined, 1)
    for (const other of nicknames.get(word.stem) ?? []) offer(other, NICKNAME)
    const english = isEnglish(word.raw)
    if (options.length === 0 && !english) {
      const pieces = split(word.raw, index)
      for (const piece of pieces) offer(piece, 0.9)
      if (pieces.length === 0 && word.raw.length > 2 && !/\d/.test(word.raw) && respelt++ < RESPELT_AT_MOST)
        for (const { term, likeness } of speller.nearest(word.stem))
          if (!options.some(option => option.term === term))
            options.push({ term, factor: 0.4 + 0.6 * likeness })
    }
    const fate = known ? 'known' : options.length > 0 ? 'respelt' : english ? 'foreign' : 'unknown'
    for (const other of SYNONYMS.get(word.stem) ?? []) offer(other, SYNONYM)
    slots.set(word.stem, { word: word.stem, mass: massOf(fate, options, index), options, fate })
  })
  const all = [...slots.values()]
  return all.length <= SLOTS_AT_MOST ? all : all.sort((a, b) => b.mass - a.mass).slice(0, SLOTS_AT_MOST)
}

/** A plain English word that no note holds weighs as much as a rare term; a made-up name much less. */
function massOf(fate: Slot['fate'], options: Option[], index: Index): number {
  const rarest = Math.log(1 + index.size * 2)
  if (fate === 'foreign') return 0.7 * rarest
  if (fate === 'unknown') return 0.35 * rarest
  const [first] = options
  return Math.max(0.3, first === undefined ? 0 : (index.rarity[first.term] ?? 0))
}

/** The word at `at` written together with its neighbours: `crash loop back off` → `crashloopbackoff`. */
function joinsAround(words: readonly Word[], at: number): string[] {
  const joins: string[] = []
  for (let from = Math.max(0, at - LONGEST_JOIN + 1); from <= at; from++)
    for (let to = Math.max(at + 1, from + 2); to <= Math.min(words.length, from + LONGEST_JOIN); to++)
      joins.push(
        stem(
          words
            .slice(from, to)
            .map(word => word.raw)
            .join(''),
        ),
      )
  return joins
}

/** A word that nobody knows, as two that notes hold: `configmapsecret`. */
function split(word: string, index: Index): string[] {
  for (let at = word.length - 3; at >= 3; at--) {
    const [left, right] = [stem(word.slice(0, at)), stem(word.slice(at))]
    if (
      left.length > 2 &&
      right.length > 2 &&
      index.term(left) !== undefined &&
      index.term(right) !== undefined
    )
      return [left, right]
  }
  return []
}
