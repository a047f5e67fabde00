/** A local Discord: REST and gateway on one port, with faults on demand. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { createGateway } from './gateway.ts'
import { createRest } from './rest.ts'
import { addChannel, addGuild, type Channel, createWorld, DM, type World } from './world.ts'

/** Something that goes wrong with requests whose `METHOD /path` matches. */
export type Fault = {
  on: RegExp
  times?: number
  status?: number
  code?: number
  headers?: Record<string, string>
  /** The request is done, and its answer gets lost on the way. */
  lost?: boolean
  /** The connection breaks before the request arrives. */
  broken?: boolean
  /** Waits for this before it does the request. */
  until?: Promise<unknown>
}

export type LocalDiscord = Awaited<ReturnType<typeof startLocalDiscord>>

export async function startLocalDiscord(world: World = createWorld()) {
  const faults: Fault[] = []
  const app = new Hono<{ Bindings: HttpBindings }>()
  const server = createServer(getRequestListener(app.fetch))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const gatewayUrl = (): string => `ws://127.0.0.1:${port}/gateway`
  const fileUrl = (id: string): string => `http://127.0.0.1:${port}/files/${id}`
  const gateway = createGateway(world, server, gatewayUrl)

  app.use('/api/v10/*', async (context, next) => {
    const call = `${context.req.method} ${context.req.path.slice('/api/v10'.length)}`
    world.calls.push(call)
    const fault = faults.find(({ on, times = 1 }) => times > 0 && on.test(call))
    if (fault === undefined) return next()
    fault.times = (fault.times ?? 1) - 1
    await fault.until
    if (fault.broken) {
      context.env.incoming.socket.destroy()
      return context.body(null)
    }
    if (fault.status !== undefined)
      return context.json(
        { code: fault.code ?? 0, message: 'A fault', retry_after: 0.01 },
        fault.status as 500,
        fault.headers,
      )
    await next()
    if (fault.lost) context.env.incoming.socket.destroy()
  })
  app.route('/api/v10', createRest(world, gateway, fileUrl, gatewayUrl))
  app.get('/files/:id', context => {
    const files = [...world.messages.values()].flatMap(message => message.files)
    const file = files.find(({ id }) => id === context.req.param('id'))
    return file === undefined ? context.notFound() : context.body(file.body)
  })

  return {
    world,
    gateway,
    fileUrl,
    apiUrl: `http://127.0.0.1:${port}/api`,
    /** Makes requests fail; the first fault that fits is used up first. */
    fault: (fault: Fault) => void faults.push(fault),
    async stop() {
      gateway.stop()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

/** A server with a channel, and a direct message with the bot. */
export function furnish(world: World): { general: Channel; direct: Channel } {
  const { id } = addGuild(world, 'Kubernauts')
  return {
    general: addChannel(world, 'general', { guildId: id }),
    direct: addChannel(world, 'direct', { type: DM }),
  }
}
