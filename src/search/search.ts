/**
 * The ladder from a question to the notes that answer it. See DESIGN.md, "How a note is found".
 *   1. a name, spelt out whole    2. error signs, names and words, misspelt ones put right    3. how sure we are
 */
import type { Library } from '../notes/library.ts'
import type { Note, NoteId } from '../notes/note.ts'
import { type CertaintyWeights, confidenceOf, signalsOf } from './certainty.ts'
import { createSounds, readClassifier } from './classifier.ts'
import { type CompareWeights, comparedAmong, type Proposal, proposalsFor } from './comparing.ts'
import background from './data/background.json' with { type: 'json' }
import { isEnglish } from './english.ts'
import { FEATURES } from './features.ts'
import { namesOf, shapeOf } from './fields.ts'
import { buildIndex } from './index.ts'
import { createLikeness, readLikeness } from './likeness.ts'
import { createNames } from './names.ts'
import { type Candidate, createRanker, type RankParts } from './rank.ts'
import { type Reading, readQuestion } from './reading.ts'
import { createSigns } from './signs.ts'
import { createSpeller } from './spelling.ts'
import { createSuggest, type Suggestion } from './suggest.ts'
import { type Background, createTopicality } from './topicality.ts'
import { CERTAINTY, COMPARING, RANKING, RELEVANCE, THRESHOLDS } from './weights.ts'
import { ABOUT_US, ASKING, type Word, wordsIn } from './words.ts'

/** `confidence` is between 0 and 1. */
export type Match = { note: Note; confidence: number }

/**
 * sure: answer with the first match; unsure: offer the first three; none: we have no note for this.
 * `compared`: the two or three notes that the question compares, if we are sure that it does.
 */
export type Found = { verdict: 'sure' | 'unsure' | 'none'; matches: Match[]; compared?: Compared }

export type Compared = { notes: Note[]; confidence: number }

export type Context = { recent: readonly NoteId[] }

export type Search = {
  find(text: string, context: Context): Found
  /** The signs of notes that stand in a text, however long; `words`: of how many words the sign is. */
  signs(text: string): { note: NoteId; text: string; words: number; weight: number }[]
  /** Suggestions while typing: at most `limit`, ranked exact, prefix, word, fuzzy; popular ones for no text. */
  suggest(typed: string, limit: number): Suggestion[]
  /** What `find` saw, for the eval's training and for `ask --explain`. */
  examine(text: string, context: Context): Examined
}

export type Examined = {
  reading: Reading
  candidates: Candidate[]
  signals: Float64Array
  /** How sure we are of the first candidate, and that one of the first three is right. */
  confidence: number
  relevance: number
  notes: readonly Note[]
  /** What the question may compare. */
  proposals: Proposal[]
}

const vectors = readLikeness()
const classifier = readClassifier()

const MATCHES = 5
const SIDES = FEATURES.indexOf('sides')
/** For a written comparison: how much of the names of both its sides the question says, the lesser of the two. */
const sidesSaid = ({ features }: Candidate): number => features[SIDES] ?? 0
/** Subjects so wide that they are seldom one of the sides: `Docker: image vs container`. */
const GENERAL = new Set(['kubernetes', 'docker', 'kubectl', 'cluster', 'api-resource', 'manifest', 'object'])
/** Longer questions say more than a name. */
const LONGEST_NAMING = 14
/** A name put right is taken for meant when its letters are at least this alike. */
const SURELY_MEANT = 0.5

/** The weights in use, but where new ones are being chosen. */
export type Weights = {
  ranking: RankParts['weights']
  certainty: CertaintyWeights
  comparing: CompareWeights
  background: Background
}

