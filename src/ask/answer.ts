/** Question → Answer: decides what is told, not how it is worded. */
import type { Blank } from '../explain/blanks.ts'
import type { Library } from '../notes/library.ts'
import type { Note, NoteId, SectionRole } from '../notes/note.ts'
import type { Search } from '../search/search.ts'
import { browse, concepts, examplesOf, noteOfTheDay, topicsOf } from './browse.ts'
import type { DailyAnswer } from './daily.ts'
import { type Explained, explain } from './explain.ts'
import { fillIn } from './fill-in.ts'
import { type FollowUp, followUp } from './follow-up.ts'
import type { Question, Vote } from './question.ts'

export type Answer =
  /**
   * `first`: the parts of the note that were asked for; `on`: what was discussed before, and the command for it;
   * `instead`: what else may have been meant.
   */
  | {
      kind: 'note'
      note: Note
      related: Note[]
      confidence: number
      first?: readonly SectionRole[]
      on?: { subject: Note; command?: string }
      instead?: Note[]
    }
  /** `written`: the note that compares them; without one the comparison is composed of what the notes say. */
  | {
      kind: 'comparison'
      notes: Note[]
      written?: Note
      /** Of three, those pairs that somebody compared in writing. */
      pairs?: Note[]
      confidence: number
      first?: readonly SectionRole[]
    }
  /** A note as the daily post tells it. */
  | { kind: 'concept'; note: Note; related: Note[] }
  | { kind: 'think'; note: Note }
  | { kind: 'choice'; notes: Note[]; confidence: number }
  | { kind: 'unknown'; near: Note[]; confidence: number }
  | Explained
  /** What a command leaves open, to be filled in; and the command once that is done. */
  | { kind: 'blanks'; command: string; blanks: Blank[]; question: Question }
  | { kind: 'filled'; command: string }
  | { kind: 'browse'; topics: { name: string; count: number }[] }
  | { kind: 'topic'; topic: string; notes: Note[] }
  | { kind: 'help'; topics: { name: string; count: number }[]; examples: Note[] }
  | { kind: 'home'; today?: Note; topics: { name: string; count: number }[] }
  | { kind: 'notice'; notice: string }
  | { kind: 'expired' }
  | { kind: 'not-yours' }
  | Told
  | DailyAnswer

/** What became of a deed; `done` is false where the memory could not be reached. */
export type Told =
  /** `days`: how long answers are kept, 0 for not at all; `keepsUnanswered`: here, undefined if nobody knows. */
  | { kind: 'privacy'; days: number; keepsUnanswered: boolean | undefined }
  | { kind: 'voted'; answer: string; vote: Vote; done: boolean }
  | { kind: 'forgotten'; done: boolean }
  | { kind: 'keep-unanswered'; on: boolean; days: number; done: boolean }
  | { kind: 'version'; version?: string; done: boolean }
  | { kind: 'not-manager' }
  | { kind: 'slow-down'; perMinute: number }

/** What an answer is made from. `recent`: notes shown in this conversation, the latest first. */
export type Sources = {
  library: Library
  search: Search
  recent: readonly NoteId[]
  /** A whole number from 0 to below `count`; lets tests choose. */
  pick: (count: number) => number
  /** Days since the epoch, for the note of the day. */
  day: number
}

export function answer(question: Question, sources: Sources): Answer {
  const { library } = sources
  switch (question.kind) {
    case 'ask':
      return answerText(question.text, sources)
    case 'show': {
      const note = library.notes.get(question.note) ?? library.byName(question.note)
      return note === undefined
        ? answerText(question.note.replaceAll('-', ' '), sources)
        : tell(note, library, 1)
    }
    case 'concept': {
      const note = library.notes.get(question.note)
      return note === undefined
        ? { kind: 'expired' }
        : { kind: 'concept', note, related: relatedTo(note, library) }
    }
    case 'think': {
      const note = library.notes.get(question.note)
      return note === undefined
        ? answerText(question.note.replaceAll('-', ' '), sources)
        : { kind: 'think', note }
    }
    case 'compare':
      return compare(question.notes, sources)
    case 'browse':
      return browse(question.topic, library)
    case 'random': {
      const notes = concepts(library)
      const note = notes[sources.pick(notes.length)]
      return note === undefined ? browse(undefined, library) : tell(note, library, 1)
    }
    case 'today': {
      const note = noteOfTheDay(sources.library, sources.day)
      return note === undefined ? browse(undefined, library) : tell(note, library, 1)
    }
    case 'home': {
      const today = noteOfTheDay(sources.library, sources.day)
      return { kind: 'home', ...(today && { today }), topics: topicsOf(library) }
    }
    case 'notice':
      return { kind: 'notice', notice: question.notice }
    case 'help':
      return { kind: 'help', topics: topicsOf(library), examples: examplesOf(library) }
    case 'more':
    case 'share':
      return answer(question.of, sources)
    case 'delete':
      return { kind: 'not-yours' }
    case 'fill-in':
      return fillIn(question, {})
    case 'fill':
      return question.of.kind === 'fill-in' ? fillIn(question.of, question.values) : { kind: 'expired' }
    case 'recall':
      return { kind: 'expired' }
    // Deeds are done before anything is answered; here one only comes inside of a "more" that nobody offers.
    case 'vote':
    case 'reason':
    case 'privacy':
    case 'forget':
    case 'keep-unanswered':
    case 'version':
    case 'daily':
      return { kind: 'expired' }
    default:
      return question satisfies never
  }
}

