/** Vectors for words, from the passages in which they stand together. */
import { createRandom } from './random.ts'

/** Passages with more words than this say little about any two of them. */
const LONGEST = 40
/** So much more often than others rare words are seen together by chance; contexts are evened out by this power. */
const EVENED = 0.75
const ROUNDS = 6
const SPARE = 10

/**
 * The strongest directions of the words' positive pointwise mutual information.
 * @param passages numbers of words, each below `size`
 * @returns a vector of length 1 for each word, one after the other
 */
export function strongestDirections(
  passages: readonly number[][],
  size: number,
  dimensions: number,
): Float32Array {
  const rows = informationOf(passages, size)
  const random = createRandom(7)
  let basis = Array.from({ length: dimensions + SPARE }, () =>
    Float64Array.from({ length: size }, () => random() - 0.5),
  )
  for (let round = 0; round < ROUNDS; round++) {
    orthonormalise(basis)
    basis = basis.map(column => times(rows, column))
  }
  const strengths = basis.map(length)
  orthonormalise(basis)
  const vectors = new Float32Array(size * dimensions)
  for (let word = 0; word < size; word++) {
    const vector = Float64Array.from(
      { length: dimensions },
      (_, at) => (basis[at]?.[word] ?? 0) * Math.sqrt(strengths[at] ?? 0),
    )
    const norm = length(vector) || 1
    vectors.set(
      vector.map(value => value / norm),
      word * dimensions,
    )
  }
  return vectors
}

/** A row of a sparse matrix. */
type Row = { columns: Int32Array; values: Float64Array }

function informationOf(passages: readonly number[][], size: number): Row[] {
  const together = Array.from({ length: size }, () => new Map<number, number>())
  const sums = new Float64Array(size)
  for (const passage of passages) {
    if (passage.length < 2 || passage.length > LONGEST) continue
    const weight = 1 / (passage.length - 1)
    for (const one of passage)
      for (const other of passage) {
        if (one === other) continue
        together[one]?.set(other, (together[one]?.get(other) ?? 0) + weight)
        sums[one] = (sums[one] ?? 0) + weight
      }
  }
  const evened = sums.map(sum => sum ** EVENED)
  const all = evened.reduce((total, one) => total + one, 0)
  return together.map((others, one) => {
    const known = [...others].flatMap(([other, weight]) => {
      const information = Math.log((weight * all) / ((sums[one] ?? 1) * (evened[other] ?? 1)))
      return information > 0 ? [{ other, information }] : []
    })
    return {
      columns: Int32Array.from(known, ({ other }) => other),
      values: Float64Array.from(known, ({ information }) => information),
    }
  })
}

const times = (rows: readonly Row[], column: Float64Array): Float64Array<ArrayBuffer> =>
  Float64Array.from(rows, ({ columns, values }) => {
    let sum = 0
    for (let at = 0; at < columns.length; at++) sum += (values[at] ?? 0) * (column[columns[at] ?? 0] ?? 0)
    return sum
  })

/** Makes the columns perpendicular to one another and of length 1, one after the other. */
function orthonormalise(basis: readonly Float64Array[]): void {
  basis.forEach((column, number) => {
    for (const before of basis.slice(0, number)) {
      const shared = product(column, before)
      for (let at = 0; at < column.length; at++) column[at] = (column[at] ?? 0) - shared * (before[at] ?? 0)
    }
    const norm = length(column) || 1
    for (let at = 0; at < column.length; at++) column[at] = (column[at] ?? 0) / norm
  })
}

function product(one: Float64Array, other: Float64Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}

const length = (vector: Float64Array): number => Math.sqrt(product(vector, vector))
