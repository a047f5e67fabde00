import { describe, expect, test } from 'vitest'
import { isEnglish } from '../../src/search/english.ts'
import { namesOf } from '../../src/search/fields.ts'
import { createNames } from '../../src/search/names.ts'
import { wordsIn } from '../../src/search/words.ts'
import { notes, search } from './library.ts'

const names = createNames(notes, isEnglish)
const read = (text: string): string =>
  search
    .examine(text, { recent: [] })
    .reading.words.map(({ raw }) => raw)
    .join(' ')

describe('what is misspelt is read as', () => {
  test.each([
    ['rolblack', 'rollback', 'one word rather than two bits of others'],
    ['container tempalte', 'container template', 'one word rather than two bits of others'],
    ['configmapsecret', 'configmap secret', 'two words where no word is nearly the same'],
    ['cofni-gmap', 'configmap', 'one word where the gap stands in the wrong place'],
    ['ingres controler', 'ingress controller', 'two words where each is nearly one'],
    ['persistant volum claim', 'persistent volume claim', 'words as notes spell them'],
    ['resourc quota', 'resource quota', 'the shortest word that only has an ending more'],
    ['namespac', 'namespace', 'the shortest word that only has an ending more'],
    ['kubectl lgos', 'kubectl logs', 'a short word with two letters changed round'],
  ])('%s: %s (%s)', (typed, meant) => expect(read(typed)).toBe(meant))

  test('one word, also after many strange ones', () =>
    expect(read('zzqx wvvk jqzz xkcq vvbn rolblack')).toMatch(/ rollback$/))

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

test('every name of a note is found in a sentence, also in the plural, unless that is one everyday word', () => {
  const lost = notes.flatMap(note =>
    namesOf(note).flatMap(name => {
      const [one, ...more] = wordsIn(name)
      if (one === undefined || more.length > 5 || (more.length === 0 && isEnglish(one.raw))) return []
      const plural = more.length > 0 || !isEnglish(`${one.raw}s`) ? [`${name}s`] : []
      return [name, ...(/[a-rt-z]$/.test(name) ? plural : [])].filter(
        text => names.mentions(wordsIn(`zzqx ${text} zzqx`)).length === 0,
      )
    }),
  )
  expect(lost).toEqual([])
})
