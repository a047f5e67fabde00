/** What the checkers say: plain data that a note writer, a card or a test can use. */
import { closestMatch } from 'leven'

/**
 * Something found in a script or a manifest.
 * - `line`: from 1, within the text that was checked
 * - `level`: `wrong` does not work anywhere we know; `limited` works only in some versions; `advice` works, but better not so
 * - `message`: what is wrong and what to write instead, one line
 * - `fix`: the whole line as it should read, only where that is certain
 */
export type Finding = { line: number; level: 'wrong' | 'limited' | 'advice'; message: string; fix?: string }

/** Who has this many findings mends some and asks again; it also bounds what a hostile paste can cost. */
export const MOST_FINDINGS = 50

/** A message that quotes a word of thousands of characters helps nobody. */
export const clip = (message: string): string =>
  message.length > 400 ? `${message.slice(0, 400)}…` : message

/** The candidate that `word` most likely means; undefined where none is near enough to be offered. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const known = [...candidates]
  /** A word cut short, or with something behind it: `--all-ns`, `--selectors`. */
  const begins = (candidate: string): boolean =>
    word.length >= 4 && candidate.toLowerCase().startsWith(word.toLowerCase().slice(0, -1))
  return misspelt(word, known) ?? known.find(begins)
}

/** The candidate of which `word` is a misspelling: other case, or a few letters wrong. */
export function misspelt(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > LONGEST) return undefined
  const lower = word.toLowerCase()
  const known = new Map([...candidates].map(candidate => [candidate.toLowerCase(), candidate]))
  const same = known.get(lower) ?? known.get(swappedLetters(lower, known.keys()) ?? '')
  if (same !== undefined) return same
  const maxDistance = word.length < 4 ? 1 : word.length < 7 ? 2 : 3
  return known.get(closestMatch(lower, [...known.keys()], { maxDistance }) ?? '')
}

/** Two letters that changed places count as two changes, which is too many for short words such as `gte`. */
function swappedLetters(word: string, candidates: Iterable<string>): string | undefined {
  const letters = (text: string): string => [...text].sort().join('')
  const own = letters(word)
  for (const candidate of candidates)
    if (candidate.length === word.length && letters(candidate) === own) return candidate
  return undefined
}

/** No name in Kubernetes that one could mistype is longer; distances of longer words would take long to tell. */
const LONGEST = 80

/** `a, b or c`. */
export function either(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/** `; did you mean "x"?`, or what to say where nothing is near. */
export const orElse = (near: string | undefined, otherwise: string): string =>
  near === undefined ? otherwise : `did you mean "${near}"?`
