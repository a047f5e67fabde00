/**
 * What scripts may rely on (see README, "From scripts"): how questions are read from standard input and
 * what one JSON line says about an answer.
 */
import { cardCommands, cardText } from '../../cards/text.ts'
import type { Finding } from '../../kubernetes/finding.ts'
import { mask } from '../../mask.ts'
import type { NoteId } from '../../notes/note.ts'
import type { Reply } from '../chat.ts'

export type JsonAnswer = {
  question: string
  kind: string
  notes: NoteId[]
  confidence: number
  text: string
  commands: string[]
  ms: number
  /** What is wrong in a pasted manifest, by line. */
  findings?: readonly Finding[]
  /** The ids of the notes that were compared. */
  comparison?: NoteId[]
  /** The ids of the notes that are offered beside a firm answer, in case one of them was meant. */
  instead?: NoteId[]
}

/** One input line as a question; undefined for a line to skip. A JSON string may hold a paste of many lines. */
export function readLine(line: string): string | undefined {
  if (line.trim() === '') return undefined
  if (!line.startsWith('"')) return line
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'string' ? value : line
  } catch {
    return line
  }
}

/** @param ms milliseconds from question to card */
export const jsonAnswer = (
  question: string,
  { card, about }: Extract<Reply, { kind: 'card' | 'form' }>,
  ms: number,
): JsonAnswer => ({
  question: mask(question),
  kind: about.kind,
  notes: about.notes.slice(0, about.kind === 'choice' || about.kind === 'unknown' ? 3 : undefined),
  confidence: Math.round(about.confidence * 1000) / 1000,
  text: cardText(card),
  commands: cardCommands(card),
  ms: Math.round(ms * 1000) / 1000,
  ...(about.findings !== undefined && { findings: about.findings }),
  ...(about.comparison !== undefined && { comparison: about.comparison }),
  ...(about.instead !== undefined && { instead: about.instead }),
})
