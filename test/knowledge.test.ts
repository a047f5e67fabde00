/** Our own notes: those that we promise are there, right, and in the form that CONTRIBUTING.md describes. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { blockText } from '../src/cards/text.ts'
import { loadLibrary } from '../src/notes/load.ts'
import { blocksOf, commandsOf, formatProblem, type Note, type SectionRole } from '../src/notes/note.ts'

const { library, doubts, notes } = await loadLibrary(['knowledge'])
const comparisons = notes.filter(note => note.compares !== undefined)
const concepts = notes.filter(note => note.compares === undefined)

test('every command and manifest is right', () =>
  expect(doubts.filter(({ level }) => level === 'wrong').map(formatProblem)).toEqual([]))

describe('the promised notes', () => {
  const promised = readFileSync('test/promised-notes.csv', 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map(line => {
      const [topic = '', id = '', names = ''] = line.split(',')
      return { topic, id, names: names.split('|').filter(name => name !== '') }
    })

  test('are there, and no others', () =>
    expect(notes.map(({ topic, id }) => `${topic}/${id}`).sort()).toEqual(
      promised.map(({ topic, id }) => `${topic}/${id}`).sort(),
    ))

  test('answer to their names', () =>
    expect(
      promised.flatMap(({ id, names }) =>
        [id, ...names].filter(name => library?.byName(name)?.id !== id).map(name => `${name} → ${id}`),
      ),
    ).toEqual([]))
})

describe('the form of our notes', () => {
  const holds = (title: string, among: readonly Note[], rule: (note: Note) => boolean) =>
    test(title, () => expect(among.filter(note => !rule(note)).map(({ file }) => file)).toEqual([]))

  const words = (text: string) => text.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word)).length
  const sections = (note: Note, role: SectionRole) => note.sections.filter(section => section.role === role)
  const points = (note: Note) =>
    sections(note, 'points')
      .flatMap(({ blocks }) => blocks)
      .flatMap(block => (block.kind === 'list' ? block.items : [])).length
  const between = (least: number, most: number, value: number) => least <= value && value <= most

  holds('a summary has at most 60 words', notes, ({ summary }) => {
    const text = summary.filter(({ kind }) => kind === 'text' || kind === 'list').map(blockText)
    return between(1, 60, words(text.join(' ')))
  })
  holds('each says in 6 to 12 ways how people ask', notes, ({ asks }) => between(6, 12, asks.length))
  holds('each has 2 to 6 related notes', notes, ({ related }) => between(2, 6, related.length))
  holds('each leads to the documentation', notes, ({ docs }) => docs !== undefined)
  holds('every command says what it does', notes, note => commandsOf(note).every(({ does }) => does !== ''))
  holds('a folder is a topic', notes, ({ file, topic }) => file.split('/').at(-2) === topic)
  holds(
    'a concept has 3 to 7 key points, a failure its causes',
    concepts,
    note => between(3, 7, points(note)) || sections(note, 'causes').length === 1,
  )
  holds(
    'what fails shows the text by which one knows it',
    concepts.filter(note => sections(note, 'causes').length > 0),
    // The two guides say where to begin when one does not know yet what failed.
    ({ id, signs }) => signs.length > 0 || id === 'debugging' || id === 'debug-cluster',
  )
  holds(
    'a concept has something to think about for the daily post',
    concepts.filter(({ topic }) => topic !== 'troubleshooting'),
    note => sections(note, 'why').length === 1 && (sections(note, 'think')[0]?.blocks.length ?? 0) > 1,
  )
  holds('a comparison has 5 to 9 differences and says when to choose which', comparisons, note => {
    const table = blocksOf(note).find(({ kind }) => kind === 'table')
    return (
      table?.kind === 'table' && between(5, 9, table.rows.length) && sections(note, 'choose').length === 1
    )
  })
})
