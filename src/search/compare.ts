/** Which notes a question sets side by side: `X vs Y`, `difference between X and Y`, `X, Y or Z`. */
import type { Mention } from './names.ts'
import type { Reading } from './reading.ts'
import type { Word } from './words.ts'

/** Words that make any two named things a comparison, and words that only join them. */
const COMPARING =
  /^(vs|versus|differ\w*|diff|compar\w*|apart|distinguish\w*|distinction|distinct|separates?|against|better|prefer\w*|choos\w*|choice|pick|decide|instead|rather|unlike|similar\w*|opposed|relat\w*|alternative)$/
const JOINING = new Set([
  'and',
  'or',
  'vs',
  'versus',
  'against',
  'from',
  'than',
  'to',
  'with',
  'over',
  'nor',
  'instead',
  'rather',
  'of',
])
const EITHER = new Set(['or', 'vs', 'versus'])
/** Words between two names that do not keep them from being compared: `a Pod and its Deployment`. */
const GAP = 3

/** @returns numbers of the notes compared, in the order of the question; empty where nothing is compared */
export function comparedIn({ words, mentions }: Reading): number[] {
  const comparing = words.some(word => COMPARING.test(word.raw))
  let best: Mention[] = []
  for (let first = 0; first < mentions.length; first++) {
    const run = runFrom(first, mentions, words, comparing)
    if (distinct(run).length > distinct(best).length) best = run
  }
  const compared = distinct(best)
  return compared.length >= 2 ? compared.slice(0, 3) : []
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
    const between = words.slice(left.to, right.from).map(word => word.raw)
    const joined = between.length === 0 || between.some(word => JOINING.has(word) || COMPARING.test(word))
    const either = between.some(word => EITHER.has(word))
    if (between.length > GAP + 1 || !joined || !(comparing || either)) break
    run.push(right)
  }
  return run
}

const distinct = (run: readonly Mention[]): number[] => [...new Set(run.map(mention => mention.note))]
