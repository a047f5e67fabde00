/** Question → the notes that may answer it, in order: many are found by their words, the best weighed closely. */

import { logShare, type Sound } from './classifier.ts'
import type { Sides, Written } from './compare.ts'
import { FIELDS, SHAPES, type Shape } from './fields.ts'
import type { Index } from './index.ts'
import { INTENTS } from './intent.ts'
import type { Likeness } from './likeness.ts'
import { phrasesNear, type QuestionTerms, questionTerms } from './overlap.ts'
import { postingOf } from './postings.ts'
import type { Reading, Slot } from './reading.ts'

/** What speaks for a note, each between 0 and about 1. */
export const FEATURES = [
  'words',
  ...FIELDS.map(field => `in ${field}` as const),
  'covered',
  'name',
  'name whole',
  'ask',
  'ask covered',
  'ask pairs',
  'asks',
  'near',
  'near all',
  'near beside others',
  'probability',
  'log probability',
  'named',
  'named alone',
  'sign',
  'sides',
  'sides compared',
  'one side',
  'shape',
  'recent',
  ...INTENTS,
] as const
export type Feature = (typeof FEATURES)[number]

export type Candidate = { note: number; shape: Shape; score: number; features: Float64Array }

export type RankParts = {
  sides: Sides
  written: Written
  index: Index
  likeness: Likeness
  shapes: readonly Shape[]
  weights: RankWeights
}

/** What each feature weighs, by what a note is about: a command is asked for in other words than a concept. */
export type RankWeights = Readonly<Record<Shape, Readonly<Partial<Record<Feature, number>>>>>

export type Ranker = { rank(reading: Reading, sound: Sound, recent: ReadonlySet<number>): Candidate[] }

/** So many notes are weighed closely. */
const WEIGHED = 28
/** Of the notes that a question names, so many are looked at: a long paste names everything. */
const NAMED = 12
/** How fast a note falls behind the nearest one in meaning. */
const BESIDE = 6

const at = (feature: Feature): number => FEATURES.indexOf(feature)
const AT = {
  words: at('words'),
  field: at('in name'),
  covered: at('covered'),
  name: at('name'),
  nameWhole: at('name whole'),
  ask: at('ask'),
  askCovered: at('ask covered'),
  askPairs: at('ask pairs'),
  asks: at('asks'),
  near: at('near'),
  nearAll: at('near all'),
  nearBeside: at('near beside others'),
  probability: at('probability'),
  logProbability: at('log probability'),
  named: at('named'),
  namedAlone: at('named alone'),
  sign: at('sign'),
  sides: at('sides'),
  sidesCompared: at('sides compared'),
  oneSide: at('one side'),
  shape: at('shape'),
  recent: at('recent'),
  intent: at(INTENTS[0]),
}

