/**
 * Socket Mode: two connections, so that the bot hears while one of them is replaced. The library's own way to
 * reconnect leaves gaps of seconds and ends the process when Slack cannot be reached for long, so each
 * connection here is used once and followed by a new one.
 */
import type { App, Logger, Receiver } from '@slack/bolt'
import { SocketModeClient } from '@slack/socket-mode'
import { z } from 'zod'
import type { Log } from '../chat.ts'
import type { Timing } from './timing.ts'
import { type Trouble, troubleOf } from './trouble.ts'

export type SocketParts = {
  appToken: string
  clientOptions: { slackApiUrl?: string }
  logger: Logger
  log: Log
  timing: Timing
  /** Resolves after so many milliseconds, or when `signal` aborts. */
  pause: (ms: number, signal: AbortSignal) => Promise<void>
}

/** A receiver of Bolt's that tells how it is. */
export type Sockets = Pick<Receiver, 'init'> & {
  /** Resolves after the first attempt: with its trouble where Slack refuses the token, else it goes on trying. */
  start(): Promise<Trouble | undefined>
  stop(): Promise<void>
  connected(): boolean
}

const CONNECTIONS = 2
const CALL_TIMEOUT_MS = 10_000

const Envelope = z.object({
  body: z.record(z.string(), z.unknown()),
  ack: z.custom<(response?: unknown) => Promise<void>>(value => typeof value === 'function'),
  retry_num: z.number().optional(),
  retry_reason: z.string().optional(),
})

export function createSockets({ appToken, clientOptions, logger, log, timing, pause }: SocketParts): Sockets {
  const stopping = new AbortController()
  const open = new Set<SocketModeClient>()
  let app: App | undefined

  async function hear(args: unknown): Promise<void> {
    const { body, ack, retry_num, retry_reason } = Envelope.parse(args)
    const retry = {
      ...(retry_num !== undefined && { retryNum: retry_num }),
      ...(retry_reason !== undefined && { retryReason: retry_reason }),
    }
    await app?.processEvent({ body, ack, ...retry })
  }

  /** Opens one connection and resolves when it has ended, or is about to, so that a new one can follow. */
  async function connection(onOpen: () => void): Promise<void> {
    const client = new SocketModeClient({
      appToken,
      logger,
      autoReconnectEnabled: false,
      clientPingTimeout: timing.ping,
      clientOptions: {
        ...clientOptions,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        timeout: CALL_TIMEOUT_MS,
      },
    })
    const leave = (): void => void client.disconnect().catch(() => {})
    const over = new Promise<void>(resolve => {
      client.once('disconnected', () => resolve())
      client.on('ws_message', data => isFarewell(data) && resolve())
    })
    /** An event that could not be acknowledged comes again by another connection. */
    client.on('slack_event', args => void hear(args).catch(error => logger.error(error)))
    stopping.signal.addEventListener('abort', leave, { once: true })
    try {
      await within(timing.hello, client.start(), leave)
      open.add(client)
      onOpen()
      await over
    } finally {
      open.delete(client)
      stopping.signal.removeEventListener('abort', leave)
    }
  }

  /** Keeps one connection open until the bot stops; tells `onAttempt` how each attempt went. */
  async function keep(onAttempt: (trouble: Trouble | undefined) => void): Promise<void> {
    let failures = 0
    while (!stopping.signal.aborted) {
      const since = performance.now()
      try {
        await connection(() => onAttempt(undefined))
        failures = performance.now() - since < timing.steady ? failures + 1 : 0
      } catch (error) {
        failures++
        const trouble = troubleOf(error)
        onAttempt(trouble)
        if (stopping.signal.aborted) return
        log.warn({ code: trouble.code, failures }, 'slack: no connection, trying again')
        await pause(trouble.waitMs ?? 0, stopping.signal)
      }
      if (failures > 0) await pause(backOff(failures), stopping.signal)
    }
  }

  /** Doubles from one failure to the next, and differs from process to process. */
  const backOff = (failures: number): number =>
    Math.min(timing.pauseAtMost, timing.pause * 2 ** Math.min(failures - 1, 20)) * (0.5 + Math.random() / 2)

  return {
    init(made) {
      app = made
    },
    async start() {
      const first = Promise.withResolvers<Trouble | undefined>()
      void keep(first.resolve)
      const trouble = await first.promise
      for (let more = 1; more < CONNECTIONS; more++) void keep(() => {})
      return trouble !== undefined && REFUSED.has(trouble.kind) ? trouble : undefined
    },
    async stop() {
      stopping.abort()
    },
    connected: () => open.size > 0,
  }
}

const REFUSED = new Set<Trouble['kind']>(['token', 'scope', 'refused'])

/** Gives up on `started` after `ms`, and calls `leave` should it come to something after all. */
async function within(ms: number, started: Promise<unknown>, leave: () => void): Promise<void> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    started.then(leave, () => {})
    leave()
    late.reject(new Error('Slack did not say hello in time'))
  }, ms)
  try {
    await Promise.race([started, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** Slack says so before it ends a connection. */
function isFarewell(data: unknown): boolean {
  if (typeof data !== 'string' || data.length > 1000 || !data.includes('"disconnect"')) return false
  return z.object({ type: z.literal('disconnect') }).safeParse(JSON.parse(data)).success
}
