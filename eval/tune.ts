/**
 * `npm run tune`: chooses the weights and thresholds of the search from eval/tuned.jsonl and writes
 * src/search/weights.ts. The held-out questions are never read here.
 *   1. ranking: the order of the candidates (softmax over each question's candidates)
 *   2. certainty: whether the first one is right (logistic regression)
 *   3. thresholds: the lowest that keep wrong and off-topic answers below what we allow
 */
import { writeFileSync } from 'node:fs'
import { loadLibrary } from '../src/notes/load.ts'
import { formatProblem, type Note } from '../src/notes/note.ts'
import { confidenceOf, SIGNALS } from '../src/search/certainty.ts'
import { SHAPES } from '../src/search/fields.ts'
import { FEATURES, type RankWeights } from '../src/search/rank.ts'
import { createSearch, type Examined, type Search } from '../src/search/search.ts'
import { countWords } from '../src/search/topicality.ts'
import { CERTAINTY, RANKING } from '../src/search/weights.ts'
import { descend, dot } from './descent.ts'
import { type Row, readQuestions } from './questions.ts'

/** What we allow: of all on-topic questions answered wrongly, of all negatives answered, and offered choices. */
const ALLOWED = { wrong: 0.035, answered: 0.01, offered: 0.08 }
const PULL = 0.0003
const FOLDS = 10

const loaded = await loadLibrary(['knowledge'])
if (loaded.library === undefined) throw new Error(loaded.problems.map(formatProblem).join('\n'))
const { library } = loaded
const rows = readQuestions('eval/tuned.jsonl').filter(
  row => row.kind === 'negative' || row.topics.some(id => library.notes.has(id)),
)

type Seen = { row: Row; examined: Examined; fits: (candidate: number) => boolean }
/**
 * What the search sees of every row. Off-topic words are counted from the same file, so each tenth of the rows is looked
 * at with the words of the other nine.
 */
const look = (): Seen[] =>
  Array.from({ length: FOLDS }, (_, fold) => {
    const others = rows.filter((row, at) => row.kind === 'negative' && at % FOLDS !== fold)
    const search = createSearch(library, { ranking, certainty, background: backgroundOf(others) })
    return seenBy(
      search,
      rows.filter((_, at) => at % FOLDS === fold),
    )
  }).flat()

const backgroundOf = (negatives: Row[]) => ({
  questions: negatives.length,
  words: countWords(negatives.map(row => row.text)),
})

const seenBy = (search: Search, some: Row[]): Seen[] =>
  some.map(row => {
    const examined = search.examine(row.text, { recent: [] })
    const noteAt = (candidate: number): Note | undefined =>
      examined.notes[examined.candidates[candidate]?.note ?? -1]
    return { row, examined, fits: candidate => answers(row, noteAt(candidate)) }
  })

/** Whether a note as the first card would be right; a written comparison counts as the first of its two sides. */
function answers({ topics, both }: Row, note: Note | undefined): boolean {
  const told = note?.compares ?? [note?.id ?? '']
  return both === undefined ? topics.includes(told[0] ?? '') : both.every(id => told.includes(id))
}

let ranking: RankWeights = RANKING
let certainty: Record<string, number> = { ...CERTAINTY }

ranking = tuneRanking(look())
certainty = tuneCertainty(look())
const thresholds = chooseThresholds(look())
write()

/** Weights for all notes, and by how much those for one shape of note differ from them. */
function tuneRanking(seen: Seen[]): RankWeights {
  const lists = seen
    .filter(({ examined, fits }) => examined.candidates.some((_, at) => fits(at)))
    .map(({ examined, fits }) =>
      examined.candidates.map((candidate, at) => ({
        features: candidate.features,
        shape: SHAPES.indexOf(candidate.shape),
        fits: fits(at),
      })),
    )
  const width = FEATURES.length
  const start = new Float64Array(width * (1 + SHAPES.length))
  FEATURES.forEach((feature, at) => {
    start[at] = ranking.concept[feature] ?? 0
  })
  const found = descend((weights, gradient) => {
    let loss = 0
    for (const list of lists) {
      const powers = list.map(({ features, shape }) =>
        Math.exp(dot(features, weights) + dot(features, weights.subarray(width * (1 + shape)))),
      )
      const all = powers.reduce((sum, power) => sum + power, 0)
      const good = list.reduce((sum, { fits }, at) => sum + (fits ? (powers[at] ?? 0) : 0), 0)
      loss -= Math.log(good / all) / lists.length
      list.forEach(({ features, shape, fits }, at) => {
        const push = ((powers[at] ?? 0) / all - (fits ? (powers[at] ?? 0) / good : 0)) / lists.length
        for (let feature = 0; feature < width; feature++)
          for (const place of [feature, width * (1 + shape) + feature])
            gradient[place] = (gradient[place] ?? 0) + push * (features[feature] ?? 0)
      })
    }
    return loss + pullBack(weights, gradient)
  }, start)
  const weightsOf = (number: number) =>
    Object.fromEntries(
      FEATURES.map((feature, at) => [
        feature,
        round((found[at] ?? 0) + (found[width * (1 + number) + at] ?? 0)),
      ]),
    )
  return { concept: weightsOf(0), command: weightsOf(1), trouble: weightsOf(2), comparison: weightsOf(3) }
}

