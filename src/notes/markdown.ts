/** Markdown → blocks. The one file that knows the Markdown library. */
import MarkdownIt, { type Token } from 'markdown-it'
import { readScript } from '../kubernetes/shell.ts'
import type { Block, Span } from './note.ts'

/** A block or a heading with the line (from 1) where it begins in its file. */
export type Piece = { line: number; block: Block } | { line: number; level: number; heading: Span[] }

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false })

/** Fences whose content is a script to copy; all others are shown as they stand. */
const SHELLS = new Set(['sh', 'bash', 'shell'])

/** Reads `source`, whose first line is line `firstLine` of its file. */
export function readMarkdown(source: string, firstLine = 1): Piece[] {
  const tokens = markdown.parse(source, {})
  const pieces: Piece[] = []
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token
    const line = firstLine + (token.map?.[0] ?? 0)
    const end = closing(tokens, at)
    const inside = tokens.slice(at + 1, end)
    if (token.type === 'heading_open')
      pieces.push({ line, level: Number(token.tag.slice(1)), heading: spansIn(inside) })
    else {
      const block = blockOf(token, inside, line)
      if (block !== undefined) pieces.push({ line, block })
    }
    at = end
  }
  return pieces
}

function blockOf(token: Token, inside: Token[], line: number): Block | undefined {
  switch (token.type) {
    case 'paragraph_open':
      return { kind: 'text', text: spansIn(inside) }
    case 'blockquote_open':
      return { kind: 'quote', text: spansIn(inside) }
    case 'bullet_list_open':
    case 'ordered_list_open':
      return { kind: 'list', ordered: token.type === 'ordered_list_open', items: itemsIn(inside) }
    case 'table_open':
      return tableOf(inside)
    case 'fence':
    case 'code_block':
      return codeOf(token, line)
    default:
      return undefined
  }
}

function codeOf(token: Token, line: number): Block {
  const [language = '', ...words] = token.info.trim().split(/\s+/)
  const first = token.type === 'fence' ? line + 1 : line
  if (!SHELLS.has(language)) {
    const part = words.includes('part') ? { part: true as const } : {}
    return { kind: 'code', language, source: token.content.trimEnd(), line: first, ...part }
  }
  const commands = readScript(token.content).statements.map(statement => ({
    text: statement.text,
    does: statement.comment,
    line: first + statement.line,
  }))
  return { kind: 'commands', commands }
}

/** Items of a list; the items of lists within it follow the item they stand under. */
function itemsIn(tokens: Token[]): Span[][] {
  const items: Span[][] = []
  for (const token of tokens) {
    if (token.type === 'list_item_open') items.push([])
    else if (token.type === 'inline' || token.type === 'fence') {
      const item = items.at(-1)
      if (item === undefined) continue
      if (item.length > 0) item.push({ text: ' ' })
      item.push(...(token.type === 'fence' ? [codeSpan(token.content)] : spansOf(token)))
    }
  }
  return items.filter(item => item.length > 0)
}

function tableOf(tokens: Token[]): Block {
  const rows: Span[][][] = []
  for (const token of tokens) {
    if (token.type === 'tr_open') rows.push([])
    else if (token.type === 'inline') rows.at(-1)?.push(spansOf(token))
  }
  return { kind: 'table', head: rows[0] ?? [], rows: rows.slice(1) }
}

const spansIn = (tokens: Token[]): Span[] =>
  tokens
    .filter(token => token.type === 'inline')
    .flatMap((token, at) => (at > 0 ? [{ text: ' ' }, ...spansOf(token)] : spansOf(token)))

/** Inline Markdown as spans. Nested styles keep the innermost one: `**a `b` c**` is strong, code, strong. */
function spansOf(inline: Token): Span[] {
  const spans: Span[] = []
  const styles: NonNullable<Span['style']>[] = []
  let href: string | undefined
  const push = (text: string, style = styles.at(-1)): void => {
    const last = spans.at(-1)
    if (last !== undefined && last.style === style && last.href === href) last.text += text
    else if (text !== '') spans.push({ text, ...(style && { style }), ...(href !== undefined && { href }) })
  }
  for (const token of inline.children ?? []) {
    if (token.type === 'text' || token.type === 'image') push(token.content)
    else if (token.type === 'softbreak' || token.type === 'hardbreak') push(' ')
    else if (token.type === 'code_inline') push(token.content, 'code')
    else if (token.type === 'strong_open') styles.push('strong')
    else if (token.type === 'em_open') styles.push('emphasis')
    else if (token.type === 'strong_close' || token.type === 'em_close') styles.pop()
    else if (token.type === 'link_open') href = String(token.attrGet('href') ?? '') || undefined
    else if (token.type === 'link_close') href = undefined
  }
  return spans
}

const codeSpan = (text: string): Span => ({ text: text.trim(), style: 'code' })

/** Where the container that opens at `at` closes; `at` itself for a token without content. */
function closing(tokens: Token[], at: number): number {
  let depth = 0
  for (let index = at; index < tokens.length; index++) {
    depth += (tokens[index] as Token).nesting
    if (depth === 0) return index
  }
  return tokens.length - 1
}
