/** Which notes a question compares, where their names do not simply stand side by side: see also search/compare.ts. */
import type { Library } from '../notes/library.ts'
import type { Note } from '../notes/note.ts'
import type { Examined, Found, Search } from '../search/search.ts'

/** Words that set two things apart whatever else is asked. */
const SETS_APART =
  /\b(?:vs|versus|compar\w+|differ(?!ent (?:node|pod|namespace|port|cluster|version|environment|team)s?\b)\w*|diffs?|apart|distinguish\w*|separates|unlike|relat(?:e|es|ed)|mix(?:ing)? (?:\w+ )?up|clash|same thing|logic behind|on top of|in place of|fit together|each one's role|each of them|what is each|mean by each|pros and cons|of the (?:two|three))\b/i
/** Words that weigh things against each other, but are also said of other things. */
const WEIGHS =
  /\b(?:or|against|better|instead|rather|either|plus|enough|swap|half|two words|mixes)\b|\w ?\/ ?[a-z]/i
const WORDS_AT_MOST = 45
const COMPARED_AT_MOST = 3
/** A pair that nobody has compared in writing must be asked for in few words. */
const SHORT = 26
/** What is merely weighed is compared in as few words as this, or the search must find the comparison first. */
const BRIEF = 24
const WHOLLY = 0.95
const CANDIDATES = 5
/** How much of each side's name the question must say: half of a name such as "liveness probe" will do. */
const SAID = 0.42
/** What a question is about as a whole is seldom one of the sides. */
const GENERAL = new Set(['kubernetes', 'docker', 'kubectl', 'cluster', 'api-resource', 'manifest', 'object'])
/** From here on a question that compares is answered with the one note that holds both sides. */
const ONE_NOTE = 0.6
const WRITTEN = 0.72
/** `Argo CD or Flux`: a short choice between names that one note holds. */
const FEW = 12
const CHOSEN = 0.8

export type Compared = { sides: Note[] } | { note: Note } | undefined

/** What the question compares: the sides of a written comparison, those that it names, or one note about both. */
export function comparedBy(text: string, found: Found, search: Search, library: Library): Compared {
  const apart = SETS_APART.test(text)
  const mayCompare =
    (apart || WEIGHS.test(text) || /\bwhich\b/i.test(text)) && text.split(/\s+/).length <= WORDS_AT_MOST
  const [best] = found.matches
  if (found.verdict === 'sure' && best?.note.compares !== undefined) return undefined
  const plain = found.compared.length > 1 ? { sides: found.compared } : undefined
  if (!mayCompare || text.trim().split('\n').length > 3) return plain
  const [left, right, third] = found.compared
  if (left && right && (third || library.comparison(left.id, right.id))) return plain

  const question = text
    .replace(/^\s*(?:k8s|kubernetes|docker)\s*:\s*/i, '')
    .replace(
      /\b(kubectl|docker|helm) ([a-z-]{2,20}) (or|vs\.?|versus) (?=[a-z-]{2,20}\b)(?!kubectl|docker|helm)/i,
      '$1 $2 $3 $1 ',
    )
  const seen = search.examine(question, { recent: [] })
  const all = namedIn(seen, library)
  const special = all.filter(({ id }) => !GENERAL.has(id))
  const named = special.length >= 2 ? special : all
  if (apart && special.length === COMPARED_AT_MOST && text.split(/\s+/).length <= BRIEF)
    return { sides: special }
  const written = writtenFor(seen, all, apart, library)
  const certain = written !== undefined && written.named === 2
  const brief = text.split(/\s+/).length <= BRIEF
  const weighed = brief && found.verdict !== 'sure' && certain && weighedIn(seen, written.sides)
  if (certain && (plain !== undefined || apart || written.rank < 2 || weighed))
    return { sides: written.sides }
  if (plain !== undefined && question === text) return plain
  const asked = found.verdict !== 'sure' || (written?.named ?? 0) > 0
  if (apart && asked && written !== undefined && written.rank < 2 && seen.confidence >= WRITTEN)
    return { sides: written.sides }
  if (found.verdict === 'sure' && question === text) return undefined
  if (apart && named.length >= 2 && named.length <= 3 && text.split(/\s+/).length <= SHORT)
    return { sides: named }
  if (apart && written !== undefined && written.named === 1 && found.verdict !== 'none')
    return { sides: written.sides }
  const whole = written !== undefined && written.said >= WHOLLY && brief && found.verdict !== 'none'
  const likely = seen.confidence >= WRITTEN || (whole && WEIGHS.test(text))
  if (
    written !== undefined &&
    written.rank === 0 &&
    likely &&
    (written.named > 0 || (whole && seen.confidence >= WRITTEN))
  )
    return { sides: written.sides }
  const among = named.some(note => note === found.matches[0]?.note) && special.length >= 2
  if (!apart && named.length === 2 && brief && among && weighedIn(seen, named, / or /))
    return { sides: named }
  const few = text.split(/\s+/).length <= FEW && /\bor\b(?! not\b)/i.test(text)
  if (!apart && !(few && seen.confidence >= CHOSEN)) return undefined
  const [one] = question === text ? found.matches : search.find(question, { recent: [] }).matches
  return one !== undefined && one.confidence >= ONE_NOTE && one.note.compares === undefined
    ? { note: one.note }
    : undefined
}

type Written = { sides: Note[]; named: number; said: number; rank: number }

/** The written comparison of which the question says both sides, the one with the most sides named first. */
function writtenFor(
  { candidates, notes, sidesSaid }: Examined,
  named: readonly Note[],
  apart: boolean,
  library: Library,
): Written | undefined {
  const found = candidates.slice(0, CANDIDATES).flatMap((candidate, rank): Written[] => {
    const sides = notes[candidate.note]?.compares?.flatMap(id => library.notes.get(id) ?? []) ?? []
    const said = sidesSaid(candidate)
    if (sides.length < 2 || said < SAID) return []
    const count = sides.filter(side => named.includes(side)).length
    return [{ sides, named: apart && count > 0 && said >= WHOLLY ? 2 : count, said, rank }]
  })
  const pairs = named.flatMap((left, at) => named.slice(at + 1).map(right => [left, right] as const))
  const known = pairs.find(([left, right]) => library.comparison(left.id, right.id) !== undefined)
  if (known !== undefined) found.push({ sides: [...known], named: 2, said: 1, rank: CANDIDATES })
  return found.toSorted((a, b) => b.named - a.named)[0]
}

/** Whether nothing, or a word that weighs, stands between the names of both sides. */
function weighedIn(
  { reading: { mentions, words }, notes }: Examined,
  sides: readonly Note[],
  by = WEIGHS,
): boolean {
  const [first, second] = mentions.filter(({ note }) => sides.some(side => side === notes[note]))
  if (first === undefined || second === undefined) return false
  const between = words.slice(first.to, second.from).map(({ raw }) => raw)
  return between.length <= 8 && ((between.length === 0 && by === WEIGHS) || by.test(` ${between.join(' ')} `))
}

/** The notes that the question names as they are spelt; of a comparison its sides. */
function namedIn({ reading, notes }: Examined, library: Library): Note[] {
  const exact = reading.mentions.filter(({ from, to }) =>
    reading.words.slice(from, to).every(({ likeness }) => likeness === 1),
  )
  const named = exact.flatMap(({ note }) => notes[note] ?? [])
  return [
    ...new Set(named.flatMap(note => note.compares?.flatMap(id => library.notes.get(id) ?? []) ?? note)),
  ]
}
