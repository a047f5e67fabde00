/**
 * Trains a network of src/search/classifier.ts by gradient descent, a batch of questions at a time. TensorFlow.js
 * multiplies the matrices; the vectors, of which a batch needs few, are moved here.
 */
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-wasm'
import type { NoteId } from '../src/notes/note.ts'
import { bucketsOf, meansOf, regionOf, sharesOf } from '../src/search/classifier.ts'
import { BUCKETS, HIDDEN, INPUTS, type Network, WIDTH } from '../src/search/network.ts'
import { createTable } from './adam.ts'
import { createRandom, shuffle } from './random.ts'

/** The words of a question, and the numbers of the classes that are right. */
export type Lesson = { stems: readonly string[]; classes: readonly number[] }
type Hashed = { buckets: readonly number[]; classes: readonly number[] }

type Training = {
  /** Of chance, and of which words share a vector. */
  seed: number
  /** So many of a question's features are left out at random, so that none is relied on alone. */
  leftOut: number
  /** How much all classes are to be thought equally likely besides: none is ruled out then (label smoothing). */
  evenness: number
  /** Noted in the network; see there. */
  hasSeenTuned: boolean
}

const ROUNDS = 16
/** So many lessons are weighed together for one step. */
const BATCH = 256
/** How far the first steps go; the last ones go nowhere. */
const RATE = 0.003
/** So many of the hidden units are left out at random, so that none is relied on alone. */
const HIDDEN_LEFT_OUT = 0.4
const NEVER_ZERO = 1e-12

/**
 * @param training networks that were trained in different ways err differently
 * @param report told how far it is, once a round
 * @returns a network that gives, for the buckets of a question, how likely each of `ids` is and that no note answers;
 *   the same for the same lessons
 */
export async function trainClassifier(
  lessons: readonly Lesson[],
  ids: readonly NoteId[],
  training: Training,
  report: (line: string) => void = () => {},
): Promise<Network> {
  await tf.setBackend('wasm')
  const classes = ids.length + 1
  const random = createRandom(training.seed)
  const around = (size: number, reach: number): Float32Array =>
    Float32Array.from({ length: size }, () => (random() * 2 - 1) * reach)
  const numbers = around(BUCKETS * WIDTH, 0.17)
  const network: Network = {
    way: training.seed,
    hasSeenTuned: training.hasSeenTuned,
    ids,
    vectors: { numbers, scales: new Float32Array(BUCKETS).fill(1) },
    inner: around(INPUTS * HIDDEN, 1 / Math.sqrt(INPUTS)),
    outer: around(HIDDEN * classes, 1 / Math.sqrt(HIDDEN)),
    innerBias: new Float32Array(HIDDEN),
    outerBias: new Float32Array(classes),
  }
  const learn = learner(network, numbers, training, random)
  const order = lessons.map(({ stems, classes }) => ({ buckets: bucketsOf(stems, network.way), classes }))
  const steps = ROUNDS * Math.ceil(order.length / BATCH)
  let taken = 0
  for (let round = 1; round <= ROUNDS; round++) {
    shuffle(order, random)
    let loss = 0
    for (let from = 0; from < order.length; from += BATCH)
      loss += learn(order.slice(from, from + BATCH), RATE * (1 - taken++ / steps))
    report(`round ${round} of ${ROUNDS}: loss ${(loss / order.length).toFixed(3)}`)
  }
  return network
}

/**
 * @param numbers those of the network's vectors, as floats
 * @returns moves the network towards a batch of lessons, and tells how surprised it was, all in all, by the classes that are right
 */
