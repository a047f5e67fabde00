/** Tables as kubectl, docker and helm print them, read by the names of their columns. */
import type { Line } from './lines.ts'

/** What a table lists; see TABLES. */
export type TableKind = (typeof TABLES)[number][0]

/** One row: `cells` by the name of their column, `column` in lower case. */
export type Row = {
  kind: TableKind
  line: number
  name: string
  namespace?: string
  cells: Record<string, string>
}

/** What makes a header one of this kind: all these columns. The first that fits counts, so that the narrower stand first. */
const TABLES = [
  ['event', ['type', 'reason', 'message']],
  ['condition', ['type', 'status', 'reason', 'message']],
  ['context', ['current', 'name', 'cluster']],
  ['hpa', ['reference', 'targets']],
  ['pv', ['capacity', 'access modes', 'reclaim policy', 'status']],
  ['pv', ['capacity', 'accessmodes', 'status', 'claim']],
  ['pvc', ['status', 'volume']],
  ['cronjob', ['schedule', 'suspend']],
  ['job', ['completions']],
  ['job', ['desired', 'successful']],
  ['service', ['cluster-ip', 'external-ip']],
  ['ingress', ['hosts', 'address']],
  ['daemonset', ['desired', 'current', 'ready', 'node selector']],
  ['daemonset', ['desired', 'current', 'ready', 'node-selector']],
  ['deployment', ['up-to-date', 'available']],
  ['replicaset', ['desired', 'current']],
  ['endpointslice', ['addresstype', 'endpoints']],
  ['endpoints', ['endpoints']],
  ['pod', ['ready', 'status', 'restarts']],
  ['node', ['status', 'roles']],
  ['node', ['name', 'status', 'age', 'version']],
  ['storageclass', ['provisioner']],
  ['poddisruptionbudget', ['allowed disruptions']],
  ['networkpolicy', ['pod-selector']],
  ['top', ['cpu(cores)']],
  ['container', ['container id', 'image', 'status']],
  ['image', ['repository', 'tag']],
  ['release', ['namespace', 'revision', 'chart']],
  ['apiservice', ['service', 'available']],
  ['csr', ['signername', 'condition']],
  ['quota', ['request', 'limit']],
  ['crd', ['created at']],
  ['statefulset', ['name', 'ready', 'age']],
  ['secret', ['type', 'data']],
  ['configmap', ['data']],
  ['serviceaccount', ['secrets']],
  ['priorityclass', ['value', 'global-default']],
  ['namespace', ['name', 'status', 'age']],
] as const satisfies readonly (readonly [string, readonly string[]])[]

/** Names of columns that are two words. */
const TWO_WORDS =
  /\b(?:LAST SEEN|FIRST SEEN|NODE SELECTOR|ACCESS MODES|RECLAIM POLICY|NOMINATED NODE|READINESS GATES|CONTAINER ID|IMAGE ID|LAST SCHEDULE|MIN AVAILABLE|MAX UNAVAILABLE|ALLOWED DISRUPTIONS|APP VERSION|CREATED AT|STORAGE CLASS)\b/g

type Column = { name: string; at: number }
type Table = { kind: TableKind; columns: Column[]; spaced: boolean }

/** @returns the rows, and the numbers of all lines that belong to a table */
export function tablesIn(lines: readonly Line[]): { rows: Row[]; taken: Set<number> } {
  const rows: Row[] = []
  const taken = new Set<number>()
  let table: Table | undefined
  for (const line of lines) {
    if (line.command !== undefined || line.text.trim() === '') {
      if (line.command !== undefined) table = undefined
      continue
    }
    const header = headerOf(line)
    if (header !== undefined) {
      table = header
      taken.add(line.number)
      continue
    }
    if (isRule(line.text)) {
      if (table !== undefined) taken.add(line.number)
      continue
    }
    const row = table === undefined ? podWithoutHeader(line) : (rowOf(line, table) ?? podWithoutHeader(line))
    if (row === undefined) {
      table = undefined
      continue
    }
    rows.push(row)
    taken.add(line.number)
  }
  return { rows, taken }
}

const isRule = (text: string): boolean => /^[\s|+:=-]+$/.test(text)

