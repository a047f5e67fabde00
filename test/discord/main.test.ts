/** `npm start` with a token: the whole process against a local Discord. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { NODEPORT_BODY, noteSource } from '../fixtures.ts'
import { furnish, startLocalDiscord } from './local-discord.ts'
import { person } from './people.ts'

async function start(environment: Record<string, string> = {}) {
  const discord = await startLocalDiscord()
  const folder = mkdtempSync(join(tmpdir(), 'kube-notes-'))
  writeFileSync(join(folder, 'nodeport.md'), noteSource('NodePort', { body: NODEPORT_BODY }))
  const child: ChildProcess = spawn(process.execPath, [resolve('src/main.ts')], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      KNOWLEDGE_DIRS: folder,
      DATABASE_URL: `file:${folder}/test.db`,
      DISCORD_TOKEN: discord.world.token,
      DISCORD_API_URL: discord.apiUrl,
      ...environment,
    },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', text => {
      output += text
    })
  const ended = new Promise<number | null>(done => child.once('exit', done))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await discord.stop()
  })
  const says = (what: RegExp) => vi.waitUntil(() => what.exec(output)?.[0], { timeout: 10_000, interval: 20 })
  return { discord, child, ended, says, output: () => output }
}

test('connects, prints the invite link, is ready, answers, and ends cleanly on SIGTERM', async () => {
  const { discord, child, ended, says } = await start()
  const { general } = furnish(discord.world)
  const address = await says(/http:\/\/127\.0\.0\.1:\d+/)
  await says(/https:\/\/discord\.com\/oauth2\/authorize\?client_id=\d+/)
  expect(await (await fetch(`${address}/readyz`)).json()).toMatchObject({
    ready: true,
    platforms: { discord: true },
  })

  const alice = person(discord, 'alice')
  alice.asks(general, 'what is a NodePort')
  const [answer] = await alice.sees(general)
  expect(answer?.text).toContain('A NodePort Service opens the same port on every node')

  discord.gateway.drop()
  await expect.poll(async () => (await fetch(`${address}/readyz`)).status).toBe(503)
  await expect.poll(async () => (await fetch(`${address}/readyz`)).status, { timeout: 5000 }).toBe(200)

  child.kill('SIGTERM')
  expect(await ended).toBe(0)
}, 20_000)

test('an event that the client cannot read does not end the process', async () => {
  const { discord, says, child } = await start()
  await says(/oauth2\/authorize/)
  discord.gateway.dispatch({ name: 'GUILD_CREATE', guildId: undefined, data: () => ({ id: '1', roles: 7 }) })
  await says(/went wrong in a library/)
  const { direct } = furnish(discord.world)
  const alice = person(discord, 'alice')
  alice.says(direct, 'NodePort')
  await alice.sees(direct)
  expect(child.exitCode).toBe(null)
}, 20_000)

test('a wrong token ends it with one message that says what to do', async () => {
  const { ended, output } = await start({ DISCORD_TOKEN: 'wrong' })
  expect(await ended).toBe(1)
  expect(output()).toContain('DISCORD_TOKEN: Discord does not know it; copy it anew from Bot')
}, 20_000)
