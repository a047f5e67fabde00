/** Questions with the notes that answer them, one JSON object per line. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Library } from '../src/notes/library.ts'

const Row = z.object({
  id: z.string(),
  text: z.string(),
  kind: z.enum(['definition', 'howto', 'compare', 'troubleshoot', 'keyword', 'paste', 'typo', 'negative']),
  /** Ids of notes that answer it, the best first; empty for a negative, which must get no firm answer. */
  topics: z.array(z.string()),
  /** Words that the answer's text should hold. */
  must: z.array(z.string()).optional(),
  /** The two sides of a comparison. */
  both: z.array(z.string()).optional(),
  /** A negative that shares words with our field. */
  hard: z.boolean().optional(),
})
export type Row = z.infer<typeof Row>

/** Reads a file of questions; throws with file and line where a row has another form. */
export function readQuestions(file: string): Row[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, at) => {
      if (line.trim() === '') return []
      try {
        return [Row.parse(JSON.parse(line))]
      } catch (error) {
        throw new Error(`${file}:${at + 1} is no question: ${error instanceof Error ? error.message : error}`)
      }
    })
}

/** Characters of a question that training reads. */
export const LONGEST = 2000

/** Ids of the notes that a question is taught to: a comparison to the note that compares, where there is one. */
export function answering({ topics, both: [left = '', right = ''] = [] }: Row, library: Library): string[] {
  const written = library.comparison(left, right)
  return written === undefined ? topics : [written.id]
}
