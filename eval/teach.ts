/** Moves vectors of words so that questions come near to the ways of asking of their notes. */
import { createRandom, shuffle } from './random.ts'

/** A way of asking for a note, as numbers of words. */
export type Phrase = { words: readonly number[]; note: number }
/** A question and the notes that answer it. */
export type Lesson = { words: readonly number[]; notes: readonly number[] }

const ROUNDS = 3
const BATCH = 32
/** Phrases are encoded anew after so many batches; they move little between. */
const FRESH = 8
const RATE = 0.02
/** How sharply the nearest phrase is preferred to the next; the search uses the same. */
const SHARPNESS = 12
const NEGLIGIBLE = 2e-5

type Encoded = { words: readonly number[]; unit: Float32Array; norm: number }

/**
 * Gradient descent (AdaGrad) on a softmax over all phrases.
 * @param vectors those of all words, one after the other; changed in place
 * @param masses how much each word counts in a text
 */
export function teach(
  vectors: Float32Array,
  masses: Float32Array,
  phrases: readonly Phrase[],
  lessons: readonly Lesson[],
): void {
  const dimensions = vectors.length / masses.length
  const spread = new Float32Array(vectors.length).fill(1e-4)
  const random = createRandom(11)
  const byNote = Map.groupBy(phrases.keys(), phrase => phrases[phrase]?.note ?? -1)
  const order = [...lessons]
  let encoded: Encoded[] = []
  /** The same phrases' directions, one after the other: most of the time is spent in comparing with them. */
  const units = new Float32Array(phrases.length * dimensions)
  const powers = new Float32Array(phrases.length)

  for (let round = 1; round <= ROUNDS; round++) {
    shuffle(order, random)
    let loss = 0
    for (let from = 0; from < order.length; from += BATCH) {
      if (from % (BATCH * FRESH) === 0) encodePhrases()
      const pushes = new Map<number, Float32Array>()
      const batch = order.slice(from, from + BATCH)
      for (const lesson of batch) loss += learn(lesson, 1 / batch.length, pushes)
      apply(pushes)
    }
    console.log(`round ${round} of ${ROUNDS}: loss ${(loss / order.length).toFixed(3)}`)
  }

  function encode(words: readonly number[]): Encoded {
    const unit = new Float32Array(dimensions)
    for (const word of words)
      for (let at = 0; at < dimensions; at++)
        unit[at] = (unit[at] ?? 0) + (masses[word] ?? 0) * (vectors[word * dimensions + at] ?? 0)
    const norm = Math.hypot(...unit) || 1
    for (let at = 0; at < dimensions; at++) unit[at] = (unit[at] ?? 0) / norm
    return { words, unit, norm }
  }

  function encodePhrases(): void {
    encoded = phrases.map(({ words }) => encode(words))
    encoded.forEach(({ unit }, phrase) => void units.set(unit, phrase * dimensions))
  }

  /** Notes down how words should move for one question; @returns how surprised we were by its notes. */
  function learn({ words, notes }: Lesson, share: number, pushes: Map<number, Float32Array>): number {
    const question = encode(words)
    const right = new Set(notes.flatMap(note => byNote.get(note) ?? []))
    let all = 0
    let good = 1e-12
    for (let phrase = 0, place = 0; phrase < powers.length; phrase++) {
      let near = -1
      for (let at = 0; at < dimensions; at++) near += (units[place++] ?? 0) * (question.unit[at] ?? 0)
      const power = Math.exp(SHARPNESS * near)
      powers[phrase] = power
      all += power
    }
    for (const phrase of right) good += powers[phrase] ?? 0
    const pull = new Float32Array(dimensions)
    encoded.forEach((phrase, number) => {
      const power = powers[number] ?? 0
      const push = (power / all - (right.has(number) ? power / good : 0)) * SHARPNESS * share
      if (Math.abs(push) < NEGLIGIBLE) return
      for (let at = 0; at < dimensions; at++) pull[at] = (pull[at] ?? 0) + push * (phrase.unit[at] ?? 0)
      note(
        phrase,
        question.unit.map(value => value * push),
        pushes,
      )
    })
    note(question, pull, pushes)
    return -Math.log(good / all)
  }

  /** Passes what a text's direction should change by on to its words; its length is free. */
  function note(
    { words, unit, norm }: Encoded,
    change: Float32Array,
    pushes: Map<number, Float32Array>,
  ): void {
    const along = dot(change, unit)
    for (const word of words) {
      const push = pushes.get(word) ?? new Float32Array(dimensions)
      const mass = (masses[word] ?? 0) / norm
      for (let at = 0; at < dimensions; at++)
        push[at] = (push[at] ?? 0) + mass * ((change[at] ?? 0) - along * (unit[at] ?? 0))
      pushes.set(word, push)
    }
  }

  function apply(pushes: Map<number, Float32Array>): void {
    for (const [word, push] of pushes)
      for (let at = 0; at < dimensions; at++) {
        const place = word * dimensions + at
        const value = push[at] ?? 0
        spread[place] = (spread[place] ?? 0) + value * value
        vectors[place] = (vectors[place] ?? 0) - (RATE * value) / Math.sqrt(spread[place] ?? 1)
      }
  }
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}
