/**
 * One PostgreSQL and one folder for all test files; both are gone afterwards. The server starts in the background:
 * tests that need none do not wait for it.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { createPostgres, freePort } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresPort: number
    folder: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'kube-notes-test-'))
  project.provide('postgresPort', port)
  project.provide('folder', folder)
  const running = createPostgres(port).then(async server => {
    await server.start()
    return server
  })
  running.catch(error => console.error('PostgreSQL for the tests did not start:', error))
  return async () => {
    const server = await running.catch(() => undefined)
    await server?.remove()
    await rm(folder, { recursive: true, force: true })
  }
}
