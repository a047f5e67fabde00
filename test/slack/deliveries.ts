/** How a local Slack tells the app what happened: over a socket, or over HTTP with a signature. */
import { createHmac } from 'node:crypto'
import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import type { World } from './world.ts'

export type Kind = 'events_api' | 'slash_commands' | 'interactive'

/** Whether the app acknowledged within the three seconds, after how many milliseconds, and with what. */
export type Acknowledged = { ok: boolean; ms: number; payload: unknown }

export type Retry = { num: number; reason: string }

export type Deliveries = {
  /** Over HTTP to `url`, or where the local Slack was given an address; else to any one of the open sockets. */
  deliver(kind: Kind, payload: Record<string, unknown>, retry?: Retry, url?: string): Promise<Acknowledged>
  /** How many connections are open. */
  sockets(): number
  /** Asks the app to connect anew, as Slack does every few hours, and leaves the old connections as they are. */
  refresh(reason?: 'warning' | 'refresh_requested' | 'link_disabled'): void
  /** Cuts connections without a word. */
  dropAll(): void
  /** From now on sockets stay open but say nothing and answer no ping. */
  fallSilent(): void
  /** Whether new sockets get a hello; they do until told otherwise. */
  greet(yes: boolean): void
}

const ACK_MS = 3000

export function createDeliveries(
  world: World,
  server: Server,
  requestUrl: (() => string) | undefined,
  signingSecret: string,
): Deliveries {
  const open = new Set<WebSocket>()
  const silent = new Set<WebSocket>()
  const waiting = new Map<string, (payload: unknown) => void>()
  const sockets = new WebSocketServer({ noServer: true, autoPong: true })
  let turn = 0
  let greeting = true

  server.on('upgrade', (request, socket, head) => {
    const ticket = new URL(request.url ?? '', 'http://x').searchParams.get('ticket') ?? ''
    if (!world.triggers.delete(ticket)) {
      socket.destroy()
      return
    }
    sockets.handleUpgrade(request, socket, head, link => {
      open.add(link)
      link.setMaxListeners(0)
      link.on('close', () => open.delete(link))
      link.on('message', data => {
        const { envelope_id, payload } = JSON.parse(String(data))
        waiting.get(envelope_id)?.(payload)
      })
      if (greeting)
        link.send(
          JSON.stringify({ type: 'hello', num_connections: open.size, connection_info: { app_id: 'A1' } }),
        )
    })
  })

  /** Nothing is read from it any more, no ping and no farewell. */
  function silence(link: WebSocket): void {
    link.pause()
    open.delete(link)
    silent.add(link)
  }

  async function bySocket(kind: Kind, payload: object, retry?: Retry): Promise<Acknowledged> {
    const all = [...open]
    const link = all[turn++ % Math.max(1, all.length)]
    const envelope_id = world.id('envelope-')
    const since = performance.now()
    if (link === undefined) return { ok: false, ms: 0, payload: 'no connection' }
    const acked = new Promise<unknown>(resolve => waiting.set(envelope_id, resolve))
    const again = retry === undefined ? {} : { retry_attempt: retry.num, retry_reason: retry.reason }
    link.send(
      JSON.stringify({
        envelope_id,
        type: kind,
        payload,
        accepts_response_payload: kind !== 'events_api',
        ...again,
      }),
    )
    const late = Symbol('late')
    const cut = new Promise<symbol>(resolve => link.once('close', () => resolve(late)))
    const answer = await Promise.race([acked, cut, after(ACK_MS, late)])
    waiting.delete(envelope_id)
    return { ok: answer !== late, ms: performance.now() - since, payload: answer }
  }

  async function byHttp(
    url: string,
    kind: Kind,
    payload: Record<string, unknown>,
    retry?: Retry,
  ): Promise<Acknowledged> {
    const { body, type } = encode(kind, payload)
    const since = performance.now()
    const headers = {
      'content-type': type,
      ...signatureOf(body, signingSecret),
      ...(retry && { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason }),
    }
    const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(ACK_MS) })
    const text = await response.text()
    const ms = performance.now() - since
    return { ok: response.ok, ms, payload: text.startsWith('{') ? JSON.parse(text) : text }
  }

  return {
    greet(yes) {
      greeting = yes
    },
    deliver(kind, payload, retry, url = requestUrl?.()) {
      return url === undefined ? bySocket(kind, payload, retry) : byHttp(url, kind, payload, retry)
    },
    sockets: () => open.size,
    refresh(reason = 'refresh_requested') {
      for (const link of open) {
        link.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'local' } }))
        silence(link)
      }
    },
    dropAll() {
      for (const link of [...open, ...silent]) link.terminate()
    },
    fallSilent() {
      /** Nothing is read any more, not even pings. */
      for (const link of open) silence(link)
    },
  }
}

/** The headers by which the app knows that a request is Slack's. */
export function signatureOf(body: string, secret: string, seconds = Math.floor(Date.now() / 1000)) {
  const digest = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')
  return { 'x-slack-request-timestamp': String(seconds), 'x-slack-signature': `v0=${digest}` }
}

export function encode(kind: Kind, payload: Record<string, unknown>): { body: string; type: string } {
  if (kind === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' }
  const fields = kind === 'interactive' ? { payload: JSON.stringify(payload) } : payload
  const body = new URLSearchParams(Object.entries(fields).map(([key, value]) => [key, String(value)]))
  return { body: body.toString(), type: 'application/x-www-form-urlencoded' }
}

const after = <T>(ms: number, value: T): Promise<T> =>
  new Promise(resolve => setTimeout(resolve, ms, value).unref())
