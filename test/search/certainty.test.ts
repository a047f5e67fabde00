import { expect, test } from 'vitest'
import { SIGNALS } from '../../src/search/certainty.ts'
import { search } from './library.ts'

test('every signal stands a second time as its square, under a name that says so', () => {
  const { signals } = search.examine('how do i reach my app from outside', { recent: [] })
  const values = new Map<string, number>(SIGNALS.map((signal, at) => [signal, signals[at] ?? Number.NaN]))
  expect(signals).toHaveLength(SIGNALS.length)
  const plain = SIGNALS.filter(signal => !signal.endsWith(' squared'))
  expect(plain).toHaveLength(SIGNALS.length / 2)
  for (const signal of plain)
    expect(values.get(`${signal} squared`)).toBeCloseTo((values.get(signal) ?? 0) ** 2)
  expect(values.get('topic')).toBeGreaterThan(0)
})
