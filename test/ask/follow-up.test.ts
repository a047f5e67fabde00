import { expect, test } from 'vitest'
import { runDialogues } from '../../eval/dialogues.ts'

test('of two-turn dialogues at least nine in ten end with the right notes', async () => {
  const { right, all, misses } = await runDialogues()
  expect(all).toBeGreaterThanOrEqual(30)
  expect(right / all, misses.join('\n')).toBeGreaterThanOrEqual(0.9)
})
