import { request } from 'node:http'
import { describe, expect, test, vi } from 'vitest'
import { SIGNING_SECRET } from './app.ts'
import { encode, signatureOf } from './deliveries.ts'
import { eventOf } from './people.ts'
import { hearing, type Scene, scene } from './scene.ts'

const WORDS = 'my-secret-words'
const now = (): number => Math.floor(Date.now() / 1000)

const command = (more: Record<string, unknown> = {}) =>
  encode('slash_commands', {
    command: '/k8s',
    text: WORDS,
    user_id: 'U1',
    channel_id: 'C1',
    team_id: 'T1',
    trigger_id: 't',
    response_url: 'http://127.0.0.1:9/',
    ...more,
  })

async function post(
  { url }: Scene,
  body: string,
  headers: Record<string, string>,
  path = '/slack/events',
): Promise<number> {
  const response = await fetch(url + path, { method: 'POST', body, headers })
  await response.text()
  return response.status
}

describe('HTTP mode', () => {
  const listening = async () => {
    const heard = vi.fn()
    const here = await scene('http', { through: bot => hearing(bot, heard) })
    return { here, heard }
  }

  test('refuses what is not signed, signed by somebody else, changed on its way, or old', async () => {
    const { here, heard } = await listening()
    const { body, type } = command({ response_url: `${here.slack.url}/respond/r1` })
    const good = signatureOf(body, SIGNING_SECRET)
    const refused: Record<string, string>[] = [
      {},
      { 'x-slack-signature': good['x-slack-signature'] },
      { 'x-slack-request-timestamp': good['x-slack-request-timestamp'] },
      signatureOf(body, 'another secret'),
      signatureOf(`${body}&text=other`, SIGNING_SECRET),
      signatureOf(body, SIGNING_SECRET, now() - 301),
      { ...good, 'x-slack-request-timestamp': `${now()}0` },
      { ...good, 'x-slack-request-timestamp': 'yesterday' },
      { ...good, 'x-slack-signature': good['x-slack-signature'].replace('v0=', 'v1=') },
      { ...good, 'x-slack-signature': good['x-slack-signature'].slice(0, -1) },
      { ...good, 'x-slack-signature': 'v0=' },
    ]
    for (const headers of refused)
      expect(await post(here, body, { 'content-type': type, ...headers })).toBe(401)
    expect(heard).not.toHaveBeenCalled()
    expect(JSON.stringify(here.logged)).not.toContain(WORDS)
    expect(await post(here, body, { 'content-type': type, ...good })).toBe(200)
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1))
  })

  test('compares signatures in constant time', async () => {
    const crypto = await import('node:crypto')
    const compared = vi.spyOn(crypto.default, 'timingSafeEqual')
    const { here } = await listening()
    const { body, type } = command()
    await post(here, body, { 'content-type': type, ...signatureOf(body, 'another secret') })
    expect(compared).toHaveBeenCalled()
    compared.mockRestore()
  })

  test('answers Slack’s own checks', async () => {
    const { here } = await listening()
    const body = JSON.stringify({ type: 'url_verification', challenge: 'abc' })
    const headers = { 'content-type': 'application/json', ...signatureOf(body, SIGNING_SECRET) }
    const response = await fetch(`${here.url}/slack/events`, { method: 'POST', body, headers })
    expect(await response.json()).toEqual({ challenge: 'abc' })
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    expect(await post(here, 'ssl_check=1&token=x', form)).toBe(200)
  })

  test('what makes no sense gets a short answer, harms nothing, and is not repeated in the logs', async () => {
    const { here, heard } = await listening()
    const signed = (body: string, type = 'application/json') =>
      post(here, body, { 'content-type': type, ...signatureOf(body, SIGNING_SECRET) })
    expect(await signed(`{"text": ${WORDS}`)).toBe(400)
    expect(await signed('payload={', 'application/x-www-form-urlencoded')).toBe(400)
    for (const body of ['null', '7', '"words"', '[]']) expect(await signed(body)).toBe(400)
    expect(await signed('{}')).toBe(200)
    expect(await signed(JSON.stringify({ type: 'event_callback', event: null }))).toBe(200)
    expect(await signed(JSON.stringify({ type: 'block_suggestion' }))).toBeGreaterThanOrEqual(200)
    expect(await signed(JSON.stringify(eventOf({ type: 'reaction_added', text: WORDS }, 'Ev1')))).toBe(200)
    expect(await signed('x'.repeat(5 * 1024 * 1024))).toBe(413)
    expect(await post(here, 'x', {}, '/slack/elsewhere')).toBe(404)
    expect((await fetch(`${here.url}/slack/events`)).status).toBe(404)
    expect((await fetch(`${here.url}/slack/install`)).status).toBe(404)
    expect(heard).not.toHaveBeenCalled()
    expect(JSON.stringify(here.logged)).not.toContain(WORDS)
    await here.ann.command('C1', 'nodeport')
    await here.answer(here.ann, 'C1')
  }, 10_000)
})

test('what is on its way in when the bot stops is still heard and answered', async () => {
  const here = await scene('http')
  const { body, type } = command({ text: 'nodeport', response_url: `${here.slack.url}/respond/r1` })
  here.slack.world.answering.set('r1', { channel: 'C1', user: 'U1', uses: 0, expired: false })
  const headers = {
    'content-type': type,
    'content-length': String(body.length),
    ...signatureOf(body, SIGNING_SECRET),
  }
  const sent = request(`${here.url}/slack/events`, { method: 'POST', headers })
  const answered = new Promise(resolve =>
    sent.on('response', response => resolve(response.resume().statusCode)),
  )
  sent.write(body.slice(0, 10))
  await vi.waitFor(() => expect(here.requests()).toBe(1))
  const stopped = here.chat.stop()
  sent.end(body.slice(10))
  expect(await answered).toBe(200)
  await stopped
  expect(here.ann.sees('C1')[0]?.shown).toContain('NodePort')
})

test('in Socket Mode nothing is heard over HTTP', async () => {
  const here = await scene('socket')
  const { body, type } = command()
  expect(await post(here, body, { 'content-type': type, ...signatureOf(body, SIGNING_SECRET) })).toBe(404)
})
