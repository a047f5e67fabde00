/** Which notes a question sets side by side: `X vs Y`, `difference between X and Y`, `X, Y or Z`. */
import type { Mention } from './names.ts'
import type { Reading } from './reading.ts'
import { FILLERS, type Word } from './words.ts'

/** Words that make any two named things a comparison. */
const COMPARING =
  /^(vs|versus|differs?|differences?|diff|compar\w*|apart|distinguish\w*|distinction|distinct|separates?|against|better|prefer\w*|choos\w*|choice|pick|decide|instead|rather|unlike|similar\w*|opposed|relat\w*|alternative)$/
/** Words that join two names, and those that by themselves set one against the other. */
const JOINING = new Set(['and', 'or', 'vs', 'versus', 'against', 'from', 'than', 'with', 'over', 'nor'])
const EITHER = new Set(['or', 'vs', 'versus'])
/** Words between two names that do not keep them from being compared: `a Pod and its Deployment`. */
const GAP = 4
const COMPARED_AT_MOST = 3

/** The two notes that a written comparison compares, by its number. */
export type Sides = (note: number) => readonly number[] | undefined

/** @returns numbers of the notes compared, in the order of the question; empty where nothing is compared */
export function comparedIn({ words, mentions }: Reading, sides: Sides): number[] {
  const comparing = words.some((word, at) => COMPARING.test(word.raw) || setsApart(words, at))
  let best: number[] = []
  for (let first = 0; first < mentions.length; first++) {
    const run = runFrom(first, mentions, words, comparing)
    const notes = [...new Set(run.flatMap(({ note }) => sides(note) ?? [note]))]
    if (notes.length > best.length) best = notes
  }
  return best.length >= 2 ? best.slice(0, COMPARED_AT_MOST) : []
}

function runFrom(
  first: number,
  mentions: readonly Mention[],
  words: readonly Word[],
  comparing: boolean,
): Mention[] {
  const run = mentions.slice(first, first + 1)
  for (let next = first + 1; next < mentions.length; next++) {
    const [left, right] = [mentions[next - 1], mentions[next]]
    if (left === undefined || right === undefined) break
    const between = words.slice(left.to, right.from)
    const joining = between.map(word => word.raw).filter(word => JOINING.has(word))
    const empty = between.every(word => JOINING.has(word.raw) || FILLERS.has(word.stem))
    if (!empty || between.length > GAP) break
    if (
      !joining.some(word => EITHER.has(word)) &&
      !(comparing && (joining.length > 0 || between.length === 0))
    )
      break
    run.push(right)
  }
  return run
}

/** `different from`, `how are they different`; but not `a different node`. */
function setsApart(words: readonly Word[], at: number): boolean {
  const next = words[at + 1]?.raw
  return words[at]?.raw === 'different' && (next === undefined || next === 'between' || JOINING.has(next))
}
