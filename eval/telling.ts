/** Learns which words tell a note from all others: a softmax regression over all notes, by gradient descent (AdaGrad). */
import { createRandom, shuffle } from './random.ts'

/** The words of a question, as numbers, and the notes that answer it. */
export type Lesson = { words: readonly number[]; notes: readonly number[] }

const ROUNDS = 4
const RATE = 0.5
/** How strongly weights are pulled back to nothing, so that words seen once tell little. */
const PULL = 2e-6
/** Words kept for each note: the rest tells next to nothing. */
const KEPT = 160
const NEGLIGIBLE = 1e-3

/** @returns for each note the words that speak most for or against it */
export function learnTelling(
  lessons: readonly Lesson[],
  wordCount: number,
  noteCount: number,
): { word: number; weight: number }[][] {
  const weights = new Float32Array(wordCount * noteCount)
  const spread = new Float32Array(wordCount * noteCount).fill(1e-3)
  const order = [...lessons]
  const random = createRandom(5)
  for (let round = 1; round <= ROUNDS; round++) {
    shuffle(order, random)
    const loss = order.reduce((sum, lesson) => sum + learn(lesson), 0)
    console.log(`telling words, round ${round} of ${ROUNDS}: loss ${(loss / order.length).toFixed(3)}`)
  }
  return Array.from({ length: noteCount }, (_, note) =>
    Array.from({ length: wordCount }, (_, word) => ({ word, weight: weights[word * noteCount + note] ?? 0 }))
      .sort((one, other) => Math.abs(other.weight) - Math.abs(one.weight))
      .slice(0, KEPT),
  )

  /** @returns how surprised we were by the notes that answer */
  function learn({ words, notes }: Lesson): number {
    const share = 1 / Math.sqrt(words.length || 1)
    const scores = new Float32Array(noteCount)
    for (const word of words)
      for (let note = 0, place = word * noteCount; note < noteCount; note++, place++)
        scores[note] = (scores[note] ?? 0) + share * (weights[place] ?? 0)
    const highest = scores.reduce((most, score) => Math.max(most, score), 0)
    const powers = scores.map(score => Math.exp(score - highest))
    const all = powers.reduce((sum, power) => sum + power, 0)
    const right = new Set(notes)
    const good = notes.reduce((sum, note) => sum + (powers[note] ?? 0), 1e-12)
    powers.forEach((power, note) => {
      const push = (power / all - (right.has(note) ? power / good : 0)) * share
      if (Math.abs(push) < NEGLIGIBLE) return
      for (const word of words) {
        const place = word * noteCount + note
        const change = push + PULL * (weights[place] ?? 0)
        spread[place] = (spread[place] ?? 0) + change * change
        weights[place] = (weights[place] ?? 0) - (RATE * change) / Math.sqrt(spread[place] ?? 1)
      }
    })
    return -Math.log(good / all)
  }
}
