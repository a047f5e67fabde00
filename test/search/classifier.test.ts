import { expect, test } from 'vitest'
import { trainClassifier } from '../../eval/classifier.ts'
import {
  bucketsOf,
  createClassifier,
  createSounds,
  meansOf,
  readClassifier,
  readNetworks,
  regionOf,
  softmax,
} from '../../src/search/classifier.ts'
import {
  BUCKETS,
  formatNetwork,
  HIDDEN,
  INPUTS,
  PAIRS,
  PIECES,
  parseNetwork,
  WIDTH,
} from '../../src/search/network.ts'
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
  Array.from({ length: 50 }, () => ({ stems: stemsOf(String(text)), classes: [Number(one)] })),
)
const training = { seed: 1, leftOut: 0.25, evenness: 0.05, hasSeenTuned: false }
const [one, two] = [
  await trainClassifier(lessons, ids, training),
  await trainClassifier(lessons, ids, { ...training, seed: 2 }),
]
const networks = [one, two]
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

test('the file of a network says whether it has met the tuned questions, and a file in another form is refused', () => {
  for (const hasSeenTuned of [true, false])
    expect(parseNetwork(formatNetwork({ ...one, hasSeenTuned })).hasSeenTuned).toBe(hasSeenTuned)
  expect(() => parseNetwork(formatNetwork(one).subarray(4))).toThrow('npm run tune:network')
})

test.each([0, 1, 3, 4, 5, 7])('of %d hidden units that fire, each counts once', firing => {
  const classes = ids.length + 1
  const outer = Float32Array.from({ length: HIDDEN * classes }, (_, at) => Math.sin(at))
  const network = {
    way: 1,
    hasSeenTuned: false,
    ids,
    vectors: { numbers: new Float32Array(BUCKETS * WIDTH), scales: new Float32Array(BUCKETS) },
    inner: new Float32Array(INPUTS * HIDDEN),
    innerBias: Float32Array.from({ length: HIDDEN }, (_, unit) => (unit < firing ? 1 : -1)),
    outer,
    outerBias: new Float32Array(classes),
  }
  const sums = new Float32Array(classes)
  for (let at = 0; at < firing * classes; at++)
    sums[at % classes] = (sums[at % classes] ?? 0) + (outer[at] ?? 0)
  const wanted = softmax(sums)
  for (const [at, share] of createClassifier([network]).classify(['x']).entries())
    expect(share).toBeCloseTo(wanted[at] ?? 0, 5)
})

test('networks that know different notes are refused, with the way out', () =>
  expect(() => createClassifier([...networks, { ...one, ids: ['cat', 'fox'] }])).toThrow(
    'npm run tune:network',
  ))

test('training again gives the same network', async () =>
  expect((await trainClassifier(lessons, ids, training)).outer).toEqual(one.outer))

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

test('words, pieces and pairs each have a mean of their own, however many there are', () => {
  const numbers = Float32Array.from(
    { length: BUCKETS * WIDTH },
    (_, at) => 1 + regionOf(Math.floor(at / WIDTH)),
  )
  const vectors = { numbers, scales: new Float32Array(BUCKETS).fill(1) }
  for (const text of ['pod pending', 'a pod that has been pending for as long as anybody remembers']) {
    const means = meansOf(bucketsOf(stemsOf(text), 5), vectors)
    const [words = 0, pieces, pairs] = [0, 1, 2].map(region => means[region * WIDTH])
    expect(words).toBeGreaterThan(0)
    expect(pieces).toBeCloseTo(2 * words, 4)
    expect(pairs).toBeCloseTo(3 * words, 4)
  }
  const [, , none] = [0, 1, 2].map(region => meansOf(bucketsOf(['pod'], 5), vectors)[region * WIDTH])
  expect(none).toBe(0)
})

test('two networks say the mean of what each of them says', () => {
  const [first, second] = networks.map(alone => createClassifier([alone]).classify(stemsOf('it barks')))
  const both = classifier.classify(stemsOf('it barks'))
  for (const [at, value] of both.entries())
    expect(value).toBeCloseTo(((first?.[at] ?? 0) + (second?.[at] ?? 0)) / 2, 5)
  expect(first).not.toEqual(second)
})

test('a note that nobody has trained it on is neither likely nor unlikely, and never among the likeliest', () => {
  const sound = createSounds(classifier, ['dog', 'of-a-team', 'cat']).of(stemsOf('it barks'))
  expect(sound.likeliest).toEqual([0, 2])
  expect(sound.probability(0)).toBeGreaterThan(sound.probability(1))
  expect(sound.probability(1)).toBeGreaterThan(sound.probability(2))
})

test('the networks that come with the bot have learned from all questions: the last step of choosing weights in DESIGN.md', () =>
  expect(readNetworks().map(network => network.hasSeenTuned)).toEqual([true, true, true, true]))

test('the networks that come with the bot know what people ask for in words that the note does not hold', () => {
  const { ids: known, classify } = readClassifier()
  const likeliest = (text: string): string | undefined => {
    const all = classify(stemsOf(text))
    return known[all.indexOf(Math.max(...all))]
  }
  expect(likeliest('throw away a pod')).toBe('kubectl-delete')
  expect(likeliest('tomato soup recipe for six')).toBeUndefined()
})