function learner(
  network: Network,
  numbers: Float32Array,
  { leftOut, evenness }: Training,
  random: () => number,
): (batch: readonly Hashed[], rate: number) => number {
  const { vectors, inner, innerBias, outer, outerBias } = network
  const tables = {
    vectors: createTable(numbers, WIDTH),
    inner: createTable(inner, inner.length),
    innerBias: createTable(innerBias, innerBias.length),
    outer: createTable(outer, outer.length),
    outerBias: createTable(outerBias, outerBias.length),
  }

  return (batch, rate) => {
    const heard = batch.map(({ buckets }) => {
      const some = buckets.filter(() => random() >= leftOut)
      return some.length > 0 ? some : buckets
    })
    const means = new Float32Array(batch.length * INPUTS)
    heard.forEach((buckets, at) => {
      means.set(meansOf(buckets, vectors), at * INPUTS)
    })
    const { surprise, slopes } = judge(network, means, batch, evenness, random)
    for (const name of ['inner', 'innerBias', 'outer', 'outerBias'] as const)
      tables[name].push(0, slopes[name])
    heard.forEach((buckets, at) => {
      const shares = sharesOf(buckets)
      for (const bucket of buckets) {
        const region = regionOf(bucket)
        const from = at * INPUTS + region * WIDTH
        tables.vectors.push(bucket, slopes.means.subarray(from, from + WIDTH), shares[region])
      }
    })
    for (const table of Object.values(tables)) table.step(rate)
    return surprise
  }
}

type Slopes = Record<'means' | 'inner' | 'innerBias' | 'outer' | 'outerBias', Float32Array>

/**
 * What a network makes of a batch.
 * @param means of the vectors of each lesson, row by row
 * @returns how surprising the right classes are, all in all; and how steep the loss is along each number: the mean of that,
 *   and `evenness` times the same for all classes alike
 */
function judge(
  { inner, innerBias, outer, outerBias }: Network,
  means: Float32Array,
  batch: readonly Hashed[],
  evenness: number,
  random: () => number,
): { surprise: number; slopes: Slopes } {
  const classes = outerBias.length
  const kept = Float32Array.from({ length: batch.length * HIDDEN }, () =>
    random() < HIDDEN_LEFT_OUT ? 0 : 1 / (1 - HIDDEN_LEFT_OUT),
  )
  const right = new Float32Array(batch.length * classes)
  batch.forEach((lesson, at) => {
    for (const one of lesson.classes) right[at * classes + one] = 1
  })
  const told = tf.tidy(() => {
    const from = tf.tensor2d(means, [batch.length, INPUTS])
    const into = tf.tensor2d(inner, [INPUTS, HIDDEN])
    const out = tf.tensor2d(outer, [HIDDEN, classes])
    const sums = tf.add<tf.Tensor2D>(product(from, into), tf.tensor1d(innerBias))
    const fires = tf.mul<tf.Tensor2D>(tf.step(sums), tf.tensor2d(kept, [batch.length, HIDDEN]))
    const hidden = tf.mul<tf.Tensor2D>(sums, fires)
    const shares = tf.softmax(tf.add<tf.Tensor2D>(product(hidden, out), tf.tensor1d(outerBias)))
    const good = tf.mul<tf.Tensor2D>(shares, tf.tensor2d(right, [batch.length, classes]))
    const known = tf.add<tf.Tensor2D>(tf.sum(good, 1, true), NEVER_ZERO)
    const wanted = tf.div(tf.add(tf.div(good, known), evenness / classes), 1 + evenness)
    const errors = tf.mul<tf.Tensor2D>(tf.sub(shares, wanted), (1 + evenness) / batch.length)
    const hiddenErrors = tf.mul<tf.Tensor2D>(product(errors, tf.transpose(out)), fires)
    return {
      surprise: tf.neg(tf.sum(tf.log(known))),
      means: product(hiddenErrors, tf.transpose(into)),
      inner: product(tf.transpose(from), hiddenErrors),
      innerBias: tf.sum(hiddenErrors, 0),
      outer: product(tf.transpose(hidden), errors),
      outerBias: tf.sum(errors, 0),
    }
  })
  const read = (tensor: tf.Tensor): Float32Array => {
    const numbers = Float32Array.from(tensor.dataSync())
    tensor.dispose()
    return numbers
  }
  const [surprise = 0] = read(told.surprise)
  const slopes = {
    means: read(told.means),
    inner: read(told.inner),
    innerBias: read(told.innerBias),
    outer: read(told.outer),
    outerBias: read(told.outerBias),
  }
  return { surprise, slopes }
}

/** The product of two matrices, transposed beforehand where need be: told to transpose on its way, TensorFlow.js takes a slower path. */
const product = (left: tf.Tensor2D, right: tf.Tensor2D): tf.Tensor2D => tf.matMul(left, right)