function headerOf(line: Line): Table | undefined {
  const text = line.text.replaceAll('\t', '  ')
  if (text.length > 400) return undefined
  const isEvents = /^\s*Type\s+(?:Reason|Status)\s/.test(text) && /\sMessage\s*$/.test(text)
  const marked = text.replaceAll('|', ' ').replace(TWO_WORDS, name => name.replace(' ', '_'))
  const words = [...marked.matchAll(/\S+/g)]
  if (words.length < 2) return undefined
  if (!isEvents && !words.every(([word]) => /^[A-Z][A-Z0-9()%/_-]*$/.test(word))) return undefined
  const columns = words.map(word => ({ name: word[0].toLowerCase().replace('_', ' '), at: word.index }))
  const names = new Set(columns.map(({ name }) => name))
  const found = TABLES.find(([, wanted]) => wanted.every(name => names.has(name)))
  if (found === undefined) return undefined
  const spaced = columns.slice(1).every(({ at }) => /\s{2}$/.test(marked.slice(0, at)))
  return { kind: found[0], columns, spaced }
}

function rowOf(line: Line, { kind, columns, spaced }: Table): Row | undefined {
  const text = line.text.replaceAll('\t', '  ').replaceAll('|', ' ')
  const cells = inColumns(text, columns, spaced)
  if (cells === undefined) return undefined
  const name = cells.name ?? cells.object ?? cells['container id'] ?? cells.repository ?? cells.type ?? ''
  if (name === '' || (kind !== 'event' && kind !== 'condition' && !/^[*\w]/.test(name))) return undefined
  if (kind === 'pod' && !/^\d+\/\d+$/.test(cells.ready ?? '')) return undefined
  if (kind === 'event' && !/^(?:Normal|Warning|Error)$/.test(cells.type ?? '')) return undefined
  return { kind, line: line.number, name, ...(cells.namespace && { namespace: cells.namespace }), cells }
}

/** Cells by wide gaps; where their number is not that of the columns by positions; and last by single spaces. */
function inColumns(text: string, columns: Column[], spaced: boolean): Record<string, string> | undefined {
  const wide = text.trim().split(/\s{2,}/)
  if (wide.length === columns.length) return named(columns, wide)
  const fits = columns.every(({ at }, number) => number === 0 || /^\s?$/.test(text.charAt(at - 1)))
  if (spaced && fits && text.length > (columns[1]?.at ?? 0))
    return named(
      columns,
      columns.map(({ at }, number) => text.slice(number === 0 ? 0 : at, columns[number + 1]?.at).trim()),
    )
  const single = text
    .trim()
    .replace(/(\d) \((\S+) ago\)/, '$1($2-ago)')
    .replace(/(\S) \((x\d+ over \S+)\)/, (_, before, times) => `${before}(${times.replaceAll(' ', '-')})`)
    .split(/\s+/)
  if (single.length < 2) return undefined
  if (single.length <= columns.length) return named(columns, single)
  const last = columns.length - 1
  return named(columns, [...single.slice(0, last), single.slice(last).join(' ')])
}

const named = (columns: Column[], cells: string[]): Record<string, string> =>
  Object.fromEntries(columns.flatMap(({ name }, at) => (cells[at] ? [[name, cells[at]]] : [])))

/** `web-1  0/1  CrashLoopBackOff  5 (2m ago)  10m`, with or without a namespace in front, as `grep` leaves it. */
function podWithoutHeader(line: Line): Row | undefined {
  const words = line.text.trim().split(/\s+/, 12)
  const at = words.findIndex(word => /^\d+\/\d+$/.test(word))
  if (at < 1 || at > 2) return undefined
  const [status = '', restarts = ''] = words.slice(at + 1)
  if (!/^[A-Z][A-Za-z:0-9/]*$/.test(status) || !/^\d+$/.test(restarts)) return undefined
  const name = words[at - 1] ?? ''
  const namespace = at === 2 ? words[0] : undefined
  const cells = { name, ready: words[at] ?? '', status, restarts }
  return { kind: 'pod', line: line.number, name, ...(namespace && { namespace }), cells }
}
