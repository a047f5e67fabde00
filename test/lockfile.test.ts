import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() }),
  ),
})

test('the lock file holds the packages of every platform, not only of the one it was written on', () => {
  const { packages } = Lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))
  const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
    Object.keys(optionalDependencies),
  )
  const missing = wanted.filter(
    name => !Object.keys(packages).some(path => path.endsWith(`node_modules/${name}`)),
  )
  expect(missing, 'write it anew: rm -rf node_modules package-lock.json && npm install').toEqual([])
})
