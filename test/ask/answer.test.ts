import { describe, expect, test } from 'vitest'
import { answer, type Sources } from '../../src/ask/answer.ts'
import { notesOf } from '../../src/ask/notes-of.ts'
import { parseTyped } from '../../src/ask/question.ts'
import type { Found, Search } from '../../src/search/search.ts'
import { library } from '../fixtures.ts'

const all = library()
const notesWith = (...ids: string[]) => ids.flatMap(id => all.notes.get(id) ?? [])
const found = (verdict: Found['verdict'], ...ids: string[]): Found => ({
  verdict,
  matches: notesWith(...ids).map(note => ({ note, confidence: 0.7 })),
})

/** A search that finds what a test wants found. */
const finding = (what: Found): Search => ({
  find: () => what,
  signs: () => [],
  suggest: () => [],
  examine: () => {
    throw new Error('not asked for')
  },
})
const sources = (what: Found = found('none')): Sources => ({
  library: all,
  search: finding(what),
  recent: [],
  pick: () => 1,
  day: 20_000,
})
const ask = (line: string, what?: Found) => answer(parseTyped(line), sources(what))

describe('a question in free words', () => {
  test('is answered with the note that the search is sure of, and its related notes', () => {
    const given = ask('open a port on each node', found('sure', 'nodeport', 'service'))
    expect(given).toMatchObject({ kind: 'note', note: { id: 'nodeport' }, confidence: 0.7 })
    expect(given.kind === 'note' && given.related.map(note => note.id)).toEqual(['service'])
    expect(notesOf(given)).toEqual(['nodeport'])
  })

  test('comes with what else may have been meant, unless there is no doubt', () => {
    const doubted = ask('open a port', found('sure', 'nodeport', 'service', 'pod', 'loadbalancer'))
    expect(doubted.kind === 'note' && doubted.instead?.map(note => note.id)).toEqual(['service', 'pod'])
    const sure = found('sure', 'nodeport', 'service')
    const undoubted = { ...sure, matches: sure.matches.map(match => ({ ...match, confidence: 0.95 })) }
    expect(ask('open a port', undoubted)).not.toHaveProperty('instead')
    expect(ask('show nodeport')).not.toHaveProperty('instead')
  })

  test('is answered with at most three choices when the search is not sure', () => {
    const given = ask('port', found('unsure', 'nodeport', 'service', 'pod', 'loadbalancer'))
    expect(given.kind).toBe('choice')
    expect(notesOf(given)).toEqual(['nodeport', 'service', 'pod'])
  })

  test('has no answer when the search finds none', () => {
    expect(ask('what is for lunch')).toEqual({ kind: 'unknown', near: [], confidence: 0 })
  })

  test('that sets two notes side by side is answered with their comparison', () => {
    const compared = { notes: notesWith('loadbalancer', 'nodeport'), confidence: 0.9 }
    expect(ask('load balancer or node port', { ...found('sure', 'service'), compared })).toMatchObject({
      kind: 'comparison',
      written: { id: 'nodeport-vs-loadbalancer' },
    })
  })

  test('is answered by a written comparison as a comparison', () => {
    const given = ask('which type is better', found('sure', 'nodeport-vs-loadbalancer'))
    expect(given).toMatchObject({ kind: 'comparison', written: { id: 'nodeport-vs-loadbalancer' } })
    expect(notesOf(given)).toEqual(['nodeport', 'loadbalancer'])
  })
})

describe('show', () => {
  test('shows the note with that id or name', () => {
    expect(ask('show nodeport')).toMatchObject({ kind: 'note', note: { id: 'nodeport' } })
    expect(ask('show svc')).toMatchObject({ kind: 'note', note: { id: 'service' } })
  })

  test('searches for a note that is no longer there, as an old button may ask for', () => {
    expect(ask('show gone-note', found('unsure', 'pod')).kind).toBe('choice')
  })
})

describe('compare', () => {
  test('tells the written comparison in either order', () => {
    expect(ask('compare loadbalancer nodeport')).toMatchObject({
      kind: 'comparison',
      written: { id: 'nodeport-vs-loadbalancer' },
    })
  })

  test('puts together what nobody has compared in writing', () => {
    const given = ask('compare nodeport pod')
    expect(given).toMatchObject({ kind: 'comparison' })
    expect(given).not.toHaveProperty('written')
  })
})

test('topics lists all of them, or the notes of one', () => {
  expect(ask('topics')).toMatchObject({
    kind: 'browse',
    topics: [{ name: 'comparisons', count: 1 }, { name: 'networking', count: 3 }, { name: 'workloads' }],
  })
  expect(ask('topics workloads')).toMatchObject({ kind: 'topic', topic: 'workloads', notes: [{ id: 'pod' }] })
  expect(ask('topics cooking').kind).toBe('browse')
})

test('random shows any note but a comparison', () => {
  expect(ask('random')).toMatchObject({ kind: 'note', note: { id: 'service' } })
})

test('help gives the notes that others point to most as examples', () => {
  const given = ask('help')
  expect(given.kind === 'help' && given.examples.map(note => note.id)).toEqual([
    'service',
    'nodeport',
    'pod',
    'loadbalancer',
  ])
})

describe('the note of the day', () => {
  const today = (day: number) => {
    const given = answer({ kind: 'today' }, { ...sources(), day })
    return given.kind === 'note' ? given.note.id : given.kind
  }

  test('is the same all day, and each note has its day before any has a second', () => {
    expect(today(20_000)).toBe(today(20_000))
    const days = [0, 1, 2, 3].map(after => today(20_000 + after))
    expect(days.toSorted()).toEqual(['loadbalancer', 'nodeport', 'pod', 'service'])
  })

  test('stands where one begins, beside the topics', () => {
    const given = answer({ kind: 'home' }, sources())
    expect(given).toMatchObject({ kind: 'home', today: { id: today(20_000) } })
    expect(given.kind === 'home' && given.topics.map(({ name }) => name)).toContain('networking')
  })
})
