/** One PostgreSQL for all test files. It starts in the background: tests that need none do not wait for it. */
import type { TestProject } from 'vitest/node'
import { createPostgres, freePort } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresPort: number
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const port = await freePort()
  project.provide('postgresPort', port)
  const running = createPostgres(port).then(async server => {
    await server.start()
    return server
  })
  running.catch(error => console.error('PostgreSQL for the tests did not start:', error))
  return async () => {
    const server = await running.catch(() => undefined)
    await server?.remove()
  }
}
