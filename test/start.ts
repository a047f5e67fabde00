/** The whole bot as a process of its own, for tests. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { onTestFinished, vi } from 'vitest'

export type Running = {
  process: ChildProcess
  output: () => string
  ended: Promise<number | null>
  address: () => Promise<string>
}

/** Starts the whole bot as `npm start` does, in a folder of its own, away from this machine's variables and .env. */
export function start(
  notes: Record<string, string>,
  environment: Record<string, string> = {},
): Running & { notes: string } {
  const folder = mkdtempSync(join(tmpdir(), 'kube-notes-'))
  for (const [name, source] of Object.entries(notes)) writeFileSync(join(folder, name), source)
  const child = spawn(process.execPath, [resolve('src/main.ts')], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      PORT: '0',
      KNOWLEDGE_DIRS: folder,
      DATABASE_URL: `file:${folder}/test.db`,
      ...environment,
    },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', text => {
      output += text
    })
  const started: Running = {
    process: child,
    output: () => output,
    ended: new Promise(done => child.once('exit', done)),
    address: () => vi.waitUntil(() => /http:\/\/\S+:\d+/.exec(output)?.[0], { timeout: 10_000 }),
  }
  onTestFinished(() => void child.kill('SIGKILL'))
  return { ...started, notes: folder }
}
