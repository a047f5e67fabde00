/** What each feature and signal weighs, and the thresholds. Written by `npm run tune` from eval/tuned.jsonl. */
import type { Signal } from './certainty.ts'
import type { Feature } from './rank.ts'

export const RANKING: Readonly<Partial<Record<Feature, number>>> = {
  words: 3.333,
  'in name': 2.772,
  'in ask': 2.636,
  'in sign': 1.159,
  'in lead': 1.428,
  'in body': 1.577,
  'in command': 1.519,
  covered: 2.546,
  ask: 1.374,
  'ask covered': 1.259,
  'ask pairs': 0.658,
  asks: 1.161,
  named: 0.937,
  'named alone': 2.437,
  sign: 3.012,
  recent: 0,
  'define → concept': 0.332,
  'define → command': 0.453,
  'define → trouble': -0.778,
  'define → comparison': -0.007,
  'howto → concept': 0.305,
  'howto → command': 0.339,
  'howto → trouble': -0.613,
  'howto → comparison': -0.031,
  'trouble → concept': -0.304,
  'trouble → command': 0.175,
  'trouble → trouble': 0.193,
  'trouble → comparison': -0.064,
  'compare → concept': 0.647,
  'compare → command': -0.262,
  'compare → trouble': -0.141,
  'compare → comparison': -0.244,
  'command → concept': -0.091,
  'command → command': 0.248,
  'command → trouble': -0.117,
  'command → comparison': -0.041,
}

export const CERTAINTY: Readonly<Partial<Record<Signal | 'bias', number>>> = {
  score: 0.177,
  lead: 0.833,
  covered: 0.03,
  'in name': -0.244,
  ask: -0.554,
  named: 0.265,
  sign: 0.998,
  recent: 0,
  'term mass': 0.578,
  'word mass': -0.574,
  foreign: -1.633,
  'foreign count': -1.116,
  unknown: 0.276,
  respelt: -0.104,
  short: -1.34,
  bias: -1.488,
}

/** At least this sure: the note is the answer. Less, but at least `choice`: three are offered. Less: the nearest are named. */
export const THRESHOLDS = {
  answer: 0.82,
  choice: 0.62,
  near: 0.155,
}
