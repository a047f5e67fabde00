/** Scores answers the way README.md defines it, under "How good it is". */
import type { Row } from './questions.ts'

/** What an engine said: whether it answered firmly, and with which notes, the best first. */
export type Said = {
  firm: boolean
  offered: boolean
  /** It answers by showing a list of what it found. */
  lists?: true
  notes: string[]
  confidence: number
  text?: string
}

export type Outcome = { row: Row; said: Said; right: boolean; among: boolean; wrong: boolean }

export type Figures = { rows: number; at1: number; at3: number; wrong: number; must: number }
export type NegativeFigures = { rows: number; answered: number; offered: number }

/**
 * right: firm, and the first note answers it (a comparison: both sides are compared); among: right, or not firm, or a list, and
 * the first three notes hold one that answers it; wrong: firm and not right.
 */
export function judge(row: Row, said: Said): Outcome {
  const first = said.notes.slice(0, 3)
  const fits = (id: string | undefined): boolean => id !== undefined && row.topics.includes(id)
  const compared = row.both?.every(id => said.notes.includes(id))
  const right = said.firm && (compared ?? fits(first[0]))
  return {
    row,
    said,
    right,
    among: right || ((!said.firm || said.lists === true) && first.some(fits)),
    wrong: said.firm && !right,
  }
}

export function figuresOf(outcomes: readonly Outcome[]): Figures {
  const share = (chosen: readonly Outcome[], of = outcomes): number =>
    of.length === 0 ? 1 : chosen.length / of.length
  const withMust = outcomes.filter(({ row, right }) => right && row.must !== undefined)
  return {
    rows: outcomes.length,
    at1: share(outcomes.filter(outcome => outcome.right)),
    at3: share(outcomes.filter(outcome => outcome.among)),
    wrong: share(outcomes.filter(outcome => outcome.wrong)),
    must: share(
      withMust.filter(({ row, said }) => row.must?.every(word => said.text?.includes(word))),
      withMust,
    ),
  }
}

export function negativeFiguresOf(outcomes: readonly Outcome[]): NegativeFigures {
  const share = (chosen: Outcome[]): number => (outcomes.length === 0 ? 0 : chosen.length / outcomes.length)
  return {
    rows: outcomes.length,
    answered: share(outcomes.filter(outcome => outcome.said.firm)),
    offered: share(outcomes.filter(outcome => outcome.said.offered)),
  }
}
