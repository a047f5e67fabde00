/** The one HTTP server: health and metrics, Slack's paths where Slack uses HTTP, and the local page. */
import { createServer, type RequestListener, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import type { Metrics } from './metrics.ts'

/**
 * What `/readyz` tells: whether notes are loaded, and each platform by name. A store that is down costs memory, no
 * answer, so the bot stays ready, only `degraded`: to take it out of service would stop the answers as well.
 */
export type Readiness = {
  notes: number
  platforms: Record<string, boolean>
  store: { up: boolean; waiting: number; lost: number }
}

export type HttpParts = {
  host: string
  port: number
  readiness: () => Readiness
  metrics: Metrics
  /** Served only where nobody but this machine can reach it. */
  page: Hono
  /** Handles every path below `/slack/`. */
  slack?: RequestListener
}

export type Http = {
  /** Resolves to the address people type, once the server listens. */
  start(): Promise<string>
  stop(): Promise<void>
}

export function createHttp({ host, port, readiness, metrics, page, slack }: HttpParts): Http {
  const app = new Hono()
  app.get('/healthz', context => context.text('ok\n'))
  app.get('/readyz', context => {
    const state = readiness()
    const ready = state.notes > 0 && Object.values(state.platforms).every(Boolean)
    return context.json({ ready, degraded: !state.store.up, ...state }, ready ? 200 : 503)
  })
  app.get('/metrics', async context => {
    const { type, text } = await metrics.page()
    return context.body(text, 200, { 'content-type': type })
  })
  if (isLoopback(host)) app.route('/', page)

  const rest = getRequestListener(app.fetch)
  const server = createServer((request, response) =>
    slack !== undefined && request.url?.startsWith('/slack/')
      ? slack(request, response)
      : rest(request, response),
  )
  return {
    start: () => listen(server, port, host),
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeIdleConnections()
      }),
  }
}

/** True for addresses that only this machine can reach. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host)

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      const actual = typeof address === 'object' && address !== null ? address.port : port
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${actual}`)
    })
  })
}
