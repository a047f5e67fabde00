/**
 * Whether a question's words are those of people who ask about our notes, or of people who talk about something else.
 * Naive Bayes over single words: in how many of our own questions a word stands, against in how many off-topic ones
 * (data/background.json, counted by `npm run tune`). Words of a team's notes, which nobody has counted, speak for us.
 */
import type { Index } from './index.ts'
import { stem, type Word, wordsIn } from './words.ts'

/** How much the words speak for our topic; negative where they speak against it. Sums over distinct words. */
export type Topicality = (words: readonly Pick<Word, 'stem'>[]) => { for: number; against: number }

const SMOOTHING = 0.6
const STRONGEST = 4
const WORDS_READ = 60

/** In how many of so many questions each stem stands. */
export type Counted = { questions: number; words: Readonly<Record<string, number>> }
/** Questions on our topic, and off it. */
export type Background = { on: Counted; off: Counted }

export function createTopicality({ terms, names, asks }: Index, { on, off }: Background): Topicality {
  const inNotes = new Set([...names.terms, ...asks.terms])

  const weightOf = (word: string): number => {
    const here = countOf(word, on) ?? Number(inNotes.has(terms.find(word) ?? -1))
    const there = countOf(word, off) ?? 0
    /** A word that stands in neither says nothing, though there are fewer off-topic questions than others. */
    if (here === 0 && there === 0) return 0
    const share = (count: number, of: number): number => (count + SMOOTHING) / (of + 2 * SMOOTHING)
    const weight = Math.log(share(here, on.questions) / share(there, off.questions))
    return Math.max(-STRONGEST, Math.min(STRONGEST, weight))
  }
  return words => {
    const weights = [...new Set(words.map(word => word.stem))].slice(0, WORDS_READ).map(weightOf)
    const sum = (sign: number): number =>
      weights.reduce((total, weight) => total + Math.max(0, sign * weight), 0)
    return { for: sum(1), against: sum(-1) }
  }
}

/** Words come from chat: `constructor` is one of nobody's questions. */
const countOf = (word: string, { words }: Counted): number | undefined =>
  Object.hasOwn(words, word) ? words[word] : undefined

/** In how many of `texts` each word stands, but for those that stand in fewer than `least`. */
export function countWords(texts: readonly string[], least = 1): Counted {
  const counts = new Map<string, number>()
  for (const text of texts)
    for (const word of new Set(wordsIn(text).map(({ raw }) => stem(raw))))
      counts.set(word, (counts.get(word) ?? 0) + 1)
  const kept = [...counts].filter(([, count]) => count >= least).sort(([a], [b]) => (a < b ? -1 : 1))
  return { questions: texts.length, words: Object.fromEntries(kept) }
}
