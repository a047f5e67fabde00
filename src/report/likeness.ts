/** Groups questions that ask for the same thing in other words, other order, or with a slip of the keys. */
import { wordsIn } from '../search/words.ts'

export type Group = {
  count: number
  /** The wording most often used; of several the first. */
  text: string
  /** Up to three other wordings. */
  others: string[]
}

/** How many of their letter triples two questions must share, of all that either has. */
const ALIKE = 0.4
const OTHERS = 3

/** Words in which questions differ without asking for anything else. */
const EMPTY = new Set(
  'a about an and any are can could do does doing for from get give help how i if in is it me my of on or please should show tell that the there this to use using want was we what when where which why will with would you your'.split(
    ' ',
  ),
)

/** Groups, the largest first. Each text is compared with the first of every group that shares letters with it. */
export function groupAlike(texts: string[]): Group[] {
  const groups: { wordings: Map<string, number>; size: number }[] = []
  const groupsWith = new Map<string, number[]>()
  for (const [text, count] of byFrequency(texts)) {
    const triples = triplesOf(text)
    const found = nearest(triples, groups, groupsWith)
    if (found !== undefined) groups[found]?.wordings.set(text, count)
    else {
      for (const triple of triples) groupsWith.getOrInsertComputed(triple, () => []).push(groups.length)
      groups.push({ wordings: new Map([[text, count]]), size: triples.size })
    }
  }
  return groups
    .map(({ wordings }) => {
      const [text = '', ...others] = wordings.keys()
      return { count: sum(wordings.values()), text, others: others.slice(0, OTHERS) }
    })
    .sort((a, b) => b.count - a.count)
}

function nearest(
  triples: Set<string>,
  groups: { size: number }[],
  groupsWith: Map<string, number[]>,
): number | undefined {
  const shared = new Map<number, number>()
  for (const triple of triples)
    for (const group of groupsWith.get(triple) ?? []) shared.set(group, (shared.get(group) ?? 0) + 1)
  let best: number | undefined
  let likeness = ALIKE
  for (const [group, common] of shared) {
    const all = triples.size + (groups[group]?.size ?? 0) - common
    if (common / all >= likeness) {
      best = group
      likeness = common / all
    }
  }
  return best
}

/** Every three letters of each word that says something, with its edges. */
function triplesOf(text: string): Set<string> {
  const words = wordsIn(text).map(word => word.stem)
  const telling = words.filter(word => !EMPTY.has(word))
  const triples = new Set<string>()
  for (const word of telling.length > 0 ? telling : words) {
    const edged = `  ${word} `
    for (let at = 0; at + 3 <= edged.length; at++) triples.add(edged.slice(at, at + 3))
  }
  return triples
}

function byFrequency(texts: string[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0)