export function createSearch(
  library: Library,
  { ranking, certainty, comparing, background: elsewhere }: Weights = {
    ranking: RANKING,
    certainty: CERTAINTY,
    comparing: COMPARING,
    background,
  },
): Search {
  const notes = [...library.notes.values()]
  const numbers = new Map(notes.map((note, number) => [note.id, number]))
  const index = buildIndex(notes)
  const names = createNames(notes, isEnglish)
  const nameWords = new Set(
    notes.flatMap(note => namesOf(note).flatMap(name => wordsIn(name).map(word => word.stem))),
  )
  const isTerm = (word: string): boolean => nameWords.has(word) && !isEnglish(word)
  const parts = {
    index,
    names,
    signs: createSigns(notes),
    speller: createSpeller(index),
    nicknames: nicknamesOf(notes),
  }
  const topicality = createTopicality(index, elsewhere)
  const sidesOf = notes.map(note => note.compares?.flatMap(id => numbers.get(id) ?? []))
  const sides = (note: number): readonly number[] | undefined => sidesOf[note]
  const written = (left: number, right: number): number | undefined => {
    const comparison = library.comparison(notes[left]?.id ?? '', notes[right]?.id ?? '')
    return comparison && numbers.get(comparison.id)
  }
  const isGeneral = (note: number): boolean => GENERAL.has(notes[note]?.id ?? '')
  const likeness = createLikeness(index, vectors)
  const sounds = createSounds(
    classifier,
    notes.map(note => note.id),
  )
  const ranker = createRanker({
    index,
    likeness,
    shapes: notes.map(shapeOf),
    sides,
    written,
    weights: ranking,
  })

  const examine = (text: string, context: Context): Examined => {
    const reading = readQuestion(text, parts)
    const recent = new Set(context.recent.flatMap(id => numbers.get(id) ?? []))
    const sound = sounds.of(reading.words.map(word => word.stem))
    const candidates = ranker.rank(reading, sound, recent)
    const signals = signalsOf(reading, candidates, sound, topicality, isTerm)
    const confidence = confidenceOf(signals, certainty)
    const said = { reading, candidates, confidence, sides, sidesSaid, written, isGeneral }
    const relevance = confidenceOf(signals, RELEVANCE)
    return { reading, candidates, signals, confidence, relevance, notes, proposals: proposalsFor(said) }
  }

  /** The name that is left of a question when all words of asking are taken away: `what is a NodePort?` */
  const spelt = (words: readonly Word[]): Note | undefined => {
    if (words.length > LONGEST_NAMING) return undefined
    const telling = words.filter(word => !ASKING.has(word.stem))
    const named =
      names.exact(words) ??
      names.exact(telling) ??
      names.exact(telling.filter(word => !ABOUT_US.has(word.stem)))
    return named === undefined ? undefined : notes[named]
  }

  const find = (text: string, context: Context): Found => {
    const named = library.byName(text) ?? spelt(wordsIn(text))
    if (named !== undefined) return { verdict: 'sure', matches: [{ note: named, confidence: 1 }] }
    const { reading, candidates, confidence, relevance, proposals } = examine(text, context)
    const respelt = spelt(reading.words)
    const likeness = Math.min(...reading.words.map(word => word.likeness))
    if (respelt !== undefined && likeness >= SURELY_MEANT)
      return { verdict: 'sure', matches: [{ note: respelt, confidence: likeness }] }
    const best = candidates[0]?.score ?? 0
    const matches = candidates.slice(0, MATCHES).flatMap(candidate => {
      const note = notes[candidate.note]
      return note === undefined ? [] : [{ note, confidence: confidence * Math.exp(candidate.score - best) }]
    })
    const verdict =
      confidence >= THRESHOLDS.answer ? 'sure' : relevance >= THRESHOLDS.choice ? 'unsure' : 'none'
    const compared = comparedAmong(proposals, comparing, THRESHOLDS.compare)
    return {
      verdict,
      matches: verdict !== 'none' || relevance >= THRESHOLDS.near ? matches : [],
      ...(compared && { compared: { ...compared, notes: compared.notes.flatMap(at => notes[at] ?? []) } }),
    }
  }
  return {
    find,
    examine,
    signs: text =>
      parts.signs.hits(wordsIn(text)).flatMap(({ note, sign, weight }) => {
        const id = notes[note]?.id
        return id === undefined ? [] : [{ note: id, text: sign, words: wordsIn(sign).length, weight }]
      }),
    suggest: createSuggest(notes, text => find(text, { recent: [] }).matches.map(match => match.note)),
  }
}

/** One-word names of one note stand for each other, unless they are everyday words: `svc` and `service`. */
function nicknamesOf(notes: readonly Note[]): Map<string, string[]> {
  const nicknames = new Map<string, string[]>()
  for (const note of notes) {
    const single = [note.title, note.id, ...note.aliases]
      .map(name => wordsIn(name))
      .filter(words => words.length === 1)
    const words = [...new Set(single.map(([word]) => word?.stem ?? ''))]
    const short = words.filter(word => word.length <= 6 && !isEnglish(word))
    for (const nick of short)
      for (const word of words) {
        if (word === nick) continue
        nicknames.set(nick, [...(nicknames.get(nick) ?? []), word])
        nicknames.set(word, [...(nicknames.get(word) ?? []), nick])
      }
  }
  return nicknames
}
