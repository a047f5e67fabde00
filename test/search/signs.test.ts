import { expect, test } from 'vitest'
import { createSigns } from '../../src/search/signs.ts'
import { wordsIn } from '../../src/search/words.ts'
import { note } from '../fixtures.ts'

const signs = createSigns([
  note('quota', 'Quota', { signs: ['exceeded quota: *, requested: *'] }),
  note('back-off', 'Back-off', { signs: ['Back-off restarting failed container', 'BackOff'] }),
])
const hits = (text: string) => signs.hits(wordsIn(text)).map(({ note, sign }) => [note, sign])

test('a sign is found in the middle of a text, however it is cased and punctuated', () =>
  expect(hits('Warning  14s  kubelet  back-off restarting failed CONTAINER web in pod web-1')).toEqual([
    [1, 'Back-off restarting failed container'],
  ]))

test('a star stands for a few words, and what comes after it must follow', () => {
  expect(hits('pods "web" is forbidden: exceeded quota: team-a, requested: pods=1')).toEqual([
    [0, 'exceeded quota: *, requested: *'],
  ])
  expect(hits('requested: pods=1, exceeded quota')).toEqual([])
  expect(hits(`exceeded quota ${'and so on '.repeat(20)} requested`)).toEqual([])
})

test('the longer of two signs weighs more', () => {
  const [long] = signs.hits(wordsIn('Back-off restarting failed container'))
  const [short] = signs.hits(wordsIn('BackOff'))
  expect(long?.weight).toBeGreaterThan(short?.weight ?? Number.POSITIVE_INFINITY)
})
