/** All notes together: found by name, grouped by topic, checked against each other. */
import { closestMatch } from 'leven'
import { nameKey } from './names.ts'
import type { Note, NoteId, Problem } from './note.ts'

export type Topic = { name: string; notes: Note[] }

export type Library = {
  readonly notes: ReadonlyMap<NoteId, Note>
  /** Topics by name, each with its notes by title. */
  readonly topics: readonly Topic[]
  /** The note with this id, title or alias, however it is cased and hyphenated. */
  byName(name: string): Note | undefined
  /** The written comparison of two notes, in either order. */
  comparison(left: NoteId, right: NoteId): Note | undefined
}

/**
 * Joins folders of notes; a note of a later folder replaces one with the same id, and takes over names
 * that an earlier folder's note has. Within one folder every name belongs to one note.
 */
export function createLibrary(folders: Note[][]): { library: Library; problems: Problem[] } {
  const notes = new Map<NoteId, Note>()
  const names = new Map<string, Note>()
  const problems: Problem[] = []
  for (const folder of folders) {
    const own = new Map<NoteId, Note>()
    for (const note of folder) {
      const twin = own.get(note.id)
      if (twin === undefined) own.set(note.id, note)
      else
        problems.push({
          file: note.file,
          line: 1,
          message: `the name "${note.id}" is taken by ${twin.file}; rename one of the two files`,
        })
    }
    for (const note of own.values()) notes.set(note.id, note)
    const { taken, clashes } = namesOf([...own.values()])
    for (const [name, note] of taken) names.set(name, note)
    problems.push(...clashes)
  }
  for (const note of notes.values()) problems.push(...deadLinks(note, notes))

  const library: Library = {
    notes,
    topics: topicsOf(notes),
    byName: name => current(names.get(nameKey(name))),
    comparison: (left, right) => notes.get(`${left}-vs-${right}`) ?? notes.get(`${right}-vs-${left}`),
  }
  /** A name may still lead to a note that a later folder replaced by one with the same id. */
  const current = (note: Note | undefined): Note | undefined => note && notes.get(note.id)
  return { library, problems }
}

/** Ids come before titles, titles before aliases, so that an alias never hides a note of that name. */
function namesOf(notes: Note[]): { taken: Map<string, Note>; clashes: Problem[] } {
  const taken = new Map<string, Note>()
  const clashes: Problem[] = []
  const claim = (name: string, note: Note, what: 'name' | 'title' | 'alias'): void => {
    const key = nameKey(name)
    const owner = taken.get(key)
    if (owner === undefined) taken.set(key, note)
    else if (owner !== note)
      clashes.push({
        file: note.file,
        line: note.lines.get(what === 'alias' ? 'aliases' : what) ?? 1,
        message: `the ${what} "${name}" already belongs to ${owner.file}; remove it from one of the two`,
      })
  }
  for (const note of notes) claim(note.id, note, 'name')
  for (const note of notes) claim(note.title, note, 'title')
  for (const note of notes) for (const alias of note.aliases) claim(alias, note, 'alias')
  return { taken, clashes }
}

function deadLinks(note: Note, notes: ReadonlyMap<NoteId, Note>): Problem[] {
  const links = [
    ...(note.compares ?? []).map(id => ({ id, line: 1 })),
    ...note.related.map(id => ({ id, line: note.lines.get('related') ?? 1 })),
  ]
  return links
    .filter(({ id }) => !notes.has(id))
    .map(({ id, line }) => {
      const near = closestMatch(id, [...notes.keys()], { maxDistance: 4 })
      const way = near === undefined ? 'write the id of a note that exists' : `did you mean "${near}"?`
      return { file: note.file, line, message: `no note is called "${id}"; ${way}` }
    })
}

function topicsOf(notes: ReadonlyMap<NoteId, Note>): Topic[] {
  const groups = Map.groupBy(notes.values(), note => note.topic)
  return [...groups]
    .map(([name, members]) => ({ name, notes: members.sort((a, b) => a.title.localeCompare(b.title, 'en')) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
}
