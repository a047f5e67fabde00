/** A test's beginning: the bot runs, connected to a local Slack in which Ann and Bob sit; all ends with the test. */
import { onTestFinished, vi } from 'vitest'
import type { Bot, Heard } from '../../src/chat/chat.ts'
import { type Mode, type Options, type Running, run } from './app.ts'
import { type Person, person, type SeenMessage } from './people.ts'
import { BOT } from './world.ts'

export const MODES = ['socket', 'http'] as const

export type Scene = Running & {
  ann: Person
  bob: Person
  /** The bot's messages that `who` sees there, once there are `count` of them. */
  answers(who: Person, channel: string, count: number, thread?: string): Promise<SeenMessage[]>
  /** The last of them. */
  answer(who: Person, channel: string, count?: number, thread?: string): Promise<SeenMessage>
}

export async function scene(mode: Mode, options?: Options): Promise<Scene> {
  const app = await run(mode, options)
  onTestFinished(() => app.stop())
  const answers: Scene['answers'] = (who, channel, count, thread) =>
    vi.waitUntil(
      () => {
        const written = who.sees(channel, thread).filter(({ user }) => user === BOT.user)
        return written.length >= count && written
      },
      { timeout: 4000, interval: 5 },
    )
  return {
    ...app,
    ann: person(app.slack, 'U1'),
    bob: person(app.slack, 'U2'),
    answers,
    async answer(who, channel, count = 1, thread) {
      const [last] = (await answers(who, channel, count, thread)).slice(-1)
      if (last === undefined) throw new Error('no answer')
      return last
    },
  }
}

/** `bot`, with `listen` told about everything that it hears. */
export const hearing = (bot: Bot, listen: (heard: Heard) => void): Bot => ({
  ...bot,
  respond(heard) {
    listen(heard)
    return bot.respond(heard)
  },
})

/** `bot`, answering whatever is shared as if `line` had been asked, in the words in which it was asked. */
export const answering = (bot: Bot, line: string): Bot => ({
  ...bot,
  async respond(heard) {
    const reply = await bot.respond({ ...heard, text: `share ${line}` })
    const asked = { by: heard.user, text: heard.text.replace(/^share (ask )?/, '') }
    return reply.kind === 'card' ? { ...reply, card: { ...reply.card, asked } } : reply
  },
})
