/** What a place is told next, how it looks, and the way it takes to its platform. */
import { dailyCard, dailyMark } from '../cards/daily.ts'
import type { Chat, Known, Place } from '../chat/chat.ts'
import type { Library } from '../notes/library.ts'
import { keyOf, type Post } from '../store/daily.ts'
import { choose, parseAbout } from './choose.ts'
import type { Editor } from './loop.ts'

/** A post that the bot's own clock puts earlier than the platform's is still found. */
const CLOCKS_DIFFER_MS = 10 * 60_000

/** @param library asked anew each time, since notes change while the bot runs */
export function createEditor(
  chats: readonly Pick<Chat, 'name' | 'poster' | 'ready'>[],
  library: () => Library,
): Editor {
  const posters = new Map(chats.map(({ name, poster }) => [name, poster]))
  const posterOf = ({ platform }: Place) => posters.get(platform)
  return {
    platforms: () => chats.filter(chat => chat.ready()).map(({ name }) => name),
    next: ({ subscription: { place, about }, ...had }, wanted) =>
      wanted !== undefined && library().notes.has(wanted)
        ? wanted
        : choose(parseAbout(about), library(), keyOf(place), had)?.id,
    async post(post, id, withinMs) {
      const known = library()
      const note = known.notes.get(id)
      const poster = posterOf(post.place)
      if (note === undefined || poster === undefined) return { kind: 'unsent', why: 'not-connected' }
      const related = note.related.flatMap(other => known.notes.get(other) ?? [])
      return poster.post(post.place, dailyCard(note, related, post.date), knownBy(post), withinMs)
    },
    wasPosted: async post => (await posterOf(post.place)?.wasPosted(post.place, knownBy(post))) ?? 'later',
  }
}

const knownBy = ({ place, date, due }: Post): Known => ({
  name: `${keyOf(place)} ${date}`,
  mark: dailyMark(date),
  since: due - CLOCKS_DIFFER_MS,
})
