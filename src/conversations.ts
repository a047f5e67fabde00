/** Which notes each conversation was about lately, so that a follow-up can be understood. */
import type { Heard, Place } from './chat/chat.ts'
import type { NoteId } from './notes/note.ts'

const NOTES_EACH = 4
const CONVERSATIONS = 10_000

export type Conversations = {
  /** Notes shown in the conversation, the latest first. */
  recent(heard: Pick<Heard, 'place' | 'user'>): NoteId[]
  remember(heard: Pick<Heard, 'place' | 'user'>, notes: NoteId[]): void
}

export function createConversations(): Conversations {
  const known = new Map<string, NoteId[]>()
  return {
    recent: heard => known.get(keyOf(heard)) ?? [],
    remember(heard, notes) {
      if (notes.length === 0) return
      const key = keyOf(heard)
      const before = known.get(key) ?? []
      known.delete(key)
      known.set(key, [...new Set([...notes, ...before])].slice(0, NOTES_EACH))
      const [oldest] = known.keys()
      if (known.size > CONVERSATIONS && oldest !== undefined) known.delete(oldest)
    },
  }
}

/** A thread is one conversation for all; outside of threads each person has their own. */
function keyOf({ place, user }: { place: Place; user: string }): string {
  const { platform, workspace, channel, thread } = place
  return JSON.stringify([platform, workspace, channel, thread ?? ['user', user]])
}
