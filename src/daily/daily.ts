/** The concept of the day, put together: takes orders, and every second posts what is due. */
import { goneCard } from '../cards/daily.ts'
import type { Chat } from '../chat/chat.ts'
import type { Library } from '../notes/library.ts'
import type { DailyStore } from '../store/create.ts'
import type { Post } from '../store/daily.ts'
import { createEditor } from './editor.ts'
import { createLoop, type LoopParts, POLICY } from './loop.ts'
import { createOffice, type Office } from './office.ts'

export type Daily = {
  office: Office
  /** From now on posts are sent. @param chats the platforms this process is connected to */
  start(chats: readonly Pick<Chat, 'name' | 'poster' | 'ready'>[]): void
  /** Begins nothing more, and resolves when what was begun has come to an end. */
  stop(): Promise<void>
}

export type DailyParts = {
  store: DailyStore
  /** The notes of the moment. */
  library: () => Library
  /** Milliseconds since the epoch. */
  now: () => number
  /** How late a post may be sent, in milliseconds. */
  grace: number
  onEnd: (post: Post, end: 'sent' | 'skipped' | 'postponed', reason?: string) => void
  onError: LoopParts['onError']
  /** Milliseconds between looks; a second when missing. */
  every?: number
}

const TICK_MS = 1000

export function createDaily(parts: DailyParts): Daily {
  const { store, library, now } = parts
  let posters = new Map<string, Chat['poster']>()
  let timer: NodeJS.Timeout | undefined
  let loop: ReturnType<typeof createLoop> | undefined

  return {
    office: createOffice({
      store,
      poster: platform => posters.get(platform),
      library,
      now,
      onDue: () => void loop?.tick(),
    }),
    start(chats) {
      posters = new Map(chats.map(({ name, poster }) => [name, poster]))
      if (posters.size === 0) return
      const begun = createLoop({
        ...parts,
        policy: { ...POLICY, grace: parts.grace },
        editor: createEditor(chats, library),
        async onGone({ place, by }, why) {
          const poster = posters.get(place.platform)
          if (poster !== undefined && by !== undefined)
            await poster.tell(place, by, goneCard(poster.mention(place), why))
        },
      })
      loop = begun
      timer = setInterval(() => void begun.tick(), parts.every ?? TICK_MS).unref()
    },
    async stop() {
      clearInterval(timer)
      await loop?.settled()
    },
  }
}
