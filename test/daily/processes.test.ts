import { expect, test } from 'vitest'
import { killProcesses } from '../../prove/processes.ts'
import { freshPostgres } from '../store/databases.ts'

test('real processes that are killed with kill -9 post to each channel once', async () => {
  const { wrong, lines } = await killProcesses({ url: await freshPostgres(), channels: 150, kills: 3 })
  expect(wrong, lines.join('\n')).toEqual([])
}, 120_000)
