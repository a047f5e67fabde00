/**
 * YAML source → a plain tree with line numbers, read as Kubernetes reads it. The one file here that knows the YAML library.
 * Whatever the source holds, it never throws and ends soon: aliases are shared, not copied, and size and depth are bounded.
 */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseAllDocuments,
  type Scalar,
  type YAMLError,
} from 'yaml'
import type { Finding } from '../finding.ts'

/** All lines count from 1. `quoted`: the text stands in quotes or a block, so that it is text whatever it looks like. */
export type Tree =
  | { kind: 'map'; line: number; entries: Map<string, Entry> }
  | { kind: 'list'; line: number; items: readonly Tree[] }
  | { kind: 'scalar'; line: number; value: string | number | boolean | null; text: string; quoted: boolean }

/** A key of a map. `line` is the key's own; what it holds may begin on the next. */
export type Entry = { line: number; value: Tree }

export type YamlRead = { documents: Tree[]; findings: Finding[] }

const MOST_NODES = 20_000
const DEEPEST = 60

/** How YAML 1.1, which Kubernetes reads, understands these plain words. */
const TRUE = /^(y|Y|yes|Yes|YES|on|On|ON)$/
const FALSE = /^(n|N|no|No|NO|off|Off|OFF)$/

export function readYaml(source: string): YamlRead {
  const counter = new LineCounter()
  const findings: Finding[] = []
  let parsed: Document.Parsed<ParsedNode>[]
  try {
    const found = parseAllDocuments(source, {
      lineCounter: counter,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    })
    parsed = 'empty' in found ? [] : found
  } catch {
    return {
      documents: [],
      findings: [{ line: 1, level: 'wrong', message: TOO_DEEP }],
    }
  }
  const documents: Tree[] = []
  const lines = source.split('\n')
  for (const document of parsed) {
    const [error] = document.errors
    if (error !== undefined) findings.push(explain(error, counter, lines))
    else if (document.contents !== null) documents.push(toTree(document.contents, counter, findings, lines))
  }
  return { documents, findings }
}

function toTree(root: Node, counter: LineCounter, findings: Finding[], lines: readonly string[]): Tree {
  const anchors = new Map<string, Tree>()
  const lineOf = (node: Node): number => counter.linePos(node.range?.[0] ?? 0).line
  let left = MOST_NODES
  let told = false
  const nothing = (line: number): Tree => ({ kind: 'scalar', line, value: null, text: '', quoted: false })

  const convert = (node: unknown, line: number, depth: number): Tree => {
    left--
    if (left < 0 || depth > DEEPEST) {
      if (!told)
        findings.push({
          line,
          level: 'wrong',
          message: 'this YAML is too large or nested too deeply to check',
        })
      told = true
      return nothing(line)
    }
    if (isAlias(node)) {
      const target = anchors.get(node.source)
      if (target === undefined)
        findings.push({
          line: lineOf(node),
          level: 'wrong',
          message: `"*${node.source}" points to an anchor "&${node.source}" that is not above it`,
        })
      return target ?? nothing(line)
    }
    const tree = contents(node, line, depth)
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined)
      anchors.set(node.anchor, tree)
    return tree
  }

  const contents = (node: unknown, line: number, depth: number): Tree => {
    if (isScalar(node)) return scalar(node, lineOf(node))
    if (isSeq(node))
      return {
        kind: 'list',
        line: lineOf(node),
        items: node.items.map(item => convert(item, line, depth + 1)),
      }
    if (!isMap(node)) return nothing(line)
    const entries = new Map<string, Entry>()
    const merged: Tree[] = []
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : undefined
      const at = isScalar(pair.key) ? lineOf(pair.key) : lineOf(node)
      if (key === undefined) {
        const template = lines[at - 1]?.includes('{{')
        findings.push({
          line: at,
          level: 'wrong',
          message: template ? TEMPLATE : 'a key must be plain text; quote it if it holds { or [',
        })
        return nothing(at)
      }
      const value = convert(pair.value, at, depth + 1)
      if (key === '<<') merged.push(value)
      else if (entries.has(key))
        findings.push({
          line: at,
          level: 'wrong',
          message: `"${key}" stands here twice (first on line ${entries.get(key)?.line}); only the last would count`,
        })
      else entries.set(key, { line: at, value })
    }
    for (const source of merged.flatMap(tree => (tree.kind === 'list' ? tree.items : [tree])))
      if (source.kind === 'map')
        for (const [key, entry] of source.entries) if (!entries.has(key)) entries.set(key, entry)
    return { kind: 'map', line: lineOf(node), entries }
  }
  return convert(root, 1, 0)
}

