import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { NODEPORT_BODY, noteSource } from '../fixtures.ts'
import { start } from '../start.ts'
import { SIGNING_SECRET } from './app.ts'
import { startLocalSlack } from './local-slack.ts'
import { person } from './people.ts'
import { addChannel, BOT } from './world.ts'

const notes = { 'nodeport.md': noteSource('NodePort', { body: NODEPORT_BODY }) }

async function running(env: Record<string, string>, requestUrl?: () => string) {
  const slack = await startLocalSlack(requestUrl, SIGNING_SECRET)
  onTestFinished(() => slack.stop())
  addChannel(slack.world, 'C1', ['U1', BOT.user])
  const bot = start(notes, { SLACK_API_URL: slack.apiUrl.slice(0, -1), SLACK_BOT_TOKEN: BOT.token, ...env })
  return { slack, bot, ann: person(slack, 'U1') }
}

const ready = (address: string) =>
  vi.waitFor(async () => expect((await fetch(`${address}/readyz`)).status).toBe(200), { timeout: 5000 })

describe('npm start with Slack in the environment', () => {
  test('Socket Mode: connects, answers, and ends cleanly on SIGTERM', async () => {
    const { slack, bot, ann } = await running({ SLACK_APP_TOKEN: BOT.appToken })
    await ready(await bot.address())
    await ann.command('C1', 'what is a NodePort')
    await vi.waitFor(() => expect(ann.sees('C1')[0]?.shown).toContain('A NodePort Service opens'))
    await ann.say('C1', '<@U0BOT> my-secret words')
    await vi.waitFor(() => expect(ann.sees('C1').at(-1)?.shown).toContain('I have no note on that'))
    bot.process.kill('SIGTERM')
    expect(await bot.ended).toBe(0)
    await vi.waitFor(() => expect(slack.sockets()).toBe(0))
    expect(bot.output()).not.toMatch(/opens the same port|my-secret|xoxb|xapp/)
  })

  test('HTTP: shares its port with health, and with nothing else on an address that others reach', async () => {
    let address = ''
    const { bot, ann } = await running(
      { SLACK_SIGNING_SECRET: SIGNING_SECRET, HOST: '0.0.0.0' },
      () => `${address}/slack/events`,
    )
    address = (await bot.address()).replace('0.0.0.0', '127.0.0.1')
    await ready(address)
    await ann.say('C1', '<@U0BOT> what is a NodePort')
    await vi.waitFor(() => expect(ann.sees('C1').at(-1)?.shown).toContain('A NodePort Service opens'))
    expect((await fetch(`${address}/`)).status).toBe(404)
    expect(await (await fetch(`${address}/metrics`)).text()).toContain('platform="slack",kind="note"} 1')
    bot.process.kill('SIGTERM')
    expect(await bot.ended).toBe(0)
  })

  test('a token that Slack refuses: one message, exit code 1', async () => {
    const { bot } = await running({ SLACK_APP_TOKEN: BOT.appToken, SLACK_BOT_TOKEN: 'xoxb-wrong' })
    expect(await bot.ended).toBe(1)
    expect(bot.output()).toMatch(
      /kube-notes cannot start: Slack refuses the bot token \(invalid_auth\): check/,
    )
    expect(bot.output()).not.toMatch(/xoxb-wrong|at .*\.ts:\d/)
  })
})
