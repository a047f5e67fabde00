/** What each feature and signal weighs, and the thresholds. Written by `npm run eval -- --tune`; see eval/tune.ts. */
import type { Signal } from './certainty.ts'
import type { Feature } from './rank.ts'

export const RANKING: Readonly<Partial<Record<Feature, number>>> = {
  words: 1,
  'in name': 0.8,
  'in ask': 0.6,
  'in lead': 0.3,
  covered: 1,
  ask: 2.5,
  'ask covered': 0.8,
  named: 1.2,
  'named alone': 0.4,
  sign: 2.5,
  recent: 0.3,
}

export const CERTAINTY: Readonly<Partial<Record<Signal | 'bias', number>>> = {
  bias: -4,
  score: 0.8,
  lead: 1.5,
  covered: 1,
  'in name': 0.5,
  ask: 2,
  named: 1,
  sign: 2,
  'term mass': 2,
  'word mass': 0,
  foreign: -4,
  'foreign count': -2,
}

/** At least this sure: the note is the answer. Below it, but at least `choice`: up to three are offered. */
export const THRESHOLDS = { answer: 0.5, choice: 0.3, near: 0.1 }
