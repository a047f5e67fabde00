/** What somebody who sets the bot up in a place needs to know. */
import type { Block } from '../notes/note.ts'
import type { Card } from './card.ts'

/**
 * @param missing names of the permissions that the bot lacks in this place
 * @param invite the address that adds the bot to a server with all of them
 */
export function setupCard(missing: string[], invite: string): Card {
  const lacking: Block[] = [
    text('Here I lack these permissions:'),
    { kind: 'list', ordered: false, items: missing.map(name => [{ text: name, style: 'strong' }]) },
    text(
      'Until somebody who manages this server gives them to my role, I answer mentions here by direct message. /k8s and "Explain this" work all the same.',
    ),
  ]
  return {
    title: missing.length === 0 ? 'Everything is set up here' : 'Something is missing here',
    blocks:
      missing.length === 0
        ? [
            text(
              'I have all the permissions I need in this channel. Mention me with a question, or use /k8s.',
            ),
          ]
        : lacking,
    rows: [],
    footer: [{ text: 'Add me to another server', href: invite }],
    of: { kind: 'help' },
    skipped: 0,
  }
}

const text = (words: string): Block => ({ kind: 'text', text: [{ text: words }] })
