/**
 * A Slack on this machine: Web API, response_urls, files and Socket Mode as the documentation has them. It
 * refuses what Slack refuses, shows what people would see, and misbehaves on request.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createDeliveries, type Deliveries } from './deliveries.ts'
import { callMethod, respond } from './web-api.ts'
import { createWorld, type World } from './world.ts'

export type Call = {
  method: string
  args: Record<string, unknown>
  token: string | undefined
  at: number
  ok: boolean
  error?: string
}

/** What happens instead of the answer: an HTTP status, an error of Slack's, no answer at all, a cut connection. */
export type Fault = {
  status?: number
  retryAfter?: number
  error?: string
  needed?: string
  hang?: true
  cut?: true
}

export type LocalSlack = Deliveries & {
  world: World
  url: string
  apiUrl: string
  /** Every call that came in, with how it ended. Posts to a response_url have the method `respond`. */
  calls: Call[]
  /** Lets the next `times` calls of `method` fail, all of them where `times` is missing; `where` narrows it down. */
  fail(method: string, fault: Fault, times?: number, where?: (args: Record<string, unknown>) => boolean): void
  heal(): void
  stop(): Promise<void>
}

/** @param requestUrl where Slack delivers over HTTP; Socket Mode is always there */
export async function startLocalSlack(
  requestUrl?: () => string,
  signingSecret = 'signing-secret',
): Promise<LocalSlack> {
  const world = createWorld()
  const calls: Call[] = []
  const faults: {
    method: string
    fault: Fault
    left: number
    where: (args: Record<string, unknown>) => boolean
  }[] = []
  const server = createServer((request, response) => void serve(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const deliveries = createDeliveries(world, server, requestUrl, signingSecret)

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '', url).pathname
    const body = await textOf(request)
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    const [, area, name = ''] = path.split('/')
    if (area === 'files') return serveFile(name, token, response)
    const args = area === 'api' ? decode(body) : JSON.parse(body)
    const call: Call = {
      method: area === 'api' ? name : (area ?? ''),
      args,
      token,
      at: performance.now(),
      ok: false,
    }
    calls.push(call)
    if (misbehave(call, response)) return
    const answer = area === 'api' ? callMethod(world, name, args, token, url) : respond(world, name, args)
    const failed =
      'error' in answer ? String(answer.error) : /^(?!ok$)\w+$/.exec(String(answer.body ?? ''))?.[0]
    if (failed === undefined) call.ok = true
    else call.error = failed
    if ('status' in answer && typeof answer.status === 'number')
      response.writeHead(answer.status).end(String(answer.body))
    else reply(response, answer)
  }

  function misbehave(call: Call, response: ServerResponse): boolean {
    const at = faults.findIndex(({ method, where }) => method === call.method && where(call.args))
    const found = faults[at]
    if (found === undefined) return false
    if (--found.left <= 0) faults.splice(at, 1)
    const { status, retryAfter, error, needed, hang, cut } = found.fault
    call.error = error ?? (hang ? 'hang' : cut ? 'cut' : `http_${status}`)
    if (cut) response.destroy()
    else if (!hang) {
      if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter)
      if (error === undefined) response.writeHead(status ?? 500).end('no')
      else reply(response, { ok: false, error, ...(needed !== undefined && { needed }) })
    }
    return true
  }

  const reply = (response: ServerResponse, answer: object): void => {
    response.setHeader('content-type', 'application/json')
    response.setHeader('x-oauth-scopes', [...world.scopes].join(','))
    response.end(JSON.stringify(answer))
  }

  function serveFile(name: string, token: string | undefined, response: ServerResponse): void {
    const file = world.files.get(name)
    const allowed = token !== undefined && world.tokens.has(token) && world.scopes.has('files:read')
    if (file === undefined) response.writeHead(404).end()
    /** What Slack does for want of permission: a page for signing in, as if all were well. */ else if (
      !allowed
    )
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!DOCTYPE html>')
    else response.writeHead(200, { 'content-type': file.type }).end(file.body)
  }

  return {
    ...deliveries,
    world,
    url,
    apiUrl: `${url}/api/`,
    calls,
    fail: (method, fault, times = Number.POSITIVE_INFINITY, where = () => true) =>
      void faults.push({ method, fault, left: times, where }),
    heal: () => void faults.splice(0),
    async stop() {
      deliveries.dropAll()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

/** The Web API takes forms, in which blocks and views are JSON. */
function decode(body: string): Record<string, unknown> {
  const JSON_FIELDS = new Set(['blocks', 'view', 'unfurl_links', 'unfurl_media', 'mrkdwn', 'metadata'])
  const fields = [...new URLSearchParams(body)]
  return Object.fromEntries(
    fields.map(([key, value]) => [key, JSON_FIELDS.has(key) ? JSON.parse(value) : value]),
  )
}