export function createRanker({ index, likeness, shapes, sides, written, weights }: RankParts): Ranker {
  const byShape = new Map(
    SHAPES.map(shape => [shape, Float64Array.from(FEATURES, feature => weights[shape][feature] ?? 0)]),
  )
  const weightsOf = shapes.map(shape => byShape.get(shape))
  const { rarity } = index.postings
  const sums = new Float32Array(index.size)
  const seen = new Int32Array(index.size).fill(-1)

  return {
    rank(reading, sound, recent) {
      const stems = reading.words.map(word => word.stem)
      const found = gather(reading, recent, sound.likeliest)
      const terms = questionTerms(reading)
      const near = likeness.to(stems)
      const nearest = Math.max(...found.map(note => near(note).sum))
      const candidates = found.map(note => {
        const features = featuresOf(note, reading, recent, terms)
        const { best, sum } = near(note)
        features[AT.near] = best
        features[AT.nearAll] = sum
        features[AT.nearBeside] = Math.exp(BESIDE * (sum - nearest))
        features[AT.probability] = sound.probability(note)
        features[AT.logProbability] = logShare(sound.probability(note))
        return {
          note,
          shape: shapes[note] ?? 'concept',
          features,
          score: features.reduce((sum, value, at) => sum + value * (weightsOf[note]?.[at] ?? 0), 0),
        }
      })
      for (const note of found) sums[note] = 0
      return candidates.sort((a, b) => b.score - a.score || a.note - b.note)
    },
  }

  /** The notes with the most of the question's words, and those that are named, compared, signed or just discussed. */
  function gather(reading: Reading, recent: ReadonlySet<number>, likeliest: readonly number[]): number[] {
    const touched: number[] = []
    reading.slots.forEach((slot, number) => {
      for (const { term, factor } of slot.options)
        for (
          let posting = index.postings.starts[term] ?? 0;
          posting < (index.postings.starts[term + 1] ?? 0);
          posting++
        ) {
          const note = index.postings.notes[posting] ?? 0
          if (seen[note] === number) continue
          if (sums[note] === 0) touched.push(note)
          seen[note] = number
          sums[note] = (sums[note] ?? 0) + slot.mass * factor * (index.postings.scores[posting] ?? 0)
        }
    })
    const best = strongest(touched)
    const named = [...new Set(reading.mentions.map(mention => mention.note))].slice(0, NAMED)
    const always = new Set([
      ...reading.signs.map(hit => hit.note),
      ...named,
      ...named.flatMap((left, at) => named.slice(at + 1).flatMap(right => written(left, right) ?? [])),
      ...recent,
      ...likeliest,
    ])
    const chosen = new Set([...best, ...always])
    for (const note of touched) {
      seen[note] = -1
      if (!chosen.has(note)) sums[note] = 0
    }
    return [...chosen]
  }

  function strongest(touched: number[]): number[] {
    if (touched.length <= WEIGHED) return touched
    const kept = touched.slice(0, WEIGHED).sort((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0))
    for (const note of touched.slice(WEIGHED)) {
      if ((sums[note] ?? 0) <= (sums[kept[WEIGHED - 1] ?? 0] ?? 0)) continue
      let place = WEIGHED - 1
      for (; place > 0 && (sums[kept[place - 1] ?? 0] ?? 0) < (sums[note] ?? 0); place--)
        kept[place] = kept[place - 1] ?? 0
      kept[place] = note
    }
    return kept
  }

  function featuresOf(
    note: number,
    reading: Reading,
    recent: ReadonlySet<number>,
    terms: QuestionTerms,
  ): Float64Array {
    const features = new Float64Array(FEATURES.length)
    const whole = reading.mass || 1
    features[AT.words] = (sums[note] ?? 0) / whole
    for (const slot of reading.slots) addSlot(features, slot, note, whole)
    addPhrases(features, note, terms, reading)
    const mentions = reading.mentions.filter(mention => mention.note === note)
    for (const { from, to } of mentions) {
      const share = reading.words
        .slice(from, to)
        .reduce((sum, word) => sum + (reading.slots.find(slot => slot.word === word.stem)?.mass ?? 0), 0)
      raise(features, AT.named, share / whole)
    }
    if (mentions.length > 0)
      features[AT.namedAlone] = 1 / new Set(reading.mentions.map(mention => mention.note)).size
    for (const hit of reading.signs) if (hit.note === note) raise(features, AT.sign, hit.weight / 4)
    addSides(features, note, terms, reading)
    // Weights differ by shape: so each shape has a start of its own.
    features[AT.shape] = 1
    features[AT.recent] = recent.has(note) ? 1 : 0
    INTENTS.forEach((intent, number) => {
      if (reading.intents.has(intent)) features[AT.intent + number] = 1
    })
    return features
  }

  function addSlot(features: Float64Array, slot: Slot, note: number, whole: number): void {
    let covered = 0
    for (const { term, factor } of slot.options) {
      const posting = postingOf(index.postings, term, note)
      if (posting === -1) continue
      const share = (factor * slot.mass) / whole
      covered = Math.max(covered, share)
      const mask = index.postings.fields[posting] ?? 0
      for (let field = 0; field < FIELDS.length; field++)
        if (mask & (1 << field)) features[AT.field + field] = (features[AT.field + field] ?? 0) + share
      break
    }
    features[AT.covered] = (features[AT.covered] ?? 0) + covered
  }

  /** How near the question is to the note's names, to the nearest of its ways of asking, and to all of them together. */
  function addPhrases(features: Float64Array, note: number, terms: QuestionTerms, reading: Reading): void {
    const whole = reading.mass || 1
    for (const name of phrasesNear(index.names, rarity, note, terms)) {
      raise(features, AT.name, name.likeness)
      raise(features, AT.nameWhole, name.whole * name.likeness)
    }
    let shared = 0
    const asks = phrasesNear(index.asks, rarity, note, terms)
    for (const ask of asks) {
      shared += ask.shared
      raise(features, AT.ask, ask.likeness)
      raise(features, AT.askCovered, ask.shared / whole)
      raise(features, AT.askPairs, ask.pairs / whole)
    }
    if (asks.length > 0) features[AT.asks] = shared / asks.length / whole
  }

  /** A written comparison is wanted when both of its sides are named, at least in part; one side alone wants its own note. */
  function addSides(features: Float64Array, note: number, terms: QuestionTerms, reading: Reading): void {
    const pair = sides(note)
    if (pair === undefined) return
    const named = pair.map(side =>
      Math.max(0, ...phrasesNear(index.names, rarity, side, terms).map(name => name.whole)),
    )
    const both = Math.min(...named)
    features[AT.sides] = both
    features[AT.oneSide] = Math.max(...named) - both
    if (reading.intents.has('compare')) features[AT.sidesCompared] = both
  }
}

const raise = (features: Float64Array, at: number, value: number): void => {
  if (value > (features[at] ?? 0)) features[at] = value
}
