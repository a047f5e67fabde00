/** Figures of outcomes as tables: for a terminal and for the README. */
import { markdownTable } from './readme.ts'
import { figuresOf, negativeFiguresOf, type Outcome } from './score.ts'

/** The first row is the head; cells are text. */
export type Table = readonly (readonly string[])[]

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

const onTopic = (outcomes: readonly Outcome[]): Outcome[] =>
  outcomes.filter(({ row }) => row.kind !== 'negative')
const offTopic = (outcomes: readonly Outcome[]): Outcome[] =>
  outcomes.filter(({ row }) => row.kind === 'negative')

/** By kind of question: right at once, right among the first three, wrong; for off-topic ones answered and offered. */
export function figuresTable(outcomes: readonly Outcome[]): Table {
  const positive = onTopic(outcomes)
  const negative = offTopic(outcomes)
  const line = (name: string, some: readonly Outcome[]): string[] => {
    const { rows, at1, at3, wrong } = figuresOf(some)
    return [name, String(rows), percent(at1), percent(at3), percent(wrong), '']
  }
  const below = (name: string, some: readonly Outcome[]): string[] => {
    const { rows, answered, offered } = negativeFiguresOf(some)
    return [name, String(rows), '', '', percent(answered), percent(offered)]
  }
  return [
    ['questions', 'rows', 'success@1', 'success@3', 'wrong', 'offered'],
    ...[...Map.groupBy(positive, ({ row }) => row.kind)].map(([kind, some]) => line(kind, some)),
    line('all on topic', positive),
    below('off topic', negative),
    below(
      'off topic, hard',
      negative.filter(({ row }) => row.hard),
    ),
  ]
}

/** One line for each engine. */
export const enginesTable = (engines: ReadonlyMap<string, readonly Outcome[]>): Table => [
  ['engine', 'success@1', 'success@3', 'wrong', 'off topic answered'],
  ...[...engines].map(([name, outcomes]) => {
    const { at1, at3, wrong } = figuresOf(onTopic(outcomes))
    return [
      name,
      percent(at1),
      percent(at3),
      percent(wrong),
      percent(negativeFiguresOf(offTopic(outcomes)).answered),
    ]
  }),
]

export function textTable(table: Table): string {
  const widths = (table[0] ?? []).map((_, at) => Math.max(...table.map(row => row[at]?.length ?? 0)))
  return table
    .map(row =>
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join('  '),
    )
    .join('\n')
}

/** What the README says about how good the answers are. */
export const qualityMarkdown = (figures: Table, engines: Table): string => {
  const markdown = ([head = [], ...rows]: Table): string => markdownTable(head, rows)
  return `Questions of our own that the search has never seen, asked of the whole bot (\`npm run eval -- --readme\`). success@1: answered, and by
the right note; success@3: that, or the right note is among those offered; wrong: answered by another note, or, off topic, answered at all.

${markdown(figures)}

The same notes and questions, every fifth of them, beside other search engines, each set up as its documentation says. They only rank, so
their best hit counts as an answer.

${markdown(engines)}`
}

/** A failure with what was said instead. */
export function formatMiss({ row, said }: Outcome): string {
  const what = said.firm ? 'answered' : said.offered ? 'offered' : 'no note, near'
  return [
    `\n${row.id} ${row.kind}: ${JSON.stringify(row.text.slice(0, 300))}`,
    `  ${what} (${said.confidence.toFixed(2)}): ${said.notes.slice(0, 3).join(', ')}`,
    ...(row.topics.length > 0 ? [`  wanted: ${(row.both ?? row.topics).join(', ')}`] : []),
  ].join('\n')
}
