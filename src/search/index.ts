/** All notes read once, into what the search looks things up in. */
import type { Note } from '../notes/note.ts'
import { FIELDS, fieldsOf } from './fields.ts'
import { buildPhrases, type Phrases } from './phrases.ts'
import { buildPostings, type Postings } from './postings.ts'
import { buildTerms, type Terms } from './terms.ts'
import { joinedWordsIn } from './words.ts'

export type Index = {
  /** How many notes there are; they are numbered in the order in which they were given. */
  readonly size: number
  readonly terms: Terms
  readonly postings: Postings
  /** The note's names, and the ways of asking for it. */
  readonly names: Phrases
  readonly asks: Phrases
}

export function buildIndex(notes: readonly Note[]): Index {
  const terms = buildTerms()
  const postings = buildPostings()
  const phrases = { name: buildPhrases(), ask: buildPhrases() }
  for (const note of notes) {
    const texts = fieldsOf(note)
    FIELDS.forEach((field, number) => {
      for (const text of texts[field]) {
        const found: number[] = []
        for (const word of joinedWordsIn(text)) {
          const term = terms.add(word)
          if (term === undefined) continue
          found.push(term)
          postings.add(term, number)
        }
        if (field === 'name' || field === 'ask') phrases[field].add(found)
      }
    })
    postings.endNote()
    phrases.name.endNote()
    phrases.ask.endNote()
  }
  const vocabulary = terms.done()
  const posted = postings.done(vocabulary.size)
  return {
    size: notes.length,
    terms: vocabulary,
    postings: posted,
    names: phrases.name.done(posted.rarity),
    asks: phrases.ask.done(posted.rarity),
  }
}
