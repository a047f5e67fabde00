import { expect, test } from 'vitest'
import { search } from './library.ts'

const suggested = (typed: string) => search.suggest(typed, 5).map(({ asks }) => asks.note)

test('what is typed whole comes first', () => expect(suggested('service')[0]).toBe('service'))
test('a beginning is completed', () => expect(suggested('statef')).toContain('statefulset'))
test('a word inside a name counts', () => expect(suggested('budget')).toContain('poddisruptionbudget'))
test('a slip of the finger is forgiven', () => expect(suggested('ingres')).toContain('ingress'))
test('nothing typed offers what other notes point to most', () => expect(suggested('')).toHaveLength(5))
test('no note is offered twice', () => {
  const ids = search.suggest('pod', 25).map(({ asks }) => asks.note)
  expect(new Set(ids).size).toBe(ids.length)
})
