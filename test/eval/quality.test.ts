/** The search keeps what was measured: questions that it has never learned from are answered as well as recorded. */
import { expect, test } from 'vitest'
import { askAll } from '../../eval/ask.ts'
import { fallenBelow } from '../../eval/floors.ts'
import { readQuestions } from '../../eval/questions.ts'
import { loadLibrary } from '../../src/notes/load.ts'

const HELD_OUT = 'eval/held-out.jsonl'

test('no figure of the held-out questions has fallen', { timeout: 120_000 }, async () => {
  const { library } = await loadLibrary(['knowledge'])
  if (library === undefined) throw new Error('the notes do not parse')
  expect(fallenBelow(await askAll(readQuestions(HELD_OUT), library))).toEqual([])
})

test('no question is both learned from and measured by', () => {
  const texts = (file: string) => readQuestions(file).map(({ text }) => text.trim().toLowerCase())
  const learned = new Set([...texts('eval/tuned.jsonl'), ...texts('eval/taught.jsonl')])
  expect(texts(HELD_OUT).filter(text => learned.has(text))).toEqual([])
})

test('the questions are many enough, and so are those about something else', () => {
  const rows = readQuestions(HELD_OUT)
  const negatives = rows.filter(({ kind }) => kind === 'negative')
  expect(rows.length - negatives.length).toBeGreaterThanOrEqual(500)
  expect(negatives.length).toBeGreaterThanOrEqual(150)
  expect(negatives.filter(({ hard }) => hard).length).toBeGreaterThanOrEqual(60)
})
