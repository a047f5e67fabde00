/** What speaks for a note being the answer to a question, feature by feature. */
import { logShare, type Sound } from './classifier.ts'
import type { Sides } from './compare.ts'
import { FIELDS } from './fields.ts'
import type { Index } from './index.ts'
import { INTENTS } from './intent.ts'
import type { Nearness } from './likeness.ts'
import { phrasesNear, type QuestionTerms } from './overlap.ts'
import { postingOf } from './postings.ts'
import type { Reading, Slot } from './reading.ts'

/** Each between 0 and about 1. */
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

/** A question as it is weighed against each note. */
export type Asked = {
  reading: Reading
  terms: QuestionTerms
  recent: ReadonlySet<number>
  sound: Sound
  near: (note: number) => Nearness
  /** How near in meaning the nearest of the notes that are weighed is. */
  nearest: number
}

/** @param words how much of the question's words stand in the note, as the index scores them */
export type FeaturesOf = (note: number, words: number, asked: Asked) => Float64Array

export function createFeatures(index: Index, sides: Sides): FeaturesOf {
  const { rarity } = index.postings
  return (note, words, asked) => {
    const { reading, terms, recent } = asked
    const features = new Float64Array(FEATURES.length)
    const whole = reading.mass || 1
    features[AT.words] = words / whole
    for (const slot of reading.slots) addSlot(features, slot, note, whole)
    addPhrases(features, note, terms, whole)
    addMentions(features, note, reading)
    for (const hit of reading.signs) if (hit.note === note) raise(features, AT.sign, hit.weight / 4)
    addSides(features, note, terms, reading)
    addMeaning(features, note, asked)
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
  function addPhrases(features: Float64Array, note: number, terms: QuestionTerms, whole: number): void {
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

/** How much of the question names the note, and whether it names any other. */
function addMentions(features: Float64Array, note: number, { mentions, words, slots, mass }: Reading): void {
  const own = mentions.filter(mention => mention.note === note)
  for (const { from, to } of own) {
    const named = words
      .slice(from, to)
      .reduce((sum, word) => sum + (slots.find(slot => slot.word === word.stem)?.mass ?? 0), 0)
    raise(features, AT.named, named / (mass || 1))
  }
  if (own.length > 0) features[AT.namedAlone] = 1 / new Set(mentions.map(mention => mention.note)).size
}

/** How near the note is in meaning, and how much the question sounds like it. */
function addMeaning(features: Float64Array, note: number, { near, nearest, sound }: Asked): void {
  const { best, sum } = near(note)
  features[AT.near] = best
  features[AT.nearAll] = sum
  features[AT.nearBeside] = Math.exp(BESIDE * (sum - nearest))
  features[AT.probability] = sound.probability(note)
  features[AT.logProbability] = logShare(sound.probability(note))
}

const raise = (features: Float64Array, at: number, value: number): void => {
  if (value > (features[at] ?? 0)) features[at] = value
}
