/** Card → a message of components V2. The text displays carry the whole answer; rows below them carry questions. */
import {
  type APIComponentInContainer,
  type APIContainerComponent,
  ComponentType,
  MessageFlags,
  SeparatorSpacingSize,
} from 'discord.js'
import type { ButtonRow, Card } from '../../cards/card.ts'
import { moreButton } from '../../cards/compose.ts'
import type { Block } from '../../notes/note.ts'
import { drawBlock } from './blocks.ts'
import { LIMITS } from './limits.ts'
import { escaped, inline, label, oneLine, points } from './markup.ts'
import { drawRows, type LineFor, rowsSize } from './rows.ts'

/** What is sent, whichever way: nothing in it may notify anybody. */
export type DiscordMessage = {
  flags: MessageFlags.IsComponentsV2
  components: APIContainerComponent[]
  allowedMentions: { parse: []; repliedUser: false }
}

/** Kubernetes' blue, at the card's edge. */
const ACCENT = 0x326ce5

/** How much of a shared question is repeated, where there is room for it. */
const ASKED = [LIMITS.asked, 100, 0]

/** Draws as many whole blocks of `card` as one message holds, and "Show more" for the rest. */
export function renderDiscord(card: Card, lineFor: LineFor): DiscordMessage {
  const title = `## ${escaped(label(card.title, LIMITS.text))}`
  const heads = ASKED.map(length => [...drawAsked(card, length), title].join('\n'))
  const first = card.blocks.slice(0, 1).map(block => drawBlock(block, text => holds([title, text])))
  const foot = [drawFooter(card)].find(text => text !== '' && holds([title, ...first, text])) ?? ''
  const head = heads.find(text => holds([text, ...first, foot])) ?? title

  const drawn = drawWhatFits(card.blocks, [head, foot])
  const rows = drawRows(drawn.length < card.blocks.length ? withMore(card, drawn.length) : card.rows, lineFor)
  const bottom = foot === '' ? [] : [SEPARATOR, display(foot)]
  const sections = intoSections(head, card.blocks, drawn)
  const room = LIMITS.components - 1 - bottom.length - rowsSize(rows)
  return {
    flags: MessageFlags.IsComponentsV2,
    allowedMentions: { parse: [], repliedUser: false },
    components: [
      {
        type: ComponentType.Container,
        accent_color: ACCENT,
        components: [
          ...sections.slice(0, room - 1).map(display),
          ...(sections.length >= room ? [display(sections.slice(room - 1).join('\n'))] : []),
          ...bottom,
          ...rows,
        ],
      },
    ],
  }
}

/** Whether one message holds `texts`, with a line end between neighbours. */
function holds(texts: string[]): boolean {
  const all = texts.join('\n')
  return (
    points(all) <= LIMITS.text &&
    Buffer.byteLength(all) + LIMITS.components * LIMITS.displayBytes <= LIMITS.textBytes
  )
}

/** The first blocks of a card, at least one, so that "Show more" leads on; a heading goes where what it heads goes. */
function drawWhatFits(blocks: Block[], around: string[]): string[] {
  const drawn: string[] = []
  for (const block of blocks) {
    const text = drawBlock(block, text => holds([...around, text]))
    if (drawn.length > 0 && !holds([...around, ...drawn, text])) break
    drawn.push(text)
  }
  const loose = drawn.length < blocks.length && blocks[drawn.length - 1]?.kind === 'heading'
  return loose && drawn.length > 1 ? drawn.slice(0, -1) : drawn
}

/** A text display for what stands above the first heading, and one for each heading with what it heads. */
function intoSections(head: string, blocks: Block[], drawn: string[]): string[] {
  const sections = [head]
  drawn.forEach((text, at) => {
    if (text.trim() === '') return
    if (blocks[at]?.kind === 'heading') sections.push(text)
    else sections.push(`${sections.pop()}\n${text}`)
  })
  return sections
}

/** "Show more" comes first; it joins the last row where there is room, which keeps the message short on a phone. */
function withMore(card: Card, shown: number): ButtonRow[] {
  const more = moreButton(card, shown)
  const last = card.rows.at(-1)
  return last !== undefined && last.choose !== true && last.buttons.length < LIMITS.buttonsInRow
    ? [...card.rows.slice(0, -1), { ...last, buttons: [more, ...last.buttons] }]
    : [{ label: '', buttons: [more] }, ...card.rows]
}

/** Who asked what, for people who did not see the question; the mention shows a name and notifies nobody. */
function drawAsked({ asked }: Card, length: number): string[] {
  if (asked === undefined) return []
  const words = length === 0 ? '' : `: ${escaped(label(asked.text, length))}`
  return [`-# <@${asked.by}>${words}`]
}

const drawFooter = ({ footer }: Card): string => {
  const text = inline(footer.map(span => ({ ...span, text: oneLine(span.text) })))
  return text.trim() === '' ? '' : `-# ${text}`
}

const display = (content: string): APIComponentInContainer => ({ type: ComponentType.TextDisplay, content })

const SEPARATOR: APIComponentInContainer = {
  type: ComponentType.Separator,
  divider: true,
  spacing: SeparatorSpacingSize.Small,
}
