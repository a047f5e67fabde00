/** Gradient descent (Adam) for the few dozen weights of the search. Plain numbers in, plain numbers out. */

/** Gives the loss at `weights` and adds its gradient to `gradient`. */
export type Loss = (weights: Float64Array, gradient: Float64Array) => number

/** How strongly weights are kept small. */
const PULL = 0.0003

/** @returns weights near a minimum of `loss`, started from `start`; the same for the same input */
export function descend(loss: Loss, start: ArrayLike<number>, steps = 600, rate = 0.05): Float64Array {
  const weights = Float64Array.from(start)
  const mean = new Float64Array(weights.length)
  const square = new Float64Array(weights.length)
  for (let step = 1; step <= steps; step++) {
    const gradient = new Float64Array(weights.length)
    loss(weights, gradient)
    for (const [at, slope] of gradient.entries()) {
      mean[at] = 0.9 * (mean[at] ?? 0) + 0.1 * slope
      square[at] = 0.999 * (square[at] ?? 0) + 0.001 * slope * slope
      const speed = (mean[at] ?? 0) / (1 - 0.9 ** step)
      const size = Math.sqrt((square[at] ?? 0) / (1 - 0.999 ** step))
      weights[at] = (weights[at] ?? 0) - (rate * speed) / (size + 1e-8)
    }
  }
  return weights
}

export const dot = (left: ArrayLike<number>, right: ArrayLike<number>): number => {
  let sum = 0
  for (let at = 0; at < left.length; at++) sum += (left[at] ?? 0) * (right[at] ?? 0)
  return sum
}

/** Keeps weights small, so that no feature is trusted more than the questions show. */
export function pullBack(weights: Float64Array, gradient: Float64Array): number {
  weights.forEach((weight, at) => {
    gradient[at] = (gradient[at] ?? 0) + 2 * PULL * weight
  })
  return PULL * dot(weights, weights)
}
