/** What there is to read: the topics, the notes of one, a note for each day, those that newcomers ask for. */
import type { Library } from '../notes/library.ts'
import type { Note, NoteId } from '../notes/note.ts'
import type { Answer } from './answer.ts'

/** A prime, so that stepping through the notes by it meets each of them; neighbours stand far apart. */
const DAILY_STEP = 7919

export function browse(
  topic: string | undefined,
  library: Library,
): Extract<Answer, { kind: 'browse' | 'topic' }> {
  const found = library.topics.find(({ name }) => name === topic)
  return found === undefined
    ? { kind: 'browse', topics: topicsOf(library) }
    : { kind: 'topic', topic: found.name, notes: found.notes }
}

export const topicsOf = (library: Library): { name: string; count: number }[] =>
  library.topics.map(({ name, notes }) => ({ name, count: notes.length }))

/** All notes that explain one thing. */
export const concepts = (library: Library): Note[] =>
  [...library.notes.values()].filter(note => note.compares === undefined)

/**
 * Another note each day, the same for everybody, and each of them before any comes again.
 * @param day days since the epoch
 */
export function noteOfTheDay(library: Library, day: number): Note | undefined {
  const notes = concepts(library)
  return notes[(day * DAILY_STEP) % notes.length]
}

/** The notes that other notes point to most are what newcomers ask first. */
export function examplesOf(library: Library): Note[] {
  const pointed = new Map<NoteId, number>()
  for (const note of library.notes.values())
    for (const id of note.related) pointed.set(id, (pointed.get(id) ?? 0) + 1)
  return [...library.notes.values()]
    .sort((a, b) => (pointed.get(b.id) ?? 0) - (pointed.get(a.id) ?? 0) || a.id.localeCompare(b.id))
    .slice(0, 4)
}
