/** Plain words → Discord's markup. Nothing that anybody wrote may format, link, mention or hide. */
import type { Span } from '../../notes/note.ts'

/** Controls that could break a message, and those that turn the direction of the text that follows them. */
const UNSEEN = /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]|\p{Cs}/gu

/** Plain words without characters that Discord refuses or that change how their neighbours are shown. */
const visible = (words: string): string => words.replaceAll('\r\n', '\n').replaceAll(UNSEEN, '')

/** Marks that mean something wherever they stand. */
const MARKS = /[\\*_~`|<[\]]|@(?=everyone|here)|:(?=[\w+~-]+:)|:(?=\/\/)/g
/** Marks that mean something only where a line begins: headings, quotes, lists, small print. */
const LINE_MARKS = /^([ \t]*)(?:([#>+-])|(\d{1,9})(\.))/gm

/** Words as they are, on as many lines as they have. */
export const escaped = (words: string): string =>
  visible(words)
    .replaceAll(MARKS, '\\$&')
    .replaceAll(LINE_MARKS, (_, space: string, mark = '', digits = '', dot = '') =>
      mark === '' ? `${space}${digits}\\${dot}` : `${space}\\${mark}`,
    )

/** Words on one line, at most `limit` code points; for labels. */
export function label(words: string, limit: number): string {
  const points = [...visible(words).replaceAll(/\s+/g, ' ').trim()]
  if (points.length === 0) return '…'
  return points.length <= limit ? points.join('') : `${points.slice(0, limit - 1).join('')}…`
}

export const oneLine = (words: string): string => words.replaceAll(/\s*\n\s*/g, ' ')

/** Code points, which is what Discord counts. */
export const points = (text: string): number => {
  let count = 0
  for (const _ of text) count++
  return count
}

/** An address that Discord may link to, or undefined for any other; it refuses hosts without a dot. */
function webAddress(href: string): string | undefined {
  if (!/^https?:\/\//i.test(href) || !URL.canParse(href)) return undefined
  const url = new URL(href)
  if (!url.hostname.includes('.') || url.username !== '') return undefined
  return url.href
    .replaceAll(/[()<>\s]/g, encodeURIComponent)
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')
}

/** Spans as one run of markup. Where the marks of two would meet, an invisible character keeps them apart. */
export function inline(spans: Span[]): string {
  let text = ''
  for (const span of spans) {
    const next = drawSpan(span)
    text += /[*`]$/.test(text) && /^[*`]/.test(next) ? `\u200B${next}` : next
  }
  return text
}

function drawSpan({ text, style, href }: Span): string {
  const drawn = style === 'code' ? drawCode(visible(text)) : drawStyle(text, style)
  const address = href === undefined ? undefined : webAddress(href)
  if (address === undefined || text.trim() === '') return drawn
  /** Brackets end the words of a link even where they are escaped. */
  return /[[\]]/.test(text) ? `${drawn} (<${address}>)` : `[${drawn}](${address})`
}

function drawStyle(text: string, style: Exclude<Span['style'], 'code'>): string {
  if (style === undefined) return escaped(text)
  const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(visible(text)) ?? []
  if (words === '') return before
  const mark = style === 'strong' ? '**' : '*'
  return `${before}${mark}${escaped(words)}${mark}${after}`
}

/** Code that holds backticks stands between two of them; what holds several in a row cannot be code here. */
function drawCode(text: string): string {
  const words = oneLine(text).trim()
  if (words === '') return text
  if (/``/.test(words)) return escaped(text)
  if (!words.includes('`')) return `\`${words}\``
  return `\`\` ${words} \`\``
}

/**
 * A block of code. Three backticks in it would end it, so an invisible character parts them; empty lines alone would
 * not be taken for a block.
 */
export function fence(source: string, language = ''): string {
  const code = visible(source).replaceAll(/``(?=`)/g, '``\u200B')
  const name = /^[a-z0-9+-]{1,20}$/i.test(language) ? language : ''
  return `\`\`\`${name}\n${code.trim() === '' ? ' ' : code}\n\`\`\``
}
