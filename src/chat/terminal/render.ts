/** Card → text for a terminal: headings, wrapped paragraphs, commands indented, buttons as lines to type. */
import { styleText } from 'node:util'
import { formatQuestion } from '../../ask/question.ts'
import type { Card } from '../../cards/card.ts'
import { blockText } from '../../cards/text.ts'
import { type Block, plain, type Span } from '../../notes/note.ts'

const WIDTH = 88

type Style = Parameters<typeof styleText>[0]

/** @param colour whether the output is a terminal that shows colours */
export function renderTerminal(card: Card, colour: boolean): string {
  const paint = (style: Style, text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text
  const parts = [paint('bold', visible(card.title)), ...card.blocks.map(block => renderBlock(block, paint))]
  if (card.footer.length > 0) parts.push(paint('dim', visible(footerText(card))))
  for (const { label, buttons } of card.rows) {
    const lines = buttons.map(button => `  ${formatQuestion(button.asks)}`)
    parts.push(paint('dim', [`${label}:`, ...lines].map(visible).join('\n')))
  }
  return `${parts.join('\n\n')}\n`
}

function renderBlock(block: Block, paint: (style: Style, text: string) => string): string {
  switch (block.kind) {
    case 'heading':
      return paint('underline', visible(plain(block.text)))
    case 'commands':
      return block.commands
        .map(({ does, text, hints = [] }) =>
          [
            ...(does === '' ? [] : [wrap(does, '')]),
            paint('cyan', indent(visible(text))),
            ...hints.map(hint => paint('yellow', hintText(hint))),
          ].join('\n'),
        )
        .join('\n\n')
    case 'code':
      return paint('cyan', indent(visible(block.source)))
    case 'list':
      return blockText(block)
        .split('\n')
        .map(line => wrap(line, '  '))
        .join('\n')
    case 'table':
    case 'text':
    case 'quote':
      return wrap(blockText(block), '')
    default:
      return block satisfies never
  }
}

/** Prose is wrapped; a command is left in one piece, so that it can be copied. */
const hintText = (hint: Span[]): string =>
  hint.some(span => span.style === 'code') ? visible(`  ${plain(hint)}`) : `  ${wrap(plain(hint), '  ')}`

const footerText = (card: Card): string =>
  card.footer.map(span => (span.href === undefined ? span.text : `${span.text}: ${span.href}`)).join('')

const indent = (text: string): string => text.replaceAll(/^/gm, '    ')

/** Control characters other than line ends could drive the terminal; they are shown as a sign instead. */
const visible = (text: string): string => text.replaceAll(/[^\P{Cc}\n\t]/gu, '\u{FFFD}')

/** Breaks lines at spaces; further lines of a paragraph begin with `hang`. */
function wrap(text: string, hang: string): string {
  return visible(text)
    .split('\n')
    .map(line => {
      const out: string[] = []
      let current = ''
      for (const word of line.split(' ')) {
        if (current.length + word.length >= WIDTH && current.trim() !== '') {
          out.push(current)
          current = hang + word
        } else current += current === '' && out.length === 0 ? word : ` ${word}`
      }
      return [...out, current].join('\n')
    })
    .join('\n')
}
