/** Where people begin: what the bot is, how to ask it, and what it keeps. */
import type { Note } from '../notes/note.ts'
import type { Button } from './card.ts'
import {
  type Contents,
  code,
  heading,
  helpButton,
  links,
  list,
  plural,
  row,
  showButton,
  text,
  topicButton,
  topicsButton,
} from './parts.ts'

type Topics = { name: string; count: number }[]

const privacyButton: Button = { label: 'What I keep', asks: { kind: 'privacy' } }
const randomButton: Button = { label: 'Random note', asks: { kind: 'random' } }

export function helpCard(topics: Topics, examples: Note[]): Contents {
  const count = topics.reduce((sum, topic) => sum + topic.count, 0)
  return {
    title: 'Ask me about Kubernetes',
    blocks: [
      text(
        `I answer from ${plural(count, 'reviewed note')}. Type a question, a name or paste an error, for example:`,
      ),
      list(examples.map(note => [code(`what is ${note.title}`)])),
      text('Or type one of these words:'),
      list([
        [code('topics'), { text: ' – what there is' }],
        [code('random'), { text: ' – a note to learn from' }],
        [code('today'), { text: ' – the concept of the day' }],
        [code('version 1.31'), { text: ' – which Kubernetes runs here, so that I say what holds there' }],
        [code('daily'), { text: ' – a concept in this channel every day' }],
        [code('privacy'), { text: ' – what I keep, and how to delete it' }],
        [code('help'), { text: ' – this page' }],
      ]),
    ],
    rows: [...row('Examples', examples.map(showButton)), ...row('Other ways', [topicsButton, randomButton])],
    footer: [],
  }
}

export function homeCard(today: Note | undefined, topics: Topics): Contents {
  return {
    title: 'Kubernetes, explained',
    blocks: [
      text('Ask in your own words, by a name, or by pasting an error. I answer from reviewed notes only.'),
      ...(today === undefined ? [] : [heading('Concept of the day'), links([today])]),
      heading('What I keep'),
      text(
        'No text of messages, unless a channel wants its unanswered questions kept: only which notes I showed, when and where, and which ones helped.',
      ),
    ],
    rows: [
      ...(today === undefined ? [] : row('Concept of the day', [showButton(today)])),
      ...row('Topics', topics.map(topicButton)),
      ...row('Other ways', [randomButton, helpButton, privacyButton]),
    ],
    footer: [],
  }
}
