import { expect, test } from 'vitest'
import { createTelling } from '../../src/search/telling.ts'
import { stem } from '../../src/search/words.ts'
import { index } from './library.ts'

const words = { eviction: { evict: 60, pod: 4 }, pod: { pod: 20, evict: -15 } }
const telling = createTelling(['eviction', 'pod', 'of-a-team'], index.terms, words)
const told = (question: string) => [0, 1, 2].map(telling.to(question.split(' ').map(stem)))

test('a word speaks for some notes and against others', () => {
  const [eviction = 0, pod = 0] = told('pod evicted')
  expect(eviction).toBeGreaterThan(pod)
  const [less = 0, more = 0] = told('pod')
  expect(more).toBeGreaterThan(less)
})

test('saying a word twice tells no more', () => expect(told('pod pod')).toEqual(told('pod')))

test('a note that nobody has learned about has no telling words, and a word that no note holds tells nothing', () => {
  expect(told('pod evicted')[2]).toBe(0)
  expect(told('xqzj vwkk')).toEqual([0, 0, 0])
})
