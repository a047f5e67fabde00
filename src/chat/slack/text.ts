/** Between plain words and Slack's ways to write them. */

/** Controls that could break a message, and those that turn the direction of the text that follows them. */
const UNSEEN = /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu

/** Plain words without characters that Slack refuses or that would change how their neighbours are shown. */
export const visible = (words: string): string => words.replaceAll(UNSEEN, '').toWellFormed()

/** Plain words for mrkdwn and for a message's `text`, where `<`, `>` and `&` would be markup. */
export const escaped = (words: string): string =>
  visible(words).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Words on one line, at most `limit` long; for labels and titles. */
export function label(words: string, limit: number): string {
  const line = visible(words).replaceAll(/\s+/g, ' ').trim()
  if (line.length <= limit) return line || '…'
  return `${line.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** An address that Slack may link to, or undefined for any other. */
export function webAddress(href: string, limit: number): string | undefined {
  if (!/^https?:\/\//i.test(href) || !URL.canParse(href)) return undefined
  const address = new URL(href).href.replaceAll('|', '%7C')
  return address.length <= limit ? address : undefined
}

const LINK = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g

/**
 * What a person wrote, from the text of a message or a command: links become their addresses, mentions their
 * names, and the three characters that Slack escapes become themselves. A slash command's text may arrive
 * escaped or not; both come out right. Mentions of `self`, the bot, are left out.
 */
export function plainWords(text: string, self: string | undefined): string {
  const words = text.replaceAll(LINK, (_, sign: string, target: string, name: string | undefined) => {
    if (sign === '@') return target === self ? ' ' : `@${name ?? target}`
    if (sign === '#') return `#${name ?? target}`
    if (sign === '!') return name ?? `@${target.replace(/\^.*/, '')}`
    return !/^(https?:|mailto:)/i.test(target)
      ? `<${target}${name === undefined ? '' : `|${name}`}>`
      : (name ?? target)
  })
  return words.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').trim()
}
