/** The words about the bot's memory: what it keeps, votes, forgetting, and asking more slowly. */
import type { Told } from '../ask/answer.ts'
import { REASONS, type Reason } from '../ask/question.ts'
import type { Block } from '../notes/note.ts'
import { type Contents, code, heading, list, plural, row, text } from './parts.ts'

const REASON_LABELS: Record<Reason, string> = {
  wrong: 'It is wrong',
  outdated: 'It is outdated',
  'not-asked': 'Not what I asked',
  unclear: 'It is unclear',
}

export function toldCard(told: Told): Contents {
  switch (told.kind) {
    case 'privacy':
      return told.days === 0
        ? message('What I keep', 'Nothing. What you ask here is answered and forgotten.')
        : {
            title: 'What I keep',
            blocks: privacyBlocks(told.days, told.keepsUnanswered),
            rows: [],
            footer: [],
          }
    case 'voted':
      return votedCard(told)
    case 'forgotten':
      return told.done
        ? message(
            'Forgotten',
            'Everything I kept about you is deleted, wherever you asked it: your answers, your votes and the words I kept. What you ask from now on is kept anew.',
          )
        : message('I could not delete it now', `${UNREACHABLE} What I keep about you is still there.`)
    case 'keep-unanswered':
      return keepUnansweredCard(told)
    case 'version':
      return versionCard(told)
    case 'not-manager':
      return message(
        'Only for who manages this channel',
        'That is the same for everybody here, so only people who manage this channel can change it.',
      )
    case 'slow-down':
      return message(
        'One moment, please',
        `That was more than ${plural(told.perMinute, 'question')} in a minute. I will be glad to go on in a minute; please ask again then.`,
      )
    default:
      return told satisfies never
  }
}

const UNREACHABLE = 'I cannot reach my memory right now; please try again in a few minutes.'

const message = (title: string, words: string): Contents => ({
  title,
  blocks: [text(words)],
  rows: [],
  footer: [],
})

function privacyBlocks(days: number, keepsUnanswered: boolean | undefined): Block[] {
  return [
    text('To find out which notes help and which are missing, I keep:'),
    list([
      [
        {
          text: `for ${plural(days, 'day')}, of each answer: when and in which channel, which notes I showed, and how sure I was`,
        },
      ],
      [{ text: `for ${plural(days, 'day')}: votes on answers, with their reasons` }],
      [
        {
          text: 'as long as a channel has a daily post: who set it up, by the platform’s id, so that I can tell them when it ends',
        },
      ],
      [{ text: 'for a week: the ids of messages I have heard, so that none is answered twice' }],
    ]),
    text(
      'Other than that I keep no name: a code stands in its place, which only shows that two answers were for the same person. I keep no text of messages, with one exception:',
    ),
    text(unansweredHere(keepsUnanswered)),
    heading('Your choice'),
    list([
      [code('forget me'), { text: ' – deletes everything I keep about you' }],
      [
        code('keep-unanswered on'),
        { text: ' or ' },
        code('keep-unanswered off'),
        { text: ' – for people who manage a channel' },
      ],
    ]),
  ]
}

function unansweredHere(keeps: boolean | undefined): string {
  const what =
    'the words of questions I had no answer for, with passwords, tokens and other secrets taken out'
  if (keeps === undefined)
    return `Where a channel has turned it on, I keep ${what}. I cannot tell right now whether this one has.`
  return keeps
    ? `This channel has turned on that I keep ${what}.`
    : `Where a channel has turned it on, I keep ${what}. This one has not.`
}

function votedCard({ answer, vote, done }: Told & { kind: 'voted' }): Contents {
  if (!done) return message('I could not note that', UNREACHABLE)
  if (vote === 'up') return message('Thank you', 'Good to know that this helped.')
  if (vote !== 'down') return message('Thank you', 'That tells the people who write the notes what to mend.')
  return {
    title: 'Thank you',
    blocks: [text('What was it? One more press tells the people who write the notes what to mend.')],
    rows: row(
      'What was it?',
      REASONS.map(reason => ({ label: REASON_LABELS[reason], asks: { kind: 'reason', answer, reason } })),
    ),
    footer: [],
  }
}

function versionCard({ version, done }: Told & { kind: 'version' }): Contents {
  if (!done) return message('Nothing was changed', UNREACHABLE)
  return version === undefined
    ? message('No version is set here', 'Answers say in which versions things hold, where not in all.')
    : {
        title: `Kubernetes ${version}`,
        blocks: [
          text(
            `From now on answers here say which of their commands and manifests hold in Kubernetes ${version}, what is not there yet and what was removed, as far as I know.`,
          ),
          list([[code('version off'), { text: ' – forgets it again' }]]),
        ],
        rows: [],
        footer: [],
      }
}

function keepUnansweredCard({ on, days, done }: Told & { kind: 'keep-unanswered' }): Contents {
  if (!done) return message('Nothing was changed', UNREACHABLE)
  return on
    ? message(
        'Questions without an answer are kept here',
        `From now on I keep the words of questions in this channel that I could not answer, with secrets taken out, for ${plural(days, 'day')}. They show which notes are missing.`,
      )
    : message(
        'Questions without an answer are not kept here',
        'What I had kept of them in this channel is deleted.',
      )
}
