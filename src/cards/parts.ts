/** The small parts that cards are put together from. */
import type { Block, Span } from '../notes/note.ts'
import type { Button, ButtonRow, Card } from './card.ts'

export type Contents = Pick<Card, 'title' | 'blocks' | 'rows' | 'footer'>

/** No row at all where there is no button. */
export const row = (label: string, buttons: Button[]): ButtonRow[] =>
  buttons.length > 0 ? [{ label, buttons }] : []

export const text = (words: string): Block => ({ kind: 'text', text: [{ text: words }] })
export const heading = (words: string): Block => ({ kind: 'heading', text: [{ text: words }] })
export const list = (items: Span[][]): Block => ({ kind: 'list', ordered: false, items })
export const strong = (words: string): Span => ({ text: words, style: 'strong' })
export const code = (words: string): Span => ({ text: words, style: 'code' })

export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`
