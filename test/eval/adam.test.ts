import { expect, test } from 'vitest'
import { createTable } from '../../eval/adam.ts'

test('a table goes down to where its loss is least, a steep number no slower than a flat one', () => {
  const numbers = Float32Array.of(3, -2)
  const table = createTable(numbers, 2)
  const wanted = [1, 0.5]
  const steepness = [100, 0.01]
  for (let step = 0; step < 2000; step++) {
    const slopes = Float32Array.from(
      numbers,
      (value, at) => (steepness[at] ?? 0) * (value - (wanted[at] ?? 0)),
    )
    table.push(0, slopes)
    table.step(0.01 * (1 - step / 2000))
  }
  expect(numbers[0]).toBeCloseTo(1, 2)
  expect(numbers[1]).toBeCloseTo(0.5, 2)
})

test('rows that nothing pushed stay as they are, and what was pushed counts once', () => {
  const numbers = Float32Array.of(1, 1, 1, 1)
  const table = createTable(numbers, 2)
  table.push(1, Float32Array.of(4, -4), 0.5)
  table.step(0.25)
  expect([...numbers]).toEqual([1, 1, 0.75, 1.25])
  table.step(0.25)
  expect([...numbers]).toEqual([1, 1, 0.75, 1.25])
})

test('pushes of one step add up: two that say the opposite move nothing', () => {
  const numbers = Float32Array.of(1)
  const table = createTable(numbers, 1)
  table.push(0, Float32Array.of(3), 2)
  table.push(0, Float32Array.of(-2), 3)
  table.step(0.5)
  expect(numbers[0]).toBe(1)
})
