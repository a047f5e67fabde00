/**
 * Whether a question's words are those of people who ask about our notes, or of people who talk about something else.
 * Naive Bayes over single words: how often a word stands in the notes' ways of asking, against how often it stands in
 * off-topic questions (data/background.json, counted by `npm run tune`).
 */
import type { Index } from './index.ts'
import { stem, type Word, wordsIn } from './words.ts'

/** How much the words speak for our topic; negative where they speak against it. Sums over distinct words. */
export type Topicality = (words: readonly Pick<Word, 'stem'>[]) => { for: number; against: number }

const SMOOTHING = 0.6
const STRONGEST = 4
const WORDS_READ = 60

/** In how many off-topic questions each stem stands. */
export type Background = { questions: number; words: Readonly<Record<string, number>> }

export function createTopicality({ terms, names, asks }: Index, background: Background): Topicality {
  const elsewhere = new Map(Object.entries(background.words))
  const here = new Uint32Array(terms.size)
  for (const phrases of [names, asks]) for (const term of phrases.terms) here[term] = (here[term] ?? 0) + 1
  const phrases = names.norms.length + asks.norms.length

  const weightOf = (word: string): number => {
    const ours = here[terms.find(word) ?? -1] ?? 0
    const theirs = elsewhere.get(word) ?? 0
    /** A word that stands in neither says nothing, though there are fewer off-topic questions than ways of asking. */
    if (ours === 0 && theirs === 0) return 0
    const share = (count: number, of: number): number => (count + SMOOTHING) / (of + 2 * SMOOTHING)
    const weight = Math.log(share(ours, phrases) / share(theirs, background.questions))
    return Math.max(-STRONGEST, Math.min(STRONGEST, weight))
  }
  return words => {
    const weights = [...new Set(words.map(word => word.stem))].slice(0, WORDS_READ).map(weightOf)
    const sum = (sign: number): number =>
      weights.reduce((total, weight) => total + Math.max(0, sign * weight), 0)
    return { for: sum(1), against: sum(-1) }
  }
}

/** In how many of `texts` each word stands, the rare ones left out. */
export function countWords(texts: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts)
    for (const word of new Set(wordsIn(text).map(({ raw }) => stem(raw))))
      counts.set(word, (counts.get(word) ?? 0) + 1)
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}
