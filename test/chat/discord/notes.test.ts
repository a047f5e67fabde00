/** Every note that we ship, and any question, as messages that Discord takes. */
import { globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBot, knowledgeOf } from '../../../src/bot.ts'
import { renderDiscord } from '../../../src/chat/discord/render.ts'
import { createStash } from '../../../src/chat/stash.ts'
import { createLibrary } from '../../../src/notes/library.ts'
import { parseNote } from '../../../src/notes/parse.ts'
import { MessageSchema, objections } from '../../discord/message-rules.ts'
import { see } from '../../discord/see.ts'
import { botParts } from '../../fixtures.ts'
import { HOSTILE } from '../renderer-contract.ts'

const files = globSync('knowledge/**/*.md')
const { library } = createLibrary([
  files.flatMap(file => parseNote(file, readFileSync(file, 'utf8')).note ?? []),
])
const knowledge = knowledgeOf(library)
const stash = createStash(Date.now)
const bot = createBot(botParts({ knowledge: () => knowledge, stash }))

/** The messages one gets, following "Show more" to the end; throws where Discord would refuse one. */
async function answered(text: string, via: 'typed' | 'button' | 'explain') {
  const pages = []
  for (let line: string | undefined = text; line !== undefined && pages.length < 40; ) {
    const reply = await bot.respond({
      text: line,
      via: pages.length === 0 ? via : 'button',
      user: '80351110224678912',
      place: { platform: 'discord', workspace: '1', channel: '2' },
      events: [],
      audience: 'channel',
      manager: false,
    })
    if (reply.kind !== 'card') return pages
    const message = renderDiscord(reply.card, stash.lineFor)
    expect(objections(message)).toEqual([])
    const seen = see(MessageSchema.parse(message).components)
    expect(seen.mentions.filter(mention => mention !== 'user 80351110224678912')).toEqual([])
    pages.push(seen)
    line = seen.controls.find(({ label }) => label === 'Show more')?.line
  }
  return pages
}

test.each([...library.notes.keys()])('%s is shown whole', async id => {
  const pages = await answered(`show ${id}`, 'typed')
  const commands = library.notes
    .get(id)
    ?.sections.flatMap(({ blocks }) =>
      blocks.flatMap(block => (block.kind === 'commands' ? block.commands.map(({ text }) => text) : [])),
    )
  expect(pages.flatMap(({ code }) => code)).toEqual(expect.arrayContaining(commands ?? []))
})

test('any text becomes a message that Discord takes', async () => {
  const words = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.constantFrom(...HOSTILE),
    fc.lorem(),
    fc.constantFrom(...HOSTILE).map(text => text.repeat(2000).slice(0, 40_000)),
  )
  const via = fc.constantFrom('typed' as const, 'button' as const, 'explain' as const)
  const shared = words.map(text => `share ask ${text}`)
  await fc.assert(
    fc.asyncProperty(fc.oneof(words, shared), via, async (text, how) => {
      expect((await answered(text, how)).length).toBeGreaterThanOrEqual(how === 'button' ? 0 : 1)
    }),
    { numRuns: 150 },
  )
}, 30_000)
