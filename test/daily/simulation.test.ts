/** Two months of daily posts, in which every process dies again and again. `npm run prove` runs a year of it. */
import { expect, test } from 'vitest'
import { type Options, prove } from '../../prove/case.ts'
import { freshPostgres, freshSqlite } from '../store/databases.ts'

/** The north springs forward and the south falls back within these days. */
const SPRING = { from: '2026-03-01', days: 60, outages: { processes: 4, platforms: 3, places: 10 } }
const AUTUMN = { ...SPRING, from: '2026-10-14', days: 28, kills: 10 }

async function expectOnce(options: Omit<Options, 'seed'>): Promise<void> {
  const { run, verdict } = await prove({ ...options, seed: 7 })
  expect(verdict.wrong).toEqual([])
  expect(verdict.posted).toBeGreaterThan(verdict.days * 0.95)
  expect(verdict.onChange).toBeGreaterThan(0)
  expect(run.kills.size).toBeGreaterThan(3)
}

test('200 channels in 200 zones get each of their days once over 60 days and a change of clocks, on SQLite', async () => {
  await expectOnce({ ...SPRING, url: await freshSqlite(), processes: 1, count: 200 })
}, 120_000)

test('so do channels that three processes share, on PostgreSQL, over the other change of clocks', async () => {
  await expectOnce({ ...AUTUMN, url: await freshPostgres(), processes: 3, count: 16 })
}, 120_000)

test('the judge sees a platform that answers wrongly whether a post is there', async () => {
  const { verdict } = await prove({
    ...SPRING,
    days: 30,
    seed: 7,
    url: await freshSqlite(),
    processes: 1,
    count: 60,
    trouble: 100,
    forgetful: true,
  })
  expect(verdict.wrong.join()).toContain('posted 2 times')
}, 120_000)
