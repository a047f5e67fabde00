/** The words about setting up the daily post: what was changed, how it stands, and what is in the way. */
import type { DailyAnswer, DailyPost, DailyState } from '../ask/daily.ts'
import type { Block, Span } from '../notes/note.ts'
import type { Button } from './card.ts'
import { aboutWords, closedWords, dateWords, daysWords } from './daily.ts'
import { type Contents, code, list, plural, row, text } from './parts.ts'

export function setupAnswerCard(answer: Exclude<DailyAnswer, { kind: 'daily-form' }>): Contents {
  switch (answer.kind) {
    case 'daily-set':
      return {
        title: 'A concept every day: set up',
        blocks: [
          ...stateBlocks(answer.state),
          ...(answer.tried
            ? []
            : [
                text(
                  'I could not try right now whether I can post here; if I cannot, I will tell you after a day.',
                ),
              ]),
        ],
        rows: row('The daily post', manageButtons(answer.state)),
        footer: [],
      }
    case 'daily-status':
      return answer.state === undefined
        ? {
            title: 'No concept of the day here',
            blocks: [
              text(
                'I can post one Kubernetes concept here every day. Set it up with the form, or type for example:',
              ),
              list([
                [code('daily 09:00 Europe/Prague')],
                [code('daily 8:30 America/New_York mon-fri networking,storage')],
                [code('daily 09:00 Asia/Tokyo path:beginner')],
              ]),
            ],
            rows: row('The daily post', [setUpButton('Set it up')]),
            footer: [],
          }
        : {
            title: 'The concept of the day here',
            blocks: stateBlocks(answer.state),
            rows: row('The daily post', manageButtons(answer.state)),
            footer: [],
          }
    case 'daily-changed':
      return changedCard(answer)
    case 'daily-closed':
      return {
        title: 'I cannot post here yet',
        blocks: closedBlocks(answer.why, answer.missing),
        rows: row('The daily post', [setUpButton('Try again')]),
        footer: [],
      }
    case 'daily-refused':
      return refusedCard(answer.why)
    default:
      return answer satisfies never
  }
}

function changedCard({ how, state, skipped }: DailyAnswer & { kind: 'daily-changed' }): Contents {
  const titles = {
    paused: 'The daily post is paused',
    resumed: 'The daily post goes on',
    skipped: `The post of ${skipped === undefined ? 'that day' : dateWords(skipped)} is left out`,
    now: 'Today’s post is on its way',
    off: 'The daily post is off',
  }
  const off =
    'Which concepts this channel has had is kept for a while, so that none repeats should it come back.'
  return {
    title: titles[how],
    blocks: state === undefined ? [text(off)] : stateBlocks(state),
    rows: row(
      'The daily post',
      state === undefined ? [setUpButton('Set it up again')] : manageButtons(state),
    ),
    footer: [],
  }
}

function stateBlocks(state: DailyState): Block[] {
  const { time, zone, days, about, next, latest, had, of } = state
  const facts: Span[][] = [
    [{ text: `${daysWords(days)} at ${time}, ${zone}` }],
    [{ text: `${aboutWords(about)}: ${had} of ${plural(of, 'concept')} so far` }],
    [{ text: whenNext(state, next) }],
  ]
  const skipped = latest.find(post => post.state === 'skipped')
  return [
    list(facts),
    ...(state.goneSince === undefined
      ? []
      : [text('I cannot reach this channel at present and go on trying.')]),
    ...(skipped === undefined ? [] : [text(skippedWords(skipped))]),
  ]
}

function whenNext({ paused, zone }: DailyState, next: DailyState['next']): string {
  if (next === undefined)
    return paused === 'gone'
      ? 'Paused, since I could not reach this channel for a day'
      : 'Paused until somebody resumes it'
  const at = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: zone,
  }).format(next.at)
  return `${paused === undefined ? 'Next' : 'Paused; next'}: ${at}`
}

/** Why a day had no post. */
function skippedWords({ date, reason = '' }: DailyPost): string {
  const why: Record<string, string> = {
    late: 'I was not running for too long',
    off: 'it had been turned off',
    paused: 'it had been paused',
    'no-notes': 'there was no note for it',
    'not-connected': 'I was not connected',
    limited: 'I was asked to slow down for too long',
  }
  return `${dateWords(date)} had no post: ${why[reason] ?? closedWords(reason) ?? 'it could not be sent'}.`
}

function closedBlocks(why: string, missing: string[]): Block[] {
  const words = closedWords(why) ?? 'I cannot write there'
  return missing.length === 0
    ? [text(`${words[0]?.toUpperCase()}${words.slice(1)}. ${wayIn(why)}`)]
    : [
        text('I lack these permissions in this channel:'),
        list(missing.map(name => [{ text: name, style: 'strong' }])),
        text('Somebody who manages this server can give them to my role.'),
      ]
}

function wayIn(why: string): string {
  if (why === 'outside') return 'Invite me with /invite and try again.'
  if (why === 'archived') return 'Unarchive it, or choose another one.'
  return 'Choose a channel in which I may write, or ask who manages this one.'
}

function refusedCard(why: (DailyAnswer & { kind: 'daily-refused' })['why']): Contents {
  const words: Record<typeof why, readonly [string, string]> = {
    'not-manager': [
      'Only for who manages this channel',
      'The daily post is for everybody here, so only people who manage this channel can change it. Anybody can see how it stands with "daily status".',
    ],
    'unknown-manager': [
      'I cannot tell whether you may change this',
      'I am not allowed to see who is a guest here. Whoever installed me can allow it (the scope users:read), or set SLACK_MANAGERS.',
    ],
    nowhere: [
      'There is no channel to post in',
      'The daily post works in channels and direct messages on Slack and Discord.',
    ],
    unreachable: [
      'Nothing was changed',
      'I cannot reach my memory right now; please try again in a few minutes.',
    ],
    none: [
      'No concept of the day here',
      'There is none to change. Set one up with "daily 09:00 Europe/Prague".',
    ],
    'bad-date': [
      'I need a date to come',
      'Write it such as "daily pause until 2027-01-07", at most two years ahead. That is the first day with a post again.',
    ],
    'today-done': [
      'Today’s post is there already',
      'Each channel gets one a day. For more, try "today" or "random"; only you see the answer.',
    ],
    paused: ['The daily post is paused', 'Resume it first.'],
  }
  const [title, sentence] = words[why]
  const buttons =
    why === 'none' ? [setUpButton('Set it up')] : why === 'paused' ? [orderButton('Resume', 'resume')] : []
  return { title, blocks: [text(sentence)], rows: row('The daily post', buttons), footer: [] }
}

const orderButton = (label: string, words: string): Button => ({ label, asks: { kind: 'daily', words } })
const setUpButton = (label: string): Button => orderButton(label, 'form')

function manageButtons({ next }: DailyState): Button[] {
  const going =
    next === undefined
      ? [orderButton('Resume', 'resume')]
      : [
          orderButton('Post today’s now', 'now'),
          orderButton('Skip the next one', 'skip'),
          orderButton('Pause', 'pause'),
        ]
  return [setUpButton('Change'), ...going, orderButton('Turn off', 'off')]
}
