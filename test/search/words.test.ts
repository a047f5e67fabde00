import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinedWordsIn, stem, wordsIn } from '../../src/search/words.ts'

const stems = (...words: string[]) => words.map(stem)

describe('the stem of a word', () => {
  test.each([
    ['pods', 'pod'],
    ['policies', 'policy'],
    ['ingresses', 'ingress'],
    ['statuses', 'status'],
    ['vms', 'vm'],
    ['ips', 'ip'],
  ])('takes the plural off: %s is %s', (many, one) => expect(stem(many)).toBe(stem(one)))

  test.each([
    ['scaling', 'scaled', 'scale', 'scales'],
    ['stopped', 'stopping', 'stops', 'stop'],
    ['deployed', 'deploying', 'deploy', 'deploys'],
  ])('is the same for all forms of a verb: %s %s %s %s', (...forms) =>
    expect(new Set(stems(...forms)).size).toBe(1),
  )

  test.each([
    ['behaviour', 'behavior'],
    ['initialise', 'initialize'],
    ['centre', 'center'],
    ['analysing', 'analyzing'],
    ['labelled', 'labeled'],
  ])('is the same in British and American spelling: %s %s', (british, american) =>
    expect(stem(british)).toBe(stem(american)),
  )

  test.each([
    ['operator', 'operation'],
    ['ingress', 'ingres'],
    ['controller', 'control'],
  ])('keeps apart what means different things: %s %s', (one, other) =>
    expect(stem(one)).not.toBe(stem(other)),
  )
})

test('words have no case and no punctuation', () =>
  expect(wordsIn('What IS a "NodePort"?').map(({ raw }) => raw)).toEqual(['what', 'is', 'a', 'nodeport']))

test('k before a verb of kubectl is kubectl, and any other k is not', () => {
  const stemsOf = (text: string): string[] => wordsIn(text).map(one => one.stem)
  expect(stemsOf('k get po')).toEqual(stemsOf('kubectl get po'))
  expect(stemsOf('K rollout restart')).toEqual(stemsOf('kubectl rollout restart'))
  expect(stemsOf('special k with milk')).toContain('k')
})

test('words that hyphens bind count alone and as one', () =>
  expect(joinedWordsIn('kube-proxy')).toEqual(['kube', 'proxy', 'kubeproxy']))

test('any text gives words, and only letters and digits are in them', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
      for (const { raw } of wordsIn(text)) expect(raw).toMatch(/^[\p{L}\p{N}]{1,40}$/u)
    }),
  )
})
