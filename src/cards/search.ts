/** The words around a box in which people look a note up while they type. */
import { formatQuestion, parseTyped, type Question } from '../ask/question.ts'

export const SEARCH = {
  title: 'Kubernetes notes',
  label: 'Look something up',
  placeholder: 'A name, a symptom, a question',
  hint: 'Pick a note, or type a whole question and pick it.',
  close: 'Close',
} as const

/** The last suggestion: to ask what was typed, as it stands. */
export function askSuggestion(typed: string): { label: string; asks: Question }[] {
  const question = parseTyped(typed)
  return typed.trim() === '' ? [] : [{ label: `Ask: ${typed.trim()}`, asks: question }]
}

/** The line that asks for an answer that everybody may see from the start. */
export const shareLine = (typed: string): string => formatQuestion({ kind: 'share', of: parseTyped(typed) })
