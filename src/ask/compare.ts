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
/** What parts the things compared. */
const JOINS = /\b(?:vs|versus|or|and)\b|,/gi
const WORDS_AT_MOST = 45
const COMPARED_AT_MOST = 3
/** Words between the names of a list: `X, the Y and a Z`. */
const LIST_GAP = 2
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

/** What is known of a question that may compare. `named`: as it spells them; `written`: what somebody compared already. */
type Asked = {
  found: Found
  seen: Examined
  apart: boolean
  weighs: boolean
  words: number
  /** The same question in other words, since some of them would mislead the search. */
  reworded: boolean
  named: Note[]
  special: Note[]
  written?: Written
}

/** What the question compares: the sides of a written comparison, those that it names, or one note about both. */
export function comparedBy(text: string, found: Found, search: Search, library: Library): Compared {
  const plain = found.compared.length > 1 ? { sides: found.compared } : undefined
  const [left, right, third] = found.compared
  if (left && right && (third || library.comparison(left.id, right.id))) return plain
  const told = found.verdict === 'sure' && found.matches[0]?.note.compares !== undefined
  const many = (text.match(JOINS)?.length ?? 0) > 1
  if (told && !many) return undefined
  const words = text.split(/\s+/).length
  const apart = SETS_APART.test(text)
  const weighs = WEIGHS.test(text)
  const may = apart || weighs || /\bwhich\b/i.test(text)
  if (!may || words > WORDS_AT_MOST || text.trim().split('\n').length > 3) return plain
  const question = reworded(text)
  const seen = search.examine(question, { recent: [] })
  const all = namedIn(seen, library)
  const special = all.filter(({ id }) => !GENERAL.has(id))
  const named = special.length >= 2 ? special : all
  const written = writtenFor(seen, all, apart, library)
  const asked: Asked = {
    found: question === text ? found : search.find(question, { recent: [] }),
    seen,
    apart,
    weighs,
    words,
    reworded: question !== text,
    named,
    special,
    ...(written !== undefined && { written }),
  }
  const beside = plain === undefined || asked.reworded ? undefined : plain.sides
  const sides =
    threeIn(asked) ??
    (told ? undefined : (writtenSides(asked, beside !== undefined) ?? beside ?? namedSides(asked)))
  return sides === undefined ? oneNote(asked) : { sides }
}

/** `kubectl apply or create` → `kubectl apply or kubectl create`; `Docker: CMD vs ENTRYPOINT` is not about Docker as a whole. */
const reworded = (text: string): string =>
  text
    .replace(/^\s*(?:k8s|kubernetes|docker)\s*:\s*/i, '')
    .replace(
      /\b(kubectl|docker|helm) ([a-z-]{2,20}) (or|vs\.?|versus) (?=[a-z-]{2,20}\b)(?!kubectl|docker|helm)/i,
      '$1 $2 $3 $1 ',
    )

/** Three names in a row. */
function threeIn({ apart, words, special, seen }: Asked): Note[] | undefined {
  if (!apart || words > BRIEF || special.length !== COMPARED_AT_MOST) return undefined
  const { mentions } = seen.reading
  const near = mentions.every(({ to }, at) => (mentions[at + 1]?.from ?? to) - to <= LIST_GAP)
  return near ? special : undefined
}

/** The sides of a written comparison that the question surely, or likely, means. @param plain names stand side by side */
function writtenSides(
  { written, found, seen, apart, weighs, words }: Asked,
  plain: boolean,
): Note[] | undefined {
  const meant = found.verdict === 'sure' ? found.matches[0]?.note : undefined
  if (written === undefined || meant?.compares !== undefined) return undefined
  const { sides, named, wholly, said, rank } = written
  const elsewhere = written.others || (meant !== undefined && !sides.includes(meant))
  if (elsewhere && !(apart && named === 2)) return undefined
  const brief = words <= BRIEF
  const weighed = brief && found.verdict !== 'sure' && weighedIn(seen, sides)
  if (named === 2 && (plain || apart || (weighs && rank < 2) || weighed)) return sides
  if (plain) return undefined
  if (wholly) return sides
  if (apart && rank < 2 && seen.confidence >= WRITTEN && (meant === undefined || named > 0)) return sides
  if (meant !== undefined) return undefined
  if (apart && named === 1 && found.verdict !== 'none') return sides
  const whole = said >= WHOLLY && brief && found.verdict !== 'none'
  const likely = seen.confidence >= WRITTEN || (whole && weighs)
  return rank === 0 && likely && (named > 0 || (whole && seen.confidence >= WRITTEN)) ? sides : undefined
}

/** Two or three that the question names and sets apart, though nobody has compared them in writing. */
function namedSides({ named, special, found, seen, apart, words }: Asked): Note[] | undefined {
  if (found.verdict === 'sure') return undefined
  if (apart && named.length >= 2 && named.length <= COMPARED_AT_MOST && words <= SHORT) return named
  const among = named.some(note => note === found.matches[0]?.note) && special.length >= 2
  const either = named.length === 2 && words <= BRIEF && among && weighedIn(seen, named, / or /)
  return !apart && either ? named : undefined
}

/** One note that holds both sides: `Argo CD or Flux`. */
function oneNote({ found, seen, apart, words, reworded }: Asked): Compared {
  const [best] = found.matches
  if (best === undefined || best.note.compares !== undefined) return undefined
  if (found.verdict === 'sure') return reworded ? { note: best.note } : undefined
  const few = words <= FEW && seen.reading.words.some(({ raw }) => raw === 'or') && seen.confidence >= CHOSEN
  return (apart && best.confidence >= ONE_NOTE) || few ? { note: best.note } : undefined
}

/** `named`: how many sides the question spells; `wholly`: it says all words of both; `others`: the search finds another note first, which the question names too. */
type Written = { sides: Note[]; named: number; wholly: boolean; said: number; rank: number; others: boolean }

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
    const [best] = candidates
    const others = named.some(note => !sides.includes(note) && note === notes[best?.note ?? -1])
    return [
      { sides, named: count, wholly: apart && count > 0 && said >= WHOLLY && !others, said, rank, others },
    ]
  })
  const pairs = named.flatMap((left, at) => named.slice(at + 1).map(right => [left, right] as const))
  const known = pairs.find(([left, right]) => library.comparison(left.id, right.id) !== undefined)
  if (known !== undefined)
    found.push({ sides: [...known], named: 2, wholly: true, said: 1, rank: CANDIDATES, others: false })
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
