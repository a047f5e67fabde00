/** Answer → Card. Every sentence the bot says stands here. */
import type { Answer } from '../ask/answer.ts'
import { formatQuestion, type Question } from '../ask/question.ts'
import { checked } from '../explain/fill.ts'
import type { Block, Note } from '../notes/note.ts'
import { blankForm, blankRow, filledCard } from './blanks.ts'
import { bodyFrom } from './body.ts'
import type { Button, ButtonRow, Card } from './card.ts'
import { footerOf, withHints } from './checks.ts'
import { comparisonCard } from './comparison.ts'
import { conceptCard, thinkCard } from './daily.ts'
import { dailyForm } from './daily-form.ts'
import { setupAnswerCard } from './daily-setup.ts'
import { diagnosisCard } from './diagnosis.ts'
import { findingsCard } from './findings.ts'
import { type Form, formCard } from './form.ts'
import { isNotice, noticeCard } from './notices.ts'
import {
  type Contents,
  choices,
  helpButton,
  links,
  list,
  plural,
  row,
  showButton,
  strong,
  text,
  topicButton,
  topicsButton,
} from './parts.ts'
import { pieces } from './pieces.ts'
import { toldCard } from './told.ts'
import { forVersion } from './versions.ts'
import { helpCard, homeCard } from './welcome.ts'

/** Answers worth showing to others; the rest only helps its asker on. */
const ANSWERS = new Set<Answer['kind']>(['note', 'comparison', 'diagnosis', 'findings'])

/** How many characters of a question are repeated above a shared answer. */
const ASKED = 300

/**
 * Who the card is for; `asker` is the platform's id of the person whose question it answers, `recorded` the id under
 * which the answer can be voted on, `version` the Kubernetes that its place runs.
 */
export type For = {
  audience: 'asker' | 'channel' | 'alone'
  asker: string
  recorded?: string
  version?: string | undefined
}

/** Whether `answer` is something to show to everybody; a choice or a help page only helps its asker on. */
export const worthSharing = (answer: Answer): boolean => ANSWERS.has(answer.kind)

/** What `answer` asks to fill in; undefined for all that ask nothing back. */
export function formFor(answer: Answer): Form | undefined {
  if (answer.kind === 'blanks') return blankForm(answer)
  return answer.kind === 'daily-form' ? dailyForm(answer) : undefined
}

/** Words the card that tells `answer` to `question`. */
export function compose(answer: Answer, question: Question, reader: For): Card {
  const told = contents(answer)
  const { version } = reader
  const card: Card = {
    of: question,
    skipped: 0,
    ...(version === undefined || !worthSharing(answer) ? told : forVersion(told, toldNotes(answer), version)),
  }
  card.blocks = pieces(card.blocks)
  const open = worthSharing(answer) ? blankRow(card.blocks) : []
  card.rows = [...card.rows, ...open, ...voteRow(answer, reader), ...manageRow(answer, question, reader)]
  if (question.kind === 'more')
    return { ...card, of: question.of, skipped: question.from, blocks: card.blocks.slice(question.from) }
  if (question.kind === 'share' && reader.audience === 'channel')
    return { ...card, of: question.of, asked: { by: reader.asker, text: wordsOf(question.of) } }
  return card
}

/** The notes whose words a card tells, rather than points to. */
function toldNotes(answer: Answer): Note[] {
  if (answer.kind === 'note') return [answer.note]
  if (answer.kind === 'comparison') return answer.notes
  return answer.kind === 'diagnosis' ? answer.causes.slice(0, 1).map(cause => cause.note) : []
}

function voteRow(answer: Answer, { recorded }: For): ButtonRow[] {
  if (recorded === undefined || !ANSWERS.has(answer.kind)) return []
  return row('Was this helpful?', [
    { label: '👍 Helpful', asks: { kind: 'vote', answer: recorded, vote: 'up' } },
    { label: '👎 Not helpful', asks: { kind: 'vote', answer: recorded, vote: 'down' } },
  ])
}

/** What the asker may do: take a public card away, or show a private answer to everybody. */
function manageRow(answer: Answer, question: Question, { audience, asker }: For): ButtonRow[] {
  if (audience === 'alone') return []
  if (audience === 'channel')
    return row('This answer', [{ label: 'Delete', asks: { kind: 'delete', asker } }])
  if (!worthSharing(answer)) return []
  const of = question.kind === 'share' || question.kind === 'more' ? question.of : question
  return row('This answer', [{ label: 'Share with the channel', asks: { kind: 'share', of } }])
}

