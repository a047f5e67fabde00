/** The numbers of a network of classifier.ts, and the file in which they come. */
import type { NoteId } from '../notes/note.ts'

/** Features share this many vectors by their hash; so many numbers in each; so many hidden units. */
export const BUCKETS = 32_768
export const WIDTH = 96
export const HIDDEN = 512
/** Numbers are kept as whole ones from -127 to 127. */
const STEPS = 127

/** `vectors`: BUCKETS × WIDTH, `inner`: HIDDEN × WIDTH, `outer`: HIDDEN × classes, row by row. */
export type Network = {
  /** What the outputs stand for; one more is for what no note answers. */
  ids: readonly NoteId[]
  vectors: Float32Array
  inner: Float32Array
  innerBias: Float32Array
  outer: Float32Array
  outerBias: Float32Array
}

/**
 * The file of a network: the length of its list of ids in bytes (32 bits, little-endian), the list (UTF-8, one a line),
 * the two biases as 32-bit floats, and each matrix: a 32-bit float for each row, by which its numbers are multiplied,
 * and a byte for each number.
 */
export function formatNetwork({ ids, vectors, inner, innerBias, outer, outerBias }: Network): Uint8Array {
  const list = new TextEncoder().encode(ids.join('\n'))
  const length = new Uint8Array(Uint32Array.of(list.length).buffer)
  const biases = [innerBias, outerBias].map(bias => new Uint8Array(Float32Array.from(bias).buffer))
  const matrices = [packed(vectors, WIDTH), packed(inner, WIDTH), packed(outer, ids.length + 1)]
  return Buffer.concat([length, list, ...biases, ...matrices])
}

function packed(matrix: Float32Array, width: number): Uint8Array {
  const scales = new Float32Array(matrix.length / width)
  const steps = new Int8Array(matrix.length)
  for (let row = 0; row < scales.length; row++) {
    const numbers = matrix.subarray(row * width, (row + 1) * width)
    const scale = numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0) / STEPS || 1
    scales[row] = scale
    steps.set(
      numbers.map(number => Math.round(number / scale)),
      row * width,
    )
  }
  return Buffer.concat([new Uint8Array(scales.buffer), new Uint8Array(steps.buffer)])
}

export function parseNetwork(file: Uint8Array): Network {
  let place = 0
  const take = (bytes: number): Uint8Array<ArrayBuffer> => {
    const taken = Uint8Array.from(file.subarray(place, place + bytes))
    place += bytes
    return taken
  }
  const floats = (count: number): Float32Array => new Float32Array(take(4 * count).buffer)
  const matrix = (rows: number, width: number): Float32Array => {
    const scales = floats(rows)
    const steps = new Int8Array(take(rows * width).buffer)
    const numbers = new Float32Array(rows * width)
    for (let at = 0; at < numbers.length; at++)
      numbers[at] = (steps[at] ?? 0) * (scales[Math.floor(at / width)] ?? 0)
    return numbers
  }
  const length = new Uint32Array(take(4).buffer)[0] ?? 0
  const ids = new TextDecoder().decode(take(length)).split('\n')
  const classes = ids.length + 1
  const [innerBias, outerBias] = [floats(HIDDEN), floats(classes)]
  const [vectors, inner, outer] = [matrix(BUCKETS, WIDTH), matrix(HIDDEN, WIDTH), matrix(HIDDEN, classes)]
  return { ids, vectors, inner, innerBias, outer, outerBias }
}
