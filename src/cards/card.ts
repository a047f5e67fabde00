/** What a platform draws: plain data, without a word of any platform's markup. */
import type { Question } from '../ask/question.ts'
import type { Block, Span } from '../notes/note.ts'

/** A button says its label and asks its question. */
export type Button = { label: string; asks: Question }

/**
 * Buttons that belong together, such as related notes; `label` is read out where there is no layout.
 * `choose`: the card asks to choose one of them, so that a platform may show a menu.
 */
export type ButtonRow = { label: string; buttons: Button[]; choose?: true }

export type Card = {
  title: string
  blocks: Block[]
  rows: ButtonRow[]
  footer: Span[]
  /** Who asked what, where an answer is shown to people who did not see the question. */
  asked?: { by: string; text: string }
  /** The question that draws this card again, for its "Show more". */
  of: Question
  /** How many blocks of the whole answer stand before this card's first. */
  skipped: number
}
