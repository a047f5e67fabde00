/** What the search understands of a question before it looks at any note. */
import { isEnglish } from './english.ts'
import type { Index } from './index.ts'
import { type Intent, intentsOf } from './intent.ts'
import type { Mention, Names } from './names.ts'
import type { SignHit, Signs } from './signs.ts'
import { swaps } from './slips.ts'
import type { Speller, Spelling } from './spelling.ts'
import { LONGEST_IDIOM, MEANINGS, SYNONYMS } from './synonyms.ts'
import { ABOUT_US, FILLERS, stem, type Word, wordsIn } from './words.ts'

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
  /** The words of the question, misspelt ones put right. */
  words: ReadWord[]
  slots: Slot[]
  /** Mass of all slots together. */
  mass: number
  mentions: Mention[]
  signs: SignHit[]
  intents: Set<Intent>
}

/** `likeness` is 1 for a word as typed and less for one that was put right. */
export type ReadWord = Word & { likeness: number }

const SLOTS_AT_MOST = 40
const WORDS_AT_MOST = 400
const RESPELT_AT_MOST = 10
const LONGEST_JOIN = 4
/** Whose commands are set side by side without saying its name twice, and the words between them. */
const TOOLS = new Set(['kubectl', 'docker', 'helm', 'kubeadm'])
const JOINING = new Set(['vs', 'versus', 'or'])
/** How alike a short word is to itself with two letters changed round, and two words are to themselves written as one. */
const SWAPPED = 0.7
const SPLIT = 0.9
/** So alike, a word is rather misspelt than two words in one: `rolblack` is no `rol black`. */
const SURELY = 0.6
/** So alike, two unknown words are one with a slip in the middle: `cofni-gmap`. */
const TOGETHER = 0.7
const SYNONYM = 0.45
const IDIOM = 0.8
/** Rarity to this power is what a word weighs; at 1 a rare noun would drown the verb that says what is wanted. */
const COMMON = 0.35
const NICKNAME = 0.85
/** Everything here is about Kubernetes: to say so beside other words tells little. */
const ABOUT_US_FACTOR = 0.3

export type ReadingParts = {
  index: Index
  names: Names
  signs: Signs
  speller: Speller
  /** Short names and what they are short for, both ways: `svc` and `service`. */
  nicknames: ReadonlyMap<string, readonly string[]>
}

export function readQuestion(text: string, parts: ReadingParts): Reading {
  const typed = wordsIn(text)
  const words = repeatTool(respell(typed.slice(0, WORDS_AT_MOST), parts), parts.names)
  const slots = slotsOf(words, parts)
  return {
    words,
    slots,
    mass: slots.reduce((sum, slot) => sum + slot.mass, 0),
    mentions: parts.names.mentions(words),
    signs: parts.signs.hits(typed),
    intents: intentsOf(text),
  }
}

/** Puts right what is misspelt, and spells as notes do what only lacks its ending. */
function respell(words: readonly Word[], { index, speller }: ReadingParts): ReadWord[] {
  const nearest = atMost(RESPELT_AT_MOST, (raw: string) => speller.nearest(raw)[0])
  const nearestTogether = atMost(RESPELT_AT_MOST, (raw: string) => speller.nearest(raw)[0])
  const misspelt = misspeltIn(words, index)
  const read: ReadWord[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (word === undefined) break
    if (!misspelt.has(at)) {
      const raw = isEnglish(word.raw) ? word.raw : index.terms.spellingFor(word.raw, word.stem)
      read.push({ ...word, raw, likeness: 1 })
      continue
    }
    const readings = readingsOf(word, nearest, index)
    const next = misspelt.has(at + 1) ? words[at + 1] : undefined
    const together = next && readings.some(isUnsettled) ? nearestTogether(word.raw + next.raw) : undefined
    if (together !== undefined && together.likeness >= TOGETHER) {
      read.push(readAs(together))
      at++
    } else read.push(...readings)
  }
  return read
}

/** The places of words that are neither ours, alone or with their neighbours, nor plain English. */
function misspeltIn(words: readonly Word[], { terms }: Index): Set<number> {
  const strange = words.flatMap(({ raw, stem }, at) => {
    const plain = raw.length < 3 || /\d/.test(raw) || FILLERS.has(stem)
    return plain || terms.find(stem) !== undefined || isEnglish(raw) ? [] : [at]
  })
  if (strange.length === 0) return new Set()
  const joins = joinsIn(words)
  return new Set(strange.filter(at => !joins[at]?.some(joined => terms.find(joined) !== undefined)))
}

/** What a misspelt word may be: two letters changed round, a word nearly the same, two words in one, a word somewhat the same. */
function readingsOf(
  word: Word,
  nearest: (raw: string) => Spelling | undefined,
  index: Index,
): readonly ReadWord[] {
  const swapped = swaps(word.raw).find(raw => index.terms.find(stem(raw)) !== undefined)
  if (swapped !== undefined) return [readAs({ word: swapped, likeness: SWAPPED })]
  const near = nearest(word.raw)
  if (near !== undefined && near.likeness >= SURELY) return [readAs(near)]
  const pieces = split(word.raw, index)
  if (pieces.length > 0) return pieces.map(piece => readAs({ word: piece, likeness: SPLIT }))
  return [near === undefined ? { ...word, likeness: 1 } : readAs(near)]
}