function answerText(text: string, sources: Sources): Answer {
  const explained = explain(text, sources)
  if (explained !== undefined) return explained
  const goesOn = followUp(text, sources)
  return goesOn === undefined ? lookUp(text, sources) : goOn(goesOn, sources)
}

/** So sure, nothing else is offered beside the answer. */
const BEYOND_DOUBT = 0.9

/** What the search finds. */
function lookUp(text: string, { library, search, recent }: Sources): Answer {
  const found = search.find(text, { recent })
  const { compared } = found
  if (compared !== undefined) return comparison(compared.notes, library, compared.confidence)
  const [first] = found.matches
  if (first !== undefined && found.verdict === 'sure') {
    const told = tell(first.note, library, first.confidence)
    const instead = found.matches.slice(1, 3).map(match => match.note)
    return told.kind === 'note' && first.confidence < BEYOND_DOUBT && instead.length > 0
      ? { ...told, instead }
      : told
  }
  const notes = found.matches.slice(0, 3).map(match => match.note)
  const confidence = first?.confidence ?? 0
  return found.verdict === 'unsure'
    ? { kind: 'choice', notes, confidence }
    : { kind: 'unknown', near: notes, confidence }
}

/** How sure we are that a question that leaves out its subject is about the latest one. */
const GOING_ON = 0.95

function goOn(goesOn: FollowUp, sources: Sources): Answer {
  const { library } = sources
  switch (goesOn.kind) {
    case 'note': {
      const { note, subject, command } = goesOn
      const told = tell(note, library, GOING_ON)
      return told.kind === 'note'
        ? { ...told, on: { subject, ...(command !== undefined && { command }) } }
        : told
    }
    case 'part':
      return { ...tell(goesOn.subject, library, GOING_ON), first: goesOn.roles }
    case 'compare':
      return { ...comparison(goesOn.sides, library, GOING_ON), first: goesOn.roles }
    case 'ask': {
      const answered = lookUp(goesOn.text, sources)
      const [best] = answered.kind === 'choice' ? answered.notes : []
      const near = best === goesOn.subject || goesOn.subject.related.includes(best?.id ?? '')
      if (best !== undefined && near) return tell(best, library, GOING_ON)
      return answered.kind === 'unknown' ? tell(goesOn.subject, library, GOING_ON) : answered
    }
    default:
      return goesOn satisfies never
  }
}

type ToldNote = Extract<Answer, { kind: 'note' | 'comparison' }>

/** A written comparison is a note that answers as a comparison. */
function tell(note: Note, library: Library, confidence: number): ToldNote {
  const [left, right] = (note.compares ?? []).map(id => library.notes.get(id))
  if (left && right) return { kind: 'comparison', notes: [left, right], written: note, confidence }
  return { kind: 'note', note, related: relatedTo(note, library), confidence }
}

const relatedTo = (note: Note, library: Library): Note[] =>
  note.related.flatMap(id => library.notes.get(id) ?? [])

function compare(ids: NoteId[], sources: Sources): Answer {
  const { library } = sources
  const notes = ids.flatMap(id => library.notes.get(id) ?? library.byName(id) ?? [])
  return notes.length < ids.length ? answerText(ids.join(' vs '), sources) : comparison(notes, library, 1)
}

function comparison(
  notes: Note[],
  library: Library,
  confidence: number,
): Extract<Answer, { kind: 'comparison' }> {
  const [left, right, third] = notes
  const written = left && right && !third ? library.comparison(left.id, right.id) : undefined
  const pairs = third === undefined ? [] : pairsOf(notes, library)
  return {
    kind: 'comparison',
    notes,
    ...(written && { written }),
    ...(pairs.length > 0 && { pairs }),
    confidence,
  }
}

const pairsOf = (notes: Note[], library: Library): Note[] =>
  notes.flatMap((left, at) =>
    notes.slice(at + 1).flatMap(right => library.comparison(left.id, right.id) ?? []),
  )
