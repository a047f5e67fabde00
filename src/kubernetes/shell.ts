/**
 * Reads shell source: which statements it holds, with the comment that explains each, and which simple
 * commands run in them, however deep they stand in pipes, loops or `$(…)`.
 */
import { type Command, forEachChild, type HereDoc, parse, type SyntaxNode } from 'unbash'

/** Stands in a word's value for the part that only the running shell knows: a variable, a substitution. */
export const HOLE = '\uFFFC'

/**
 * One word of a command.
 * - `value`: what the program is given, without quotes, with a HOLE for each part not known before it runs
 * - `many`: it may become several words or none, as an unquoted `$PODS` that stands alone does
 * - `at`, `end`: where it stands in the source; both -1 where that cannot be told
 */
export type Word = { text: string; value: string; many: boolean; at: number; end: number }

/** A program and its words, without redirections and assignments. `line` counts from 0 within the source. */
export type SimpleCommand = { words: Word[]; line: number }

/** What a heredoc hands to a command. `open`: the shell fills in `$variables`. `line` (from 0) is its first line's. */
export type Heredoc = { text: string; open: boolean; line: number }

/** What one would copy: a whole statement, with the comment lines that stand right above it. */
export type Statement = {
  text: string
  comment: string
  line: number
  commands: SimpleCommand[]
  heredocs: Heredoc[]
}

export type Script = { statements: Statement[]; errors: { message: string; line: number }[] }

const EXPANDING = new Set([
  'SimpleExpansion',
  'ParameterExpansion',
  'CommandExpansion',
  'ArithmeticExpansion',
  'ProcessSubstitution',
  'BraceExpansion',
])

/** Beyond this a script is not something a person typed, and reading it could take long. In characters. */
const LONGEST = 20_000

/** The parser goes many calls deeper for each `$(`, `${`, `<(` or backtick; nobody nests more than a few. */
const MOST_OPENED = 100

/** Reads `source`; never throws, however broken the source is: what is wrong stands in `errors`. */
export function readScript(source: string): Script {
  const opened = source.split(/[$<>][({]|`|<</, MOST_OPENED + 1).length
  if (source.length > LONGEST || opened > MOST_OPENED)
    return { statements: [], errors: [{ message: 'too long or too deeply nested to read', line: 0 }] }
  const script = parse(source)
  const lines = lineCounter(source)
  const errors = (script.errors ?? []).map(error => ({ message: error.message, line: lines(error.pos) }))
  const statements: Statement[] = []
  let end = 0
  for (const node of script.commands) {
    const found = inside(node, source, lines)
    statements.push({
      text: source.slice(node.pos, Math.max(node.end, found.end)).trimEnd(),
      comment: commentIn(source.slice(end, node.pos)),
      line: lines(node.pos),
      commands: found.commands,
      heredocs: found.heredocs,
    })
    end = Math.max(node.end, found.end)
  }
  return { statements, errors }
}

type Contents = { commands: SimpleCommand[]; heredocs: Heredoc[]; end: number }

/** A statement ends before the bodies of its heredocs; what one copies does not, so `end` is behind them. */
function inside(root: SyntaxNode, source: string, lines: (position: number) => number): Contents {
  const found: Contents = { commands: [], heredocs: [], end: 0 }
  /** Within escaped backticks positions count in text of their own; there everything stands where those do. */
  const visit = (node: SyntaxNode, outside: number | undefined): void => {
    const own = node.type === 'CommandExpansion' && node.script?.source !== undefined
    const away = outside ?? (own ? node.pos : undefined)
    if (node.type === 'Command' && node.name !== undefined)
      found.commands.push({ words: wordsOf(node, away !== undefined), line: lines(away ?? node.pos) })
    if (node.type === 'HereDoc' && away === undefined) {
      found.heredocs.push(heredocOf(node, source, lines))
      found.end = Math.max(found.end, node.closing?.end ?? node.body.end)
    }
    forEachChild(node, child => visit(child, away))
  }
  visit(root, undefined)
  return found
}

function heredocOf(node: HereDoc, source: string, lines: (position: number) => number): Heredoc {
  const text = source.slice(node.body.pos, node.body.end)
  return {
    text: node.operator === '<<-' ? text.replaceAll(/^\t+/gm, '') : text,
    open: node.delimiter?.quoted !== true,
    line: lines(node.body.pos),
  }
}

function wordsOf(node: Command, away: boolean): Word[] {
  const parts = node.name === undefined ? node.args : [node.name, ...node.args]
  return parts.map(part => {
    const read = part.type === 'Word' ? contentOf(part) : { value: part.text, many: false }
    return { text: part.text, ...read, at: away ? -1 : part.pos, end: away ? -1 : part.end }
  })
}

function contentOf(word: Extract<SyntaxNode, { type: 'Word' }>): { value: string; many: boolean } {
  if (word.parts === undefined) return { value: word.value, many: false }
  let many = false
  const alone = word.parts.every(part => EXPANDING.has(part.type))
  const value = (node: SyntaxNode, quoted: boolean): string => {
    if (EXPANDING.has(node.type)) {
      many ||= node.type === 'BraceExpansion' || (alone && !quoted)
      return HOLE
    }
    if ((node.type === 'DoubleQuoted' || node.type === 'LocaleString') && node.parts.length > 0)
      return node.parts.map(part => value(part, true)).join('')
    return 'value' in node && typeof node.value === 'string' ? node.value : ''
  }
  const whole = word.parts.map(part => value(part, false)).join('')
  return { value: whole.includes(HOLE) ? whole : word.value, many }
}

/** The comment lines directly above a statement, as one sentence; a blank line cuts off what is above it. */
function commentIn(gap: string): string {
  const lines = gap.split('\n').map(line => line.trim())
  lines.pop()
  const comment: string[] = []
  for (const line of lines.reverse()) {
    if (!line.startsWith('#')) break
    comment.unshift(line.replace(/^#+\s*/, ''))
  }
  return comment.join(' ')
}

/** Position → line (from 0); asked in any order, it searches instead of counting anew. */
function lineCounter(source: string): (position: number) => number {
  const starts = [0]
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) starts.push(at + 1)
  return position => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= position) low = middle
      else high = middle - 1
    }
    return low
  }
}
