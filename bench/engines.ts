/**
 * Other search engines over the same notes, each set up as well as its documentation allows. They rank only; none of
 * them says how sure it is, so the best note they find counts as their answer.
 */
import { DatabaseSync } from 'node:sqlite'
import { create, insertMultiple, search as searchOrama } from '@orama/orama'
import { Document } from 'flexsearch'
import Fuse from 'fuse.js'
import MiniSearch from 'minisearch'
import { createLibrary } from '../src/notes/library.ts'
import type { Note } from '../src/notes/note.ts'
import { FIELDS, type Field, fieldsOf } from '../src/search/fields.ts'
import { createSearch } from '../src/search/search.ts'

/** Ids of the notes found for a text, the best first. */
export type Engine = { search(text: string): string[] }
export type EngineKind = { name: string; build(notes: readonly Note[]): Engine }

type Texts = Record<Field, string> & { id: string }

const KEPT = 3
/** Names tell most about a note, its text least. */
const BOOST: Record<Field, number> = { name: 4, ask: 2, sign: 2, lead: 1.5, body: 1, command: 1 }

const documentsOf = (notes: readonly Note[]): Texts[] =>
  notes.map(note => {
    const fields = fieldsOf(note)
    const text = (field: Field): string => fields[field].join('\n')
    return {
      id: note.id,
      name: text('name'),
      ask: text('ask'),
      sign: text('sign'),
      lead: text('lead'),
      body: text('body'),
      command: text('command'),
    }
  })

export const OURS: EngineKind = {
  name: 'kube-notes',
  build(notes) {
    const search = createSearch(createLibrary([[...notes]]).library)
    return { search: text => search.find(text, { recent: [] }).matches.map(match => match.note.id) }
  },
}

export const MINISEARCH: EngineKind = {
  name: 'MiniSearch, fuzzy and prefix',
  build(notes) {
    const index = new MiniSearch<Texts>({
      fields: [...FIELDS],
      searchOptions: { boost: BOOST, fuzzy: 0.2, prefix: true },
    })
    index.addAll(documentsOf(notes))
    return {
      search: text =>
        index
          .search(text)
          .slice(0, KEPT)
          .map(found => String(found.id)),
    }
  },
}

const FUSE_TOKENS: EngineKind = {
  name: 'fuse.js, token search',
  build(notes) {
    const fuse = new Fuse(documentsOf(notes), { keys: keys(), useTokenSearch: true, ignoreLocation: true })
    return { search: text => fuse.search(text, { limit: KEPT }).map(found => found.item.id) }
  },
}

const FUSE: EngineKind = {
  name: 'fuse.js, defaults',
  build(notes) {
    const fuse = new Fuse(documentsOf(notes), { keys: [...FIELDS] })
    return { search: text => fuse.search(text, { limit: KEPT }).map(found => found.item.id) }
  },
}

const ORAMA: EngineKind = {
  name: 'Orama, tolerance 1',
  build(notes) {
    const schema = {
      name: 'string',
      ask: 'string',
      sign: 'string',
      lead: 'string',
      body: 'string',
      command: 'string',
    } as const
    const index = create({
      schema,
      components: { tokenizer: { stemming: true, language: 'english', stemmerSkipProperties: [] } },
    })
    void insertMultiple(index, documentsOf(notes), notes.length)
    return {
      search(text) {
        const found = searchOrama(index, {
          term: text,
          boost: BOOST,
          tolerance: 1,
          threshold: 1,
          limit: KEPT,
        })
        if (found instanceof Promise) throw new Error('Orama answered late')
        return found.hits.map(hit => String(hit.id))
      },
    }
  },
}

const FLEXSEARCH: EngineKind = {
  name: 'FlexSearch, suggest',
  build(notes) {
    const index = new Document({
      tokenize: 'forward',
      encoder: 'LatinBalance',
      document: { id: 'id', index: [...FIELDS] },
    })
    for (const document of documentsOf(notes)) index.add(document)
    return {
      search(text) {
        const found = index.search(text, { suggest: true, merge: true, limit: KEPT })
        return found.flatMap(hit => ('id' in hit ? [String(hit.id)] : []))
      },
    }
  },
}

const FTS5: EngineKind = {
  name: 'SQLite FTS5, BM25',
  build(notes) {
    const database = new DatabaseSync(':memory:')
    database.exec(
      `CREATE VIRTUAL TABLE notes USING fts5(id UNINDEXED, ${FIELDS.join(', ')}, tokenize = 'porter unicode61')`,
    )
    const insert = database.prepare(`INSERT INTO notes VALUES (?, ${FIELDS.map(() => '?').join(', ')})`)
    for (const document of documentsOf(notes))
      insert.run(document.id, ...FIELDS.map(field => document[field]))
    const weights = [0, ...FIELDS.map(field => BOOST[field])].join(', ')
    const find = database.prepare(
      `SELECT id FROM notes WHERE notes MATCH ? ORDER BY bm25(notes, ${weights}) LIMIT ${KEPT}`,
    )
    return {
      search(text) {
        const words = text.match(/[\p{L}\p{N}]+/gu)?.slice(0, 500) ?? []
        return words.length === 0
          ? []
          : find.all(words.map(word => `"${word}"`).join(' OR ')).map(row => String(row.id))
      },
    }
  },
}

const keys = (): { name: string; weight: number }[] =>
  FIELDS.map(field => ({ name: field, weight: BOOST[field] }))

export const OTHERS: EngineKind[] = [FUSE, FUSE_TOKENS, MINISEARCH, ORAMA, FLEXSEARCH, FTS5]
