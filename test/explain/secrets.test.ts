import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { createBot, type Knowledge, knowledgeOf } from '../../src/bot.ts'
import type { Heard } from '../../src/chat/chat.ts'
import { jsonAnswer } from '../../src/chat/terminal/lines.ts'
import { renderTerminal } from '../../src/chat/terminal/render.ts'
import { loadLibrary } from '../../src/notes/load.ts'
import { noStore } from '../../src/store/store.ts'
import { botParts } from '../fixtures.ts'
import { PLANTED } from '../secrets.ts'
import { PASTES } from './pastes.ts'

let knowledge: Knowledge
beforeAll(async () => {
  const { library } = await loadLibrary(['knowledge'])
  if (library === undefined) throw new Error('the notes do not parse')
  knowledge = knowledgeOf(library)
})

/** A manifest with mistakes, so that its lines are repeated. */
const POD = (secret: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: A\nspec:\n  container:\n${secret.replaceAll(/^/gm, '  ')}\n`

/** Everything that leaves the bot for one thing heard: what people see, what buttons carry, what is kept and counted. */
async function told(heard: Partial<Heard>): Promise<string> {
  const kept: unknown[] = []
  const store = {
    ...noStore,
    days: 90,
    record: (...all: unknown[]) => {
      kept.push(all)
      return 'answer'
    },
  }
  const parts = botParts({
    store,
    knowledge: () => knowledge,
    onAnswer: (_, kind) => void kept.push(kind),
  })
  const bot = createBot(parts)
  const place = { platform: 'test', workspace: 'W', channel: 'C' }
  const whole: Heard = {
    text: '',
    via: 'typed',
    user: 'U',
    place,
    events: [],
    audience: 'asker',
    manager: true,
    ...heard,
  }
  const replies = [await bot.respond(whole)]
  const [first] = replies
  if (first?.kind === 'card')
    for (const { asks } of first.card.rows.flatMap(({ buttons }) => buttons))
      if (asks.kind === 'share' || asks.kind === 'more')
        replies.push(await bot.respond({ ...whole, text: parts.stash.lineFor(asks, 200), via: 'button' }))
  const shown = replies.flatMap(reply =>
    reply.kind === 'card' || reply.kind === 'form'
      ? [
          JSON.stringify(reply.card),
          renderTerminal(reply.card, false),
          reply.kind === 'card' ? JSON.stringify(jsonAnswer(whole.text, reply, 1)) : '',
          reply.kind === 'card'
            ? reply.card.rows
                .flatMap(({ buttons }) => buttons.map(({ asks }) => parts.stash.lineFor(asks, 100_000)))
                .join('\n')
            : '',
        ]
      : [],
  )
  // What was heard stands in the first place of what the store is given; it keeps hashes of it.
  return [...shown, JSON.stringify(kept.map(one => (Array.isArray(one) ? one.slice(1) : one)))].join('\n')
}

const around = fc.constantFrom(
  (secret: string) => secret,
  (secret: string) => `why does this fail?\n${secret}`,
  POD,
  ...PASTES.slice(0, 12).map(
    ({ text }) =>
      (secret: string) =>
        `${text}\n${secret}`,
  ),
)
const via = fc.constantFrom('typed' as const, 'explain' as const)

test.each(Object.entries(PLANTED))(
  'no answer, button or record ever holds a secret: %s',
  async (_, planted) => {
    await fc.assert(
      fc.asyncProperty(planted, around, via, async ({ text, secret }, paste, how) => {
        expect(await told({ text: paste(text), via: how })).not.toContain(secret)
      }),
      { numRuns: 8 },
    )
  },
)

test('what is filled into a command is shown, unless it is a secret', async () => {
  const token = `ghp_${'a1B2'.repeat(9)}`
  const filled = (value: string) =>
    told({ text: `fill ${new URLSearchParams({ pod: value })} fill-in kubectl logs POD`, via: 'button' })
  expect(await filled('web-1')).toContain('kubectl logs web-1')
  expect(await filled(token)).not.toContain(token)
})
