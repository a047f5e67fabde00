/** What can go wrong when talking to Slack, by what follows from it. */
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
import { z } from 'zod'

/**
 * outside: the bot is no member there. closed: the place cannot be seen or is gone. archived: nobody can write
 * there. token: the workspace's connection is over. scope: a permission is missing. limited: too many calls;
 * again after `waitMs`. unsent: it certainly did not arrive. unsure: it may have arrived. late: the address to
 * answer to has expired. refused: Slack says no for another reason, mostly a mistake of ours.
 */
export type TroubleKind =
  | 'outside'
  | 'closed'
  | 'archived'
  | 'token'
  | 'scope'
  | 'limited'
  | 'unsent'
  | 'unsure'
  | 'late'
  | 'refused'

/** `code` is Slack's or the network's own name for it; `needed` the scope that is missing. */
export type Trouble = { kind: TroubleKind; code: string; needed?: string; waitMs?: number }

const KINDS: Readonly<Record<string, TroubleKind>> = {
  not_in_channel: 'outside',
  user_not_in_channel: 'outside',
  channel_not_found: 'closed',
  thread_not_found: 'closed',
  messages_tab_disabled: 'closed',
  restricted_action: 'closed',
  is_archived: 'archived',
  token_revoked: 'token',
  token_expired: 'token',
  invalid_auth: 'token',
  not_authed: 'token',
  account_inactive: 'token',
  org_login_required: 'token',
  team_access_not_granted: 'token',
  missing_scope: 'scope',
  no_permission: 'scope',
  ratelimited: 'limited',
  rate_limited: 'limited',
  /** "It's possible some aspect of the operation succeeded before the error was raised." */
  fatal_error: 'unsure',
  internal_error: 'unsure',
  service_unavailable: 'unsure',
  expired_trigger_id: 'late',
  exchanged_trigger_id: 'late',
  trigger_expired: 'late',
  trigger_exchanged: 'late',
  used_url: 'late',
  expired_url: 'late',
}

/** Failures before a connection stands: nothing can have arrived. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** How long to wait where Slack asks to wait and does not say how long. */
const WAIT_MS = 30_000

/** The trouble that Slack's own name stands for. */
export function troubleNamed(code: string, needed?: string): Trouble {
  const kind = KINDS[code] ?? 'refused'
  return {
    kind,
    code,
    ...(needed !== undefined && { needed }),
    ...(kind === 'limited' && { waitMs: WAIT_MS }),
  }
}

/** The trouble that an HTTP answer other than 2xx means; `retryAfter` is that header's value, in seconds. */
export function troubleOfStatus(status: number, body: string, retryAfter: string | undefined): Trouble {
  if (status === 429) {
    const seconds = Number.parseInt(retryAfter ?? '', 10)
    return { kind: 'limited', code: 'ratelimited', waitMs: Number.isNaN(seconds) ? WAIT_MS : seconds * 1000 }
  }
  if (status >= 500) return { kind: 'unsure', code: `http_${status}` }
  const code = /\b[a-z]+(?:_[a-z]+)+\b/.exec(body)?.[0] ?? `http_${status}`
  return status === 404 || status === 410 ? { kind: 'late', code } : troubleNamed(code)
}

const PlatformData = z.object({ error: z.string(), needed: z.string().optional() })

/** The trouble that an error of the Web API's client, or of fetch, means. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof WebAPIPlatformError) {
    const { error: code, needed } = PlatformData.parse(error.data)
    return troubleNamed(/^[a-z_]{1,60}$/.test(code) ? code : 'unreadable_answer', needed)
  }
  if (error instanceof WebAPIRateLimitedError)
    return { kind: 'limited', code: 'ratelimited', waitMs: error.retryAfter * 1000 }
  if (error instanceof WebAPIHTTPError) return troubleOfStatus(error.statusCode, '', undefined)
  if (error instanceof Error && error.message.startsWith('Retry header did not contain'))
    return troubleOfStatus(429, '', undefined)
  const code = networkCode(error instanceof WebAPIRequestError ? error.original : error)
  return { kind: BEFORE_SENDING.has(code) ? 'unsent' : 'unsure', code }
}

/** `ECONNRESET` and the like, which fetch hides in its error's cause. */
function networkCode(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 4) return 'unknown'
  if ('code' in error && typeof error.code === 'string') return error.code
  if (error.cause !== undefined) return networkCode(error.cause, depth + 1)
  return error.name
}
