/** Error text that notes explain, found in whatever was pasted. */
import type { Note } from '../notes/note.ts'
import { type Word, wordsIn } from './words.ts'

/** A sign found in a text. `weight` grows with how much text the sign is. */
export type SignHit = { note: number; sign: string; weight: number; at: number }

export type Signs = { hits(words: Word[]): SignHit[] }

type Pattern = { note: number; sign: string; parts: string[][]; weight: number }

/** How many words a `*` in a sign may stand for. */
const GAP = 14
const HITS_AT_MOST = 40

export function createSigns(notes: readonly Note[]): Signs {
  const byFirst = new Map<string, Pattern[]>()
  notes.forEach((note, index) => {
    for (const sign of note.signs) {
      const parts = sign
        .split('*')
        .map(part => wordsIn(part).map(word => word.raw))
        .filter(part => part.length > 0)
      const first = parts[0]?.slice(0, 2).join(' ')
      if (first === undefined) continue
      const pattern = { note: index, sign, parts, weight: weightOf(parts) }
      const patterns = byFirst.get(first)
      if (patterns === undefined) byFirst.set(first, [pattern])
      else patterns.push(pattern)
    }
  })
  return {
    hits(words) {
      const found = new Map<Pattern, SignHit>()
      for (let at = 0; at < words.length && found.size < HITS_AT_MOST; at++) {
        const one = words[at]?.raw ?? ''
        const two = `${one} ${words[at + 1]?.raw ?? ''}`
        for (const key of [one, two])
          for (const pattern of byFirst.get(key) ?? [])
            if (!found.has(pattern) && standsAt(pattern.parts, words, at))
              found.set(pattern, { note: pattern.note, sign: pattern.sign, weight: pattern.weight, at })
      }
      return [...found.values()]
    },
  }
}

/** One unmistakable word is worth 1; every further word adds a little less. */
function weightOf(parts: string[][]): number {
  const letters = parts.flat().reduce((sum, word) => sum + word.length, 0)
  return Math.log2(1 + letters / 6)
}

function standsAt(parts: string[][], words: Word[], start: number): boolean {
  let at = start
  for (const [index, part] of parts.entries()) {
    const last = index === 0 ? at : at + GAP
    while (at <= last && !part.every((word, offset) => words[at + offset]?.raw === word)) at++
    if (at > last) return false
    at += part.length
  }
  return true
}
