/** New posts in configured help forums: one offer of an answer, from the title and the tags, when it is certain. */
import type { AnyThreadChannel } from 'discord.js'
import { withNotices } from '../../cards/notices.ts'
import type { Bot } from '../chat.ts'
import { placeOf } from './place.ts'
import type { Posting } from './posting.ts'

export type ForumParts = { bot: Bot; posting: Posting; forums: readonly string[] }

export function createOnThread({ bot, posting, forums }: ForumParts) {
  return async (thread: AnyThreadChannel, isNew: boolean): Promise<void> => {
    if (!isNew || thread.parentId === null || !forums.includes(thread.parentId)) return
    for (const [at, text] of wordings(thread).entries()) {
      const reply = await bot.respond({
        text,
        via: 'offer',
        user: thread.ownerId ?? '',
        place: placeOf(thread.guildId, thread.id, thread),
        events: [`post:${thread.id}:${at}`],
        audience: 'channel',
        manager: false,
      })
      if (reply.kind !== 'card') continue
      const card = withNotices(reply.card, ['offer'])
      return void (await posting.offer({ channel: thread, event: thread.id, card }))
    }
  }
}

/** The title alone, and where that is not enough, the title with what the tags add to it. */
const wordings = (thread: AnyThreadChannel): string[] => {
  const tags = tagsOf(thread)
  return tags.length === 0 ? [thread.name] : [thread.name, [thread.name, ...tags].join(' ')]
}

const tagsOf = ({ parent, appliedTags }: AnyThreadChannel): string[] =>
  parent !== null && 'availableTags' in parent
    ? parent.availableTags.filter(({ id }) => appliedTags.includes(id)).map(({ name }) => name)
    : []
