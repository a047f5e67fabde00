/** Whether a question compares, and what: each pair that it may mean is judged by weights learned from questions. */
import {
  besideIn,
  choosesIn,
  comparesIn,
  eitherIn,
  isOfComparing,
  joined,
  type Sides,
  type Written,
} from './compare.ts'
import type { Candidate } from './rank.ts'
import type { Reading } from './reading.ts'
import { ABOUT_US, ASKING } from './words.ts'

/** What speaks for or against notes being compared, each about between 0 and 1. */
export const COMPARE_SIGNALS = [
  'beside',
  'others beside',
  'three',
  'joined',
  'joined rest',
  'written',
  'rank',
  'ahead',
  'said',
  'named',
  'general',
  'other names',
  'compares',
  'chooses',
  'rest',
  'compares beside',
  'compares named',
  'chooses named',
  'chooses beside',
  'chooses joined',
  'compares rank',
  'chooses rank',
  'chooses rest',
  'confidence',
  'long',
] as const
export type CompareSignal = (typeof COMPARE_SIGNALS)[number]
export type CompareWeights = Readonly<Partial<Record<CompareSignal | 'bias', number>>>

/** Notes that a question may compare, by their numbers. `whole`: it says nothing else. */
export type Proposal = { notes: readonly number[]; signals: Float64Array; whole: boolean }

/** How sure we are of a comparison when the question is nothing but names and what joins them. */
const WHOLE = 0.97

export type ProposeParts = {
  reading: Reading
  candidates: readonly Candidate[]
  /** How sure the search is of its best note. */
  confidence: number
  sides: Sides
  /** How much of each side's name the question says, of a comparison that is a candidate. */
  sidesSaid: (candidate: Candidate) => number
  written: Written
  /** Whether a note is about so much that it is seldom one of the sides, such as `kubernetes`. */
  isGeneral: (note: number) => boolean
}

/** Written comparisons among so many of the best candidates are looked at. */
const CANDIDATES = 5
/** Points by which a comparison leads, or falls behind, that count as much as can be. */
const AHEAD = 6
const LONG = 40

/**
 * The names that stand side by side, the comparison that the search finds first, the only two names there are, and the
 * names that an `or` joins.
 */
export function proposalsFor(parts: ProposeParts): Proposal[] {
  const { reading, candidates, sides } = parts
  const beside = withoutGeneral(besideIn(reading, sides), parts)
  const found = candidates.slice(0, CANDIDATES).flatMap(({ note }) => {
    const pair = sides(note)
    return pair === undefined ? [] : [pair]
  })
  const named = namedIn(parts)
  const all = [beside, found[0] ?? [], named.length === 2 ? named : [], eitherIn(reading)].filter(
    notes => notes.length >= 2,
  )
  const distinct = all.filter((notes, at) => all.findIndex(other => same(notes, other)) === at)
  return distinct.map(notes => ({
    notes,
    signals: signalsFor(notes, beside, named, parts),
    whole: same(notes, beside) && restOf(notes, reading, sides) === 0,
  }))
}

/** `Docker: image vs container` does not compare Docker. */
function withoutGeneral(notes: readonly number[], { isGeneral }: ProposeParts): readonly number[] {
  const special = notes.filter(note => !isGeneral(note))
  return special.length >= 2 ? special : notes
}

