/**
 * Long blocks → several shorter ones that say the same, so that a platform can show any answer by whole
 * blocks and leave the rest to "Show more". Every renderer may rely on it: no block is longer than PIECE
 * characters, and what is copied (a command, a manifest) stays whole up to WHOLE.
 */
import type { Block, Command, Span } from '../notes/note.ts'
import { once } from './once.ts'
import { blockText } from './text.ts'

export const PIECE = 1500
export const WHOLE = 3000

export const pieces = (blocks: Block[]): Block[] => blocks.flatMap(divided)

const divided = once(divide)

function divide(block: Block): Block[] {
  switch (block.kind) {
    case 'text':
    case 'quote':
    case 'heading':
      return cutSpans(block.text).map(text => ({ kind: block.kind, text }))
    case 'list': {
      let start = block.start ?? 1
      return gather(block.items.flatMap(cutSpans), spansLength).map(items => {
        const part: Block = { ...block, items, ...(block.ordered && { start }) }
        start += items.length
        return part
      })
    }
    case 'commands':
      return divideCommands(block.commands)
    case 'code': {
      if (codeLength(block.source) <= WHOLE) return [block]
      let line = block.line
      return cutLines(block.source).map(source => {
        const part: Block = { ...block, source, line }
        line += source.split('\n').length
        return part
      })
    }
    case 'table': {
      const room = PIECE - rowLength(block.head)
      return block.rows.every(row => rowLength(row) <= room)
        ? gather(block.rows, rowLength, room).map(rows => ({ ...block, rows }))
        : [block.head, ...block.rows].flatMap(row => divide({ kind: 'list', ordered: false, items: row }))
    }
    default:
      return block satisfies never
  }
}

/** Neighbours together in groups of at most `limit` characters; a part longer than that stands alone. */
function gather<Part>(parts: Part[], size: (part: Part) => number, limit = PIECE): Part[][] {
  const groups: Part[][] = []
  let room = 0
  for (const part of parts) {
    const needed = size(part)
    if (groups.length === 0 || needed > room) {
      groups.push([])
      room = limit
    }
    groups.at(-1)?.push(part)
    room -= needed
  }
  return groups
}

/** Lengths as plain text, with some characters for what stands between neighbours. */
const spansLength = (spans: Span[]): number => blockText({ kind: 'text', text: spans }).length + 5
const rowLength = (row: Span[][]): number => row.reduce((sum, cell) => sum + spansLength(cell), 0)
const commandLength = (command: Command): number =>
  blockText({ kind: 'commands', commands: [command] }).length + 2

/** Backticks count half again: where they could end a block of code, a platform must part them. */
const codeLength = (source: string): number => source.length + source.split('`').length / 2

/** Commands in groups that are short enough; hints that would burst one follow their command as text. */
function divideCommands(commands: Command[]): Block[] {
  const blocks: Block[] = []
  let waiting: Command[] = []
  const flush = (): void => {
    for (const group of gather(waiting, commandLength)) blocks.push({ kind: 'commands', commands: group })
    waiting = []
  }
  for (const command of commands) {
    const { hints = [], ...bare } = command
    const fits = hintsLength(hints) <= PIECE / 2
    waiting.push(...cutCommand(fits ? command : bare))
    if (fits) continue
    flush()
    for (const hint of hints) blocks.push(...cutSpans(hint).map(text => ({ kind: 'text' as const, text })))
  }
  flush()
  return blocks
}

const hintsLength = (hints: Span[][]): number => hints.reduce((sum, hint) => sum + spansLength(hint), 0)

/** A command beyond all measure is shown in parts, which is better than not at all; hints stand under the last. */
function cutCommand({ hints = [], ...command }: Command): Command[] {
  const does = command.does.slice(0, PIECE / 2)
  const room = WHOLE - does.length - hintsLength(hints)
  const parts =
    codeLength(command.text) <= room
      ? [{ ...command, does }]
      : cutLines(command.text).map((text, at) => ({ ...command, text, does: at === 0 ? does : '' }))
  const last = parts.pop()
  return last === undefined ? [] : [...parts, hints.length === 0 ? last : { ...last, hints }]
}

const cutLines = (text: string): string[] =>
  gather(text.split('\n').flatMap(cut), line => line.length + 1).map(lines => lines.join('\n'))

/** Spans in groups that are short enough, cut between words where one span alone is too long. */
const cutSpans = (spans: Span[]): Span[][] =>
  gather(
    spans.flatMap(span => cut(span.text).map(text => ({ ...span, text }))),
    span => spansLength([span]),
  )

/** Text in parts, cut after a space where there is one and never inside a character. */
function cut(text: string): string[] {
  const most = PIECE - 100
  const parts: string[] = []
  let rest = text
  while (rest.length > most) {
    const space = rest.lastIndexOf(' ', most - 1)
    let end = space > most / 2 ? space + 1 : most
    if (/[\uD800-\uDBFF]$/.test(rest.slice(0, end))) end--
    parts.push(rest.slice(0, end))
    rest = rest.slice(end)
  }
  return [...parts, rest]
}
