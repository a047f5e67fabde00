/** Question → the notes that may answer it, in order: many are found by their words, the best weighed closely. */

import type { Sound } from './classifier.ts'
import type { Sides, Written } from './compare.ts'
import { createFeatures, FEATURES, type Feature } from './features.ts'
import { SHAPES, type Shape } from './fields.ts'
import type { Index } from './index.ts'
import type { Likeness } from './likeness.ts'
import { questionTerms } from './overlap.ts'
import type { Reading } from './reading.ts'

export type Candidate = { note: number; shape: Shape; score: number; features: Float64Array }

export type RankParts = {
  sides: Sides
  written: Written
  index: Index
  likeness: Likeness
  shapes: readonly Shape[]
  weights: RankWeights
}

/** What each feature weighs, by what a note is about: a command is asked for in other words than a concept. */
export type RankWeights = Readonly<Record<Shape, Readonly<Partial<Record<Feature, number>>>>>

export type Ranker = { rank(reading: Reading, sound: Sound, recent: ReadonlySet<number>): Candidate[] }

/** So many notes are weighed closely. */
const WEIGHED = 28
/** Of the notes that a question names, so many are looked at: a long paste names everything. */
const NAMED = 12
export function createRanker({ index, likeness, shapes, sides, written, weights }: RankParts): Ranker {
  const byShape = new Map(
    SHAPES.map(shape => [shape, Float64Array.from(FEATURES, feature => weights[shape][feature] ?? 0)]),
  )
  const weightsOf = shapes.map(shape => byShape.get(shape))
  const featuresOf = createFeatures(index, sides)
  const sums = new Float32Array(index.size)
  const seen = new Int32Array(index.size).fill(-1)

  return {
    rank(reading, sound, recent) {
      const stems = reading.words.map(word => word.stem)
      const found = gather(reading, recent, sound.likeliest)
      const terms = questionTerms(reading)
      const near = likeness.to(stems)
      const nearest = Math.max(...found.map(note => near(note).sum))
      const asked = { reading, terms, recent, sound, near, nearest }
      const candidates = found.map(note => {
        const features = featuresOf(note, sums[note] ?? 0, asked)
        return {
          note,
          shape: shapes[note] ?? 'concept',
          features,
          score: features.reduce((sum, value, at) => sum + value * (weightsOf[note]?.[at] ?? 0), 0),
        }
      })
      for (const note of found) sums[note] = 0
      return candidates.sort((a, b) => b.score - a.score || a.note - b.note)
    },
  }

  /** The notes with the most of the question's words, and those that are named, compared, signed or just discussed. */
  function gather(reading: Reading, recent: ReadonlySet<number>, likeliest: readonly number[]): number[] {
    const touched: number[] = []
    reading.slots.forEach((slot, number) => {
      for (const { term, factor } of slot.options)
        for (
          let posting = index.postings.starts[term] ?? 0;
          posting < (index.postings.starts[term + 1] ?? 0);
          posting++
        ) {
          const note = index.postings.notes[posting] ?? 0
          if (seen[note] === number) continue
          if (sums[note] === 0) touched.push(note)
          seen[note] = number
          sums[note] = (sums[note] ?? 0) + slot.mass * factor * (index.postings.scores[posting] ?? 0)
        }
    })
    const best = strongest(touched)
    const named = [...new Set(reading.mentions.map(mention => mention.note))].slice(0, NAMED)
    const always = new Set([
      ...reading.signs.map(hit => hit.note),
      ...named,
      ...named.flatMap((left, at) => named.slice(at + 1).flatMap(right => written(left, right) ?? [])),
      ...recent,
      ...likeliest,
    ])
    const chosen = new Set([...best, ...always])
    for (const note of touched) {
      seen[note] = -1
      if (!chosen.has(note)) sums[note] = 0
    }
    return [...chosen]
  }

  function strongest(touched: number[]): number[] {
    if (touched.length <= WEIGHED) return touched
    const kept = touched.slice(0, WEIGHED).sort((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0))
    for (const note of touched.slice(WEIGHED)) {
      if ((sums[note] ?? 0) <= (sums[kept[WEIGHED - 1] ?? 0] ?? 0)) continue
      let place = WEIGHED - 1
      for (; place > 0 && (sums[kept[place - 1] ?? 0] ?? 0) < (sums[note] ?? 0); place--)
        kept[place] = kept[place - 1] ?? 0
      kept[place] = note
    }
    return kept
  }
}
