/** `npm start` with a token: the whole process against a local Discord. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { NODEPORT_BODY, noteSource } from '../fixtures.ts'
import { start } from '../start.ts'
import { furnish, startLocalDiscord } from './local-discord.ts'
import { person } from './people.ts'

async function connect(environment: Record<string, string> = {}) {
  const discord = await startLocalDiscord()
  onTestFinished(() => discord.stop())
  const bot = start(
    { 'nodeport.md': noteSource('NodePort', { body: NODEPORT_BODY }) },
    { DISCORD_TOKEN: discord.world.token, DISCORD_API_URL: discord.apiUrl, ...environment },
  )
  const says = (what: RegExp) =>
    vi.waitUntil(() => what.exec(bot.output())?.[0], { timeout: 10_000, interval: 20 })
  return { ...bot, discord, says }
}

test('connects, prints the invite link, is ready, answers, and ends cleanly on SIGTERM', async () => {
  const { discord, process: child, ended, address, says } = await connect()
  const { general } = furnish(discord.world)
  const url = await address()
  await says(/https:\/\/discord\.com\/oauth2\/authorize\?client_id=\d+/)
  expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({
    ready: true,
    platforms: { discord: true },
  })

  const alice = person(discord, 'alice')
  alice.asks(general, 'what is a NodePort')
  const [answer] = await alice.sees(general)
  expect(answer?.text).toContain('A NodePort Service opens the same port on every node')
  expect(answer?.controls.map(({ label }) => label)).toContain('👍 Helpful')

  discord.gateway.drop()
  const ready = async () => (await fetch(`${url}/readyz`)).status
  await expect.poll(ready).toBe(503)
  await expect.poll(ready, { timeout: 5000 }).toBe(200)
  expect(await (await fetch(`${url}/metrics`)).text()).toContain(
    'kube_notes_failed_calls_total{platform="discord",call="gateway",code="lost"} 1',
  )

  child.kill('SIGTERM')
  expect(await ended).toBe(0)
}, 20_000)

test('an event that the client cannot read does not end the process', async () => {
  const { discord, says, process: child } = await connect()
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
  const { ended, output } = await connect({ DISCORD_TOKEN: 'wrong' })
  expect(await ended).toBe(1)
  expect(output()).toContain('DISCORD_TOKEN: Discord does not know it; copy it anew from Bot')
}, 20_000)