function signalsFor(
  notes: readonly number[],
  beside: readonly number[],
  named: readonly number[],
  { reading, candidates, confidence, sides, sidesSaid, written, isGeneral }: ProposeParts,
): Float64Array {
  const [left = -1, right = -1, third] = notes
  const comparison = third === undefined ? written(left, right) : undefined
  const place = candidates.findIndex(({ note }) => note === comparison)
  const candidate = candidates[place]
  const rival = candidates.find(({ note }) => note !== comparison)
  const lead = (candidate?.score ?? 0) - (rival?.score ?? 0)
  const share = notes.filter(note => named.includes(note)).length / notes.length
  const [compares, chooses] = [Number(comparesIn(reading.words)), Number(choosesIn(reading.words))]
  const rank = place === -1 ? 0 : 1 / (1 + place)
  const rest = restOf(notes, reading, sides)
  const together = Number(standTogether(notes, reading))
  const values: Record<CompareSignal, number> = {
    beside: Number(same(notes, beside)),
    'others beside': Number(beside.length > 0 && !same(notes, beside)),
    joined: together,
    'joined rest': together * rest,
    three: Number(third !== undefined),
    written: Number(comparison !== undefined),
    rank,
    ahead: candidate === undefined ? 0 : Math.max(-1, Math.min(1, lead / AHEAD)),
    said: candidate === undefined ? share : sidesSaid(candidate),
    named: share,
    general: notes.filter(isGeneral).length / notes.length,
    'other names': Math.min(1, named.filter(note => !notes.includes(note)).length / 2),
    compares,
    chooses,
    rest,
    'compares beside': compares * Number(same(notes, beside)),
    'compares named': compares * share,
    'chooses named': chooses * share,
    'chooses beside': chooses * Number(same(notes, beside)),
    'chooses joined': chooses * together,
    'compares rank': compares * rank,
    'chooses rank': chooses * rank,
    'chooses rest': chooses * rest,
    confidence,
    long: Math.min(1, reading.words.length / LONG),
  }
  return Float64Array.from(COMPARE_SIGNALS, signal => values[signal])
}

/** Whether the names follow one another, whatever joins them. */
function standTogether(notes: readonly number[], { mentions, words }: Reading): boolean {
  const own = mentions.filter(({ note }) => notes.includes(note))
  return own.some((left, at) => {
    const right = own[at + 1]
    return right !== undefined && right.note !== left.note && joined(left, right, words)
  })
}

/** How much else the question says than what is compared and that it is compared: `rolling restart of X or Y`. */
function restOf(notes: readonly number[], { words, mentions }: Reading, sides: Sides): number {
  const spans = mentions.filter(({ note }) => (sides(note) ?? [note]).every(side => notes.includes(side)))
  const others = words.filter(
    (word, at) =>
      !spans.some(({ from, to }) => at >= from && at < to) &&
      !ASKING.has(word.stem) &&
      !ABOUT_US.has(word.stem) &&
      !isOfComparing(word),
  )
  return others.length / (others.length + 3)
}

/** The notes that the question names as they are spelt; of a comparison its sides. */
function namedIn({ reading, sides }: ProposeParts): number[] {
  const exact = reading.mentions.filter(({ from, to }) =>
    reading.words.slice(from, to).every(({ likeness }) => likeness === 1),
  )
  return [...new Set(exact.flatMap(({ note }) => sides(note) ?? [note]))]
}

const same = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every(note => other.includes(note))

/** @returns how sure we are that the question compares these */
export function comparingChance({ signals, whole }: Proposal, weights: CompareWeights): number {
  if (whole) return WHOLE
  const sum = COMPARE_SIGNALS.reduce(
    (total, signal, at) => total + (weights[signal] ?? 0) * (signals[at] ?? 0),
    weights.bias ?? 0,
  )
  return 1 / (1 + Math.exp(-sum))
}

/**
 * The likeliest of what a question may compare, where it is at least as likely as `limit`; of names that stand in a
 * row, all of them rather than two.
 */
export function comparedAmong(
  proposals: readonly Proposal[],
  weights: CompareWeights,
  limit: number,
): { notes: readonly number[]; confidence: number } | undefined {
  const judged = proposals.map(({ notes, ...rest }) => ({
    notes,
    whole: rest.whole,
    confidence: comparingChance({ notes, ...rest }, weights),
  }))
  const [best] = judged.toSorted(
    (one, other) => Number(other.whole) - Number(one.whole) || other.confidence - one.confidence,
  )
  if (best === undefined || best.confidence < limit) return undefined
  const row = judged.find(
    ({ notes }) => notes.length > best.notes.length && best.notes.every(note => notes.includes(note)),
  )
  return { notes: (row ?? best).notes, confidence: best.confidence }
}
