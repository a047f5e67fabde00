/** The numbers of a network of classifier.ts, and the file in which they come. */
import type { NoteId } from '../notes/note.ts'

/** What stands in a text shares vectors by its hash: words among themselves, pieces of words, and pairs of words. */
export type Region = { from: number; size: number }
export const WORDS: Region = { from: 0, size: 16_384 }
export const PIECES: Region = { from: WORDS.size, size: 16_384 }
export const PAIRS: Region = { from: PIECES.from + PIECES.size, size: 32_768 }
export const REGIONS = [WORDS, PIECES, PAIRS]
export const BUCKETS = PAIRS.from + PAIRS.size
/** So many numbers are in each vector, and go into the hidden layer; so many units are in it. */
export const WIDTH = 96
export const INPUTS = REGIONS.length * WIDTH
export const HIDDEN = 512
/** Numbers are kept as whole ones from -127 to 127. */
const STEPS = 127

/** A table of which each row counts as many times as its scale says: numbers of one byte each, but while they are trained. */
export type Rows = { numbers: Float32Array | Int8Array; scales: Float32Array }

/** `vectors`: BUCKETS × WIDTH, `inner`: INPUTS × HIDDEN, `outer`: HIDDEN × classes, row by row. */
export type Network = {
  /** By which hash its vectors are shared. */
  way: number
  /** Whether it has learned from the questions that the weights of the search are chosen by. */
  hasSeenTuned: boolean
  /** What the outputs stand for; one more is for what no note answers. */
  ids: readonly NoteId[]
  vectors: Rows
  inner: Float32Array
  innerBias: Float32Array
  outer: Float32Array
  outerBias: Float32Array
}

/**
 * The file of a network: its way, whether it has seen the tuned questions (0 or 1) and the length of its list of ids in
 * bytes (32 bits each, little-endian), the list (UTF-8, one a line), the two biases as 32-bit floats, and each matrix:
 * a 32-bit float for each row, by which its numbers are multiplied, and a byte for each number.
 */
export function formatNetwork({
  way,
  hasSeenTuned,
  ids,
  vectors,
  inner,
  innerBias,
  outer,
  outerBias,
}: Network): Uint8Array {
  const list = new TextEncoder().encode(ids.join('\n'))
  const head = Uint32Array.of(way, Number(hasSeenTuned), list.length)
  const matrices = [
    ...packed(vectors.numbers, WIDTH),
    ...packed(inner, HIDDEN),
    ...packed(outer, ids.length + 1),
  ]
  return Buffer.concat([bytesOf(head), list, ...[innerBias, outerBias, ...matrices].map(bytesOf)])
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array | Float32Array | Int8Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

/** @returns the scales of the rows, and their numbers in so many steps */
function packed(matrix: Float32Array | Int8Array, width: number): [Float32Array, Int8Array] {
  const scales = new Float32Array(matrix.length / width)
  const steps = new Int8Array(matrix.length)
  for (let row = 0; row < scales.length; row++) {
    let most = 0
    for (let at = row * width; at < (row + 1) * width; at++) most = Math.max(most, Math.abs(matrix[at] ?? 0))
    const scale = most / STEPS || 1
    scales[row] = scale
    for (let at = row * width; at < (row + 1) * width; at++) steps[at] = Math.round((matrix[at] ?? 0) / scale)
  }
  return [scales, steps]
}

export function parseNetwork(file: Uint8Array): Network {
  let place = 0
  const take = (bytes: number): Uint8Array<ArrayBuffer> => {
    const taken = Uint8Array.from(file.subarray(place, place + bytes))
    place += bytes
    return taken
  }
  const floats = (count: number): Float32Array => new Float32Array(take(4 * count).buffer)
  const rows = (count: number, width: number): Rows => {
    const scales = floats(count)
    return { scales, numbers: new Int8Array(take(count * width).buffer) }
  }
  const matrix = (count: number, width: number): Float32Array => {
    const { numbers, scales } = rows(count, width)
    return Float32Array.from(numbers, (number, at) => number * (scales[Math.floor(at / width)] ?? 0))
  }
  const [way = 0, seen = 0, length = 0] = new Uint32Array(take(12).buffer)
  const ids = new TextDecoder().decode(take(length)).split('\n')
  const classes = ids.length + 1
  const [innerBias, outerBias] = [floats(HIDDEN), floats(classes)]
  const vectors = rows(BUCKETS, WIDTH)
  const [inner, outer] = [matrix(INPUTS, HIDDEN), matrix(HIDDEN, classes)]
  if (place !== file.length) throw new Error('a network is in another form: npm run tune:network')
  return { way, hasSeenTuned: seen !== 0, ids, vectors, inner, innerBias, outer, outerBias }
}