/** The question as its asker would say it aloud, cut where it is long. */
function wordsOf(question: Question): string {
  const words = question.kind === 'ask' ? question.text : formatQuestion(question)
  return words.length <= ASKED ? words : `${words.slice(0, ASKED).trimEnd()}…`
}

/** The button of a message that shows only the first `shown` blocks of `card`. */
export const moreButton = (card: Card, shown: number): Button => ({
  label: 'Show more',
  asks: { kind: 'more', from: card.skipped + shown, of: card.of },
})

function contents(answer: Answer): Contents {
  switch (answer.kind) {
    case 'note':
      return noteCard(answer)
    case 'comparison':
      return comparisonCard(answer)
    case 'concept':
      return conceptCard(answer.note, answer.related)
    case 'think':
      return thinkCard(answer.note)
    case 'choice':
      return {
        title: 'Did you mean…',
        blocks: [
          text('I am not sure which of these you mean. Pick one, or ask again in other words.'),
          links(answer.notes),
        ],
        rows: choices('Notes', answer.notes.map(showButton)),
        footer: [],
      }
    case 'unknown':
      return {
        title: 'I have no note on that',
        blocks: [
          text('I only answer from reviewed Kubernetes notes, and none of them fits this question.'),
          ...(answer.near.length > 0 ? [text('The nearest ones:'), links(answer.near)] : []),
        ],
        rows: [
          ...choices('Nearest notes', answer.near.map(showButton)),
          ...row('Other ways', [topicsButton, helpButton]),
        ],
        footer: [],
      }
    case 'diagnosis':
      return diagnosisCard(answer)
    case 'findings':
      return findingsCard(answer)
    case 'blanks':
      return formCard(blankForm(answer))
    case 'filled':
      return filledCard(answer)
    case 'browse':
      return {
        title: 'Topics',
        blocks: [
          list(
            answer.topics.map(({ name, count }) => [strong(name), { text: ` – ${plural(count, 'note')}` }]),
          ),
        ],
        rows: choices('Topics', answer.topics.map(topicButton)),
        footer: [],
      }
    case 'topic':
      return {
        title: `Topic: ${answer.topic}`,
        blocks: [links(answer.notes)],
        rows: [...choices('Notes', answer.notes.map(showButton)), ...row('Other ways', [topicsButton])],
        footer: [],
      }
    case 'help':
      return helpCard(answer.topics, answer.examples)
    case 'home':
      return homeCard(answer.today, answer.topics)
    case 'notice':
      return noticeCard(isNotice(answer.notice) ? answer.notice : 'old-button')
    case 'expired':
      return {
        title: 'Please ask again',
        blocks: [
          text(
            'I keep long questions for 30 minutes only, and this one is gone. Send it again and I will answer.',
          ),
        ],
        rows: row('Other ways', [helpButton]),
        footer: [],
      }
    case 'not-yours':
      return {
        title: 'This is not yours to delete',
        blocks: [text('Only the person who asked, or who manages this channel, can delete an answer.')],
        rows: [],
        footer: [],
      }
    case 'privacy':
    case 'voted':
    case 'forgotten':
    case 'keep-unanswered':
    case 'version':
    case 'not-manager':
    case 'slow-down':
      return toldCard(answer)
    case 'daily-set':
    case 'daily-status':
    case 'daily-changed':
    case 'daily-closed':
    case 'daily-refused':
      return setupAnswerCard(answer)
    case 'daily-form':
      return formCard(dailyForm(answer))
    default:
      return answer satisfies never
  }
}

function noteCard({ note, related, first, on, instead = [] }: Extract<Answer, { kind: 'note' }>): Contents {
  return {
    title: note.title,
    blocks: [...onBlocks(on), ...bodyFrom(note, first)],
    rows: [
      ...row('Not what you meant?', instead.map(insteadButton)),
      ...row('Related notes', related.filter(other => !instead.includes(other)).map(showButton)),
    ],
    footer: footerOf(note),
  }
}

/** Says itself what it is for: not every platform shows what stands above a row. */
const insteadButton = (note: Note): Button => ({ ...showButton(note), label: `Or: ${note.title}` })

/** What the note means for the thing that was discussed before. */
function onBlocks(on: Extract<Answer, { kind: 'note' }>['on']): Block[] {
  if (on?.command === undefined) return []
  const command = { text: on.command, does: `For the ${on.subject.title} we spoke of`, line: 1 }
  return [withHints({ kind: 'commands', commands: [checked(command) ?? command] })]
}
