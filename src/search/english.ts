/**
 * Ordinary English words. A word that is none of ours but plain English (`whale`, `interview`) says that a
 * question is about something else, and is not taken for a misspelling of a term.
 */
import { readFileSync } from 'node:fs'

let table: Uint32Array | undefined

/** Whether `word` (lower-case) is an English word; about one stranger in 70,000 passes for one. */
export function isEnglish(word: string): boolean {
  table ??= readTable()
  const wanted = hash(word)
  let low = 0
  let high = table.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = table[middle] ?? 0
    if (found === wanted) return true
    if (found < wanted) low = middle + 1
    else high = middle - 1
  }
  return false
}

/** FNV-1a over UTF-16 code units. */
export function hash(word: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < word.length; at++) value = Math.imul(value ^ word.charCodeAt(at), 0x01000193)
  return value >>> 0
}

/** Made by scripts/make-english.ts; little-endian, as every platform that Node runs on. */
function readTable(): Uint32Array {
  const file = readFileSync(new URL('./data/english.bin', import.meta.url))
  return new Uint32Array(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength))
}
