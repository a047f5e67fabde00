/** How probably something is right, from signals that speak for or against it. */
import { descend, dot, pullBack } from './descent.ts'

/** Logistic regression in which right and wrong samples weigh the same. */
export function learnChance(
  names: readonly string[],
  samples: readonly { signals: Float64Array; right: boolean }[],
  before: Readonly<Record<string, number>>,
): Record<string, number> {
  const share = samples.filter(sample => sample.right).length / samples.length
  const start = [...names, 'bias'].map(name => before[name] ?? 0)
  const found = descend((weights, gradient) => {
    let loss = 0
    for (const { signals, right } of samples) {
      const likely = 1 / (1 + Math.exp(-dot([...signals, 1], weights)))
      const balance = 0.5 / (right ? share : 1 - share) / samples.length
      loss -= balance * Math.log(right ? likely : 1 - likely)
      for (let at = 0; at < weights.length; at++)
        gradient[at] = (gradient[at] ?? 0) + balance * (likely - (right ? 1 : 0)) * (signals[at] ?? 1)
    }
    return loss + pullBack(weights, gradient)
  }, start)
  return Object.fromEntries([...names, 'bias'].map((name, at) => [name, round(found[at] ?? 0)]))
}

const round = (value: number): number => Math.round(value * 100) / 100
