/** Something to fill in, as plain data: platforms draw it as a modal, the page as a form, the terminal asks for it. */
import { formatQuestion, parseButton, type Question } from '../ask/question.ts'
import type { Span } from '../notes/note.ts'
import type { Card } from './card.ts'
import { strong, text } from './parts.ts'

export type Choice = { label: string; value: string }

export type Field = {
  /** Lower-case words joined by hyphens; what is filled in comes back under this name. */
  name: string
  label: string
  hint?: string
  /** What stands there already; of a choice, the value of one of its choices. */
  value?: string
  /** May stay empty. */
  optional?: true
  /** What is wrong with what was filled in before. */
  problem?: string
} & ({ kind: 'text' } | { kind: 'choice'; choices: Choice[] })

/** What a filled form asks is `fill` of the question that shows it. */
export type Form = {
  title: string
  intro?: string
  /** From one to FIELDS_AT_MOST. */
  fields: Field[]
  /** The words on the button that sends it. */
  submit: string
  of: Question
}

/** Discord shows no more. */
export const FIELDS_AT_MOST = 5

/** The line that the filled form stands for. @param line the form's question, as a button would carry it */
export const filledLine = (line: string, values: Record<string, string>): string =>
  formatQuestion({ kind: 'fill', of: parseButton(line), values })

/** What stands beside a field: what is wrong with it, or else how to fill it in. */
export const besides = ({ problem, hint }: Field): string | undefined => problem ?? hint

/**
 * Shown where no form can be opened, such as in answer to a mention: what there is to fill in, and a button that
 * opens it. After a mistake that button brings back what was filled in.
 */
export function formCard(form: Form): Card {
  const { title, intro, fields, of } = form
  const wrong = fields.some(({ problem }) => problem !== undefined)
  const values = Object.fromEntries(fields.map(({ name, value = '' }) => [name, value]))
  const asks: Question = wrong ? { kind: 'fill', of, values } : of
  return {
    title,
    blocks: [
      ...(intro === undefined ? [] : [text(intro)]),
      { kind: 'list', ordered: false, items: fields.map(described) },
    ],
    rows: [{ label: 'This form', buttons: [{ label: wrong ? 'Mend it' : 'Fill it in', asks }] }],
    footer: [],
    of: asks,
    skipped: 0,
  }
}

function described(field: Field): Span[] {
  const more = besides(field)
  return [strong(field.label), ...(more === undefined ? [] : [{ text: ` – ${more}` }])]
}
