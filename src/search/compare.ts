/** Which notes a question sets side by side: `X vs Y`, `difference between X and Y`, `should I use X or Y`. */
import type { Mention } from './names.ts'
import type { Reading } from './reading.ts'
import { ABOUT_US, FILLERS, type Word } from './words.ts'

/** Words that set what is named before and after them side by side, wherever they stand in the question. */
const COMPARING =
  /^(vs|versus|differs?|differences?|diff|compar\w*|apart|distinguish\w*|distinction|distinct|separates?|unlike|similar\w*|opposed|relat(e|es|ed|ion|ionship))$/
/** Words that ask for a choice; they compare what `or`, `over`, `than` or `instead of` joins. */
const CHOOSING =
  /^(better|prefer\w*|choos\w*|choice|pick|decide|should|shall|which|use|using|need|go|take|rather|best)$/
/** Words that may stand between two names that are compared. */
const JOINING = new Set('and or vs versus against from than with over nor to instead rather'.split(' '))
/** Words beside `difference`, `compare` and their like. */
const BESIDE_COMPARING = new Set('between both two main key exact'.split(' '))
const EITHER = new Set(['or', 'over', 'than', 'instead', 'rather'])
const VERSUS = new Set(['vs', 'versus'])
/** Words between two names that do not keep them from being compared: `a Pod and its Deployment`. */
const GAP = 4
const COMPARED_AT_MOST = 3
/** Whoever compares says so in a sentence; longer texts, and those that hold a message, are pastes and stories. */
const WORDS_AT_MOST = 40
/** So short a question is nothing but the names and what joins them: `deployment or statefulset`. */
const BARE = 5

/** The two notes that a written comparison compares, by its number. */
export type Sides = (note: number) => readonly number[] | undefined

/** The number of the note that compares two. */
export type Written = (left: number, right: number) => number | undefined

/** @returns numbers of the notes compared, in the order of the question; empty where nothing is compared */
export function besideIn({ words, mentions, signs }: Reading, sides: Sides): number[] {
  if (words.length > WORDS_AT_MOST || signs.some(({ sign }) => / .* /.test(sign))) return []
  const joins = joinsOf(words)
  let best: number[] = []
  for (let first = 0; first < mentions.length; first++) {
    const run = runFrom(first, mentions, words, joins)
    if (staysWithinOne(run)) continue
    const notes = [...new Set(run.flatMap(({ note }) => sides(note) ?? [note]))]
    if (notes.length > best.length) best = notes
  }
  return best.length >= 2 ? best.slice(0, COMPARED_AT_MOST) : []
}

/** Whether some word compares: `vs`, `difference`, `how are they different`. */
export const comparesIn = (words: readonly Word[]): boolean =>
  words.some((word, at) => COMPARING.test(word.raw) || setsApart(words, at))

/** Whether some word asks for a choice: `which`, `should`, `or`, `instead`. */
export const choosesIn = (words: readonly Word[]): boolean =>
  words.some(({ raw }) => CHOOSING.test(raw) || EITHER.has(raw))

/** Whether a word says nothing but that things are compared. */
export const isOfComparing = ({ raw }: Word): boolean =>
  COMPARING.test(raw) || CHOOSING.test(raw) || JOINING.has(raw) || BESIDE_COMPARING.has(raw)

/** Whether two names follow one another with nothing but joining words between: `X and the Y`. */
export function joined(left: Mention, right: Mention, words: readonly Word[]): boolean {
  const between = words.slice(left.to, right.from)
  return between.length <= GAP && between.every(word => JOINING.has(word.raw) || FILLERS.has(word.stem))
}

/** The first two names with an `or` or its like between them, whether or not a word asks for a choice. */
export function eitherIn({ words, mentions }: Reading): number[] {
  for (const [at, left] of mentions.entries()) {
    const right = mentions.slice(at + 1).find(({ from }) => from >= left.to)
    if (right === undefined || right.note === left.note || !joined(left, right, words)) continue
    if (words.slice(left.to, right.from).some(({ raw }) => EITHER.has(raw))) return [left.note, right.note]
  }
  return []
}

/** Whether the words between two names join them to a comparison. */
type Joins = (between: readonly string[]) => boolean

function joinsOf(words: readonly Word[]): Joins {
  const comparing = comparesIn(words)
  const choosing = words.length <= BARE || words.some(word => CHOOSING.test(word.raw))
  return between => {
    if (between.some(word => VERSUS.has(word))) return true
    if (comparing) return between.length === 0 || between.some(word => JOINING.has(word))
    return choosing && between.some(word => EITHER.has(word))
  }
}

function runFrom(
  first: number,
  mentions: readonly Mention[],
  words: readonly Word[],
  joins: Joins,
): Mention[] {
  const run = mentions.slice(first, first + 1)
  for (let next = first + 1; next < mentions.length; next++) {
    const [left, right] = [mentions[next - 1], mentions[next]]
    if (left === undefined || right === undefined) break
    const between = words.slice(left.to, right.from).map(word => word.raw)
    if (!joined(left, right, words) || !joins(between)) break
    if (!endsName(words[right.to]) && !isSaidTwice(right, mentions[next + 1])) break
    run.push(right)
  }
  return run
}

/** `a Pod and a HorizontalPodAutoscaler (HPA)`: the other name of a note may follow the one. */
const isSaidTwice = (name: Mention, next: Mention | undefined): boolean =>
  next !== undefined && next.note === name.note && next.from === name.to

/** `Docker ENTRYPOINT vs CMD`: both sides are of one note, and what stands right before them only says whose they are. */
const staysWithinOne = ([whose, ...run]: readonly Mention[]): boolean =>
  run.length > 1 && whose?.to === run[0]?.from && new Set(run.map(({ note }) => note)).size === 1

/** `namespace vs cluster scoped` does not set a Cluster beside a Namespace: the name goes on. */
const endsName = (next: Word | undefined): boolean =>
  next === undefined ||
  FILLERS.has(next.stem) ||
  JOINING.has(next.raw) ||
  ABOUT_US.has(next.stem) ||
  COMPARING.test(next.raw) ||
  CHOOSING.test(next.raw)

/** `different from`, `how are they different`; but not `a different node`. */
function setsApart(words: readonly Word[], at: number): boolean {
  const next = words[at + 1]?.raw
  return words[at]?.raw === 'different' && (next === undefined || next === 'between' || JOINING.has(next))
}
