import { expect, test } from 'vitest'
import { loadLibrary } from '../src/notes/load.ts'
import { formatProblem } from '../src/notes/note.ts'

test('every command and manifest in the notes of this repository is right', { timeout: 60_000 }, async () => {
  const { doubts, notes } = await loadLibrary(['knowledge'])
  expect(notes.length).toBeGreaterThan(0)
  expect(doubts.filter(({ level }) => level === 'wrong').map(formatProblem)).toEqual([])
})
