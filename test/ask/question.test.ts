import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatQuestion, parseButton, parseTyped, type Question, REASONS } from '../../src/ask/question.ts'

const id = fc.stringMatching(/^[a-z0-9]+(-[a-z0-9]+)*$/)
const words = fc.string({ minLength: 1, maxLength: 200 }).filter(text => /^\S/.test(text))

/** One arbitrary for each kind; a kind without one does not compile. */
const simple: {
  [K in Exclude<Question['kind'], 'more' | 'share' | 'fill'>]: fc.Arbitrary<Question & { kind: K }>
} = {
  ask: fc.record({ kind: fc.constant('ask'), text: words }),
  show: fc.record({ kind: fc.constant('show'), note: id }),
  compare: fc.record({ kind: fc.constant('compare'), notes: fc.array(id, { minLength: 2, maxLength: 3 }) }),
  browse: fc.record({ kind: fc.constant('browse'), topic: id }, { requiredKeys: ['kind'] }),
  random: fc.record({ kind: fc.constant('random') }),
  help: fc.record({ kind: fc.constant('help') }),
  today: fc.record({ kind: fc.constant('today') }),
  home: fc.record({ kind: fc.constant('home') }),
  notice: fc.record({ kind: fc.constant('notice'), notice: fc.stringMatching(/^[a-z]+(-[a-z]+)*$/) }),
  delete: fc.record({ kind: fc.constant('delete'), asker: fc.stringMatching(/^[A-Z0-9]+$/) }),
  vote: fc.record({
    kind: fc.constant('vote'),
    answer: fc.uuid(),
    vote: fc.constantFrom('up' as const, 'down' as const),
  }),
  reason: fc.record({ kind: fc.constant('reason'), answer: fc.uuid(), reason: fc.constantFrom(...REASONS) }),
  privacy: fc.record({ kind: fc.constant('privacy') }),
  forget: fc.record({ kind: fc.constant('forget') }),
  'keep-unanswered': fc.record({ kind: fc.constant('keep-unanswered'), on: fc.boolean() }),
  version: fc.record(
    { kind: fc.constant('version'), version: fc.stringMatching(/^1\.\d{1,2}$/) },
    { requiredKeys: ['kind'] },
  ),
  'fill-in': fc.record({ kind: fc.constant('fill-in'), command: words }),
  concept: fc.record({ kind: fc.constant('concept'), note: id }),
  think: fc.record({ kind: fc.constant('think'), note: id }),
  daily: fc.record({
    kind: fc.constant('daily'),
    words: fc.constantFrom('', 'status', 'off', '09:00 Europe/Prague mon-fri', 'pause until 2026-12-01'),
  }),
  recall: fc.record({ kind: fc.constant('recall'), id: fc.stringMatching(/^[a-f0-9]{24}$/) }),
}
const plain: fc.Arbitrary<Question> = fc.oneof(...Object.values(simple))
const more = fc.record({ kind: fc.constant('more' as const), from: fc.nat(9999), of: plain })
const share = fc.record({ kind: fc.constant('share' as const), of: fc.oneof(plain, more) })
const fill = fc.record({
  kind: fc.constant('fill' as const),
  of: plain,
  values: fc.dictionary(id, fc.string({ unit: 'binary' }), { noNullPrototype: true }),
})

test('a button gives back the question that was put into it, whatever its kind', () => {
  fc.assert(
    fc.property(fc.oneof(plain, more, share, fill), question => {
      expect(parseButton(formatQuestion(question))).toEqual(question)
    }),
    { numRuns: 500 },
  )
})

describe('a typed line', () => {
  test.each([
    ['help', { kind: 'help' }],
    [' Help ', { kind: 'help' }],
    ['', { kind: 'help' }],
    ['topics', { kind: 'browse' }],
    ['topics networking', { kind: 'browse', topic: 'networking' }],
    ['show nodeport', { kind: 'show', note: 'nodeport' }],
    ['compare pod job', { kind: 'compare', notes: ['pod', 'job'] }],
    ['random', { kind: 'random' }],
    ['privacy', { kind: 'privacy' }],
    ['Forget me', { kind: 'forget' }],
    ['keep-unanswered on', { kind: 'keep-unanswered', on: true }],
    ['keep-unanswered OFF', { kind: 'keep-unanswered', on: false }],
    ['today', { kind: 'today' }],
    ['daily', { kind: 'daily', words: '' }],
    ['daily 09:00 Europe/Prague', { kind: 'daily', words: '09:00 Europe/Prague' }],
    ['Daily pause until 2026-12-01', { kind: 'daily', words: 'pause until 2026-12-01' }],
  ])('%j is a command', (line, question) => {
    expect(parseTyped(line)).toEqual(question)
  })

  test.each([
    'help with pods',
    'show me all pods',
    'random pods restart',
    'topics of the day',
    'compare a pod with a job please now',
    'delete U123',
    'share show nodeport',
    'more 3 show nodeport',
    'recall 0123456789abcdef01234567',
    'fill a=b help',
    'think nodeport',
    'daily backups of etcd',
    'daily offline jobs',
    'vote 01a206ff-1a2f-77c8-9e91-814bca6c6b50 up',
    'reason 01a206ff-1a2f-77c8-9e91-814bca6c6b50 wrong',
    'privacy of secrets',
    'forget me not',
    'keep-unanswered maybe',
    'ask nicely',
    'home',
    'notice trouble',
  ])('%j is a question in free words', line => {
    expect(parseTyped(line)).toEqual({ kind: 'ask', text: line })
  })
})
