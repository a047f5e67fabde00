import { describe, expect, test } from 'vitest'
import { search } from './library.ts'

const read = (text: string): string =>
  search
    .examine(text, { recent: [] })
    .reading.words.map(({ raw }) => raw)
    .join(' ')

describe('what is misspelt is read as', () => {
  test.each([
    ['deployemnt', 'deployment', 'one word rather than two bits of others'],
    ['security conext', 'security context', 'one word rather than two bits of others'],
    ['configmapsecret', 'configmap secret', 'two words where no word is nearly the same'],
    ['kbep-roxy', 'kubeproxy', 'one word where the gap stands in the wrong place'],
    ['ingres controler', 'ingress controller', 'two words where each is nearly one'],
    ['persistant volum claim', 'persistent volume claim', 'words as notes spell them'],
    ['kubectl lgos', 'kubectl logs', 'a short word with two letters changed round'],
  ])('%s: %s (%s)', (typed, meant) => expect(read(typed)).toBe(meant))

  test('what was typed, where it is plain English or like no other word', () =>
    expect(read('whale xqzjvwkk')).toBe('whale xqzjvwkk'))
})

test.each([
  ['pvs and pvcs', ['persistentvolume', 'persistentvolumeclaim']],
  ['two node ports', ['nodeport']],
])('names are found also in the plural: %s', (text, ids) => {
  const { reading, notes: known } = search.examine(text, { recent: [] })
  expect(reading.mentions.map(({ note }) => known[note]?.id)).toEqual(ids)
})
