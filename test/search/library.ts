/** Our own notes and a search over them, read once for the tests of the search. */
import { loadLibrary } from '../../src/notes/load.ts'
import { buildIndex } from '../../src/search/index.ts'
import { createSearch } from '../../src/search/search.ts'

const loaded = await loadLibrary(['knowledge'])
if (loaded.library === undefined) throw new Error('the notes do not parse: npm run check:notes')

export const library = loaded.library
export const notes = [...library.notes.values()]
export const search = createSearch(library)
export const index = buildIndex(notes)

/** Ids of what is found, the best first. */
export const foundFor = (text: string, recent: string[] = []): string[] =>
  search.find(text, { recent }).matches.map(({ note }) => note.id)