function tuneCertainty(seen: Seen[]): Record<string, number> {
  const samples = seen.map(({ row, examined, fits }) => ({
    signals: [...examined.signals, 1],
    right: row.kind !== 'negative' && fits(0),
  }))
  const share = samples.filter(sample => sample.right).length / samples.length
  const start = [...SIGNALS.map(signal => certainty[signal] ?? 0), certainty.bias ?? 0]
  const found = descend((weights, gradient) => {
    let loss = 0
    for (const { signals, right } of samples) {
      const likely = 1 / (1 + Math.exp(-dot(signals, weights)))
      const balance = 0.5 / (right ? share : 1 - share) / samples.length
      loss -= balance * Math.log(right ? likely : 1 - likely)
      signals.forEach((value, at) => {
        gradient[at] = (gradient[at] ?? 0) + balance * (likely - (right ? 1 : 0)) * value
      })
    }
    return loss + pullBack(weights, gradient)
  }, start)
  return Object.fromEntries([...SIGNALS, 'bias'].map((signal, at) => [signal, round(found[at] ?? 0)]))
}

/** Keeps weights small, so that no feature is trusted more than the questions show. */
function pullBack(weights: Float64Array, gradient: Float64Array): number {
  weights.forEach((weight, at) => {
    gradient[at] = (gradient[at] ?? 0) + 2 * PULL * weight
  })
  return PULL * dot(weights, weights)
}

function chooseThresholds(seen: Seen[]): Record<string, number> {
  const judged = seen.map(({ row, examined, fits }) => ({
    negative: row.kind === 'negative',
    right: row.kind !== 'negative' && fits(0),
    confidence: confidenceOf(examined.signals, certainty),
  }))
  const positives = judged.filter(one => !one.negative)
  const negatives = judged.filter(one => one.negative)
  const steps = Array.from({ length: 99 }, (_, at) => (at + 1) / 100)
  const above = (some: typeof judged, limit: number): number =>
    some.filter(one => one.confidence >= limit).length
  const tradeOff = steps.map(limit => ({
    limit,
    right:
      above(
        positives.filter(one => one.right),
        limit,
      ) / positives.length,
    wrong:
      above(
        positives.filter(one => !one.right),
        limit,
      ) / positives.length,
    offTopic: above(negatives, limit) / negatives.length,
  }))
  console.log('threshold  right  wrong  off-topic')
  for (const { limit, right, wrong, offTopic } of tradeOff.filter((_, at) => at % 5 === 4))
    console.log(
      `${limit.toFixed(2).padStart(9)}${[right, wrong, offTopic].map(value => `${(value * 100).toFixed(1)} %`.padStart(8)).join('')}`,
    )
  const answer =
    tradeOff.find(({ wrong, offTopic }) => wrong <= ALLOWED.wrong && offTopic <= ALLOWED.answered)?.limit ??
    0.9
  const choice = tradeOff.find(({ offTopic }) => offTopic <= ALLOWED.offered)?.limit ?? answer
  return { answer, choice: Math.min(choice, answer), near: round(Math.min(choice, answer) / 4) }
}

function write(): void {
  const background = backgroundOf(rows.filter(row => row.kind === 'negative'))
  writeFileSync('src/search/data/background.json', `${JSON.stringify(background)}\n`)
  const object = (values: Record<string, number>): string =>
    `{\n${Object.entries(values)
      .map(([key, value]) => `  ${/^[a-z]+$/.test(key) ? key : `'${key}'`}: ${value},`)
      .join('\n')}\n}`
  writeFileSync(
    'src/search/weights.ts',
    `/** What each feature and signal weighs, and the thresholds. Written by \`npm run tune\` from eval/tuned.jsonl. */
import type { Signal } from './certainty.ts'
import type { RankWeights } from './rank.ts'

export const RANKING: RankWeights = {
${SHAPES.map(shape => `  ${shape}: ${object(ranking[shape])},`).join('\n')}
}

export const CERTAINTY: Readonly<Partial<Record<Signal | 'bias', number>>> = ${object(certainty)}

/** At least this sure: the note is the answer. Less, but at least \`choice\`: three are offered. Less: the nearest are named. */
export const THRESHOLDS = ${object(thresholds)}
`,
  )
  console.log('\nwritten to src/search/weights.ts:', thresholds)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
