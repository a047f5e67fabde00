import { expect, test } from 'vitest'
import {
  createLikeness,
  DIMENSIONS,
  formatLikeness,
  parseLikeness,
  readLikeness,
} from '../../src/search/likeness.ts'
import { stem } from '../../src/search/words.ts'
import { index, notes } from './library.ts'

test('what is written to the file of word vectors can be read again, to within a hundredth of its length', () => {
  const vector = Float32Array.from({ length: DIMENSIONS }, (_, at) => Math.sin(at) * 3)
  const read = parseLikeness(
    formatLikeness([
      { word: 'größe', vector },
      { word: 'pod', vector: vector.map(value => -value) },
    ]),
  )
  for (const [at, value] of (read.find('größe') ?? []).entries())
    expect(value).toBeCloseTo(vector[at] ?? 0, 1)
  expect(read.find('pod')?.[1]).toBeCloseTo(-(vector[1] ?? 0), 1)
  expect(read.find('unheard')).toBeUndefined()
})

const likeness = createLikeness(index, readLikeness())
const nearness = (question: string, id: string) =>
  likeness.to(question.split(' ').map(stem))(notes.findIndex(note => note.id === id)).sum

test('a question is near to a note that says the same in other words', () => {
  expect(nearness('throw away deployment', 'kubectl-delete')).toBeGreaterThan(
    nearness('throw away deployment', 'etcd'),
  )
  expect(nearness('ram ran out', 'oomkilled')).toBeGreaterThan(nearness('ram ran out', 'ingress'))
})

test('words that nobody knows are near to nothing', () => expect(nearness('xqzj vwkk', 'pod')).toBe(0))
