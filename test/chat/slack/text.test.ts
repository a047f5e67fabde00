import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { safeWords } from '../../../src/chat/slack/sdk-log.ts'
import { escaped, label, plainWords, visible, webAddress } from '../../../src/chat/slack/text.ts'
import { traceOf } from '../../../src/chat/trace.ts'

describe('what a person wrote', () => {
  test.each([
    ['<@U0BOT> what is a pod', 'what is a pod'],
    ['hey <@U0BOT|kube-notes>, pod?', 'hey  , pod?'],
    ['ask <@U7|ann> or <@U8> in <#C1|general>', 'ask @ann or @U8 in #general'],
    ['see <https://kubernetes.io/docs|the docs> and <https://k8s.io>', 'see the docs and https://k8s.io'],
    ['<mailto:a@b.c|a@b.c>', 'a@b.c'],
    ['<!channel> <!here|here> <!subteam^S1|ops>', '@channel here ops'],
    ['EXTERNAL-IP &lt;pending&gt; &amp;&amp; x', 'EXTERNAL-IP <pending> && x'],
    ['kubectl get <pod> -n <name|space>', 'kubectl get <pod> -n <name|space>'],
    ['&amp;lt;', '&lt;'],
  ])('%j reads as %j', (text, words) => {
    expect(plainWords(text, 'U0BOT')).toBe(words)
  })

  test('comes out right whether Slack escaped it or not, as long as it looks like no markup', () => {
    const words = fc
      .string({ unit: 'grapheme', maxLength: 300 })
      .filter(text => !/<|&(amp|lt|gt);/.test(text))
    fc.assert(
      fc.property(words, text => {
        expect(plainWords(escaped(text), undefined)).toBe(visible(text).trim())
        expect(plainWords(text, undefined)).toBe(text.trim())
      }),
    )
  })

  test('is read in a time that grows with its length, whatever it is made of', () => {
    for (const part of ['<', '<@', '<|', '<a|', '&lt;', '<<>>'])
      expect(plainWords(part.repeat(20_000), 'U0BOT').length).toBeGreaterThanOrEqual(0)
  })
})

describe('what the bot writes', () => {
  test('never holds markup, whatever the words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), words => {
        expect(escaped(words)).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/)
        expect(visible(words)).not.toMatch(/[^\P{Cc}\n\t]|\p{Cs}|[\u202A-\u202E\u2066-\u2069]/u)
      }),
    )
  })

  test('labels are one line, never empty, and never longer than allowed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.integer({ min: 2, max: 80 }),
        (words, limit) => {
          const line = label(words, limit)
          expect(line).not.toMatch(/\n/)
          expect(line.isWellFormed()).toBe(true)
          expect(line.length).toBeGreaterThan(0)
          expect(line.length).toBeLessThanOrEqual(limit)
        },
      ),
    )
  })

  test('links only to web addresses', () => {
    expect(webAddress('https://kubernetes.io/docs/?a=1|2 3', 100)).toBe(
      'https://kubernetes.io/docs/?a=1%7C2%203',
    )
    for (const href of [
      'javascript:alert(1)',
      'docs/',
      '//x',
      'https://',
      'ftp://x',
      `https://x/${'y'.repeat(100)}`,
    ])
      expect(webAddress(href, 100)).toBeUndefined()
  })
})

describe('what Slack’s libraries log', () => {
  test.each([
    [new Error('cannot use xoxb-1-secret here'), 'Error: cannot use (token) here'],
    ['Failed: xapp-1-A1-secret and xoxe.xoxb-1-secret', 'Failed: (token) and (token)'],
    [
      'Malformed request body: Unexpected token h, "hello Ann" is not JSON',
      'Malformed request body: Unexpected token h,',
    ],
    ['Unhandled request to https://x/y?code=secret#z', 'Unhandled request to https://x/y'],
    ['payload: {"text":"hello"}', 'payload:'],
    [`first line\nsecret second line`, 'first line'],
    [undefined, 'undefined'],
  ])('%j is kept as %j', (part, words) => {
    expect(safeWords(part)).toBe(words)
  })
})

test('an error is logged with where it arose and without its message', () => {
  const trace = traceOf(new RangeError('secret words\n    at secret place'))
  expect(trace.error).toBe('RangeError')
  expect(trace.at.some(frame => frame.includes('text.test.ts'))).toBe(true)
  expect(trace.at.join()).not.toContain('secret')
  expect(traceOf('secret')).toEqual({ error: 'string', at: [] })
})
