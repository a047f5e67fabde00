/** Structured logs. They say what happened, never what anybody wrote. */
import pino, { type Logger } from 'pino'

export type Log = Logger

/** Names of fields that may carry tokens or people's words in errors of client libraries. */
const SECRET = ['token', 'authorization', 'text', 'content', 'body', 'headers', 'config', 'original', 'data']

export const createLog = (level: string): Log =>
  pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET.flatMap(name => [`${name}`, `*.${name}`, `*.*.${name}`]), remove: true },
  })
