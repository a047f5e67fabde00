/** The logs of Slack's libraries, without what may be people's words or tokens. */
import { type Logger, LogLevel } from '@slack/bolt'
import type { Log } from '../chat.ts'

const LENGTH = 200

/**
 * Slack's libraries log whole messages at debug, so that and info are dropped. Of warnings and errors only
 * the beginning is kept, up to the first quote or brace: behind it may stand a piece of somebody's message.
 */
export function safeWords(part: unknown): string {
  const words = part instanceof Error ? `${part.name}: ${part.message}` : String(part)
  return words
    .replace(/["'`{[\n][\s\S]*$/, '')
    .replaceAll(/\bx(?:ox[a-z]|app|oxe\.xoxb)[-.][\w.-]+/gi, '(token)')
    .replaceAll(/(\bhttps?:\/\/[^\s?#]+)[?#]\S*/g, '$1')
    .slice(0, LENGTH)
    .trim()
}

export const sdkLogger = (log: Log): Logger => ({
  debug() {},
  info() {},
  warn: first => log.warn({ said: safeWords(first) }, 'slack: warning of the library'),
  error: first => log.error({ said: safeWords(first) }, 'slack: error of the library'),
  setLevel() {},
  getLevel: () => LogLevel.WARN,
  setName() {},
})
