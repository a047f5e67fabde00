/** The daily post: a concept, why it matters, one thing to try and one to think about. */
import { type About, type Arrangement, formatDays } from '../ask/daily.ts'
import type { Block, Note, Section } from '../notes/note.ts'
import type { Card } from './card.ts'
import { withHints } from './checks.ts'
import { type Contents, heading, row, showButton, text } from './parts.ts'
import { pieces } from './pieces.ts'

const DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

/** By which the post of a date is known again among a channel's messages. @param date such as `2026-03-29` */
export const dailyMark = (date: string): string => `Concept of the day, ${DAY.format(new Date(date))}`

/** @param date the local date of the place */
export const dailyCard = (note: Note, related: Note[], date: string): Card => ({
  ...conceptCard(note, related),
  footer: [{ text: dailyMark(date) }],
  of: { kind: 'concept', note: note.id },
  skipped: 0,
})

/** A note as the daily post tells it. What it lacks is left out. */
export function conceptCard(note: Note, related: Note[]): Contents {
  const { question } = thinkOf(note)
  const why = section(note, 'why')?.blocks ?? []
  const attempt = oneToTry(note)
  return {
    title: note.title,
    blocks: pieces([
      ...note.summary,
      ...titled('Why it matters', why),
      ...titled('Try it', attempt === undefined ? [] : [attempt]),
      ...titled('Think about it', question),
    ]),
    rows: [
      ...(question.length === 0
        ? []
        : row('Think about it', [{ label: 'Show the answer', asks: { kind: 'think', note: note.id } }])),
      ...row('The whole note', [{ label: 'Read the whole note', asks: { kind: 'show', note: note.id } }]),
      ...row('Related notes', related.map(showButton)),
    ],
    footer: [],
  }
}

/** The answer to what a note asks its readers to think about, for who wants to see it. */
export function thinkCard(note: Note): Contents {
  const { question, answer } = thinkOf(note)
  return {
    title: `${note.title}: think about it`,
    blocks: pieces(
      answer.length === 0
        ? [text('This note asks nothing, or no longer does.')]
        : [...question.map(quoted), ...answer],
    ),
    rows: row('The whole note', [{ label: 'Read the whole note', asks: { kind: 'show', note: note.id } }]),
    footer: [],
  }
}

const section = (note: Note, role: Section['role']): Section | undefined =>
  note.sections.find(found => found.role === role)

/** The section's first paragraph is the question, the rest its answer. */
function thinkOf(note: Note): { question: Block[]; answer: Block[] } {
  const [first, ...answer] = section(note, 'think')?.blocks ?? []
  return first === undefined || answer.length === 0
    ? { question: [], answer: [] }
    : { question: [first], answer }
}

/** The first command that harms nothing, or else the first one, with its warning; where there is none, the manifest. */
function oneToTry(note: Note): Block | undefined {
  const own = section(note, 'commands')?.blocks ?? []
  const commands = [...own, ...note.sections.flatMap(({ blocks }) => blocks)].flatMap(block =>
    block.kind === 'commands' ? block.commands : [],
  )
  const command = commands.find(({ check }) => (check?.dangers ?? []).length === 0) ?? commands[0]
  return command === undefined
    ? section(note, 'manifest')?.blocks.find(block => block.kind === 'code')
    : withHints({ kind: 'commands', commands: [command] })
}

const titled = (words: string, blocks: Block[]): Block[] =>
  blocks.length === 0 ? [] : [heading(words), ...blocks]

const quoted = (block: Block): Block => (block.kind === 'text' ? { kind: 'quote', text: block.text } : block)

/** `29 March 2026` for `2026-03-29`. */
export const dateWords = (date: string): string => DAY.format(new Date(date))

export function daysWords(days: readonly number[]): string {
  const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
  if (days.length === 7) return 'Every day'
  if (formatDays(days) === 'mon-fri') return 'Monday to Friday'
  return new Intl.ListFormat('en-GB').format(days.map(day => names[day - 1] ?? ''))
}

export function aboutWords(about: About): string {
  switch (about.kind) {
    case 'all':
      return 'All concepts'
    case 'topics':
      return `About ${new Intl.ListFormat('en-GB').format(about.topics)}`
    case 'path':
      return `The path "${about.path}"`
    default:
      return about satisfies never
  }
}

/** The first message in a channel: it tells everybody what will come, and shows that the bot can write there. */
export const welcomeCard = ({ time, zone, days, about }: Arrangement, next: { date: string }): Card => ({
  title: 'A Kubernetes concept every day',
  blocks: [
    text(
      `${daysWords(days)} at ${time} (${zone}) I post one concept here, with something to try and something to think about. ${aboutWords(about)}. The first comes on ${dateWords(next.date)}.`,
    ),
  ],
  rows: [
    {
      label: 'The daily post',
      buttons: [{ label: 'How it stands', asks: { kind: 'daily', words: 'status' } }],
    },
  ],
  footer: [],
  of: { kind: 'daily', words: 'status' },
  skipped: 0,
})

/** Why nothing can be posted in a place, in the middle of a sentence; undefined for a word that means none of these. */
export function closedWords(why: string): string | undefined {
  const words: Record<string, string> = {
    outside: 'I am not a member of the channel',
    archived: 'the channel is archived',
    closed: 'I may not write in the channel',
    deleted: 'the channel no longer exists',
    removed: 'I was removed from the workspace or server',
    silent: 'no direct messages from me are accepted',
  }
  return words[why]
}

/** Told to who set the daily post up, once it is paused. @param where the channel as its platform writes it */
export const goneCard = (where: string, why: string): Card => ({
  title: 'The daily post is paused',
  blocks: [
    text(
      `For a day I could not post the concept of the day in ${where}: ${closedWords(why) ?? 'I cannot write there'}. You set it up, so I tell you. When that is mended, resume it there with "daily resume".`,
    ),
  ],
  rows: [],
  footer: [],
  of: { kind: 'help' },
  skipped: 0,
})
