/**
 * `npm run tune`: chooses the weights and thresholds of the search from eval/tuned.jsonl and writes
 * src/search/weights.ts. The held-out questions are never read here. Wants the networks of `npm run tune:network -- --untuned`.
 *   1. ranking: the order of the candidates (softmax over each question's candidates)
 *   2. certainty: whether the first one is right, and whether one of the first three is (logistic regressions)
 *   3. comparisons: whether two or three notes that a question may mean are what it compares
 *   4. thresholds: the lowest that keep wrong and off-topic answers below what we allow
 */
import { writeFileSync } from 'node:fs'
import { loadLibrary } from '../src/notes/load.ts'
import { formatProblem, type Note } from '../src/notes/note.ts'
import { confidenceOf, SIGNALS } from '../src/search/certainty.ts'
import { readNetworks } from '../src/search/classifier.ts'
import { COMPARE_SIGNALS, comparingChance } from '../src/search/comparing.ts'
import { FEATURES } from '../src/search/features.ts'
import { SHAPES } from '../src/search/fields.ts'
import type { RankWeights } from '../src/search/rank.ts'
import { createSearch, type Examined, type Search } from '../src/search/search.ts'
import { type Background, countWords } from '../src/search/topicality.ts'
import { CERTAINTY, COMPARING, RANKING, RELEVANCE } from '../src/search/weights.ts'
import { learnChance } from './chance.ts'
import { descend, dot, pullBack } from './descent.ts'
import { type Row, readQuestions } from './questions.ts'

/**
 * What we allow: of all on-topic questions answered wrongly, and with a wrong comparison; of all negatives answered, and offered choices; of all
 * on-topic questions those with the right note among the nearest, which we do not name since we are too unsure.
 * Many rows of eval/tuned.jsonl were written to lie between two notes, or beside our subject, and the networks that the bot comes
 * with have learned from them as well: what goes wrong there goes wrong about half as often in questions that people ask
 * (eval/held-out.jsonl).
 */
const ALLOWED = { wrong: 0.068, compared: 0.009, answered: 0.026, offered: 0.05, unnamed: 0.006 }
const FOLDS = 10
const FIRST = [0]
const NEAREST = [0, 1, 2]

if (readNetworks().some(network => network.hasSeenTuned))
  throw new Error(
    'the networks have met the questions that weights are chosen by, and would look too good: npm run tune:network -- --untuned',
  )
const loaded = await loadLibrary(['knowledge'])
if (loaded.library === undefined) throw new Error(loaded.problems.map(formatProblem).join('\n'))
const { library } = loaded
const rows = readQuestions('eval/tuned.jsonl').filter(
  row => row.kind === 'negative' || row.topics.some(id => library.notes.has(id)),
)

const [taughtOff = [], taughtOn = []] = [true, false].map(negative =>
  readQuestions('eval/taught.jsonl').filter(row => (row.kind === 'negative') === negative),
)
const askedOn = countWords(
  [...taughtOn.map(row => row.text), ...[...library.notes.values()].flatMap(note => note.asks)],
  2,
)

type Seen = { row: Row; examined: Examined; fits: (candidate: number) => boolean }
/**
 * What the search sees of every row. Off-topic words are counted from the same file, so each tenth of the rows is looked
 * at with the words of the other nine.
 */
const look = (): Seen[] =>
  Array.from({ length: FOLDS }, (_, fold) => {
    const others = rows.filter((row, at) => row.kind === 'negative' && at % FOLDS !== fold)
    const search = createSearch(library, { ranking, certainty, comparing, background: backgroundOf(others) })
    return seenBy(
      search,
      rows.filter((_, at) => at % FOLDS === fold),
    )
  }).flat()