/** Left as typed, or only somewhat like a word of ours. */
const isUnsettled = ({ likeness }: ReadWord): boolean => likeness < SURELY || likeness === 1

/** Looks up so many words and no more: a paste may be full of strange ones. */
function atMost<T>(times: number, look: (raw: string) => T): (raw: string) => T | undefined {
  let looked = 0
  return raw => (looked++ < times ? look(raw) : undefined)
}

const readAs = ({ word, likeness }: Pick<Spelling, 'word' | 'likeness'>): ReadWord => ({
  raw: word,
  stem: stem(word),
  likeness,
})

/** `kubectl cordon vs drain` means `kubectl drain`, where that is a name. */
function repeatTool(words: readonly ReadWord[], names: Names): ReadWord[] {
  return words.flatMap((word, at) => {
    const tool = words[at - 3]
    const joins = JOINING.has(words[at - 1]?.raw ?? '')
    const repeats =
      joins && tool !== undefined && TOOLS.has(tool.raw) && names.exact([tool, word]) !== undefined
    return repeats ? [tool, word] : [word]
  })
}

function slotsOf(words: readonly ReadWord[], { index, nicknames }: ReadingParts): Slot[] {
  const slots = new Map<string, Slot>()
  const idioms = idiomsIn(words)
  const joins = joinsIn(words)
  words.forEach((word, at) => {
    if (slots.has(word.stem) || word.raw.length < 2) return
    if (FILLERS.has(word.stem) && !idioms.has(at)) return
    const options: Option[] = []
    const offer = (other: string, factor: number): void => {
      const term = index.terms.find(other)
      if (term !== undefined && !options.some(option => option.term === term)) options.push({ term, factor })
    }
    offer(word.stem, word.likeness)
    for (const joined of joins[at] ?? []) offer(joined, 1)
    for (const other of nicknames.get(word.stem) ?? []) offer(other, NICKNAME * word.likeness)
    const fate = fateOf(word, options)
    for (const meant of idioms.get(at) ?? []) offer(meant, IDIOM)
    for (const other of SYNONYMS.get(word.stem) ?? []) offer(other, SYNONYM * word.likeness)
    slots.set(word.stem, { word: word.stem, mass: massOf(fate, options, index), options, fate })
  })
  const all = [...slots.values()]
  if (all.length > 1) for (const slot of all) if (ABOUT_US.has(slot.word)) slot.mass *= ABOUT_US_FACTOR
  return all.length <= SLOTS_AT_MOST ? all : all.sort((a, b) => b.mass - a.mass).slice(0, SLOTS_AT_MOST)
}

/** What idioms mean, by the number of the word that carries them: the first that is no filler, or else the first. */
function idiomsIn(words: readonly Word[]): Map<number, string[]> {
  const found = new Map<number, string[]>()
  for (let from = 0; from < words.length; from++) {
    let phrase = words[from]?.stem ?? ''
    for (let to = from + 1; to < Math.min(words.length, from + LONGEST_IDIOM); to++) {
      phrase += ` ${words[to]?.stem}`
      const meant = MEANINGS.get(phrase)
      if (meant === undefined) continue
      const span = words.slice(from, to + 1)
      const carrier =
        from +
        Math.max(
          0,
          span.findIndex(word => !FILLERS.has(word.stem)),
        )
      found.set(carrier, [...(found.get(carrier) ?? []), meant])
    }
  }
  return found
}

function fateOf(word: ReadWord, options: readonly Option[]): Slot['fate'] {
  if (word.likeness < 1) return 'respelt'
  if (options.length > 0) return 'known'
  return isEnglish(word.raw) ? 'foreign' : 'unknown'
}

/** A plain English word that no note holds weighs as much as a rare term; a made-up name much less. */
function massOf(fate: Slot['fate'], options: readonly Option[], index: Index): number {
  const rarest = Math.log(1 + index.size * 2)
  if (fate === 'foreign') return 0.7 * rarest
  if (fate === 'unknown') return 0.35 * rarest
  const [first] = options
  return Math.max(0.3, first === undefined ? 0 : (index.postings.rarity[first.term] ?? 0)) ** COMMON
}

/** For each word what it is part of when it is written together with its neighbours: `crash loop back off` → `crashloopbackoff`. */
function joinsIn(words: readonly Word[]): string[][] {
  const joins = words.map((): string[] => [])
  words.forEach((word, from) => {
    let together = word.raw
    for (let to = from + 1; to < Math.min(words.length, from + LONGEST_JOIN); to++) {
      together += words[to]?.raw
      const joined = stem(together)
      for (let at = from; at <= to; at++) joins[at]?.push(joined)
    }
  })
  return joins
}

/** A word that nobody knows, as two that notes hold: `configmapsecret`. */
function split(word: string, index: Index): string[] {
  for (let at = word.length - 3; at >= 3; at--) {
    const [left, right] = [word.slice(0, at), word.slice(at)]
    if (index.terms.find(stem(left)) !== undefined && index.terms.find(stem(right)) !== undefined)
      return [left, right]
  }
  return []
}
