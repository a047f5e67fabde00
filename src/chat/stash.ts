/**
 * Buttons carry questions as lines. A line too long for its platform waits here for a while, and the
 * button carries `recall ID` instead. In memory only: a paste must not outlive the process.
 */
import { randomBytes } from 'node:crypto'
import { formatQuestion, type Question } from '../ask/question.ts'

const KEPT_FOR_MS = 30 * 60_000
const KEPT_AT_MOST = 5000

export type Stash = {
  /** The line a button carries for `question` where lines may have `limit` characters. */
  lineFor(question: Question, limit: number): string
  /** The question behind `recall ID`; undefined once its time is over. */
  recall(id: string): Question | undefined
}

/** @param now milliseconds since the epoch */
export function createStash(now: () => number): Stash {
  const kept = new Map<string, { question: Question; until: number }>()
  const forgetOld = (): void => {
    for (const [id, { until }] of kept) {
      if (until > now() && kept.size < KEPT_AT_MOST) break
      kept.delete(id)
    }
  }
  return {
    lineFor(question, limit) {
      const line = formatQuestion(question)
      if (line.length <= limit) return line
      forgetOld()
      const id = randomBytes(12).toString('hex')
      kept.set(id, { question, until: now() + KEPT_FOR_MS })
      return formatQuestion({ kind: 'recall', id })
    },
    recall(id) {
      const found = kept.get(id)
      return found !== undefined && found.until > now() ? found.question : undefined
    },
  }
}
