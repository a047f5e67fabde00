/** Card → Block Kit. Words stand in rich text and plain text, which Slack never parses; `text` is escaped. */
import type { KnownBlock, RichTextBlockElement, RichTextElement } from '@slack/types'
import type { Question } from '../../ask/question.ts'
import type { Button, ButtonRow, Card } from '../../cards/card.ts'
import { moreButton } from '../../cards/compose.ts'
import { once } from '../../cards/once.ts'
import { blockText } from '../../cards/text.ts'
import type { Block, Command, Span } from '../../notes/note.ts'
import { LIMITS } from './limits.ts'
import { escaped, label, visible, webAddress } from './text.ts'

/** The line that stands for a question, where lines may have `limit` characters. */
export type LineFor = (question: Question, limit: number) => string

export type Message = { text: string; blocks: KnownBlock[] }

/** Action ids of what is pressed and what is picked; numbers after the colon tell them apart. */
const PRESS = 'press'
const PICK = 'pick'

/** Draws as many whole blocks of `card` as one message holds, and "Show more" for the rest. */
export function renderCard(card: Card, lineFor: LineFor): Message {
  const drawn = card.blocks.map(drawnOf)
  const top = [...drawAsked(card), drawTitle(card.title)]
  const bottom = drawFooter(card.footer)
  const head = [...askedText(card), escaped(card.title)].join('\n\n')
  const foot = escaped(footerText(card))
  let room = LIMITS.text - head.length - foot.length - 4
  let blocksLeft = LIMITS.blocks - top.length - bottom.length - 2 * (card.rows.length + 1)

  let count = 0
  for (const { blocks, text } of drawn) {
    room -= text.length + 2
    blocksLeft -= blocks.length
    if (count > 0 && (room < 0 || blocksLeft < 0)) break
    count++
  }
  const shown = drawn.slice(0, count)
  const more: ButtonRow[] = count < drawn.length ? [{ label: '', buttons: [moreButton(card, count)] }] : []
  return {
    text: fallback(
      head,
      shown.map(({ text }) => text),
      foot,
    ),
    blocks: [
      ...top,
      ...shown.flatMap(({ blocks }) => blocks),
      ...[...more, ...card.rows].flatMap((row, at) => drawRow(row, at, lineFor)),
      ...bottom,
    ],
  }
}

/** For notifications and screen readers: whole paragraphs, except where one alone is too long. */
function fallback(head: string, paragraphs: string[], foot: string): string {
  const body = paragraphs.filter(Boolean).join('\n\n')
  const room = LIMITS.text - head.length - foot.length - 4
  return [head, body.length <= room ? body : cutEscaped(body, room), foot].filter(Boolean).join('\n\n')
}

/** Cuts escaped text after a line and never inside an entity or a character. */
function cutEscaped(text: string, limit: number): string {
  const part = text.slice(0, limit - 2).replace(/&[a-z]*$|[\uD800-\uDBFF]$/, '')
  const line = part.lastIndexOf('\n')
  return `${line > limit / 2 ? part.slice(0, line) : part}\n…`
}

const footerText = (card: Card): string => blockText({ kind: 'text', text: card.footer })

const askedText = ({ asked }: Card): string[] =>
  asked === undefined ? [] : [`<@${asked.by}>: ${escaped(asked.text)}`]

function drawAsked({ asked }: Card): KnownBlock[] {
  if (asked === undefined) return []
  const words: RichTextElement[] = [{ type: 'user', user_id: asked.by }, ...drawText(`: ${asked.text}`)]
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: words }] }]
}

function drawTitle(title: string): KnownBlock {
  const line = label(title, Number.POSITIVE_INFINITY)
  return line.length <= LIMITS.header
    ? { type: 'header', text: { type: 'plain_text', text: line, emoji: false } }
    : richText([section([{ text: line, style: 'strong' }])])
}

function drawFooter(footer: Span[]): KnownBlock[] {
  const parts = footer.map(({ text, href }) => {
    const url = href === undefined ? undefined : webAddress(href, LIMITS.url)
    return url === undefined ? escaped(text) : `<${escaped(url)}|${escaped(text).replaceAll('|', '¦')}>`
  })
  const text = parts.join('')
  if (text.trim() === '') return []
  return [
    text.length <= LIMITS.textObject
      ? { type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] }
      : richText([section(footer)]),
  ]
}

const drawnOf = once((block: Block) => ({ blocks: drawBlock(block), text: escaped(blockText(block)) }))

