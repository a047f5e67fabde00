import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Mode, type Running, run } from './app.ts'
import { modalOf, person } from './people.ts'

const running: Running[] = []
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop()
})

async function at(mode: Mode, options?: Parameters<typeof run>[1]) {
  const app = await run(mode, options)
  running.push(app)
  const ann = person(app.slack, 'U1')
  const bob = person(app.slack, 'U2')
  return { ...app, ann, bob }
}

describe.each(['socket', 'http'] as const)('over %s', mode => {
  test('/k8s answers the asker alone, with explanation, command and manifest', async () => {
    const { ann, bob } = await at(mode)
    const { ok, payload } = await ann.command('C1', 'what is a NodePort')
    expect(ok).toBe(true)
    const message = await vi.waitUntil(() => ann.sees('C1').at(0))
    expect(message.shown).toContain('A NodePort Service opens the same port on every node')
    expect(message.code).toEqual(['kubectl get service SERVICE', expect.stringContaining('type: NodePort')])
    expect(message.text).toContain('kubectl get service SERVICE')
    expect(bob.sees('C1')).toEqual([])
    expect(payload ?? '').toBeFalsy()
  })
})
