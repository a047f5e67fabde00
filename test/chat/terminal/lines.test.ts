import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBot, knowledgeOf } from '../../../src/bot.ts'
import { jsonAnswer, readLine } from '../../../src/chat/terminal/lines.ts'
import { renderTerminal } from '../../../src/chat/terminal/render.ts'
import { botParts } from '../../fixtures.ts'
import { library } from '../../search/library.ts'

test('a line is a question as it stands; blank ones are skipped', () => {
  expect(readLine('what is a Pod')).toBe('what is a Pod')
  expect(readLine('  ')).toBeUndefined()
})

test('a JSON string is the text it holds, so that pastes of many lines fit', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      expect(readLine(JSON.stringify(text))).toBe(text)
    }),
  )
})

test('a line that only looks like JSON is a question as it stands', () => {
  expect(readLine('"pod" is what')).toBe('"pod" is what')
  expect(readLine('{"a":1}')).toBe('{"a":1}')
})

test('nothing on a card can drive the terminal', () => {
  const evil = 'a\u001b[2Jb\u0007c\u009bd'
  const shown = renderTerminal(
    {
      title: evil,
      blocks: [
        { kind: 'text', text: [{ text: evil }] },
        { kind: 'code', language: '', source: evil, line: 1 },
        { kind: 'commands', commands: [{ text: evil, does: evil, line: 1 }] },
      ],
      rows: [{ label: 'x', buttons: [{ label: evil, asks: { kind: 'ask', text: evil } }] }],
      footer: [{ text: evil, href: evil }],
      of: { kind: 'help' },
      skipped: 0,
    },
    false,
  )
  for (const control of ['\u001b', '\u0007', '\u009b']) expect(shown).not.toContain(control)
  expect(shown).toContain('a\uFFFD[2Jb')
})

test('JSON says apart what is explained and what is offered beside it', async () => {
  const knowledge = knowledgeOf(library)
  const bot = createBot(botParts({ knowledge: () => knowledge }))
  const answered = async (text: string) => {
    const place = { platform: 'test', workspace: 'W', channel: 'C' }
    const told = { via: 'typed', user: 'U', place, events: [], audience: 'alone', manager: true } as const
    const reply = await bot.respond({ ...told, events: [], text })
    if (reply.kind !== 'card') throw new Error('no card')
    return jsonAnswer(text, reply, 1)
  }
  const doubted = await answered("my pods can't reach the internet")
  expect(doubted.notes).toHaveLength(1)
  expect(doubted.instead?.length).toBeGreaterThan(0)
  expect(doubted.instead).not.toContain(doubted.notes[0])
  expect(await answered('NodePort')).not.toHaveProperty('instead')
})
