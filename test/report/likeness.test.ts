import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupAlike } from '../../src/report/likeness.ts'

test('the same wish in other words, other order or with a slip is one group', () => {
  const groups = groupAlike([
    'how do I mount an nfs share',
    'mounting NFS shares in pods',
    'nfs mount?',
    'how to mout a nfs share',
    'what is cilium',
    'how to install cilium',
    'istio vs linkerd',
    'linkerd or istio?',
  ])
  expect(groups.map(({ count, text }) => `${count} ${text}`)).toEqual([
    '4 how do I mount an nfs share',
    '2 what is cilium',
    '2 istio vs linkerd',
  ])
})

test('the most frequent wording speaks for its group, with three others', () => {
  const texts = [
    'install cilium',
    'cilium install',
    'installing cilium',
    'install the cilium',
    'cilium installed',
    'cilium install',
  ]
  expect(groupAlike(texts)).toEqual([
    {
      count: 6,
      text: 'cilium install',
      others: ['install cilium', 'installing cilium', 'install the cilium'],
    },
  ])
})

test('questions about different things stay apart', () => {
  const texts = ['how do I use a gpu', 'how do I use nfs', 'how do I use istio', '???', '!']
  expect(groupAlike(texts)).toHaveLength(5)
})

test('every question is in exactly one group, the largest group first', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.lorem({ maxCount: 4 })), { maxLength: 60 }), texts => {
      const counts = groupAlike(texts).map(group => group.count)
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(texts.length)
      expect(counts).toEqual(counts.toSorted((a, b) => b - a))
    }),
  )
})
