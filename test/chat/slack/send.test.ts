import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createSender } from '../../../src/chat/slack/send.ts'
import { troubleNamed, troubleOf, troubleOfStatus } from '../../../src/chat/slack/trouble.ts'

const network = (code: string): WebAPIRequestError =>
  new WebAPIRequestError(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }))
const platform = (error: string): WebAPIPlatformError => new WebAPIPlatformError({ ok: false, error })

/** A sender whose calls end as told, one after the other, and whose waits are over at once. */
function setUp(...ends: (Error | 'ok')[]) {
  const client = new WebClient('xoxb-1')
  const calls: string[] = []
  vi.spyOn(client, 'apiCall').mockImplementation(async (_, args) => {
    calls.push(String(args?.text))
    const end = ends.shift()
    if (end instanceof Error) throw end
    return { ok: true }
  })
  const waits: number[] = []
  const troubles: string[] = []
  const sender = createSender({
    wait: async ms => void waits.push(ms),
    onTrouble: (_, method, { code }) => troubles.push(`${method} ${code}`),
  })
  const call = (text: string, place = 'C1') =>
    sender.call({ id: 'T1', client }, 'chat.postMessage', place, { text })
  return { sender, call, calls, waits, troubles, workspace: { id: 'T1', client } }
}

describe('the sender', () => {
  test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])(
    'sends again what certainly did not arrive: %s',
    async code => {
      const { call, calls, waits, troubles } = setUp(network(code), network(code), 'ok')
      expect(await call('a')).toMatchObject({ ok: true })
      expect(calls).toEqual(['a', 'a', 'a'])
      expect(waits).toEqual([300, 1500])
      expect(troubles).toEqual([])
    },
  )

  test('gives up in the end', async () => {
    const { call, calls, troubles } = setUp(...Array.from({ length: 9 }, () => network('ECONNREFUSED')))
    expect(await call('a')).toEqual({ ok: false, trouble: { kind: 'unsent', code: 'ECONNREFUSED' } })
    expect(calls).toHaveLength(4)
    expect(troubles).toEqual(['chat.postMessage ECONNREFUSED'])
  })

  test.each([
    network('ECONNRESET'),
    network('UND_ERR_SOCKET'),
    new WebAPIRequestError(new DOMException('late', 'TimeoutError')),
    new WebAPIHTTPError(503, 'no', {}),
    platform('fatal_error'),
    platform('invalid_blocks'),
    platform('is_archived'),
  ])('sends nothing again that may have arrived or was refused: %s', async error => {
    const { call, calls } = setUp(error)
    expect(await call('a')).toMatchObject({ ok: false })
    expect(calls).toEqual(['a'])
  })

  test('waits as long as Slack says, keeps the order of a place, and lets other places pass', async () => {
    const held = Promise.withResolvers<void>()
    const { workspace } = setUp()
    const calls: string[] = []
    let limited = true
    vi.mocked(workspace.client.apiCall).mockImplementation(async (_, args) => {
      if (args?.text === 'first' && limited) {
        limited = false
        throw new WebAPIRateLimitedError(7)
      }
      calls.push(String(args?.text))
      return { ok: true }
    })
    const waits: number[] = []
    const sender = createSender({
      onTrouble: () => {},
      wait: ms => {
        waits.push(ms)
        return held.promise
      },
    })
    const call = (text: string, place: string) => sender.call(workspace, 'chat.postMessage', place, { text })
    const all = [call('first', 'C1'), call('second', 'C1')]
    await call('elsewhere', 'C2')
    expect(calls).toEqual(['elsewhere'])
    held.resolve()
    await Promise.all(all)
    expect(calls).toEqual(['elsewhere', 'first', 'second'])
    expect(waits).toEqual([7000])
  })

  test('does not wait longer than an answer is of use', async () => {
    const { call, calls } = setUp(new WebAPIRateLimitedError(3600))
    expect(await call('a')).toMatchObject({ trouble: { kind: 'limited' } })
    expect(calls).toEqual(['a'])
  })

  test('lets no more than a hundred wait for one place', async () => {
    const { workspace, sender } = setUp()
    const held = Promise.withResolvers<{ ok: true }>()
    vi.mocked(workspace.client.apiCall).mockImplementation(() => held.promise)
    const calls = Array.from({ length: 101 }, () => sender.call(workspace, 'chat.postMessage', 'C1', {}))
    expect(await calls[100]).toMatchObject({ ok: false, trouble: { code: 'too_many_waiting' } })
    held.resolve({ ok: true })
    expect((await Promise.all(calls)).filter(({ ok }) => ok)).toHaveLength(100)
  })

  test.each([
    [200, 'ok', undefined],
    [200, '{"ok":true}', undefined],
    [200, '{"ok":false,"error":"invalid_blocks"}', 'refused'],
    [404, 'expired_url', 'late'],
    [404, '{"ok":false,"error":"used_url"}', 'late'],
    [400, 'invalid_payload', 'refused'],
    [302, '', 'refused'],
    [500, '', 'unsure'],
  ])('understands a response_url that answers %i %s', async (status, body, kind) => {
    const server = createServer((_, response) => response.writeHead(status, { location: '/' }).end(body))
    server.listen(0, '127.0.0.1')
    onTestFinished(() => void server.close().closeAllConnections())
    await new Promise(resolve => server.once('listening', resolve))
    const { sender, workspace } = setUp()
    const sent = await sender.respond(
      workspace,
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      {},
    )
    expect(sent.ok ? undefined : sent.trouble.kind).toBe(kind)
  })

  test('a response_url that nobody listens at was certainly not reached', async () => {
    const { sender, workspace, waits } = setUp()
    expect(await sender.respond(workspace, 'http://127.0.0.1:9/', {})).toMatchObject({
      trouble: { kind: 'unsent' },
    })
    expect(waits).toHaveLength(3)
  })
})

describe('trouble', () => {
  test.each([
    ['not_in_channel', 'outside'],
    ['channel_not_found', 'closed'],
    ['is_archived', 'archived'],
    ['token_revoked', 'token'],
    ['missing_scope', 'scope'],
    ['invalid_blocks', 'refused'],
  ])('%s is %s', (code, kind) => {
    expect(troubleOf(platform(code))).toMatchObject({ kind, code })
  })

  test('waits half a minute where Slack says neither how long nor when', () => {
    for (const trouble of [
      troubleNamed('ratelimited'),
      troubleOfStatus(429, '', undefined),
      troubleOfStatus(429, '', 'soon'),
      troubleOf(new Error('Retry header did not contain a valid timeout (url: x)')),
    ])
      expect(trouble).toMatchObject({ kind: 'limited', waitMs: 30_000 })
  })

  test('never carries an answer that Slack did not write', () => {
    expect(troubleOf(platform('<html>my words</html>'))).toEqual({
      kind: 'refused',
      code: 'unreadable_answer',
    })
    expect(troubleOfStatus(403, '<html>My words</html>', undefined)).toEqual({
      kind: 'refused',
      code: 'http_403',
    })
  })
})
