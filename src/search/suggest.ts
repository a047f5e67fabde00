/** Notes to pick from while somebody types: exact names first, then beginnings, then words inside, then likenesses. */
import { nameKey } from '../notes/names.ts'
import type { Note, NoteId } from '../notes/note.ts'

export type Suggestion = { label: string; asks: { kind: 'show'; note: NoteId } }

/** Something typed text may match: a title, an alias or a way of asking. */
type Entry = { key: string; label: string; note: Note; tier: number }

const TYPED_LIMIT = 100
const WORD_TIER = 4

/**
 * What there is to pick from is put in order when somebody first types.
 * @param likely notes that a search finds for the text, for what is misspelt or said in other words
 */
export function createSuggest(notes: readonly Note[], likely: (text: string) => Note[]) {
  let sorted: Entry[] | undefined
  const popular = mostPointedTo(notes)

  return (typed: string, limit: number): Suggestion[] => {
    const key = nameKey(typed.slice(0, TYPED_LIMIT))
    if (key === '') return popular.slice(0, limit).map(note => suggestion(note, note.title))
    sorted ??= sortedEntries(notes)
    const entries = sorted
    const chosen = new Map<Note, { label: string; tier: number }>()
    const offer = (note: Note, label: string, tier: number): void => {
      const known = chosen.get(note)
      if (known === undefined || tier < known.tier) chosen.set(note, { label, tier })
    }
    for (const entry of beginningWith(entries, key))
      offer(entry.note, entry.label, entry.key === key ? 0 : 1 + entry.tier)
    if (chosen.size < limit)
      for (const entry of holding(entries, key.split(' ')))
        offer(entry.note, entry.label, WORD_TIER + entry.tier)
    if (chosen.size < limit) for (const note of likely(typed)) offer(note, note.title, 2 * WORD_TIER)
    return [...chosen]
      .sort(
        ([a, one], [b, other]) =>
          one.tier - other.tier || a.title.length - b.title.length || (a.id < b.id ? -1 : 1),
      )
      .slice(0, limit)
      .map(([note, { label }]) => suggestion(note, label))
  }
}

const sortedEntries = (notes: readonly Note[]): Entry[] =>
  notes.flatMap(entriesOf).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.tier - b.tier))

/** An alias or a way of asking is shown with the title of the note it leads to. */
function entriesOf(note: Note): Entry[] {
  const entry = (name: string, label: string, tier: number): Entry => ({
    key: nameKey(name),
    label,
    note,
    tier,
  })
  return [
    entry(note.title, note.title, 0),
    entry(note.id, note.title, 0),
    ...note.aliases.map(alias => entry(alias, `${alias} – ${note.title}`, 1)),
    ...note.asks.map(ask => entry(ask, `${note.title}: ${ask}`, 2)),
  ]
}

/** Entries are sorted by key, so those with one beginning stand together. */
function* beginningWith(entries: readonly Entry[], key: string): Generator<Entry> {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle]?.key ?? '') < key) low = middle + 1
    else high = middle
  }
  for (let at = low; entries[at]?.key.startsWith(key); at++) {
    const entry = entries[at]
    if (entry !== undefined) yield entry
  }
}

/** Entries in which each typed word begins a word. */
function* holding(entries: readonly Entry[], words: readonly string[]): Generator<Entry> {
  const spaced = words.map(word => ` ${word}`)
  for (const entry of entries) {
    const text = ` ${entry.key}`
    if (spaced.every(word => text.includes(word))) yield entry
  }
}

function mostPointedTo(notes: readonly Note[]): Note[] {
  const pointed = new Map<NoteId, number>()
  for (const note of notes) for (const id of note.related) pointed.set(id, (pointed.get(id) ?? 0) + 1)
  const count = (note: Note): number => pointed.get(note.id) ?? 0
  return notes
    .filter(note => note.compares === undefined)
    .sort((a, b) => count(b) - count(a) || (a.id < b.id ? -1 : 1))
}

const suggestion = (note: Note, label: string): Suggestion => ({
  label,
  asks: { kind: 'show', note: note.id },
})
