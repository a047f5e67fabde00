/** Asks the bot questions, each in a conversation of its own, and judges what it said. */
import { createBot, knowledgeOf } from '../src/bot.ts'
import { cardText } from '../src/cards/text.ts'
import { createStash } from '../src/chat/stash.ts'
import { memoryless } from '../src/memoryless.ts'
import type { Library } from '../src/notes/library.ts'
import type { Row } from './questions.ts'
import { judge, type Outcome, type Said } from './score.ts'

const FIRM = new Set(['note', 'comparison', 'diagnosis', 'findings'])

/** The whole way of a question, from its text to the card, as a person in a chat would go it. */
export async function askAll(rows: readonly Row[], library: Library): Promise<Outcome[]> {
  const knowledge = knowledgeOf(library)
  const bot = createBot({
    knowledge: () => knowledge,
    ...memoryless(),
    stash: createStash(Date.now),
    pick: () => 0,
    onAnswer: () => {},
  })
  const say = async ({ id, text }: Row, at: number): Promise<Said> => {
    const reply = await bot.respond({
      text,
      via: 'typed',
      user: 'eval',
      place: { platform: 'eval', workspace: 'eval', channel: String(at) },
      events: [],
      audience: 'alone',
      manager: false,
    })
    if (reply.kind !== 'card') throw new Error(`${id} got no card`)
    const { kind, notes, confidence } = reply.about
    return { firm: FIRM.has(kind), offered: kind === 'choice', notes, confidence, text: cardText(reply.card) }
  }
  const outcomes: Outcome[] = []
  for (const [at, row] of rows.entries()) outcomes.push(judge(row, await say(row, at)))
  return outcomes
}
