/** Question text → the notes that answer it, with how sure we are. */
import Fuse from 'fuse.js'
import type { Library } from '../notes/library.ts'
import type { Note, NoteId } from '../notes/note.ts'

/** `confidence` is between 0 and 1. */
export type Match = { note: Note; confidence: number }

/** sure: answer with the first match; unsure: offer the first three; none: we have no note for this. */
export type Found = { verdict: 'sure' | 'unsure' | 'none'; matches: Match[] }

export type Search = {
  find(text: string, context: { recent: readonly NoteId[] }): Found
  /** Suggestions while typing: at most `limit`, ranked exact, prefix, word, fuzzy; popular ones for no text. */
  suggest(typed: string, limit: number): Suggestion[]
}

export type Suggestion = { label: string; asks: { kind: 'show'; note: NoteId } }

const QUESTION_WORDS = /\b(what|is|are|an?|the|how|do|does|i|to|can|you|explain|tell|me|about|please)\b/gi

export function createSearch(library: Library): Search {
  const fuse = new Fuse([...library.notes.values()], {
    keys: ['title', 'aliases', 'asks'],
    includeScore: true,
    threshold: 0.35,
  })
  return {
    find(text) {
      const bare = text
        .slice(0, 200)
        .replace(QUESTION_WORDS, ' ')
        .replace(/[^\p{L}\p{N}-]+/gu, ' ')
        .trim()
      const exact = library.byName(text) ?? library.byName(bare)
      if (exact !== undefined) return { verdict: 'sure', matches: [{ note: exact, confidence: 1 }] }
      const matches =
        bare === ''
          ? []
          : fuse
              .search(bare, { limit: 3 })
              .map(({ item, score }) => ({ note: item, confidence: 1 - (score ?? 1) }))
      const best = matches[0]?.confidence ?? 0
      return { verdict: best > 0.9 ? 'sure' : best > 0.6 ? 'unsure' : 'none', matches }
    },
    suggest: (typed, limit) =>
      [...library.notes.values()]
        .filter(note => note.title.toLowerCase().includes(typed.toLowerCase()))
        .slice(0, limit)
        .map(note => ({ label: note.title, asks: { kind: 'show', note: note.id } })),
  }
}
