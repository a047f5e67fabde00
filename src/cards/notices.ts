/** What the bot says about itself and its surroundings rather than about Kubernetes. */
import type { Span } from '../notes/note.ts'
import type { Card } from './card.ts'

/** Each notice by name: a title, and the sentence that also fits below another answer. */
const NOTICES = {
  explain: [
    'Shall I explain that message?',
    'Open the menu of the message (on a phone: press and hold it) and choose "Explain this"; only you will see the answer. Or mention me together with a question.',
  ],
  'no-text': [
    'There is no text to explain',
    'That message has no text that I can read. Copy the error or the output into a question.',
  ],
  picture: [
    'I cannot read pictures',
    'I cannot read pictures. Copy the text that the picture shows and send it as text.',
  ],
  'large-file': [
    'That file is too long for me',
    'I read text files of up to 100 kB. Send the part that shows the error.',
  ],
  'other-file': [
    'I cannot read that file',
    'I read plain text only: logs, YAML, output of commands. Send the file as text.',
  ],
  'closed-file': [
    'I may not read files here',
    'I was not allowed to read the file. Paste its text, or ask who installed me to allow me to read files.',
  ],
  unheard: [
    'I could not read that',
    'Discord does not show me what you wrote there. Ask with /k8s, mention me with your question, or choose "Explain this" under Apps in the menu of a message.',
  ],
  offer: [
    'This may help',
    'Nobody asked me: the title of this post sounds like this note. If it does not help, delete my answer below; to ask me something, mention me.',
  ],
  'managers-only': ['Not for everybody', 'Only people who may manage this server can use that command.'],
  'no-version': [
    'That is no version of Kubernetes',
    'Write it like 1.31, or "off" to forget the one that is set.',
  ],
  'old-button': [
    'This button is too old',
    'It comes from an earlier version of me. Ask again and you get new buttons.',
  ],
  shared: ['Shared', 'The answer now stands in the channel, with your name and your question.'],
  'not-in-channel': [
    'I cannot write there',
    'You mentioned me where I am not a member, so the answer comes to you. Invite me to that channel to have answers there.',
  ],
  'no-permission': [
    'I may not write there',
    'I lack the permission to write where you mentioned me, so the answer comes to you. /k8s works there too.',
  ],
  'closed-channel': [
    'I cannot write there',
    'I can no longer see the place where you asked, so the answer comes to you.',
  ],
  trouble: ['Something went wrong', 'That was my fault, not yours, and it has been noted. Please try again.'],
} as const satisfies Record<string, readonly [title: string, sentence: string]>

export type Notice = keyof typeof NOTICES

export const isNotice = (name: string): name is Notice => Object.hasOwn(NOTICES, name)

export function noticeCard(notice: Notice): Card {
  const [title, sentence] = NOTICES[notice]
  const blocks = [{ kind: 'text' as const, text: [{ text: sentence }] }]
  return { title, blocks, rows: [], footer: [], of: { kind: 'notice', notice }, skipped: 0 }
}

/** `card` with the sentence of each notice below it. */
export const withNotices = (card: Card, notices: readonly Notice[]): Card => ({
  ...card,
  footer: [...notices.map((notice): Span => ({ text: `${NOTICES[notice][1]} ` })), ...card.footer],
})
