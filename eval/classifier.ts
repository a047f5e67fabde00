/** Trains a network of src/search/classifier.ts by stochastic gradient descent, each number at a rate of its own (AdaGrad). */
import type { NoteId } from '../src/notes/note.ts'
import { bucketsOf, GAIN, meanOf, softmax } from '../src/search/classifier.ts'
import { BUCKETS, HIDDEN, type Network, WIDTH } from '../src/search/network.ts'
import { createRandom, shuffle } from './random.ts'

/** The words of a question, and the numbers of the classes that are right. */
export type Lesson = { stems: readonly string[]; classes: readonly number[] }
type Hashed = { buckets: readonly number[]; classes: readonly number[] }

/** `seed`: of chance, and of which words share a vector; `leftOut`: so many of a question's features are left out at random, so that none is relied on alone. */
export type Training = { seed: number; leftOut: number }

const ROUNDS = 9
const RATE = 0.025
/** Slopes seen so far, before any was seen: the first steps would be too long otherwise. */
const STEADY = 1e-4
/** So many of the hidden units are left out at random, so that none is relied on alone. */
const HIDDEN_LEFT_OUT = 0.3
/** Scores that are wrong by less are left as they are. */
const NEGLIGIBLE = 1e-3

/**
 * @param training networks that were trained in different ways err differently
 * @param report told how far it is, once a round
 * @returns a network that gives, for the buckets of a question, how likely each of `ids` is and that no note answers;
 *   the same for the same lessons
 */
export function trainClassifier(
  lessons: readonly Lesson[],
  ids: readonly NoteId[],
  training: Training,
  report: (line: string) => void = () => {},
): Network {
  const classes = ids.length + 1
  const random = createRandom(training.seed)
  const around = (size: number, reach: number): Float32Array =>
    Float32Array.from({ length: size }, () => (random() * 2 - 1) * reach)
  const numbers = around(BUCKETS * WIDTH, 0.17)
  const network: Network = {
    way: training.seed,
    ids,
    vectors: { numbers, scales: new Float32Array(BUCKETS).fill(1) },
    inner: around(HIDDEN * WIDTH, 1 / Math.sqrt(WIDTH)),
    outer: around(HIDDEN * classes, 1 / Math.sqrt(HIDDEN)),
    innerBias: new Float32Array(HIDDEN),
    outerBias: new Float32Array(classes),
  }
  const learn = learner(network, numbers, training.leftOut, random)
  const order = lessons.map(({ stems, classes }) => ({ buckets: bucketsOf(stems, network.way), classes }))
  for (let round = 1; round <= ROUNDS; round++) {
    shuffle(order, random)
    const loss = order.reduce((sum, lesson) => sum + learn(lesson), 0) / order.length
    report(`round ${round} of ${ROUNDS}: loss ${loss.toFixed(3)}`)
  }
  return network
}

/**
 * @param numbers those of the network's vectors, as floats
 * @returns moves the network towards a lesson, and tells how surprised it was by the classes that are right
 */
function learner(
  network: Network,
  numbers: Float32Array,
  leftOut: number,
  random: () => number,
): (lesson: Hashed) => number {
  const { vectors, inner, innerBias, outer, outerBias } = network
  const classes = outerBias.length
  const move = {
    vectors: mover(numbers),
    inner: mover(inner),
    innerBias: mover(innerBias),
    outer: mover(outer),
    outerBias: mover(outerBias),
  }
  const kept = 1 - HIDDEN_LEFT_OUT
  const hidden = new Float32Array(HIDDEN)

  return lesson => {
    const some = lesson.buckets.filter(() => random() >= leftOut)
    const buckets = some.length > 0 ? some : lesson.buckets
    const mean = meanOf(buckets, vectors)
    const units = activate(mean)
    const scores = scored(units)
    const good = lesson.classes.reduce((sum, one) => sum + (scores[one] ?? 0), 1e-12)
    for (const one of lesson.classes) scores[one] = (scores[one] ?? 0) * (1 - 1 / good)
    const slopes = correct(units, scores, mean)
    const share = GAIN / buckets.length
    for (const bucket of buckets)
      for (let at = 0; at < WIDTH; at++) move.vectors(bucket * WIDTH + at, (slopes[at] ?? 0) * share)
    return -Math.log(good)
  }

  /** The hidden units that fire, some left out; `hidden` holds by how much. */
  function activate(mean: Float32Array): number[] {
    const units: number[] = []
    for (let unit = 0; unit < HIDDEN; unit++) {
      if (random() < HIDDEN_LEFT_OUT) continue
      let sum = innerBias[unit] ?? 0
      for (let at = 0; at < WIDTH; at++) sum += (inner[unit * WIDTH + at] ?? 0) * (mean[at] ?? 0)
      if (sum <= 0) continue
      hidden[unit] = sum / kept
      units.push(unit)
    }
    return units
  }

  function scored(units: readonly number[]): Float32Array {
    const scores = Float32Array.from(outerBias)
    for (const unit of units) {
      const value = hidden[unit] ?? 0
      for (let one = 0; one < classes; one++)
        scores[one] = (scores[one] ?? 0) + (outer[unit * classes + one] ?? 0) * value
    }
    return softmax(scores)
  }

  /** Moves both layers against the errors. @returns the slopes of the mean of the vectors */
  function correct(units: readonly number[], errors: Float32Array, mean: Float32Array): Float32Array {
    const slopes = new Float32Array(WIDTH)
    const wrong: number[] = []
    errors.forEach((error, one) => {
      if (Math.abs(error) > NEGLIGIBLE) wrong.push(one)
    })
    for (const unit of units) {
      let slope = 0
      for (const one of wrong) {
        const [place, error] = [unit * classes + one, errors[one] ?? 0]
        slope += (outer[place] ?? 0) * error
        move.outer(place, error * (hidden[unit] ?? 0))
      }
      slope /= kept
      move.innerBias(unit, slope)
      for (let at = 0; at < WIDTH; at++) {
        const place = unit * WIDTH + at
        slopes[at] = (slopes[at] ?? 0) + (inner[place] ?? 0) * slope
        move.inner(place, (mean[at] ?? 0) * slope)
      }
    }
    for (const one of wrong) move.outerBias(one, errors[one] ?? 0)
    return slopes
  }
}

/** Moves a number against its slope: the more it was moved before, the less. */
function mover(numbers: Float32Array): (at: number, slope: number) => void {
  const seen = new Float32Array(numbers.length).fill(STEADY)
  return (at, slope) => {
    const spread = (seen[at] ?? 0) + slope * slope
    seen[at] = spread
    numbers[at] = (numbers[at] ?? 0) - (RATE * slope) / Math.sqrt(spread)
  }
}
