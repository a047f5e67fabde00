/** How sure we are that the best note answers the question, from what was found and from what was not. */

import { logShare, type Sound } from './classifier.ts'
import { FEATURES } from './features.ts'
import type { Candidate } from './rank.ts'
import type { Reading } from './reading.ts'
import type { Topicality } from './topicality.ts'

/** What speaks for or against the best note being right; each about between 0 and 1. */
const SEEN = [
  'score',
  'lead',
  'chance',
  'near',
  'near beside others',
  'probability',
  'log probability',
  'likeliest',
  'no note',
  'agreed',
  'covered',
  'in name',
  'ask',
  'ask covered',
  'named',
  'sign',
  'recent',
  'topic',
  'topic for',
  'topic against',
  'term mass',
  'word mass',
  'foreign',
  'foreign count',
  'unknown',
  'respelt',
  'short',
] as const
type Seen = (typeof SEEN)[number]
const squared = (signal: Seen) => `${signal} squared` as const

/** Each of them counts a second time as its square: some tell little until they are strong, some are soon strong enough. */
export const SIGNALS = [...SEEN, ...SEEN.map(squared)] as const
export type Signal = (typeof SIGNALS)[number]

const feature = (candidate: Candidate | undefined, name: (typeof FEATURES)[number]): number =>
  candidate?.features[FEATURES.indexOf(name)] ?? 0

/**
 * @param sound which notes the question sounds like, and whether any
 * @param topicality how much the words are those of our topic
 * @param isTerm whether a stem is a term of the field, such as `kubectl`, rather than an everyday word, such as `note`
 */
export function signalsOf(
  reading: Reading,
  candidates: readonly Candidate[],
  sound: Sound,
  topicality: Topicality,
  isTerm: (word: string) => boolean,
): Float64Array {
  const topic = topicality(reading.words)
  const [best, next] = candidates
  const whole = reading.mass || 1
  const share = (chosen: (slot: Reading['slots'][number]) => boolean): number =>
    reading.slots.filter(chosen).reduce((sum, slot) => sum + slot.mass, 0) / whole
  const values: Record<Seen, number> = {
    score: (best?.score ?? 0) / 10,
    lead: Math.min(2, (best?.score ?? 0) - (next?.score ?? 0)),
    chance: chanceOf(candidates),
    near: feature(best, 'near'),
    'near beside others': feature(best, 'near beside others'),
    probability: feature(best, 'probability'),
    'log probability': feature(best, 'log probability'),
    likeliest: sound.highest,
    'no note': logShare(sound.none),
    agreed: feature(best, 'near beside others') * feature(best, 'probability'),
    covered: feature(best, 'covered'),
    'in name': feature(best, 'in name'),
    ask: feature(best, 'ask'),
    'ask covered': feature(best, 'ask covered'),
    named: feature(best, 'named'),
    sign: feature(best, 'sign'),
    recent: feature(best, 'recent'),
    topic: Math.tanh((topic.for - topic.against) / 6),
    'topic for': topic.for / 10,
    'topic against': topic.against / 10,
    'term mass': share(slot => slot.fate === 'known' && isTerm(slot.word)),
    'word mass': share(slot => slot.fate === 'known' && !isTerm(slot.word)),
    foreign: share(slot => slot.fate === 'foreign'),
    'foreign count': Math.min(1, reading.slots.filter(slot => slot.fate === 'foreign').length / 4),
    unknown: share(slot => slot.fate === 'unknown'),
    respelt: share(slot => slot.fate === 'respelt'),
    short: 1 / (1 + reading.slots.length),
  }
  const seen = SEEN.map(signal => values[signal])
  return Float64Array.from([...seen, ...seen.map(value => value * value)])
}

/** How probably the best of the candidates is the right one, if one of them is. */
function chanceOf(candidates: readonly Candidate[]): number {
  const best = candidates[0]?.score ?? 0
  const sum = candidates.reduce((total, { score }) => total + Math.exp(score - best), 0)
  return sum === 0 ? 0 : 1 / sum
}

export type CertaintyWeights = Readonly<Partial<Record<Signal | 'bias', number>>>

export function confidenceOf(signals: Float64Array, weights: CertaintyWeights): number {
  let sum = weights.bias ?? 0
  SIGNALS.forEach((signal, at) => {
    sum += (weights[signal] ?? 0) * (signals[at] ?? 0)
  })
  return 1 / (1 + Math.exp(-sum))
}