function scalar(node: Scalar, line: number): Tree {
  const text = node.source ?? String(node.value ?? '')
  const quoted = node.type !== 'PLAIN' && node.type !== undefined
  const value = node.value
  const plain =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
      ? value
      : String(value)
  if (quoted || typeof plain !== 'string') return { kind: 'scalar', line, value: plain, text, quoted }
  if (TRUE.test(plain)) return { kind: 'scalar', line, value: true, text, quoted }
  if (FALSE.test(plain)) return { kind: 'scalar', line, value: false, text, quoted }
  if (/^[+-]?\d[\d_]*$/.test(plain))
    return { kind: 'scalar', line, value: Number(plain.replaceAll('_', '')), text, quoted }
  return { kind: 'scalar', line, value: plain, text, quoted }
}

const TOO_DEEP = 'this YAML is nested too deeply to read'
const TEMPLATE = 'this is a template, not YAML; render it first (helm template)'

/** The library's first complaint in words that say what to do; those that follow it are only its echo. */
function explain(error: YAMLError, counter: LineCounter, lines: readonly string[]): Finding {
  const { line } = counter.linePos(error.pos[0])
  const here = lines[line - 1] ?? ''
  const below = lines[line] ?? ''
  const found: Finding = { line, level: 'wrong', message: `YAML: ${error.message.split('\n')[0]}` }
  if (here.includes('{{')) return { ...found, message: TEMPLATE }
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return {
        ...found,
        message: 'a tab; YAML takes only spaces for indentation',
        fix: here.replace(/^[ \t]+/, space => space.replaceAll('\t', '  ')),
      }
    case 'BAD_INDENT':
      return { ...found, message: `${indent(here)}; it must line up with the keys beside it` }
    case 'BLOCK_AS_IMPLICIT_KEY':
      return /:\s+\S.*:(\s|$)/.test(here)
        ? { ...found, message: 'a value that holds ": " needs quotes around it' }
        : {
            ...found,
            line: line + 1,
            message: `${indent(below)}, but the line above has a value already, so nothing can stand below it; line it up`,
          }
    case 'MULTILINE_IMPLICIT_KEY':
      return /^\s*-?\s*[\w./-]+:\S/.test(here)
        ? { ...found, message: 'a space is missing behind the colon', fix: here.replace(/:(?=\S)/, ': ') }
        : {
            ...found,
            message: `"${here.trim()}" is no "key: value"; its colon is missing, or the lines do not line up`,
          }
    case 'MISSING_CHAR':
      if (/quote/.test(error.message))
        return { ...found, line: openQuote(lines) ?? line, message: 'a quote is opened and not closed' }
      return /- indicator/.test(error.message)
        ? {
            ...found,
            message: `${indent(here)}; inside a list item it must line up with the item's first key`,
          }
        : { ...found, message: `"${here.trim()}" is no "key: value"; its colon is missing` }
    case 'BAD_SCALAR_START':
      return {
        ...found,
        message: 'a value that begins with @, ` or % needs quotes',
        fix: here.replace(/:\s+(.*\S)\s*$/, ': "$1"'),
      }
    default:
      return /call stack/.test(error.message) ? { ...found, line: 1, message: TOO_DEEP } : found
  }
}

/** The first line with a quote too many, where the library only knows that the end came too soon. */
function openQuote(lines: readonly string[]): number | undefined {
  const at = lines.findIndex(line => (line.replace(/\\./g, '').match(/"/g)?.length ?? 0) % 2 === 1)
  return at === -1 ? undefined : at + 1
}

function indent(line: string): string {
  const spaces = /^ */.exec(line)?.[0].length ?? 0
  return `"${line.trim()}" is indented by ${spaces} ${spaces === 1 ? 'space' : 'spaces'}`
}
