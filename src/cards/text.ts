/** A card as plain text: for the terminal, for screen readers and for notifications. */
import type { Block, Command, Span } from '../notes/note.ts'
import type { Card } from './card.ts'

/** Everything the card shows, in paragraphs, the title first. Buttons are left out. */
export const cardText = (card: Card): string => cardParagraphs(card).join('\n\n')

const cardParagraphs = (card: Card): string[] =>
  [card.title, ...card.blocks.map(blockText), plain(card.footer)].filter(paragraph => paragraph !== '')

/** Spans without their styles, an address behind the words that link to it. */
const plain = (spans: Span[]): string =>
  spans.map(({ text, href }) => (href === undefined || href === text ? text : `${text} (${href})`)).join('')

export function blockText(block: Block): string {
  switch (block.kind) {
    case 'text':
    case 'heading':
    case 'quote':
      return plain(block.text)
    case 'list':
      return block.items
        .map((item, at) => `${block.ordered ? `${at + (block.start ?? 1)}.` : '-'} ${plain(item)}`)
        .join('\n')
    case 'commands':
      return block.commands.map(commandText).join('\n\n')
    case 'code':
      return block.source
    case 'table':
      return [block.head, ...block.rows].map(row => row.map(plain).join(' | ')).join('\n')
    default:
      return block satisfies never
  }
}

const commandText = ({ does, text, hints = [] }: Command): string =>
  [...(does === '' ? [] : [`${does}:`]), text, ...hints.map(plain)].join('\n')

/** The commands that the card shows, ready to copy. */
export const cardCommands = (card: Card): string[] =>
  card.blocks.flatMap(block => (block.kind === 'commands' ? block.commands.map(command => command.text) : []))
