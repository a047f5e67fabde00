/** Does what a question asks of the bot's memory, and tells what became of it. */
import type { Told } from './ask/answer.ts'
import { type DailyAnswer, type Draft, readOrder } from './ask/daily.ts'
import type { Deed } from './ask/question.ts'
import { type Heard, mayArrange } from './chat/chat.ts'
import type { Conversations } from './conversations.ts'
import type { Office } from './daily/office.ts'
import type { Store } from './store/store.ts'
import type { Versions } from './versions.ts'

export type Memory = { store: Store; conversations: Conversations; versions: Versions; daily?: Office }

/** @param values what was filled into the form that `deed` shows */
export async function act(
  deed: Deed,
  heard: Heard,
  { store, conversations, versions, daily }: Memory,
  values?: Record<string, string>,
): Promise<Told | DailyAnswer> {
  if (deed.kind === 'daily')
    return daily === undefined
      ? { kind: 'daily-refused', why: 'nowhere' }
      : daily.order(
          values === undefined ? readOrder(deed.words) : { do: 'set', draft: filled(values) },
          heard,
        )
  if (deed.kind === 'version') {
    // It changes hints only: where the platform does not tell who manages a channel, anyone may.
    if (!heard.manager && (await mayArrange(heard)) === false) return { kind: 'not-manager' }
    return { ...deed, done: await versions.set(heard, deed.version) }
  }
  if (store.days === 0) return { kind: 'privacy', days: 0, keepsUnanswered: false }
  switch (deed.kind) {
    case 'vote':
    case 'reason': {
      const vote = deed.kind === 'vote' ? deed.vote : deed.reason
      return { kind: 'voted', answer: deed.answer, vote, done: store.vote(heard, deed.answer, vote) }
    }
    case 'privacy':
      return { kind: 'privacy', days: store.days, keepsUnanswered: await store.keepsUnanswered(heard) }
    case 'forget':
      conversations.forget(heard)
      versions.forget(heard)
      return { kind: 'forgotten', done: await store.forget(heard) }
    case 'keep-unanswered': {
      if (!heard.manager && (await mayArrange(heard)) !== true) return { kind: 'not-manager' }
      const done = await store.keepUnanswered(heard, deed.on)
      return { kind: 'keep-unanswered', on: deed.on, days: store.days, done }
    }
    default:
      return deed satisfies never
  }
}

const filled = ({ time = '', zone = '', days = '', about = '' }: Record<string, string>): Draft => ({
  time,
  zone,
  days,
  about,
})
