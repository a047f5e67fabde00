/** The small parts that cards are put together from. */
import type { Block, Note, Span } from '../notes/note.ts'
import type { Button, ButtonRow, Card } from './card.ts'

export type Contents = Pick<Card, 'title' | 'blocks' | 'rows' | 'footer'>

/** No row at all where there is no button. */
export const row = (label: string, buttons: Button[]): ButtonRow[] =>
  buttons.length > 0 ? [{ label, buttons }] : []

/** Of these the card asks to choose one. */
export const choices = (label: string, buttons: Button[]): ButtonRow[] =>
  row(label, buttons).map(found => ({ ...found, choose: true }))

export const text = (words: string): Block => ({ kind: 'text', text: [{ text: words }] })
export const heading = (words: string): Block => ({ kind: 'heading', text: [{ text: words }] })
export const list = (items: Span[][]): Block => ({ kind: 'list', ordered: false, items })
export const strong = (words: string): Span => ({ text: words, style: 'strong' })
export const code = (words: string): Span => ({ text: words, style: 'code' })

export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

export const showButton = (note: Note): Button => ({
  label: note.title,
  asks: { kind: 'show', note: note.id },
})
export const topicButton = ({ name }: { name: string }): Button => ({
  label: name,
  asks: { kind: 'browse', topic: name },
})
export const topicsButton: Button = { label: 'Topics', asks: { kind: 'browse' } }
export const helpButton: Button = { label: 'Help', asks: { kind: 'help' } }

/** Each note by its title with what it is in a sentence. */
export const links = (notes: Note[]): Block =>
  list(notes.map(note => [strong(note.title), { text: ` – ${firstSentence(note)}` }]))

/** What the note says in a sentence. */
export function firstSentence(note: Note): string {
  const first = note.summary.find(block => block.kind === 'text')
  const words = first === undefined ? '' : first.text.map(span => span.text).join('')
  return /^.*?[.!?](?=\s|$)/s.exec(words)?.[0] ?? words
}