/** Words of our own questions, and of what was asked off our topic: there are few of the latter, so all of them count. */
const backgroundOf = (negatives: Row[]): Background => ({
  on: askedOn,
  off: countWords([...taughtOff, ...negatives].map(row => row.text)),
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
let relevance: Record<string, number> = { ...RELEVANCE }
let comparing: Record<string, number> = { ...COMPARING }

ranking = tuneRanking(look())
const ranked = look()
certainty = tuneCertainty(ranked, FIRST, certainty)
relevance = tuneCertainty(ranked, NEAREST, relevance)
const seen = look()
comparing = tuneComparing(seen)
const thresholds = { ...chooseThresholds(seen), compare: chooseCompare(seen) }
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

/** @param places the candidates of which one must be right */
function tuneCertainty(
  seen: Seen[],
  places: readonly number[],
  start: Record<string, number>,
): Record<string, number> {
  const samples = seen.filter(answeredByNote).map(({ row, examined, fits }) => ({
    signals: examined.signals,
    right: row.kind !== 'negative' && places.some(fits),
  }))
  return learnChance(SIGNALS, samples, start)
}

/** Every pair that a question may mean is a sample, right where the question compares these. */
function tuneComparing(seen: Seen[]): Record<string, number> {
  const samples = seen
    .filter(labelled)
    .flatMap(({ row, examined }) =>
      examined.proposals.map(({ notes, signals }) => ({ signals, right: isCompared(row, notes, examined) })),
    )
  return learnChance(COMPARE_SIGNALS, samples, comparing)
}

/** What compares two notes is answered by a comparison, which has a certainty of its own. */
function answeredByNote({ row }: Seen): boolean {
  return row.both === undefined
}

/** Questions that compare what no two notes stand for say nothing about pairs. */
function labelled({ row }: Seen): boolean {
  return row.kind !== 'compare' || row.both !== undefined
}

function isCompared({ both }: Row, proposed: readonly number[], { notes }: Examined): boolean {
  const ids = proposed.map(note => notes[note]?.id ?? '')
  return both?.every(id => ids.includes(id)) ?? false
}

function chooseThresholds(seen: Seen[]): Record<string, number> {
  const judged = seen.filter(answeredByNote).map(({ row, examined, fits }) => ({
    negative: row.kind === 'negative',
    right: row.kind !== 'negative' && fits(0),
    near: row.kind !== 'negative' && NEAREST.some(fits),
    confidence: confidenceOf(examined.signals, certainty),
    relevance: confidenceOf(examined.signals, relevance),
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
  const relevant = (some: typeof judged, limit: number): number =>
    some.filter(one => one.relevance >= limit).length
  const choice = steps.find(limit => relevant(negatives, limit) / negatives.length <= ALLOWED.offered) ?? 0.9
  const nearby = positives.filter(one => one.near)
  const unnamed = (limit: number): number => (nearby.length - relevant(nearby, limit)) / positives.length
  const near = steps.findLast(limit => unnamed(limit) <= ALLOWED.unnamed) ?? 0
  return { answer, choice, near: Math.min(near, choice) }
}

/** The lowest from which on comparisons that nobody asked for are few enough. */
function chooseCompare(seen: Seen[]): number {
  const onTopic = seen.filter(({ row }) => row.kind !== 'negative').length
  const wrong = seen.filter(labelled).flatMap(({ row, examined }) => {
    const chances = examined.proposals.map(proposal => comparingChance(proposal, comparing))
    const best = chances.indexOf(Math.max(...chances))
    const notes = examined.proposals[best]?.notes
    return notes === undefined || isCompared(row, notes, examined) ? [] : [chances[best] ?? 0]
  })
  const steps = Array.from({ length: 99 }, (_, at) => (at + 1) / 100)
  return (
    steps.find(limit => wrong.filter(chance => chance >= limit).length / onTopic <= ALLOWED.compared) ?? 1
  )
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
import type { CompareSignal } from './comparing.ts'
import type { RankWeights } from './rank.ts'

export const RANKING: RankWeights = {
${SHAPES.map(shape => `  ${shape}: ${object(ranking[shape])},`).join('\n')}
}

export const CERTAINTY: Readonly<Partial<Record<Signal | 'bias', number>>> = ${object(certainty)}

export const RELEVANCE: Readonly<Partial<Record<Signal | 'bias', number>>> = ${object(relevance)}

export const COMPARING: Readonly<Partial<Record<CompareSignal | 'bias', number>>> = ${object(comparing)}

/** At least this sure of the first note: it is the answer. Otherwise, this sure of the first three: \`choice\`: they are offered; \`near\`: they are named. \`compare\`: from here on things are compared. */
export const THRESHOLDS = ${object(thresholds)}
`,
  )
  console.log('\nwritten to src/search/weights.ts:', thresholds)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
