import { expect, onTestFinished, test, vi } from 'vitest'
import { sdkLogger } from '../../../src/chat/slack/sdk-log.ts'
import { createSockets } from '../../../src/chat/slack/sockets.ts'
import { TIMING } from '../../../src/chat/slack/timing.ts'
import { startLocalSlack } from '../../slack/local-slack.ts'
import { BOT } from '../../slack/world.ts'

const log = { info: () => {}, warn: () => {}, error: () => {} }

test('between attempts to connect it waits, twice as long each time up to half a minute, and as long as Slack asks', async () => {
  const slack = await startLocalSlack()
  const waits: number[] = []
  const sockets = createSockets({
    appToken: BOT.appToken,
    clientOptions: { slackApiUrl: slack.apiUrl },
    logger: sdkLogger(log),
    log,
    timing: TIMING,
    async pause(ms) {
      if (ms > 0) waits.push(ms)
      await new Promise(resolve => setImmediate(resolve))
    },
  })
  onTestFinished(async () => {
    await sockets.stop()
    await slack.stop()
  })
  slack.fail('apps.connections.open', { status: 429, retryAfter: 7 }, 1)
  slack.fail('apps.connections.open', { error: 'internal_error' }, 8)
  await sockets.start()
  await vi.waitFor(() => expect(sockets.connected()).toBe(true))

  expect(waits[0]).toBe(7000)
  const pauses = waits.slice(1)
  expect(pauses.length).toBeGreaterThanOrEqual(8)
  expect(Math.max(...pauses)).toBeLessThanOrEqual(30_000)
  /** Two connections, each of which waits once between 250 and 500 ms, once up to 1000, once up to 2000 … */
  for (const from of [250, 500, 1000, 2000])
    expect(pauses.filter(pause => pause >= from && pause < 2 * from).length).toBeLessThanOrEqual(2)
})
