/** Which note comes next in a place: pure. */
import type { About } from '../ask/daily.ts'
import { once } from '../cards/once.ts'
import type { Library } from '../notes/library.ts'
import type { Note, NoteId } from '../notes/note.ts'
import { isPath, PATHS } from './paths.ts'

/** As it is kept. */
export function storedAbout(about: About): string {
  switch (about.kind) {
    case 'all':
      return 'all'
    case 'topics':
      return `topics ${about.topics.join(',')}`
    case 'path':
      return `path ${about.path}`
    default:
      return about satisfies never
  }
}

/** What `storedAbout` wrote; everything where it is not known any more. */
export function parseAbout(text: string): About {
  const [kind, rest = ''] = text.split(' ')
  if (kind === 'topics') return { kind, topics: rest.split(',') }
  return kind === 'path' && isPath(rest) ? { kind, path: rest } : { kind: 'all' }
}

/** The notes that a place gets. Comparisons are no concepts; a path has its notes in its order. */
export function listFor(about: About, library: Library): readonly Note[] {
  switch (about.kind) {
    case 'all':
      return concepts(library).daily
    case 'topics':
      return concepts(library).all.filter(note => about.topics.includes(note.topic))
    case 'path':
      return (isPath(about.path) ? PATHS[about.path].notes : []).flatMap(id => library.notes.get(id) ?? [])
    default:
      return about satisfies never
  }
}

/** Those with something to think about are for every day; in a folder that has none, all of them. */
const concepts = once((library: Library) => {
  const all = [...library.notes.values()].filter(note => note.compares === undefined)
  const rich = all.filter(note => note.sections.some(({ role }) => role === 'why' || role === 'think'))
  return { all, daily: rich.length > 0 ? rich : all }
})

export type Had = {
  /** What the place has had, the longest ago first. */
  had: readonly NoteId[]
  /** What is on its way there. */
  open: readonly NoteId[]
}

/**
 * A note of the list that the place has not had; when it had them all, the one it had longest ago. So none repeats
 * until all are used up, and a new note has its turn without the others starting over. A path is followed in its
 * order, any other list in an order of the place's own.
 * @param place anything that tells places apart
 */
export function choose(about: About, library: Library, place: string, { had, open }: Had): Note | undefined {
  const list = listFor(about, library)
  const last = new Map(had.map((id, at) => [id, at]))
  for (const id of open) last.set(id, Number.POSITIVE_INFINITY)
  const fresh = list.filter(note => !last.has(note.id))
  if (fresh.length > 0)
    return about.kind === 'path' ? fresh[0] : leastBy(fresh, note => turnOf(`${place} ${note.id}`))
  return leastBy(list, note => last.get(note.id) ?? 0)
}

function leastBy<Item>(items: readonly Item[], by: (item: Item) => number): Item | undefined {
  let best: Item | undefined
  let least = Number.POSITIVE_INFINITY
  for (const item of items) {
    const value = by(item)
    if (best === undefined || value < least) [best, least] = [item, value]
  }
  return best
}

/** FNV-1a: neighbours in a list stand far apart, and each place has another order. */
function turnOf(words: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < words.length; at++) hash = Math.imul(hash ^ words.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
