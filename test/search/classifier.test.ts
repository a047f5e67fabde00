import { expect, test } from 'vitest'
import { trainClassifier } from '../../eval/classifier.ts'
import { bucketsOf, createClassifier, createSounds, readClassifier } from '../../src/search/classifier.ts'
import { formatNetwork, PAIRS, PIECES, parseNetwork } from '../../src/search/network.ts'
import { stem } from '../../src/search/words.ts'

const stemsOf = (text: string): string[] => text.split(' ').map(stem)
const ids = ['cat', 'dog']
const lessons = [
  ['it says meow', 0],
  ['purrs and meows', 0],
  ['it barks', 1],
  ['barking at the postman', 1],
  ['rain tomorrow', 2],
  ['will it rain', 2],
].flatMap(([text, one]) =>
  Array.from({ length: 40 }, () => ({ stems: stemsOf(String(text)), classes: [Number(one)] })),
)
const training = { seed: 1, leftOut: 0.25 }
const networks = [training, { ...training, seed: 2 }].map(way => trainClassifier(lessons, ids, way))
const classifier = createClassifier(networks)

test('a question goes to what it was trained to sound like, also in a form that it has not met', () => {
  const [cat = 0, dog = 0, none = 0] = classifier.classify(stemsOf('why does it meow at night'))
  expect(cat).toBeGreaterThan(Math.max(dog, none))
  const [, , rain = 0] = classifier.classify(stemsOf('rain rain rain'))
  expect(rain).toBeGreaterThan(0.5)
})

test('probabilities sum up to 1, also for no words and for words that nobody knows', () => {
  for (const text of ['it barks', '', 'xqzj', '🐶'.repeat(30_000)]) {
    const all = classifier.classify(stemsOf(text)).reduce((sum, one) => sum + one, 0)
    expect(all).toBeCloseTo(1, 4)
  }
})

test('what is written to the file of the network gives nearly the same answers when it is read again', () => {
  const read = createClassifier(networks.map(one => parseNetwork(formatNetwork(one))))
  expect(read.ids).toEqual(ids)
  for (const text of ['it barks', 'meow', 'rain']) {
    const before = classifier.classify(stemsOf(text))
    for (const [at, value] of read.classify(stemsOf(text)).entries())
      expect(value).toBeCloseTo(before[at] ?? 0, 1)
  }
})

test('networks that know different notes are refused, with the way out', () =>
  expect(() => createClassifier([...networks, trainClassifier(lessons, ['cat', 'fox'], training)])).toThrow(
    'npm run tune:network',
  ))

test('training again gives the same network', () =>
  expect(trainClassifier(lessons, ids, training).outer).toEqual(networks[0]?.outer))

test('a word, a piece and a pair never share a vector, and words that share one in a network do not in another', () => {
  const words = Array.from({ length: 600 }, (_, at) => `word${at}`)
  const bucketOf = (word: string, way: number): number => bucketsOf([word], way)[0] ?? -1
  for (const word of words) expect(bucketOf(word, 5)).toBeLessThan(PIECES.from)
  const [, ...pieces] = bucketsOf(['pod'], 5)
  for (const piece of pieces) expect(piece >= PIECES.from && piece < PAIRS.from).toBe(true)
  expect(bucketsOf(['pod', 'pending'], 5).filter(bucket => bucket >= PAIRS.from)).toHaveLength(1)
  const sharing = (way: number): string[] =>
    words.flatMap((one, at) =>
      words
        .slice(at + 1)
        .flatMap(other => (bucketOf(one, way) === bucketOf(other, way) ? [`${one} ${other}`] : [])),
    )
  const inBoth = new Set(sharing(5)).intersection(new Set(sharing(11)))
  expect(sharing(5).length).toBeGreaterThan(0)
  expect(inBoth.size).toBeLessThan(sharing(5).length / 2)
})

test('two networks say the mean of what each of them says', () => {
  const [one, two] = networks.map(alone => createClassifier([alone]).classify(stemsOf('it barks')))
  const both = classifier.classify(stemsOf('it barks'))
  for (const [at, value] of both.entries())
    expect(value).toBeCloseTo(((one?.[at] ?? 0) + (two?.[at] ?? 0)) / 2, 5)
  expect(one).not.toEqual(two)
})

test('a note that nobody has trained it on is neither likely nor unlikely, and never among the likeliest', () => {
  const sound = createSounds(classifier, ['dog', 'of-a-team', 'cat']).of(stemsOf('it barks'))
  expect(sound.likeliest).toEqual([0, 2])
  expect(sound.probability(0)).toBeGreaterThan(sound.probability(1))
  expect(sound.probability(1)).toBeGreaterThan(sound.probability(2))
})

test('the networks that come with the bot know what people ask for in words that the note does not hold', () => {
  const { ids: known, classify } = readClassifier()
  const likeliest = (text: string): string | undefined => {
    const all = classify(stemsOf(text))
    return known[all.indexOf(Math.max(...all))]
  }
  expect(likeliest('throw away a pod')).toBe('kubectl-delete')
  expect(likeliest('tomato soup recipe for six')).toBeUndefined()
})
