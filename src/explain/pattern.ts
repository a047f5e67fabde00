/**
 * Error texts with holes: `couldn't find key {key} in Secret {namespace}/{secret}`. They are found by looking for their
 * fixed parts one after the other, so that no text, however hostile, makes a search run away.
 */

/** The whole paste as one lower-case line, and where in it each line begins. */
export type Flat = {
  text: string
  original: string
  starts: readonly number[]
  /** Which runs of three letters stand in it, by their hash: most patterns need not be looked for at all. */
  grams: Uint8Array
}

/** `values`: what stands in the holes; `from` and `to`: where in the flat text. */
export type Hit = { from: number; to: number; values: Record<string, string> }

export type Pattern = { parts: readonly string[]; holes: readonly string[]; grams: readonly number[] }

const GRAMS = 1 << 16
const hash = (text: string, at: number): number =>
  (text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2)) & (GRAMS - 1)

const gramsOf = (part: string): number[] =>
  Array.from({ length: Math.max(0, part.length - 2) }, (_, at) => hash(part, at))

/** How far apart two fixed parts may stand, and how often a beginning that leads nowhere is tried. */
const GAP = 400
const TRIES = 24

export function pattern(source: string): Pattern {
  const parts: string[] = []
  const holes: string[] = []
  let rest = source.toLowerCase()
  for (;;) {
    const open = rest.search(/\*|\{[a-z]+\}/)
    if (open === -1) break
    parts.push(rest.slice(0, open))
    const hole = rest[open] === '*' ? '*' : rest.slice(open, rest.indexOf('}', open) + 1)
    holes.push(hole === '*' ? '' : hole.slice(1, -1))
    rest = rest.slice(open + hole.length)
  }
  parts.push(rest)
  return { parts, holes, grams: parts.flatMap(gramsOf) }
}

/** Lines that a terminal or a chat broke are joined again by a space; runs of spaces count as one. */
export function flatten(lines: readonly string[]): Flat {
  const starts: number[] = []
  const pieces: string[] = []
  let length = 0
  for (const line of lines) {
    starts.push(length)
    const piece = `${line.replaceAll('\\"', '"').replace(/\s+/g, ' ').trim()} `
    pieces.push(piece)
    length += piece.length
  }
  const original = pieces.join('')
  const text = lowerCase(original)
  const grams = new Uint8Array(GRAMS)
  for (let at = 0; at + 2 < text.length; at++) grams[hash(text, at)] = 1
  return { text, original, starts, grams }
}

/** Lower case that keeps every position: a few letters become longer in lower case. */
const lowerCase = (text: string): string => {
  const lower = text.toLowerCase()
  return lower.length === text.length ? lower : text.replace(/[A-Z]/g, letter => letter.toLowerCase())
}

/** The first place where `wanted` stands, from `begin` on. */
export function findPattern({ parts, holes, grams }: Pattern, flat: Flat, begin = 0): Hit | undefined {
  for (const gram of grams) if (flat.grams[gram] === 0) return undefined
  const [first = '', ...others] = parts
  let from = flat.text.indexOf(first, begin)
  for (let tries = 0; from !== -1 && tries < TRIES; tries++) {
    const values: Record<string, string> = {}
    let at = from + first.length
    let fits = true
    for (const [number, part] of others.entries()) {
      const hole = holes[number] ?? ''
      const room = flat.text.slice(at, at + GAP + part.length)
      const last = part === '' ? endOfWord(room) : room.indexOf(part)
      if (last === -1 || (part === '' && last === 0)) {
        fits = false
        break
      }
      if (hole !== '') values[hole] = flat.original.slice(at, at + last)
      at += last + part.length
    }
    if (fits) return { from, to: at, values }
    from = flat.text.indexOf(first, from + 1)
  }
  return undefined
}

/** A hole at the end of a pattern is one word. */
function endOfWord(text: string): number {
  const end = text.search(/[\s"',;)\]]/)
  return end === -1 ? text.length : end
}

/** The index of the line in which `position` of the flat text stands. */
export function lineAt({ starts }: Flat, position: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= position) low = middle
    else high = middle - 1
  }
  return low
}
