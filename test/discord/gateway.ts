/** A local gateway: sessions that begin, are resumed and replayed, and all the ways in which one may misbehave. */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { guildJson, type Json, userJson } from './wire.ts'
import { shardOf, type World } from './world.ts'

const INTENTS = { guilds: 1 << 0, guildMessages: 1 << 9, directMessages: 1 << 12, content: 1 << 15 }
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15)

type Session = {
  id: string
  shard: number
  shards: number
  intents: number
  events: Json[]
  socket: WebSocket | undefined
}

export type Event = {
  name: string
  /** Where it happened; direct messages go to the first shard. */
  guildId: string | undefined
  /** Sent only to sessions that asked for this; everything about interactions comes without. */
  intent?: keyof typeof INTENTS
  data(session: { readsContent: boolean }): Json
}

export type Gateway = ReturnType<typeof createGateway>

export function createGateway(world: World, server: Server, url: () => string) {
  const sockets = new WebSocketServer({ noServer: true })
  const sessions: Session[] = []
  const silent = new WeakSet<WebSocket>()
  const state = {
    heartbeatMs: 41_250,
    /** Shards that Discord asks for, and how many may begin at once. */
    shards: 1,
    concurrency: 16,
    /** What new connections get instead of a connection. */
    refuse: undefined as number | undefined,
    refused: 0,
    /** A close code for whoever identifies. */
    reject: undefined as number | undefined,
    /** A server that is not available. */
    down: undefined as string | undefined,
    /** Every event arrives so many times. */
    copies: 1,
    identified: 0,
    resumed: 0,
    connected: 0,
    /** Payloads of IDENTIFY. */
    identifies: [] as Json[],
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (state.refuse !== undefined && ++state.refused)
      return void socket.end(
        `HTTP/1.1 ${state.refuse} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      )
    sockets.handleUpgrade(request, socket, head, opened => {
      state.connected++
      say(opened, { op: 10, d: { heartbeat_interval: state.heartbeatMs } })
      opened.on('message', raw => {
        if (silent.has(opened)) return
        const { op, d } = JSON.parse(String(raw))
        if (op === 1) say(opened, { op: 11 })
        else if (op === 2) identify(opened, d)
        else if (op === 6) resume(opened, d)
      })
    })
  })

  const say = (socket: WebSocket, payload: Json): void => {
    if (!silent.has(socket)) socket.send(JSON.stringify(payload))
  }

  function identify(
    socket: WebSocket,
    d: { token: string; intents: number; shard?: [number, number] },
  ): void {
    state.identified++
    state.identifies.push(d)
    const [shard, shards] = d.shard ?? [0, 1]
    const refused = state.reject ?? refusal(d.token, d.intents, shard, shards)
    if (refused !== undefined) {
      socket.close(refused)
      return
    }
    const session: Session = { id: world.id(), shard, shards, intents: d.intents, events: [], socket }
    sessions.push(session)
    const guilds = [...world.guilds.values()].filter(({ id }) => shardOf(id, shards) === shard)
    send(session, 'READY', {
      v: 10,
      user: userJson(world.bot),
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: url(),
      shard: [shard, shards],
      application: { id: world.application, flags: 0 },
    })
    for (const guild of guilds)
      if (guild.id !== state.down) send(session, 'GUILD_CREATE', guildJson(world, guild))
  }

  function refusal(token: string, intents: number, shard: number, shards: number): number | undefined {
    if (token !== world.token) return 4004
    if ((intents & PRIVILEGED) !== 0) return 4014
    if (shard >= shards) return 4010
    return shards < state.shards ? 4011 : undefined
  }

  function resume(socket: WebSocket, d: { session_id: string; seq: number }): void {
    const session = sessions.find(({ id }) => id === d.session_id)
    if (session === undefined) {
      say(socket, { op: 9, d: false })
      return
    }
    state.resumed++
    session.socket = socket
    for (const event of session.events.slice(d.seq)) say(socket, event)
    send(session, 'RESUMED', {})
  }

  function send(session: Session, t: string, d: Json): void {
    const payload = { op: 0, t, s: session.events.length + 1, d }
    session.events.push(payload)
    if (session.socket?.readyState === 1) say(session.socket, payload)
  }

  function dispatch({ name, guildId, intent, data }: Event): void {
    for (const session of sessions) {
      const here =
        guildId === undefined ? session.shard === 0 : shardOf(guildId, session.shards) === session.shard
      if (!here || (intent !== undefined && (session.intents & INTENTS[intent]) === 0)) continue
      for (let copy = 0; copy < state.copies; copy++)
        send(session, name, data({ readsContent: (session.intents & INTENTS.content) !== 0 }))
    }
  }

  const open = (): Session[] => sessions.filter(({ socket }) => socket?.readyState === 1)
  return {
    state,
    dispatch,
    /** The network fails: no close frame, nothing. What happens meanwhile waits for a resume. */
    drop() {
      for (const { socket } of open()) socket?.terminate()
    },
    /** Connections that are open but answer nothing and say nothing any more. */
    silence() {
      for (const { socket } of open()) if (socket) silent.add(socket)
    },
    close(code: number) {
      for (const { socket } of open()) socket?.close(code)
    },
    /** op 7: please come back. */
    askToReconnect() {
      for (const { socket } of open()) if (socket) say(socket, { op: 7, d: null })
    },
    /** op 9: this session is no longer good, or may still be resumed. */
    invalidate(resumable: boolean) {
      for (const session of open()) {
        const { socket } = session
        if (!resumable) sessions.splice(sessions.indexOf(session), 1)
        if (socket) say(socket, { op: 9, d: resumable })
      }
    },
    sessions: () => open().map(({ shard, shards }) => `${shard}/${shards}`),
    stop() {
      for (const client of sockets.clients) client.terminate()
      sockets.close()
    },
  }
}
