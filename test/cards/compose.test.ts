import { describe, expect, test } from 'vitest'
import type { Answer } from '../../src/ask/answer.ts'
import type { Question } from '../../src/ask/question.ts'
import { compose } from '../../src/cards/compose.ts'
import { withNotices } from '../../src/cards/notices.ts'
import { cardCommands, cardText } from '../../src/cards/text.ts'
import { library } from '../fixtures.ts'

const all = library()
const noteOf = (id: string) => {
  const found = all.notes.get(id)
  if (found === undefined) throw new Error(`no note ${id}`)
  return found
}
const nodeport: Answer = {
  kind: 'note',
  note: noteOf('nodeport'),
  related: [noteOf('service')],
  confidence: 1,
}
const asked: Question = { kind: 'ask', text: 'open a port' }
const card = (given: Answer, question: Question = asked, audience: 'asker' | 'channel' | 'alone' = 'alone') =>
  compose(given, question, { audience, asker: 'U1' })
const linesOf = (given: ReturnType<typeof card>) =>
  given.rows.flatMap(row => row.buttons.map(button => button.asks))

describe('the card of a note', () => {
  test('tells its summary, points, commands and manifest, and where to read more', () => {
    const text = cardText(card(nodeport))
    expect(text).toContain('NodePort\n\nA NodePort Service opens the same port on every node.')
    expect(text).toContain('- Set nodePort to ask for a fixed one.')
    expect(text).toContain('Show the port of a Service:\nkubectl get service SERVICE')
    expect(text).toContain('type: NodePort')
    expect(text).toContain('Read more in the documentation (https://kubernetes.io/docs/concepts/)')
    expect(cardCommands(card(nodeport))).toEqual(['kubectl get service SERVICE'])
  })

  test('keeps back what only the daily post tells', () => {
    expect(cardText(card(nodeport))).not.toContain('Which nodes answer?')
  })

  test('leads on to related notes', () => {
    expect(linesOf(card(nodeport))).toEqual([
      { kind: 'show', note: 'service' },
      { kind: 'fill-in', command: 'kubectl get service SERVICE' },
    ])
  })

  test('offers what else may have been meant first, and once', () => {
    const doubted: Answer = { ...nodeport, instead: [noteOf('service')] }
    const [first, ...others] = card(doubted).rows
    expect(first).toMatchObject({ label: 'Not what you meant?', buttons: [{ label: 'Or: Service' }] })
    expect(others.map(row => row.label)).not.toContain('Related notes')
  })

  test('shown to one person in a channel can be shared, shown to all can be deleted by who asked', () => {
    expect(linesOf(card(nodeport, asked, 'asker'))).toContainEqual({ kind: 'share', of: asked })
    expect(linesOf(card(nodeport, asked, 'channel'))).toContainEqual({ kind: 'delete', asker: 'U1' })
  })

  test('that is shared says who asked what', () => {
    expect(card(nodeport, { kind: 'share', of: asked }, 'channel').asked).toEqual({
      by: 'U1',
      text: 'open a port',
    })
  })

  test('goes on where "more" says', () => {
    const whole = card(nodeport)
    const rest = card(nodeport, { kind: 'more', from: 3, of: asked })
    expect(rest).toMatchObject({ of: asked, skipped: 3, blocks: whole.blocks.slice(3) })
  })
})

test('a written comparison is told as written; one put together says so', () => {
  const notes = [noteOf('nodeport'), noteOf('loadbalancer')]
  const written = card({
    kind: 'comparison',
    notes,
    written: noteOf('nodeport-vs-loadbalancer'),
    confidence: 1,
  })
  expect(cardText(written)).toContain('Port | high | any')
  const composed = cardText(card({ kind: 'comparison', notes, confidence: 1 }))
  expect(composed).toContain('A NodePort Service opens the same port')
  expect(composed).toContain('Nobody has compared these in writing yet')
})

test('a choice offers its notes, an unknown the nearest ones and other ways', () => {
  const notes = [noteOf('nodeport'), noteOf('service')]
  expect(linesOf(card({ kind: 'choice', notes, confidence: 0.5 }))).toEqual([
    { kind: 'show', note: 'nodeport' },
    { kind: 'show', note: 'service' },
  ])
  const unknown = card({ kind: 'unknown', near: notes, confidence: 0.1 })
  expect(linesOf(unknown)).toContainEqual({ kind: 'help' })
  expect(cardText(unknown)).toMatch(/^I have no note on that/)
})

test('every kind of answer makes a card with a title and something to read', () => {
  const topics = [{ name: 'networking', count: 3 }]
  const others: Answer[] = [
    { kind: 'browse', topics },
    { kind: 'topic', topic: 'networking', notes: [noteOf('nodeport')] },
    { kind: 'help', topics, examples: [noteOf('pod')] },
    { kind: 'expired' },
    { kind: 'not-yours' },
    { kind: 'privacy', days: 0, keepsUnanswered: false },
    { kind: 'privacy', days: 90, keepsUnanswered: undefined },
    ...[true, false].flatMap((done): Answer[] => [
      { kind: 'voted', answer: '1', vote: 'up', done },
      { kind: 'voted', answer: '1', vote: 'down', done },
      { kind: 'voted', answer: '1', vote: 'unclear', done },
      { kind: 'forgotten', done },
      { kind: 'keep-unanswered', on: true, days: 90, done },
      { kind: 'keep-unanswered', on: false, days: 90, done },
    ]),
    { kind: 'not-manager' },
    { kind: 'slow-down', perMinute: 20 },
  ]
  for (const given of others) {
    expect(card(given).title).not.toBe('')
    expect(card(given).blocks.length).toBeGreaterThan(0)
  }
})

describe('notices', () => {
  test('say what they are named for', () => {
    const picture: Answer = { kind: 'notice', notice: 'picture' }
    expect(cardText(card(picture, { kind: 'notice', notice: 'picture' }))).toMatch(
      /^I cannot read pictures\n/,
    )
  })

  test('that no version knows any more are answered as an old button', () => {
    expect(cardText(card({ kind: 'notice', notice: 'of-old' }))).toMatch(/^This button is too old/)
  })

  test('can stand below another answer without moving its blocks', () => {
    const plain = card(nodeport)
    const noted = withNotices(plain, ['picture'])
    expect(noted.blocks).toEqual(plain.blocks)
    expect(cardText(noted)).toMatch(/I cannot read pictures\..*Read more/)
  })
})

test('only an answer worth showing is shown to all: a choice stays with who asked', () => {
  const choice: Answer = { kind: 'choice', notes: [noteOf('pod')], confidence: 0.5 }
  expect(card(choice, { kind: 'share', of: asked }, 'asker').asked).toBeUndefined()
})

test('whatever everybody sees can be taken away by who asked for it', () => {
  const choice: Answer = { kind: 'choice', notes: [noteOf('pod')], confidence: 0.5 }
  for (const given of [nodeport, choice])
    expect(linesOf(card(given, asked, 'channel'))).toContainEqual({ kind: 'delete', asker: 'U1' })
})

test('a long question is repeated only in part above a shared answer', () => {
  const shared = card(nodeport, { kind: 'share', of: { kind: 'ask', text: 'why '.repeat(500) } }, 'channel')
  expect(shared.asked?.text).toMatch(/^(why ){74}why…$/)
})
