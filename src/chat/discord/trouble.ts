/** What Discord's errors mean for us, and what may be told about them: never a token, never a word of a message. */
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import { traceOf } from '../trace.ts'

/**
 * late: nobody waits for the answer any more. acknowledged: the interaction was answered or deferred before.
 * gone: message or channel exist no more. closed: the bot may not see or write there. history: it may not read
 * older messages, so it cannot reply to one. early: a forum post whose first message is not there yet.
 * silent: the person takes no direct messages. refused: the message itself is wrong, which is our fault.
 * failing: Discord or the way to it; the same may work a moment later. other: anything else.
 */
export type Trouble =
  | 'late'
  | 'acknowledged'
  | 'gone'
  | 'closed'
  | 'history'
  | 'early'
  | 'silent'
  | 'refused'
  | 'failing'
  | 'other'

const CODES: Record<number, Trouble> = {
  10062: 'late',
  10015: 'late',
  50027: 'late',
  40060: 'acknowledged',
  10003: 'gone',
  10004: 'gone',
  10008: 'gone',
  50083: 'closed',
  50001: 'closed',
  50013: 'closed',
  /** Forums and other channels in which nobody can simply write. */
  50008: 'closed',
  50024: 'closed',
  160002: 'history',
  40058: 'early',
  50007: 'silent',
  50278: 'silent',
  50006: 'refused',
  50035: 'refused',
}

export function troubleOf(error: unknown): Trouble {
  if (error instanceof DiscordAPIError)
    return fieldsOf(error).some(field => field.endsWith('MESSAGE_REFERENCE_UNKNOWN_MESSAGE'))
      ? 'gone'
      : (CODES[Number(error.code)] ?? 'other')
  if (error instanceof HTTPError || isNetworkError(error)) return 'failing'
  return 'other'
}

/** Errors below HTTP, which Node and undici mark with a code in capitals; a request given up is one of them. */
function isNetworkError(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as Error & { code?: unknown }
  return error.name === 'AbortError' || /^(E[A-Z_]+|UND_ERR_[A-Z_]+)$/.test(String(code))
}

/** What operators need to know about an error. Addresses are left out, since they hold the tokens of interactions. */
export function described(error: unknown): object {
  if (error instanceof DiscordAPIError) {
    const fields = fieldsOf(error)
    return {
      code: error.code,
      status: error.status,
      method: error.method,
      ...(fields.length > 0 && { fields }),
    }
  }
  if (error instanceof HTTPError) return { status: error.status, method: error.method }
  if (error instanceof RateLimitError) return { route: error.route, scope: error.scope }
  const { code } = error instanceof Error ? (error as Error & { code?: unknown }) : {}
  return typeof code === 'string' ? { code, ...traceOf(error) } : traceOf(error)
}

/** The places and kinds of what Discord found wrong, such as `components.0.content BASE_TYPE_MAX_LENGTH`. */
function fieldsOf(error: DiscordAPIError): string[] {
  const found: string[] = []
  const look = (part: unknown, path: string[]): void => {
    if (typeof part !== 'object' || part === null) return
    for (const [key, value] of Object.entries(part)) {
      if (key !== '_errors') look(value, [...path, key])
      else if (Array.isArray(value))
        for (const { code } of value as { code?: unknown }[]) found.push(`${path.join('.')} ${String(code)}`)
    }
  }
  look('errors' in error.rawError ? error.rawError.errors : undefined, [])
  return found
}
