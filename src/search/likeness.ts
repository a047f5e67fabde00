/**
 * How near a question is in meaning to the ways of asking for a note, also where they share no word. Every word has a
 * direction, learned from our notes and questions (`npm run tune:words`); a text points where its words point together.
 */
import { readFileSync } from 'node:fs'
import type { Index } from './index.ts'
import type { Phrases } from './phrases.ts'

export const DIMENSIONS = 64
/** How sharply the nearest phrase is preferred to the next, when those of a note are summed up. */
const SHARPNESS = 12
/** Directions are kept as whole numbers from -127 to 127. */
const STEPS = 127

/** The direction of each word; its length says how much the word counts. */
export type WordVectors = { find(stem: string): Float32Array | undefined }

/** `best`: the nearest phrase of a note; `sum`: all of them together, the nearest first. Both at most about 1. */
export type Nearness = { best: number; sum: number }

export type Likeness = { to(stems: readonly string[]): (note: number) => Nearness }

const NOWHERE: Nearness = { best: 0, sum: 0 }

export function createLikeness({ size, terms, names, asks }: Index, vectors: WordVectors): Likeness {
  const byTerm = Array.from({ length: terms.size }, (_, term) => vectors.find(terms.stemOf(term)))
  const fields = [names, asks].map(phrases => ({ phrases, units: unitsOf(phrases, byTerm) }))
  return {
    to(stems) {
      const sum = new Float32Array(DIMENSIONS)
      for (const stem of new Set(stems)) add(sum, vectors.find(stem))
      const norm = lengthOf(sum)
      if (norm === 0) return () => NOWHERE
      const unit = sum.map(value => value / norm / STEPS)
      const found = new Map<number, Nearness>()
      return note => {
        const known = found.get(note)
        if (known !== undefined) return known
        const near = note < size ? nearnessOf(note, unit) : NOWHERE
        found.set(note, near)
        return near
      }
    },
  }

  function nearnessOf(note: number, unit: Float32Array): Nearness {
    let best = -1
    let powers = 0
    for (const { phrases, units } of fields)
      for (let phrase = phrases.byNote[note] ?? 0; phrase < (phrases.byNote[note + 1] ?? 0); phrase++) {
        let near = 0
        for (let at = 0; at < DIMENSIONS; at++)
          near += (units[phrase * DIMENSIONS + at] ?? 0) * (unit[at] ?? 0)
        if (near > best) best = near
        powers += Math.exp(SHARPNESS * near)
      }
    return powers === 0 ? NOWHERE : { best, sum: Math.log(powers) / SHARPNESS }
  }
}

function unitsOf(phrases: Phrases, byTerm: readonly (Float32Array | undefined)[]): Int8Array {
  const count = phrases.starts.length - 1
  const units = new Int8Array(count * DIMENSIONS)
  const sum = new Float32Array(DIMENSIONS)
  for (let phrase = 0; phrase < count; phrase++) {
    sum.fill(0)
    for (let at = phrases.starts[phrase] ?? 0; at < (phrases.starts[phrase + 1] ?? 0); at++)
      add(sum, byTerm[phrases.terms[at] ?? -1])
    const scale = STEPS / (lengthOf(sum) || 1)
    for (let at = 0; at < DIMENSIONS; at++)
      units[phrase * DIMENSIONS + at] = Math.round((sum[at] ?? 0) * scale)
  }
  return units
}

/** `Math.hypot` takes ten times as long. */
function lengthOf(vector: Float32Array): number {
  let squares = 0
  for (const value of vector) squares += value * value
  return Math.sqrt(squares)
}

function add(sum: Float32Array, vector: Float32Array | undefined): void {
  if (vector !== undefined)
    for (let at = 0; at < DIMENSIONS; at++) sum[at] = (sum[at] ?? 0) + (vector[at] ?? 0)
}

/**
 * The file of word vectors: the number of words (32 bits, little-endian), the length of their list in bytes, the list
 * (UTF-8, one a line), a 32-bit float for each word by which its numbers are multiplied, and 64 bytes for each word.
 */
export function formatLikeness(rows: readonly { word: string; vector: Float32Array }[]): Uint8Array {
  const words = new TextEncoder().encode(rows.map(({ word }) => word).join('\n'))
  const bytes = new Uint8Array(8 + words.length + rows.length * (4 + DIMENSIONS))
  const view = new DataView(bytes.buffer)
  view.setUint32(0, rows.length, true)
  view.setUint32(4, words.length, true)
  bytes.set(words, 8)
  const scales = 8 + words.length
  rows.forEach(({ vector }, row) => {
    const scale = Math.max(...vector.map(Math.abs)) / STEPS || 1
    view.setFloat32(scales + row * 4, scale, true)
    for (let at = 0; at < DIMENSIONS; at++)
      view.setInt8(scales + rows.length * 4 + row * DIMENSIONS + at, Math.round((vector[at] ?? 0) / scale))
  })
  return bytes
}

export function parseLikeness(bytes: Uint8Array): WordVectors {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [count, length] = [view.getUint32(0, true), view.getUint32(4, true)]
  const words = new TextDecoder().decode(bytes.subarray(8, 8 + length)).split('\n')
  const scales = 8 + length
  const rows = new Map(words.map((word, row) => [word, row]))
  const steps = new Int8Array(bytes.buffer, bytes.byteOffset + scales + count * 4, count * DIMENSIONS)
  return {
    find(stem) {
      const row = rows.get(stem)
      if (row === undefined) return undefined
      const scale = view.getFloat32(scales + row * 4, true)
      const vector = new Float32Array(DIMENSIONS)
      for (let at = 0; at < DIMENSIONS; at++) vector[at] = (steps[row * DIMENSIONS + at] ?? 0) * scale
      return vector
    },
  }
}

/** The vectors that come with the bot. */
export const readLikeness = (): WordVectors =>
  parseLikeness(readFileSync(new URL('./data/likeness.bin', import.meta.url)))
