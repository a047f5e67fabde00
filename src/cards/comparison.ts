/** Two or three things beside each other: as somebody compared them in writing, or composed of what their notes say. */
import type { Answer } from '../ask/answer.ts'
import { type Block, commandsOf, manifestsOf, type Note, type Span } from '../notes/note.ts'
import { bodyFrom } from './body.ts'
import { footerOf } from './checks.ts'
import { type Contents, code, firstSentence, heading, list, row, showButton, text } from './parts.ts'

type Comparison = Extract<Answer, { kind: 'comparison' }>

const POINTS = 4

export function comparisonCard({ notes, written, pairs = [], first }: Comparison): Contents {
  const rows = [
    ...row('The notes', notes.map(showButton)),
    ...row('Two of them compared', pairs.map(showButton)),
  ]
  if (written !== undefined)
    return { title: written.title, blocks: bodyFrom(written, first), rows, footer: footerOf(written) }
  return {
    title: `${notes.map(note => note.title).join(' or ')}?`,
    blocks: [text(COMPOSED), table(notes), ...notes.flatMap(pointBlocks)],
    rows,
    footer: [{ text: 'Composed by machine from reviewed notes.' }],
  }
}

const COMPOSED = 'Nobody has compared these in writing yet; I put together what their notes say.'

/** One column each; a row only where at least one note has something to say. */
function table(notes: readonly Note[]): Block {
  const rows: [what: string, cell: (note: Note) => Span[]][] = [
    ['In short', note => [{ text: firstSentence(note) }]],
    ['Kind', note => kindOf(note).map(code)],
    ['Since', note => (note.since === undefined ? [] : [{ text: `Kubernetes ${note.since}` }])],
    ['Removed', note => (note.removed === undefined ? [] : [{ text: `Kubernetes ${note.removed}` }])],
    [
      'Look at it',
      note =>
        commandsOf(note)
          .slice(0, 1)
          .map(command => code(command.text)),
    ],
  ]
  return {
    kind: 'table',
    head: [[], ...notes.map((note): Span[] => [{ text: note.title }])],
    rows: rows
      .filter(([, cell]) => notes.some(note => cell(note).length > 0))
      .map(([what, cell]) => [
        [{ text: what }],
        ...notes.map((note): Span[] => {
          const spans = cell(note)
          return spans.length > 0 ? spans : [{ text: '–' }]
        }),
      ]),
  }
}

/** `apps/v1 Deployment`, from the note's own manifest, where that is about one kind. */
function kindOf(note: Note): string[] {
  const documents = manifestsOf(note).flatMap(({ source }) => source.split(/^---$/m))
  const kinds = documents.flatMap(document => {
    const apiVersion = /^apiVersion: (\S+)$/m.exec(document)?.[1]
    const kind = /^kind: (\S+)$/m.exec(document)?.[1]
    return apiVersion !== undefined && note.id.replaceAll('-', '') === kind?.toLowerCase()
      ? [`${apiVersion} ${kind}`]
      : []
  })
  return kinds.slice(0, 1)
}

function pointBlocks(note: Note): Block[] {
  const points = note.sections.filter(({ role }) => role === 'points').flatMap(({ blocks }) => blocks)
  const items = points.flatMap(block => (block.kind === 'list' ? block.items : [])).slice(0, POINTS)
  return items.length === 0 ? [] : [heading(note.title), list(items)]
}
