/**
 * Which of our notes a question sounds like: a few small neural networks, trained on our own questions (`npm run tune:network`).
 * Words, pieces of words and pairs of neighbours each have a vector. The mean of the words, that of the pieces and that of
 * the pairs go through one hidden layer to a probability for each note, and for what no note answers. Each network begins
 * differently and lets other words share a vector, so that they err differently, and what they say on average counts.
 * A note of a team, which nobody has trained them on, gets a middling one.
 */
import { readFileSync } from 'node:fs'
import type { NoteId } from '../notes/note.ts'
import {
  HIDDEN,
  INPUTS,
  type Network,
  PAIRS,
  PIECES,
  parseNetwork,
  REGIONS,
  type Region,
  type Rows,
  WIDTH,
  WORDS,
} from './network.ts'

/** The mean of many small vectors is small. */
const GAIN = 2
/** Words beyond these tell little that the first ones have not. */
const WORDS_AT_MOST = 60
/** So many letters are in a piece of a word. */
const LETTERS = [3, 4]
/** So many of the likeliest notes are looked at, whatever words they hold. */
const LIKELIEST = 8
/** The probability of a note that the networks were not trained on: less, and a team's notes are seldom found; more, and they push ours aside. */
const UNTRAINED = 0.12
const LEAST = 1e-4

const EVERY_INPUT = Array.from({ length: INPUTS }, (_, input) => input)
const UNITS = Array.from({ length: HIDDEN }, (_, unit) => unit)

/** What a question sounds like: how likely each class is, `ids` in order and then that no note answers. */
export type Classifier = {
  readonly ids: readonly NoteId[]
  classify(stems: readonly string[]): Float32Array
}

/** Where the numbers of the networks lie. */
export const NETWORKS = [1, 2, 3, 4].map(number => `classifier-${number}.bin`)

/** @param networks all for the same notes; the mean of what they say counts */
export function createClassifier(networks: readonly Network[]): Classifier {
  const ids = networks[0]?.ids ?? []
  if (networks.some(network => network.ids.join() !== ids.join()))
    throw new Error('the networks know different notes; train all of them: npm run tune:network')
  return {
    ids,
    classify(stems) {
      const sum = new Float32Array(ids.length + 1)
      for (const network of networks)
        judge(stems, network).forEach((probability, one) => {
          sum[one] = (sum[one] ?? 0) + probability / networks.length
        })
      return sum
    },
  }
}

/** How likely each class is, to one network. */
function judge(
  stems: readonly string[],
  { way, vectors, inner, innerBias, outer, outerBias }: Network,
): Float32Array {
  const means = meansOf(bucketsOf(stems, way), vectors)
  const strengths = plusRows(Float32Array.from(innerBias), inner, EVERY_INPUT, means)
  const firing = UNITS.filter(unit => (strengths[unit] ?? 0) > 0)
  return softmax(plusRows(Float32Array.from(outerBias), outer, firing, strengths))
}

/** Adds some rows of a matrix to `sums`, each as many times as `times` says: four in one go, so that sums are fetched less often. */
function plusRows(
  sums: Float32Array,
  matrix: Float32Array,
  rows: readonly number[],
  times: Float32Array,
): Float32Array {
  const width = sums.length
  for (let first = 0; first < rows.length; first += 4) {
    const four = rows.slice(first, first + 4)
    const [a = 0, b = 0, c = 0, d = 0] = four.map(row => row * width)
    const [timesA = 0, timesB = 0, timesC = 0, timesD = 0] = four.map(row => times[row] ?? 0)
    for (let at = 0; at < width; at++)
      sums[at] =
        (sums[at] ?? 0) +
        timesA * (matrix[a + at] ?? 0) +
        timesB * (matrix[b + at] ?? 0) +
        timesC * (matrix[c + at] ?? 0) +
        timesD * (matrix[d + at] ?? 0)
  }
  return sums
}

