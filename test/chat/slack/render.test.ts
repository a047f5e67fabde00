import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answer, type Sources } from '../../../src/ask/answer.ts'
import { parseButton, parseTyped } from '../../../src/ask/question.ts'
import { knowledgeOf } from '../../../src/bot.ts'
import { compose } from '../../../src/cards/compose.ts'
import { renderCard } from '../../../src/chat/slack/render.ts'
import { renderHome, renderModal } from '../../../src/chat/slack/views.ts'
import { createStash } from '../../../src/chat/stash.ts'
import { parseNote } from '../../../src/notes/parse.ts'
import { library, noteSource, notes } from '../../fixtures.ts'
import { MessageSchema, objections, ViewSchema } from '../../slack/block-kit.ts'
import { mentions, see, unescaped } from '../../slack/see.ts'
import { HOSTILE, rendererContract } from '../renderer-contract.ts'

rendererContract('Slack', (card, stash) => {
  const message = renderCard(card, stash.lineFor)
  const problems = objections(MessageSchema, message)
  const blocks = MessageSchema.safeParse(message).data?.blocks ?? []
  const { text, code, controls, pings } = see(blocks)
  const asker = card.asked === undefined ? [] : [`<@${card.asked.by}>`]
  return {
    text,
    plain: unescaped(message.text),
    code,
    buttons: controls,
    pings: [...pings, ...mentions(message.text)].filter(ping => !asker.includes(ping)),
    problems,
  }
})

describe('any note and any question', () => {
  /** Lines of Markdown as note writers, good and bad, may write them. */
  const line = fc.oneof(
    fc.lorem({ maxCount: 40 }),
    fc.constantFrom(...HOSTILE.filter(words => !words.startsWith('# '))),
    fc.constantFrom(
      '## Key points',
      '## Commands',
      '## Watch out',
      '### Cause',
      '> quoted',
      '---',
      '| a | b |',
      '| - | - |',
    ),
    fc.lorem().map(words => `- ${words}\n- **${words}**`),
    fc.lorem().map(words => `1. ${words}\n2. [${words}](https://k8s.io/?a=1|2) <https://k8s.io> ![x](y)`),
    fc.string({ maxLength: 400 }).map(text => `\`\`\`sh\n# ${text}\nkubectl get ${text}\n\`\`\``),
    fc.string({ maxLength: 5000 }).map(text => `\`\`\`yaml\n${text}\n\`\`\``),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
  )
  const body = fc.array(line, { maxLength: 60 }).map(lines => `A beginning.\n\n${lines.join('\n\n')}\n`)
  const words = fc.oneof(
    fc.constantFrom(
      ...HOSTILE,
      '',
      'topics',
      'help',
      'random',
      'today',
      'written',
      'topics networking',
      'compare written pod',
    ),
    fc.string({ unit: 'grapheme', maxLength: 3000 }),
  )

  test('render to messages, modals and Home tabs within the limits', () => {
    const made = fc.property(
      body,
      words,
      fc.constantFrom('asker', 'channel', 'alone'),
      fc.boolean(),
      (body, words, audience, share) => {
        const source = noteSource('Written', { body, related: 'pod' })
        const { note: written } = parseNote('knowledge/networking/written.md', source)
        /** A note that does not parse never reaches anybody. */
        fc.pre(written !== undefined)
        const all = library([...notes(), written])
        const sources: Sources = { ...knowledgeOf(all), recent: [], pick: () => 0, day: 0 }
        for (const question of [parseTyped(words), parseButton('show written'), parseButton('home')]) {
          const asked = share ? ({ kind: 'share', of: question } as const) : question
          const card = compose(answer(asked, sources), asked, { audience, asker: 'U1' })
          const message = renderCard(card, createStash(() => 0).lineFor)
          expect(objections(MessageSchema, message)).toEqual([])
          expect(objections(ViewSchema, renderHome(message))).toEqual([])
          const origin = {
            channel: 'C1',
            thread: '1.1',
            responseUrl: `https://hooks.slack.com/${'x'.repeat(200)}`,
          }
          expect(objections(ViewSchema, renderModal(message, origin))).toEqual([])
        }
      },
    )
    fc.assert(made, { numRuns: 150 })
  })
})
