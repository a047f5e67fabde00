/** Does what a question asks of the bot's memory, and tells what became of it. */
import type { Told } from './ask/answer.ts'
import type { Deed } from './ask/question.ts'
import type { Heard } from './chat/chat.ts'
import type { Conversations } from './conversations.ts'
import type { Store } from './store/store.ts'
import type { Versions } from './versions.ts'

export type Memory = { store: Store; conversations: Conversations; versions: Versions }

export async function act(deed: Deed, heard: Heard, memory: Memory): Promise<Told> {
  const { store, conversations, versions } = memory
  if (deed.kind === 'version') {
    if (!heard.manager && heard.anyoneSets !== true) return { kind: 'not-manager' }
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
      if (!heard.manager) return { kind: 'not-manager' }
      const done = await store.keepUnanswered(heard, deed.on)
      return { kind: 'keep-unanswered', on: deed.on, days: store.days, done }
    }
    default:
      return deed satisfies never
  }
}
