/** The modal in which one looks notes up and reads them, and the Home tab. */
import type { HomeView, KnownBlock, ModalView } from '@slack/types'
import { z } from 'zod'
import { SEARCH } from '../../cards/search.ts'
import { LIMITS } from './limits.ts'
import type { Message } from './render.ts'
import { label } from './text.ts'

/** The action id of the search box; its suggestions are asked for under the same name. */
const SEARCH_ID = 'search'

/** Where the modal was opened from, so that an answer in it can be shared there; `line`: which form it is. */
const Origin = z.object({
  channel: z.string().optional(),
  thread: z.string().optional(),
  responseUrl: z.string().optional(),
  line: z.string().optional(),
})
export type Origin = z.infer<typeof Origin>

/** What `originOf` put into a modal; nothing where it is not ours. */
export function readOrigin(metadata: string | undefined): Origin {
  try {
    return Origin.catch({}).parse(JSON.parse(metadata || '{}'))
  } catch {
    return {}
  }
}

/** What a modal carries along; the address of an answer is left out where there is no room for it. */
export function originOf({ channel, thread, responseUrl, line }: Origin): string {
  const metadata = JSON.stringify({ channel, thread, responseUrl, line })
  return metadata.length <= LIMITS.privateMetadata ? metadata : JSON.stringify({ channel, thread, line })
}

export function renderModal(
  message: Message | undefined,
  { channel, thread, responseUrl }: Origin,
): ModalView {
  return {
    type: 'modal',
    title: plainText(SEARCH.title, LIMITS.modalTitle),
    close: plainText(SEARCH.close, LIMITS.modalButton),
    private_metadata: originOf({ channel, thread, responseUrl }),
    blocks: [searchBlock(), ...(message === undefined ? [hintBlock()] : message.blocks)],
  }
}

export const renderHome = (message: Message): HomeView => ({
  type: 'home',
  blocks: [...message.blocks.slice(0, 1), searchBlock(), ...message.blocks.slice(1)],
})

const searchBlock = (): KnownBlock => ({
  type: 'section',
  text: plainText(SEARCH.label, LIMITS.textObject),
  accessory: {
    type: 'external_select',
    action_id: SEARCH_ID,
    min_query_length: 0,
    placeholder: plainText(SEARCH.placeholder, LIMITS.placeholder),
  },
})

const hintBlock = (): KnownBlock => ({
  type: 'context',
  elements: [plainText(SEARCH.hint, LIMITS.textObject)],
})

export const plainText = (words: string, limit: number) => ({
  type: 'plain_text' as const,
  text: label(words, limit),
  emoji: false,
})