function drawBlock(block: Block): KnownBlock[] {
  switch (block.kind) {
    case 'text':
      return rich([section(block.text)])
    case 'heading':
      return rich([section(block.text.map(span => ({ ...span, style: 'strong' as const })))])
    case 'quote':
      return rich([{ type: 'rich_text_quote', elements: drawSpans(block.text) }])
    case 'list':
      return rich([drawList(block.items, block.ordered, block.start)])
    case 'commands':
      return block.commands.flatMap(drawCommand)
    case 'code':
      return rich([preformatted(block.source)])
    case 'table':
      return rich(block.rows.flatMap(row => drawTableRow(block.head, row)))
    default:
      return block satisfies never
  }
}

/** Each command is alone in its block of code, so that nothing else is copied with it. */
const drawCommand = ({ does, text, hints = [] }: Command): KnownBlock[] =>
  rich([section([{ text: does }]), preformatted(text), ...hints.map(drawHint)])

/** A line of its own under the command. */
const drawHint = (hint: Span[]): RichTextBlockElement => ({
  type: 'rich_text_quote',
  elements: drawSpans(hint),
})

/** A table's row reads well on a phone as its first cell with the others below, each after its column's name. */
function drawTableRow(head: Span[][], [first = [], ...others]: Span[][]): RichTextBlockElement[] {
  const cells = others.map((cell, at) => {
    const column = head[at + 1] ?? []
    return column.length === 0 ? cell : [...column, { text: ': ' }, ...cell]
  })
  return [section(first.map(span => ({ ...span, style: 'strong' as const }))), drawList(cells, false)]
}

function drawList(items: Span[][], ordered: boolean, start = 1): RichTextBlockElement {
  const elements = items.map(section).filter(({ elements }) => elements.length > 0)
  /** `offset` is documented, and missing in the types of @slack/types 3.2. */
  const offset = ordered && start > 1 ? { offset: start - 1 } : {}
  return { type: 'rich_text_list', style: ordered ? 'ordered' : 'bullet', elements, ...offset }
}

const rich = (elements: RichTextBlockElement[]): KnownBlock[] => {
  const full = elements.filter(({ elements }) => elements.length > 0)
  return full.length > 0 ? [richText(full)] : []
}
const richText = (elements: RichTextBlockElement[]): KnownBlock => ({ type: 'rich_text', elements })
const section = (spans: Span[]) => ({ type: 'rich_text_section' as const, elements: drawSpans(spans) })
const preformatted = (text: string): RichTextBlockElement => ({
  type: 'rich_text_preformatted',
  elements: drawText(text),
})
const drawText = (words: string) => {
  const text = visible(words)
  return text === '' ? [] : [{ type: 'text' as const, text }]
}

const STYLES = { code: { code: true }, strong: { bold: true }, emphasis: { italic: true } }

const drawSpans = (spans: Span[]): RichTextElement[] =>
  spans.flatMap(({ text, style, href }) => {
    const url = href === undefined ? undefined : webAddress(href, LIMITS.url)
    return drawText(text).map(element => ({
      ...(url === undefined ? element : { type: 'link' as const, url, text: element.text }),
      ...(style && { style: STYLES[style] }),
    }))
  })

/** A row of buttons under its label; a menu where there are too many buttons to look over. */
function drawRow(row: ButtonRow, at: number, lineFor: LineFor): KnownBlock[] {
  if (row.buttons.length > LIMITS.buttonsInRow) return drawMenus(row, at, lineFor)
  const title: KnownBlock[] =
    row.label.trim() === ''
      ? []
      : [{ type: 'context', elements: [{ type: 'plain_text', text: label(row.label, 300), emoji: false }] }]
  return [
    ...title,
    {
      type: 'actions',
      elements: row.buttons.map((button, n) => drawButton(button, row, `${at}:${n}`, lineFor)),
    },
  ]
}

const drawButton = ({ label: words, asks }: Button, row: ButtonRow, id: string, lineFor: LineFor) => ({
  type: 'button' as const,
  action_id: `${PRESS}:${id}`,
  text: { type: 'plain_text' as const, text: label(words, LIMITS.buttonText), emoji: false },
  accessibility_label: label([row.label, words].filter(Boolean).join(': '), LIMITS.accessibilityLabel),
  value: lineFor(asks, LIMITS.buttonValue),
})

function drawMenus(row: ButtonRow, at: number, lineFor: LineFor): KnownBlock[] {
  const options = row.buttons.map(({ label: words, asks }) => ({
    text: { type: 'plain_text' as const, text: label(words, LIMITS.optionText), emoji: false },
    value: lineFor(asks, LIMITS.optionValue),
  }))
  const menus = []
  for (let from = 0; from < options.length; from += LIMITS.options)
    menus.push({
      type: 'static_select' as const,
      action_id: `${PICK}:${at}:${from}`,
      placeholder: { type: 'plain_text' as const, text: label(row.label, LIMITS.placeholder), emoji: false },
      options: options.slice(from, from + LIMITS.options),
    })
  return [{ type: 'actions', elements: menus.slice(0, LIMITS.actionElements) }]
}
