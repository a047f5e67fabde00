/** Filling in a command: the form with a field for each placeholder, and the command that is ready to copy. */
import type { Answer } from '../ask/answer.ts'
import { blanksIn } from '../explain/blanks.ts'
import { checked, placeholdersIn } from '../explain/fill.ts'
import type { Block, Command } from '../notes/note.ts'
import type { Button, ButtonRow } from './card.ts'
import { withHints } from './checks.ts'
import type { Field, Form } from './form.ts'
import { type Contents, row, text } from './parts.ts'

type Blanks = Extract<Answer, { kind: 'blanks' }>

/** Commands of one card that offer a form; more buttons would bury the answer. */
const OFFERED = 4
/** Characters of a button that say which command it is about. */
const LABEL = 60

/** A button for each command that leaves something open. */
export function blankRow(blocks: readonly Block[]): ButtonRow[] {
  const open = blocks
    .flatMap(block => (block.kind === 'commands' ? block.commands : []))
    .filter(({ text: words }) => !words.includes('\n') && blanksIn(words).length > 0)
  return row('Fill in', open.slice(0, OFFERED).map(blankButton))
}

const blankButton = ({ text: words, does }: Pick<Command, 'text' | 'does'>): Button => {
  const label = does === '' ? words : does
  return {
    label: label.length > LABEL ? `${label.slice(0, LABEL)}…` : label,
    asks: { kind: 'fill-in', command: words },
  }
}

export function blankForm({ command, blanks, question }: Blanks): Form {
  return {
    title: 'Fill in the command',
    intro: command,
    fields: blanks.map(
      ({ placeholder, value, problem }): Field => ({
        kind: 'text',
        name: fieldName(placeholder),
        label: placeholder,
        ...(value !== undefined && { value }),
        ...(problem !== undefined && { problem: `${placeholder} ${problem}` }),
      }),
    ),
    submit: 'Fill in',
    of: question,
  }
}

/** `INIT_CONTAINER` → `init-container`. */
const fieldName = (placeholder: string): string => placeholder.toLowerCase().replaceAll('_', '-')

export function filledCard({ command }: Extract<Answer, { kind: 'filled' }>): Contents {
  const open = placeholdersIn(command)
  const told: Command = { text: command, does: '', line: 1 }
  return {
    title: 'Ready to copy',
    blocks: [
      withHints({ kind: 'commands', commands: [checked(told) ?? told] }),
      ...(open.length === 0 ? [] : [text(`Still open: ${open.join(', ')}. Secrets I leave to you.`)]),
    ],
    rows:
      blanksIn(command).length === 0
        ? []
        : row('Fill in', [blankButton({ text: command, does: 'Fill in the rest' })]),
    footer: [],
  }
}
