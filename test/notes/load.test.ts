import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { loadLibrary } from '../../src/notes/load.ts'
import { noteSource } from '../fixtures.ts'
import { freshFolder } from '../store/databases.ts'

const folder = freshFolder()
const write = (id: string, body: string): void =>
  writeFileSync(
    join(folder, `${id}.md`),
    noteSource(id.toUpperCase(), { body: `Summary.\n\n\`\`\`sh\n${body}\n\`\`\`\n` }),
  )

afterEach(() => rmSync(join(folder, 'b.md'), { force: true }))

test('a wrong command does not keep the notes from being used; it is told, and its note has no mark', async () => {
  write('a', 'kubectl get pods')
  write('b', 'kubectl get podz')
  const { library, problems, doubts } = await loadLibrary([folder])
  expect(problems).toEqual([])
  expect(doubts.map(({ line, level }) => [line, level])).toEqual([[11, 'wrong']])
  expect(library?.notes.get('a')?.checked).toBeDefined()
  expect(library?.notes.get('b')?.checked).toBeUndefined()
})

test('a reload takes up what changed and leaves the rest as it was', async () => {
  write('a', 'kubectl get pods')
  write('b', 'kubectl get svc')
  const before = await loadLibrary([folder])
  write('b', 'kubectl get podz')
  const after = await loadLibrary([folder])
  expect(after.library?.notes.get('a')).toBe(before.library?.notes.get('a'))
  expect(after.library?.notes.get('b')).not.toBe(before.library?.notes.get('b'))
  expect(after.doubts).toHaveLength(1)
})
