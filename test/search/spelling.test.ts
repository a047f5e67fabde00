import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { slipDistance, swaps } from '../../src/search/slips.ts'
import { createSpeller } from '../../src/search/spelling.ts'
import { index } from './library.ts'

const speller = createSpeller(index)

describe('the distance between words', () => {
  const nearer = (typed: string, meant: string, other: string) =>
    expect(slipDistance(typed, meant)).toBeLessThan(slipDistance(typed, other))

  test('is nothing for the same word', () => expect(slipDistance('ingress', 'ingress')).toBe(0))
  test('is less for letters changed round than for two changed', () =>
    nearer('sevrice', 'service', 'sexrise'))
  test('is less for the next key than for one far away', () => nearer('podd', 'pods', 'podp'))
  test('is less for what sounds alike', () => nearer('sekret', 'secret', 'sefret'))
  test('is the same both ways round for short words that begin alike', () =>
    fc.assert(
      fc.property(fc.string({ maxLength: 6 }), fc.string({ maxLength: 6 }), (one, other) => {
        expect(slipDistance(`a${one}`, `a${other}`)).toBeCloseTo(slipDistance(`a${other}`, `a${one}`))
      }),
    ))
})

test('short words are tried with each two neighbours changed round, long ones are not', () => {
  expect(swaps('ectd')).toEqual(['cetd', 'etcd', 'ecdt'])
  expect(swaps('deployment')).toEqual([])
})

describe('the speller', () => {
  test.each([
    ['evcited', 'evicted'],
    ['widnows', 'windows'],
    ['imagepulbackof', 'imagepullbackoff'],
    ['replcias', 'replicas'],
  ])('puts %s right as %s', (typed, meant) => expect(speller.nearest(typed)[0]?.word).toBe(meant))

  test('offers nothing for a word like no other', () => expect(speller.nearest('xqzjvwkk')).toEqual([]))

  test('gives likenesses from above 0 to 1, the best first', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,14}$/), typed => {
        const found = speller.nearest(typed).map(({ likeness }) => likeness)
        expect(found.every(likeness => likeness > 0 && likeness <= 1)).toBe(true)
        expect(found).toEqual([...found].sort((a, b) => b - a))
      }),
      { numRuns: 50 },
    ))
})
