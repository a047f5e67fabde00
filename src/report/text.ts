/** The report for people, as plain text. */
import type { NoteVotes, PlaceCount, Report } from './report.ts'

const SHOWN = 20

/** Ready to print; people's words in it cannot drive the terminal. */
export function reportText(report: Report): string {
  const { questions, votes } = report
  return [
    `kube-notes from ${day(report.period.since)} up to ${day(report.period.until)} (UTC)`,
    [
      `Questions          ${questions.total}`,
      `  no answer        ${questions.unanswered}${share(questions.unanswered, questions.total)}`,
      `  a choice offered ${questions.offered}${share(questions.offered, questions.total)}`,
      `Answers shared     ${questions.shared}`,
      `Votes              ${votes.up} helpful, ${votes.down} not helpful`,
    ].join('\n'),
    section('By place and kind', report.places, placeLine),
    section('Most asked notes', report.notes, ({ note, told }) => `${right(told)}  ${note}`),
    section('Notes voted down', report.votedDown, votesLine),
    section(
      'Questions without an answer (where channels turned on keep-unanswered)',
      report.unanswered,
      ({ count, text, others }) =>
        [`${right(count)}  ${text}`, ...others.map(other => `${right('')}  = ${other}`)].join('\n'),
    ),
  ]
    .map(visible)
    .join('\n\n')
    .concat('\n')
}

function section<Row>(title: string, rows: Row[], line: (row: Row) => string): string {
  const more =
    rows.length > SHOWN ? [`${right('')}  … and ${rows.length - SHOWN} more (--json shows all)`] : []
  const lines = rows.length === 0 ? [`${right('')}  none`] : rows.slice(0, SHOWN).map(line)
  return [title, ...lines, ...more].join('\n')
}

const placeLine = ({ platform, workspace, channel, questions, kinds }: PlaceCount): string =>
  `${right(questions)}  ${platform} ${workspace} ${channel}: ${list(kinds)}`

const votesLine = ({ notes, up, down, reasons }: NoteVotes): string =>
  `${right(down)}  ${notes.join(' + ')} (${up} helpful)${Object.keys(reasons).length > 0 ? `: ${list(reasons)}` : ''}`

const list = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')

const share = (part: number, whole: number): string =>
  whole === 0 ? '' : ` (${Math.round((1000 * part) / whole) / 10} %)`
const right = (value: number | string): string => String(value).padStart(7)
const day = (time: string): string => time.slice(0, 16).replace('T', ' ')
const visible = (text: string): string => text.replaceAll(/[^\P{Cc}\n]/gu, '\u{FFFD}')
