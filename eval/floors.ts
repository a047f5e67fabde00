/** The figures below which the search must not fall: those that stand in the README, less what chance may take. */
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { Outcome } from './score.ts'
import { figuresOf, negativeFiguresOf } from './score.ts'

const FILE = 'eval/floors.json'
/** One question of a hundred may change sides when a note is mended. */
const SLACK = 0.01

const Floors = z.object({
  at1: z.number(),
  at3: z.number(),
  wrong: z.number(),
  answered: z.number(),
  offered: z.number(),
})
type Floors = z.infer<typeof Floors>

/** `at1`, `at3`: at least; `wrong`, `answered`, `offered`: at most. */
function standing(outcomes: readonly Outcome[]): Floors {
  const { at1, at3, wrong } = figuresOf(outcomes.filter(({ row }) => row.kind !== 'negative'))
  const { answered, offered } = negativeFiguresOf(outcomes.filter(({ row }) => row.kind === 'negative'))
  return { at1, at3, wrong, answered, offered }
}

/** Writes down where the figures stand now. */
export function recordFloors(outcomes: readonly Outcome[]): void {
  writeFileSync(FILE, `${JSON.stringify(standing(outcomes), null, 2)}\n`)
}

/** @returns a line for each figure that is worse than it was when it was written down */
export function fallenBelow(outcomes: readonly Outcome[]): string[] {
  const floors = Floors.parse(JSON.parse(readFileSync(FILE, 'utf8')))
  const now = standing(outcomes)
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
  const worse = (name: keyof Floors, least: boolean): string[] =>
    (least ? now[name] >= floors[name] - SLACK : now[name] <= floors[name] + SLACK)
      ? []
      : [`${name} is ${percent(now[name])}; it was ${percent(floors[name])}`]
  return [
    ...worse('at1', true),
    ...worse('at3', true),
    ...worse('wrong', false),
    ...worse('answered', false),
    ...worse('offered', false),
  ]
}
