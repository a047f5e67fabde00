/** A note as the search sees it: a handful of fields, from what names it down to what it merely mentions. */
import { type Block, commandsOf, manifestsOf, type Note, plain } from '../notes/note.ts'

/** The fields, the most telling first. */
export const FIELDS = ['name', 'ask', 'sign', 'lead', 'body', 'command'] as const
export type Field = (typeof FIELDS)[number]

export type FieldTexts = Record<Field, string[]>

/** What a note is about decides which way of asking fits it. */
export const SHAPES = ['concept', 'command', 'trouble', 'comparison'] as const
export type Shape = (typeof SHAPES)[number]

export function fieldsOf(note: Note): FieldTexts {
  return {
    name: namesOf(note),
    ask: note.asks,
    sign: note.signs,
    lead: note.summary.map(words),
    body: note.sections.flatMap(section => section.blocks.map(words)),
    command: [
      ...commandsOf(note).map(command => `${command.does} ${command.text}`),
      ...manifestsOf(note).map(manifest => manifest.source),
    ],
  }
}

/** A lone flag such as `--replicas` names its note only as it is typed, not as the word `replicas`. */
export const namesOf = (note: Note): string[] =>
  [note.title, note.id, ...note.aliases].filter(name => !/^-+\w+$/.test(name))

export function shapeOf(note: Note): Shape {
  if (note.compares !== undefined) return 'comparison'
  if (/^(kubectl|docker|helm|kubeadm|crictl) /.test(note.title)) return 'command'
  return note.sections.some(section => section.role === 'causes') ? 'trouble' : 'concept'
}

/** Commands and manifests have a field of their own. */
function words(block: Block): string {
  switch (block.kind) {
    case 'text':
    case 'heading':
    case 'quote':
      return plain(block.text)
    case 'list':
      return block.items.map(plain).join('\n')
    case 'table':
      return [block.head, ...block.rows].flat().map(plain).join('\n')
    case 'commands':
    case 'code':
      return ''
    default:
      return block satisfies never
  }
}
