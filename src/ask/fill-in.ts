/** A command with placeholders → what it asks to be filled in, or the command once that is done. */
import { blanksIn, fillBlanks } from '../explain/blanks.ts'
import type { Answer } from './answer.ts'
import type { Question } from './question.ts'

/** @param values by the names of the form's fields; none where it has not been shown yet */
export function fillIn(question: Question & { kind: 'fill-in' }, values: Record<string, string>): Answer {
  const { command } = question
  const open = blanksIn(command)
  if (open.length === 0) return { kind: 'filled', command }
  if (Object.keys(values).length === 0)
    return { kind: 'blanks', command, blanks: open.map(placeholder => ({ placeholder })), question }
  const given = open.map(name => [name, values[name.toLowerCase().replaceAll('_', '-')] ?? ''])
  const { command: filled, blanks } = fillBlanks(command, Object.fromEntries(given))
  return blanks.some(({ problem }) => problem !== undefined)
    ? { kind: 'blanks', command, blanks, question }
    : { kind: 'filled', command: filled }
}
