/** Which notes each conversation was about lately, so that a follow-up can be understood. */
import type { NoteId } from './notes/note.ts'
import type { Store, Who } from './store/store.ts'

const NOTES_EACH = 4
const CONVERSATIONS = 10_000

export type Conversations = {
  /** Notes shown in the conversation, the latest first. */
  recent(who: Who): Promise<NoteId[]>
  remember(who: Who, notes: NoteId[]): void
  /** Drops what a person's own conversations were about. */
  forget(who: Who): void
}

/** Kept in memory; a conversation that is not there, such as after a restart, is looked up in the store once. */
export function createConversations(store: Pick<Store, 'recent'>): Conversations {
  const known = new Map<string, { by: string; notes: NoteId[] }>()

  function put(who: Who, notes: NoteId[]): void {
    const key = keyOf(who)
    known.delete(key)
    known.set(key, { by: personOf(who), notes })
    const [oldest] = known.keys()
    if (known.size > CONVERSATIONS && oldest !== undefined) known.delete(oldest)
  }

  return {
    async recent(who) {
      const found = known.get(keyOf(who))
      if (found !== undefined) return found.notes
      const stored = await store.recent(who)
      if (!known.has(keyOf(who))) put(who, stored)
      return stored
    },
    remember(who, notes) {
      if (notes.length === 0) return
      const before = known.get(keyOf(who))?.notes ?? []
      put(who, [...new Set([...notes, ...before])].slice(0, NOTES_EACH))
    },
    forget(who) {
      for (const [key, { by }] of known) if (by === personOf(who)) known.delete(key)
    },
  }
}

/** A thread is one conversation for all; outside of threads each person has their own. */
function keyOf({ place, user }: Who): string {
  const { platform, workspace, channel, thread } = place
  return JSON.stringify([platform, workspace, channel, thread ?? ['user', user]])
}

const personOf = ({ place, user }: Who): string => JSON.stringify([place.platform, user])
