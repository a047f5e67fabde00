/**
 * Reads shell source: which statements it holds, with the comment that explains each, and which simple
 * commands run in them, however deep they stand in pipes, loops or `$(…)`.
 */
import { type Command, forEachChild, parse, type SyntaxNode } from 'unbash'

/** One word of a command. `value` is missing where it depends on a variable or a substitution. */
export type Word = { text: string; value?: string }

/** A program and its words, without redirections and assignments. `line` counts from 0 within the source. */
export type SimpleCommand = { words: Word[]; line: number }

/** What one would copy: a whole statement, with the comment lines that stand right above it. */
export type Statement = { text: string; comment: string; line: number; commands: SimpleCommand[] }

export type Script = { statements: Statement[]; errors: { message: string; line: number }[] }

const EXPANDING = new Set([
  'SimpleExpansion',
  'ParameterExpansion',
  'CommandExpansion',
  'ArithmeticExpansion',
  'ProcessSubstitution',
  'BraceExpansion',
])

/** Reads `source`; never throws, however broken the source is: what is wrong stands in `errors`. */
export function readScript(source: string): Script {
  const script = parse(source)
  const errors = (script.errors ?? []).map(error => ({
    message: error.message,
    line: lineAt(source, error.pos),
  }))
  const statements: Statement[] = []
  let end = 0
  for (const node of script.commands) {
    const stop = Math.max(node.end, heredocEnd(node))
    statements.push({
      text: source.slice(node.pos, stop).trimEnd(),
      comment: commentIn(source.slice(end, node.pos)),
      line: lineAt(source, node.pos),
      commands: simpleCommands(node, source),
    })
    end = stop
  }
  return { statements, errors }
}

function simpleCommands(root: SyntaxNode, source: string): SimpleCommand[] {
  const found: SimpleCommand[] = []
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Command' && node.name !== undefined) found.push(simpleCommand(node, source))
    forEachChild(node, visit)
  }
  visit(root)
  return found
}

function simpleCommand(node: Command, source: string): SimpleCommand {
  const words: Word[] = node.name === undefined ? [] : [wordOf(node.name)]
  for (const part of node.args)
    words.push(part.type === 'Word' ? wordOf(part) : { text: part.text, value: part.text })
  return { words, line: lineAt(source, node.pos) }
}

function wordOf(node: Extract<SyntaxNode, { type: 'Word' }>): Word {
  return expands(node) ? { text: node.text } : { text: node.text, value: node.value }
}

function expands(node: SyntaxNode): boolean {
  let found = EXPANDING.has(node.type)
  if (!found)
    forEachChild(node, child => {
      found ||= expands(child)
    })
  return found
}

/** A statement ends before the bodies of its heredocs; what one copies does not. */
function heredocEnd(root: SyntaxNode): number {
  let end = 0
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'HereDoc') end = Math.max(end, node.closing?.end ?? node.body.end)
    forEachChild(node, visit)
  }
  visit(root)
  return end
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

function lineAt(source: string, position: number): number {
  let line = 0
  for (let at = source.indexOf('\n'); at !== -1 && at < position; at = source.indexOf('\n', at + 1)) line++
  return line
}
