/** Blocks of a card → Discord's markup. */
import { blockText } from '../../cards/text.ts'
import { type Block, type Command, plain, type Span } from '../../notes/note.ts'
import { escaped, fence, inline, oneLine } from './markup.ts'

/**
 * Draws a block so that `fits` holds. What is too long with its escapes is drawn as code, which needs none;
 * cards are made of pieces (cards/pieces.ts) that are short enough for that.
 */
export function drawBlock(block: Block, fits: (text: string) => boolean): string {
  const drawn = pretty(block)
  return fits(drawn) ? drawn : bare(block)
}

function pretty(block: Block): string {
  switch (block.kind) {
    case 'text':
      return inline(block.text)
    case 'heading':
      return `### ${line(block.text)}`
    case 'quote':
      return inline(block.text).replaceAll(/^/gm, '> ')
    case 'list':
      return block.items
        .map((item, at) => `${block.ordered ? `${at + (block.start ?? 1)}.` : '-'} ${line(item)}`)
        .join('\n')
    case 'commands':
      return block.commands.map(drawCommand).join('\n')
    case 'code':
      return fence(block.source, block.language)
    case 'table':
      return block.rows.map(row => drawTableRow(block.head, row)).join('\n')
    default:
      return block satisfies never
  }
}

const bare = (block: Block): string =>
  block.kind === 'commands'
    ? block.commands
        .map(({ does, text, hints = [] }) =>
          [
            ...(does === '' ? [] : [fence(does)]),
            fence(text, 'sh'),
            ...hints.map(hint => fence(plain(hint))),
          ].join('\n'),
        )
        .join('\n')
    : fence(blockText(block))

/** Each command is alone in its fence, so that nothing else is copied with it. */
const drawCommand = ({ does, text, hints = [] }: Command): string =>
  [
    ...(does.trim() === '' ? [] : [escaped(oneLine(does))]),
    fence(text, 'sh'),
    ...hints.map(hint => `> ${line(hint)}`),
  ].join('\n')

/** A table's row reads well on a phone as its first cell with the others below, each after its column's name. */
function drawTableRow(head: Span[][], [first = [], ...others]: Span[][]): string {
  const title = first.map(span => ({ ...span, style: span.style ?? ('strong' as const) }))
  const cells = others.map((cell, at) => {
    const column = head[at + 1] ?? []
    return `- ${line(column.length === 0 ? cell : [...column, { text: ': ' }, ...cell])}`
  })
  return [line(title), ...cells].join('\n')
}

/** Headings, items and cells end with their line. */
const line = (spans: Span[]): string => inline(spans.map(span => ({ ...span, text: oneLine(span.text) })))
