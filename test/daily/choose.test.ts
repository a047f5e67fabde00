import { describe, expect, test } from 'vitest'
import type { About } from '../../src/ask/daily.ts'
import { choose, listFor, parseAbout, storedAbout } from '../../src/daily/choose.ts'
import { PATHS } from '../../src/daily/paths.ts'
import { createLibrary } from '../../src/notes/library.ts'
import { loadLibrary } from '../../src/notes/load.ts'
import { note } from '../fixtures.ts'

const ALL = { kind: 'all' } as const
const many = (count: number) =>
  Array.from({ length: count }, (_, at) => note(`n${at}`, `Note ${at}`, { topic: at % 2 ? 'odd' : 'even' }))
const libraryOf = (count: number) => createLibrary([many(count)]).library

function course(
  count: number,
  place: string,
  about: Parameters<typeof choose>[0] = ALL,
  library = libraryOf(count),
) {
  const had: string[] = []
  const told: string[] = []
  return {
    told,
    next(steps: number, from = library) {
      for (let step = 0; step < steps; step++) {
        const id = choose(about, from, place, { had, open: [] })?.id ?? 'none'
        if (had.includes(id)) had.splice(had.indexOf(id), 1)
        had.push(id)
        told.push(id)
      }
      return told
    },
  }
}

describe('what comes next', () => {
  test('repeats nothing until all was told, and then goes round in the same order', () => {
    const told = course(20, 'a').next(40)
    expect(new Set(told.slice(0, 20)).size).toBe(20)
    expect(told.slice(20)).toEqual(told.slice(0, 20))
  })

  test('differs from place to place', () => {
    expect(course(20, 'a').next(20)).not.toEqual(course(20, 'b').next(20))
  })

  test('new notes have their turn without the others starting over', () => {
    const here = course(10, 'a')
    here.next(7)
    const told = here.next(5, libraryOf(12))
    expect(new Set(told).size).toBe(12)
  })

  test('leaves out what is on its way', () => {
    const first = choose(ALL, libraryOf(5), 'a', { had: [], open: [] })?.id ?? ''
    expect(choose(ALL, libraryOf(5), 'a', { had: [], open: [first] })?.id).not.toBe(first)
    expect(choose(ALL, libraryOf(1), 'a', { had: [], open: ['n0'] })?.id).toBe('n0')
  })

  test('keeps to its topics, and to nothing where they have no notes', () => {
    const told = course(10, 'a', { kind: 'topics', topics: ['odd'] }).next(5)
    expect(told.every(id => Number(id.slice(1)) % 2 === 1)).toBe(true)
    expect(
      choose({ kind: 'topics', topics: ['none'] }, libraryOf(3), 'a', { had: [], open: [] }),
    ).toBeUndefined()
  })

  test('is kept as it was ordered; a path that is gone becomes everything', () => {
    const abouts: About[] = [ALL, { kind: 'topics', topics: ['a', 'b'] }, { kind: 'path', path: 'exam' }]
    for (const about of abouts) expect(parseAbout(storedAbout(about))).toEqual(about)
    expect(parseAbout('path of-yore')).toEqual(ALL)
  })
})

describe('the notes that come with the bot', async () => {
  const { library } = createLibrary([(await loadLibrary(['knowledge'])).notes])

  test.each(Object.entries(PATHS))(
    'has every note of the path %s, once and in its order',
    (name, { notes }) => {
      expect(notes.filter(id => !library.notes.has(id))).toEqual([])
      expect(new Set(notes).size).toBe(notes.length)
      expect(notes.length).toBeGreaterThan(40)
      const had: string[] = []
      for (const id of notes) {
        expect(choose({ kind: 'path', path: name }, library, 'a', { had, open: [] })?.id).toBe(id)
        had.push(id)
      }
    },
  )

  test('have something to think about where all concepts are wanted, and no comparison is among them', () => {
    const list = listFor(ALL, library)
    expect(list.length).toBeGreaterThan(365)
    expect(list.filter(each => each.compares !== undefined)).toEqual([])
    expect(list.filter(each => !each.sections.some(({ role }) => role === 'think'))).toEqual([])
  })
})
