import { describe, expect, test } from 'vitest'
import type { Row } from '../../eval/questions.ts'
import { figuresOf, judge, negativeFiguresOf, type Said } from '../../eval/score.ts'

const row = (more: Partial<Row> = {}): Row => ({
  id: 'q1',
  text: 'a question',
  kind: 'howto',
  topics: ['pod', 'node'],
  ...more,
})
const said = (firm: boolean, ...notes: string[]): Said => ({
  firm,
  offered: !firm && notes.length > 0,
  notes,
  confidence: 1,
})

describe('an answer', () => {
  test('is right when it is firm and its first note is among those that answer', () => {
    expect(judge(row(), said(true, 'node'))).toMatchObject({ right: true, among: true, wrong: false })
    expect(judge(row(), said(true, 'service', 'pod'))).toMatchObject({
      right: false,
      among: false,
      wrong: true,
    })
  })

  test('that only offers is never right or wrong, but may hold what was wanted among its first three', () => {
    expect(judge(row(), said(false, 'a', 'b', 'pod'))).toMatchObject({
      right: false,
      among: true,
      wrong: false,
    })
    expect(judge(row(), said(false, 'a', 'b', 'c', 'pod'))).toMatchObject({ among: false })
  })

  test('to a comparison is right when both sides are compared', () => {
    const both = row({ both: ['pod', 'node'] })
    expect(judge(both, said(true, 'node', 'pod')).right).toBe(true)
    expect(judge(both, said(true, 'pod')).right).toBe(false)
  })

  test('to a negative is wrong when it is firm', () => {
    const negative = row({ kind: 'negative', topics: [] })
    expect(judge(negative, said(true, 'pod')).wrong).toBe(true)
    expect(judge(negative, said(false, 'pod'))).toMatchObject({ right: false, among: false, wrong: false })
  })
})

test('figures are shares of all rows of their kind', () => {
  const outcomes = [said(true, 'pod'), said(true, 'x'), said(false, 'pod'), said(false)].map(one =>
    judge(row(), one),
  )
  expect(figuresOf(outcomes)).toMatchObject({ rows: 4, at1: 0.25, at3: 0.5, wrong: 0.25 })
  const negative = row({ kind: 'negative', topics: [] })
  expect(negativeFiguresOf([said(true, 'a'), said(false, 'a')].map(one => judge(negative, one)))).toEqual({
    rows: 2,
    answered: 0.5,
    offered: 0.5,
  })
})
