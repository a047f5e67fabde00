/**
 * Which commands can hurt, how to try them first and which way leads back: from one table, so that no author must
 * remember. It says what, in names; the sentences stand with the other words of the cards.
 */

import { typeNamed } from '../resources.ts'
import type { Word } from '../shell.ts'
import type { Call } from './command-line.ts'
import { LOOKS, OTHERS, ROWS, type Subject } from './danger-table.ts'
import type { Tool } from './tables.ts'

/** What may go wrong; each has one sentence in src/cards. */
export type Risk =
  | 'deletes'
  | 'deletes-pods'
  | 'deletes-namespace'
  | 'deletes-data'
  | 'deletes-kind'
  | 'deletes-node'
  | 'takes-all'
  | 'all-namespaces'
  | 'no-grace'
  | 'drains'
  | 'drains-unmanaged'
  | 'drops-local-data'
  | 'ignores-budgets'
  | 'recreates'
  | 'overrules-owners'
  | 'prunes'
  | 'overwrites'
  | 'stops-app'
  | 'evicts'
  | 'skips-finalizers'
  | 'changes-kubeconfig'
  | 'ends-containers'
  | 'deletes-unused'
  | 'deletes-images'
  | 'deletes-volumes'
  | 'leaves-swarm'
  | 'uninstalls'
  | 'resets-node'
  | 'replaces-etcd'
  | 'deletes-cluster'
  | 'deletes-files'

/** How to see what it would do: the same command as a dry run, or another that shows what it would meet. */
export type Rehearsal = { kind: 'dry-run' | 'look'; command: string }

/**
 * `command` undoes it; `save` keeps a copy that can be applied again; `again`: applying the files brings it back;
 * `itself`: what manages it makes it anew; `none`: what is gone is gone.
 */
export type WayBack =
  | { kind: 'command' | 'save' | 'again'; command: string }
  | { kind: 'itself' }
  | { kind: 'none' }

export type Danger = { risks: Risk[]; rehearsal?: Rehearsal; back?: WayBack }

/** Danger in a command line of a program that has tables; undefined where there is none, or where it is a dry run. */
export function dangerOf(tool: Tool, call: Call, words: readonly Word[], added: boolean): Danger | undefined {
  const flags = new Map(call.given.map(({ flag, value }) => [flag.name, value ?? '']))
  if (call.help || (flags.has('dry-run') && flags.get('dry-run') !== 'none')) return undefined
  const named = ROWS[tool].filter(row => row.commands.test(call.command.path))
  if (named.length === 0) return undefined
  const subject: Subject = { call, words, flags, kinds: kindsOf(call) }
  const rows = named.filter(row => row.when?.(subject) ?? true)
  if (rows.length === 0) return undefined
  const back = rows.find(row => row.back !== undefined)?.back?.(subject)
  const rehearsal = added ? undefined : rehearsalOf(tool, subject)
  return {
    risks: [...new Set(rows.map(row => row.risk))],
    ...(rehearsal !== undefined && { rehearsal }),
    ...(back !== undefined && (!added || back.kind === 'none') && { back }),
  }
}

function kindsOf(call: Call): Set<string> {
  const kinds = new Set<string>()
  const [first] = call.args
  const types = first?.value.includes('/')
    ? call.args.map(({ value }) => value.split('/')[0] ?? '')
    : (first?.value.split(',') ?? [])
  for (const type of types) for (const { kind } of typeNamed(type) ?? []) kinds.add(kind)
  return kinds
}

function rehearsalOf(tool: Tool, { call, words, flags }: Subject): Rehearsal | undefined {
  const { path } = call.command
  const look = LOOKS.find(([pattern]) => pattern.test(`${tool} ${path}`))?.[1]
  if (look !== undefined) return { kind: 'look', command: look }
  const text = words.map(word => word.text)
  const dash = text.indexOf('--')
  const end = dash === -1 ? text.length : dash
  if (tool === 'docker' && path.startsWith('compose ')) {
    const at = text.indexOf('compose') + 1
    return { kind: 'dry-run', command: [...text.slice(0, at), '--dry-run', ...text.slice(at)].join(' ') }
  }
  const flag = tool === 'helm' ? '--dry-run' : dryRunFlag(path, flags)
  if (!call.command.flags.has('dry-run') || flag === undefined) return undefined
  return { kind: 'dry-run', command: [...text.slice(0, end), flag, ...text.slice(end)].join(' ') }
}

/** The server refuses a dry run of what it would have to delete first. */
function dryRunFlag(path: string, flags: ReadonlyMap<string, string>): string | undefined {
  if (path === 'replace' && flags.has('force')) return undefined
  return path === 'apply' && flags.has('force') ? '--dry-run=client' : '--dry-run=server'
}

/** @param line the command line as it was written, its wrappers such as sudo left out */
export const dangerOfOther = (line: string): Danger | undefined =>
  OTHERS.find(({ words }) => words.test(line))?.danger
