/** How far a question and the phrases of a note say the same, word for word. */
import type { Phrases } from './phrases.ts'
import type { Reading } from './reading.ts'

/** What a term weighs in the question, and the number of the word that it stands for. */
export type QuestionTerm = { mass: number; slot: number }
export type QuestionTerms = { get(term: number): QuestionTerm | undefined; norm: number }

export function questionTerms(reading: Reading): QuestionTerms {
  const terms = new Map<number, QuestionTerm>()
  reading.slots.forEach((slot, number) => {
    for (const { term, factor } of slot.options) {
      const mass = factor * slot.mass
      if (mass > (terms.get(term)?.mass ?? 0)) terms.set(term, { mass, slot: number })
    }
  })
  return { get: term => terms.get(term), norm: Math.hypot(...reading.slots.map(slot => slot.mass)) || 1 }
}

/** Each about between 0 and 1 but for the masses. */
export type PhraseNear = { shared: number; pairs: number; likeness: number; whole: number }

/**
 * For each phrase of a note: mass of the question's words in it, of pairs that stand together in both, the cosine
 * of the angle between the two, and how much of the phrase the question says.
 */
export function phrasesNear(
  phrases: Phrases,
  rarity: Float32Array,
  note: number,
  terms: QuestionTerms,
): PhraseNear[] {
  const near: PhraseNear[] = []
  for (let phrase = phrases.byNote[note] ?? 0; phrase < (phrases.byNote[note + 1] ?? 0); phrase++) {
    let [shared, pairs, product, said] = [0, 0, 0, 0]
    let before: QuestionTerm | undefined
    for (let place = phrases.starts[phrase] ?? 0; place < (phrases.starts[phrase + 1] ?? 0); place++) {
      const number = phrases.terms[place] ?? 0
      const term = terms.get(number)
      if (term !== undefined) {
        const rare = rarity[number] ?? 0
        shared += term.mass
        product += term.mass * rare
        said += rare
        if (before !== undefined && before.slot + 1 === term.slot) pairs += Math.min(before.mass, term.mass)
      }
      before = term
    }
    const likeness = product / (terms.norm * (phrases.norms[phrase] || 1))
    near.push({ shared, pairs, likeness, whole: said / (phrases.masses[phrase] || 1) })
  }
  return near
}
