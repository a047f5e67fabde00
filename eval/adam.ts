/**
 * Gradient descent for tables of millions of numbers (Adam, Kingma and Ba, 2015): each number at a rate of its own,
 * by how steep it was before. Rows that nothing has pushed since the last step stay as they are. (descent.ts does the same
 * for the few weights of the search.)
 */
const MEAN_KEPT = 0.9
const SQUARE_KEPT = 0.999
const NEVER_ZERO = 1e-8

export type Table = {
  /** Adds `slopes`, `times` as many, to how steep the loss is along a row. */
  push(row: number, slopes: Float32Array, times?: number): void
  /** Moves the rows that were pushed down their slopes, by about `rate`; those that seldom are by some times that. */
  step(rate: number): void
}

/** @param numbers the table, row by row; changed in place */
export function createTable(numbers: Float32Array, width: number): Table {
  const slopes = new Float32Array(numbers.length)
  const means = new Float32Array(numbers.length)
  const squares = new Float32Array(numbers.length)
  const isPushed = new Uint8Array(numbers.length / width)
  const pushed: number[] = []
  let steps = 0

  return {
    push(row, more, times = 1) {
      if (isPushed[row] === 0) {
        isPushed[row] = 1
        pushed.push(row)
      }
      const from = row * width
      for (let at = 0; at < width; at++)
        slopes[from + at] = (slopes[from + at] ?? 0) + times * (more[at] ?? 0)
    },
    step(rate) {
      steps++
      const stride = rate / (1 - MEAN_KEPT ** steps)
      const scale = 1 / (1 - SQUARE_KEPT ** steps)
      for (const row of pushed) {
        isPushed[row] = 0
        for (let at = row * width; at < (row + 1) * width; at++) {
          const slope = slopes[at] ?? 0
          const mean = MEAN_KEPT * (means[at] ?? 0) + (1 - MEAN_KEPT) * slope
          const square = SQUARE_KEPT * (squares[at] ?? 0) + (1 - SQUARE_KEPT) * slope * slope
          numbers[at] = (numbers[at] ?? 0) - (stride * mean) / (Math.sqrt(square * scale) + NEVER_ZERO)
          means[at] = mean
          squares[at] = square
          slopes[at] = 0
        }
      }
      pushed.length = 0
    },
  }
}
