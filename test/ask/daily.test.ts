import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatAbout,
  formatDays,
  readDraft,
  readOrder,
  suggestZones,
  zoneNamed,
} from '../../src/ask/daily.ts'

const TOPICS = ['networking', 'storage', 'cluster-admin']
const read = (words: string) => {
  const order = readOrder(words)
  return order.do === 'set' ? readDraft(order.draft, TOPICS, ['beginner']) : order
}
const prague = { time: '09:00', zone: 'Europe/Prague', days: [1, 2, 3, 4, 5, 6, 7], about: { kind: 'all' } }

describe('an order', () => {
  test.each([
    ['09:00 Europe/Prague', prague],
    ['9:00 europe/prague', prague],
    ['at 9am Prague', prague],
    ['9:30 pm Prague mon-fri', { ...prague, time: '21:30', days: [1, 2, 3, 4, 5] }],
    ['12am Prague', { ...prague, time: '00:00' }],
    ['09:00 Prague fri-mon', { ...prague, days: [1, 5, 6, 7] }],
    ['09:00 Prague mon,wednesday weekdays', { problems: true }],
    ['09:00 Prague mon,wed', { ...prague, days: [1, 3] }],
    ['09:00 Prague weekends all', { ...prague, days: [6, 7] }],
    [
      '09:00 Prague networking, storage',
      { ...prague, about: { kind: 'topics', topics: ['networking', 'storage'] } },
    ],
    ['09:00 Prague path:beginner', { ...prague, about: { kind: 'path', path: 'beginner' } }],
    [
      '09:00 New York cluster-admin',
      { ...prague, zone: 'America/New_York', about: { kind: 'topics', topics: ['cluster-admin'] } },
    ],
    ['path:beginner 09:00 UTC', { ...prague, zone: 'UTC', about: { kind: 'path', path: 'beginner' } }],
  ])('%j is understood', (words, wanted) => {
    const said = read(words)
    if ('problems' in wanted) expect(said).toHaveProperty('problems')
    else expect(said).toEqual({ arrangement: wanted })
  })

  test.each([
    ['25:00 Europe/Prague', 'time'],
    ['9:60 Europe/Prague', 'time'],
    ['13pm Europe/Prague', 'time'],
    ['09:00', 'zone'],
    ['09:00 Europe/Pragu', 'zone'],
    ['09:00 +02:00', 'zone'],
    ['09:00 Prague path:expert', 'about'],
    ['09:00 Prague cooking', 'about'],
  ])('%j is told what is wrong with it', (words, field) => {
    const said = read(words)
    expect('problems' in said && said.problems.map(problem => problem.field)).toContain(field)
  })

  test('names what may have been meant', () => {
    const said = read('09:00 Europe/Pra')
    expect('problems' in said && said.problems[0]?.near).toEqual(['Europe/Prague'])
  })

  test.each([
    ['', { do: 'status' }],
    ['pause', { do: 'pause' }],
    ['pause until 2026-12-01', { do: 'pause', until: '2026-12-01' }],
    ['skip', { do: 'skip' }],
    ['OFF', { do: 'off' }],
  ])('%j is an order', (words, order) => {
    expect(readOrder(words)).toEqual(order)
  })

  test('comes to an end whatever was typed', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), words => void read(words)))
  })
})

test('days and topics are written as they can be typed', () => {
  fc.assert(
    fc.property(fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }), days => {
      const said = readDraft({ time: '9', zone: 'UTC', days: formatDays(days), about: '' }, [], [])
      expect('arrangement' in said && said.arrangement.days).toEqual(days)
    }),
  )
  for (const about of ['all', 'networking,storage', 'path:beginner']) {
    const said = readDraft({ time: '9', zone: 'UTC', days: '', about }, TOPICS, ['beginner'])
    expect('arrangement' in said && formatAbout(said.arrangement.about)).toBe(about)
  }
})

test('zones are found by region, city and any case; offsets are no zones', () => {
  expect(zoneNamed('asia/calcutta')).toMatch(/^Asia\/(Calcutta|Kolkata)$/)
  expect(zoneNamed('Tokyo')).toBe('Asia/Tokyo')
  expect(zoneNamed('+05:30')).toBeUndefined()
  expect(zoneNamed('Nowhere/Land')).toBeUndefined()
  expect(suggestZones('new y', 25)).toEqual(['America/New_York'])
  expect(suggestZones('', 25)).toHaveLength(25)
})