/** The means of the vectors of some buckets, times GAIN: one for each region, one after the other. */
export function meansOf(buckets: readonly number[], { numbers, scales }: Rows): Float32Array {
  const means = new Float32Array(INPUTS)
  const shares = sharesOf(buckets)
  for (const bucket of buckets) {
    const region = regionOf(bucket)
    const scale = (shares[region] ?? 0) * (scales[bucket] ?? 0)
    for (let at = 0; at < WIDTH; at++) {
      const into = region * WIDTH + at
      means[into] = (means[into] ?? 0) + scale * (numbers[bucket * WIDTH + at] ?? 0)
    }
  }
  return means
}

/** By region, how much each of its buckets counts: the more there are, the less. */
export function sharesOf(buckets: readonly number[]): number[] {
  const counts = REGIONS.map(() => 0)
  for (const bucket of buckets) counts[regionOf(bucket)] = (counts[regionOf(bucket)] ?? 0) + 1
  return counts.map(count => GAIN / Math.max(1, count))
}

/** The number of the region in which a bucket lies. */
export const regionOf = (bucket: number): number => (bucket < PIECES.from ? 0 : bucket < PAIRS.from ? 1 : 2)

/**
 * The buckets of what stands in a text: its words, pairs of neighbours, and pieces of words of three or four letters.
 * @param way which of them share a bucket: other ones in each network
 */
export function bucketsOf(stems: readonly string[], way: number): number[] {
  const words = stems.slice(0, WORDS_AT_MOST)
  const buckets: number[] = []
  words.forEach((word, at) => {
    buckets.push(bucketIn(WORDS, word, way))
    if (at > 0) buckets.push(bucketIn(PAIRS, `${words[at - 1]} ${word}`, way))
    const bounded = `<${word}>`
    for (const size of LETTERS)
      for (let from = 0; from + size <= bounded.length; from++)
        buckets.push(bucketIn(PIECES, bounded.slice(from, from + size), way))
  })
  return buckets
}

/** FNV-1a. */
function bucketIn({ from, size }: Region, text: string, way: number): number {
  let hash = 0x811c9dc5 ^ way
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return from + ((hash ^ (hash >>> 15)) & (size - 1))
}

/** A probability on a logarithmic scale from 0, for LEAST and below, to 1: 2 % and 0.02 % say very different things. */
export const logShare = (probability: number): number =>
  1 - Math.log(Math.max(probability, LEAST)) / Math.log(LEAST)

/** Turns scores into probabilities, in place. */
export function softmax(scores: Float32Array): Float32Array {
  let highest = -Infinity
  for (const score of scores) if (score > highest) highest = score
  let all = 0
  for (let at = 0; at < scores.length; at++) {
    const power = Math.exp((scores[at] ?? 0) - highest)
    scores[at] = power
    all += power
  }
  for (let at = 0; at < scores.length; at++) scores[at] = (scores[at] ?? 0) / all
  return scores
}

/** What a question sounds like, for the notes that there are, by their numbers. */
export type Sound = {
  probability(note: number): number
  /** The likeliest notes, the first ones first. */
  likeliest: readonly number[]
  /** How likely the likeliest is; how likely it is that no note answers. */
  highest: number
  none: number
}
export type Sounds = { of(stems: readonly string[]): Sound }

export function createSounds(classifier: Classifier, ids: readonly NoteId[]): Sounds {
  const classOf = new Map(classifier.ids.map((id, one) => [id, one]))
  const classes = ids.map(id => classOf.get(id))
  return {
    of(stems) {
      const probabilities = classifier.classify(stems)
      const probability = (note: number): number => probabilities[classes[note] ?? -1] ?? UNTRAINED
      const likeliest: number[] = []
      classes.forEach((one, note) => {
        if (one === undefined) return
        const place = likeliest.findLastIndex(other => probability(other) >= probability(note)) + 1
        if (place >= LIKELIEST) return
        likeliest.splice(place, 0, note)
        if (likeliest.length > LIKELIEST) likeliest.pop()
      })
      const [first] = likeliest
      return {
        probability,
        likeliest,
        highest: first === undefined ? 0 : probability(first),
        none: probabilities[classifier.ids.length] ?? 0,
      }
    },
  }
}

/** The networks that come with the bot. */
export const readNetworks = (): Network[] =>
  NETWORKS.map(file => parseNetwork(readFileSync(new URL(`./data/${file}`, import.meta.url))))

export const readClassifier = (): Classifier => createClassifier(readNetworks())
