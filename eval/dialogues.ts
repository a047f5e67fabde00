/** `npm run eval:dialogues`: second questions that leave out what they are about, or turn to something new. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { createBot, knowledgeOf } from '../src/bot.ts'
import { cardText } from '../src/cards/text.ts'
import { createStash } from '../src/chat/stash.ts'
import { memoryless } from '../src/memoryless.ts'
import { loadLibrary } from '../src/notes/load.ts'

/**
 * `notes`: those that answer the second question, any of them first; none where it must get no firm answer. `both`: what
 * must be compared. `says`: words that the answer must hold.
 */
const Dialogue = z.object({
  id: z.string(),
  turns: z.tuple([z.string(), z.string()]),
  notes: z.array(z.string()),
  both: z.array(z.string()).optional(),
  says: z.string().optional(),
})

const FIRM = new Set(['note', 'comparison', 'diagnosis', 'findings'])

export async function runDialogues(): Promise<{ right: number; all: number; misses: string[] }> {
  const { library } = await loadLibrary(['knowledge'])
  if (library === undefined) throw new Error('the notes do not parse; run npm run check:notes')
  const knowledge = knowledgeOf(library)
  const bot = createBot({
    knowledge: () => knowledge,
    ...memoryless(),
    stash: createStash(Date.now),
    pick: () => 0,
    onAnswer: () => {},
  })
  const dialogues = readFileSync(new URL('dialogues.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map(line => Dialogue.parse(JSON.parse(line)))
  const misses: string[] = []
  for (const { id, turns, notes, both, says } of dialogues) {
    const place = { platform: 'eval', workspace: 'eval', channel: id }
    const ask = (text: string) =>
      bot.respond({ text, via: 'typed', user: 'eval', place, events: [], audience: 'alone', manager: false })
    await ask(turns[0])
    const reply = await ask(turns[1])
    if (reply.kind !== 'card') throw new Error(`${id} got no card`)
    const { about, card } = reply
    const firm = FIRM.has(about.kind)
    const right =
      notes.length === 0
        ? !firm
        : firm &&
          (both?.every(side => about.notes.includes(side)) ?? notes.includes(about.notes[0] ?? '')) &&
          (says === undefined || cardText(card).includes(says))
    if (!right) misses.push(`${id} ${turns.join(' → ')}: ${about.kind} ${about.notes.slice(0, 3).join(', ')}`)
  }
  return { right: dialogues.length - misses.length, all: dialogues.length, misses }
}

if (import.meta.main) {
  const { right, all, misses } = await runDialogues()
  console.log(`${right} of ${all} dialogues right (${((100 * right) / all).toFixed(1)} %)`)
  for (const miss of misses) console.log(`  ${miss}`)
}
