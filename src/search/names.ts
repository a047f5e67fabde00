/** Names of notes, found in a question however they are spaced, hyphenated, cased or put into the plural. */
import type { Note } from '../notes/note.ts'
import { namesOf } from './fields.ts'
import { stem, type Word, wordsIn } from './words.ts'

/** A note's name in a question: words `from` to before `to`. */
export type Mention = { note: number; from: number; to: number }

export type Names = {
  /** The note whose name `words` spell, all of them. */
  exact(words: readonly Word[]): number | undefined
  /** Names that stand in `words`, the longest first choice, none within another. */
  mentions(words: readonly Word[]): Mention[]
}

const LONGEST_NAME = 6
/** So many letters longer than its key a name may be. */
const ENDING = 6
/** Long pastes name everything; what they are about stands elsewhere. */
const WORDS_READ = 120

/** @param everyday whether a word alone is too common to name a note inside a sentence, such as `no` for Node */
export function createNames(notes: readonly Note[], everyday: (word: string) => boolean): Names {
  const byKey = new Map<string, number>()
  const titles = new Set<string>()
  notes.forEach((note, index) => {
    for (const name of namesOf(note)) {
      const key = keyOf(wordsIn(name))
      if (key !== '' && !byKey.has(key)) byKey.set(key, index)
      if (name === note.title || name === note.id) titles.add(key)
    }
  })
  const beginnings = new Set([...byKey.keys()].map(beginning))
  const longest = ENDING + [...byKey.keys()].reduce((most, key) => Math.max(most, key.length), 0)

  const named = (words: readonly Word[]): number | undefined =>
    byKey.get(keyOf(words)) ?? byKey.get(keyOf(words, bare))

  return {
    exact: named,
    mentions(words) {
      const found: Mention[] = []
      const end = Math.min(words.length, WORDS_READ)
      for (let from = 0; from < end; ) {
        let taken = 1
        for (let length = Math.min(LONGEST_NAME, end - from); length > 0; length--) {
          const span = words.slice(from, from + length)
          const text = joined(span)
          if (text.length > longest || !beginnings.has(beginning(text))) continue
          const note = named(span)
          if (
            note === undefined ||
            (length === 1 && !titles.has(keyOf(span)) && everyday(span[0]?.raw ?? ''))
          )
            continue
          found.push({ note, from, to: from + length })
          taken = length
          break
        }
        from += taken
      }
      return found
    },
  }
}

/** Most spans of a question are too long for a name or begin as none does, and the key of a span takes its time. Stems keep two letters. */
const beginning = (key: string): string => key.slice(0, 2)

const joined = (words: readonly Word[]): string => words.map(word => word.raw).join('')

/** `Node Ports`, `node-port` and `nodeport` have one key. */
function keyOf(words: readonly Word[], one = singular): string {
  const last = words.at(-1)
  if (last === undefined) return ''
  return stem(joined(words.slice(0, -1)) + one(last.raw))
}

/** Only the plural is taken off here: `logging` and `log` are different names. */
const singular = (word: string): string =>
  /[^suio]s$/.test(word) && word.length > 3 && !/(ss|us|is)$/.test(word) ? word.slice(0, -1) : word

/** The plural of a name that looks like a word of its own: `CNIs`, `LBs`. */
const bare = (word: string): string => word.replace(/([^s])s$/, '$1')
