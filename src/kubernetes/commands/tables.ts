/**
 * The tables of what each version of kubectl, docker and helm takes, from the JSON files beside.
 * `npm run data:commands` makes those from real programs; see DESIGN.md.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { compareVersions } from '../versions.ts'

export type Tool = 'kubectl' | 'docker' | 'helm'
export type FlagType = 'bool' | 'int' | 'float' | 'duration' | 'bytes' | 'map' | 'string'

/**
 * A flag. `optional`: it may stand without a value, and then only `--name=value` gives one.
 * `choices`: all the values it takes, where they are few. `hidden`: still taken, no longer listed.
 */
export type Flag = {
  name: string
  short?: string
  type: FlagType
  optional: boolean
  choices?: readonly string[]
  required: boolean
  hidden: boolean
}

/** A command such as `create deployment`. `mixed`: flags may also stand behind its arguments. */
export type Command = {
  path: string
  usage: string
  mixed: boolean
  flags: ReadonlyMap<string, Flag>
  /** The words that may follow, aliases among them, with the path each leads to. */
  below: ReadonlyMap<string, string>
}

/** `read`: made from the program itself, not from its documentation. */
export type Table = {
  tool: Tool
  version: string
  read: boolean
  globals: ReadonlyMap<string, Flag>
  commands: ReadonlyMap<string, Command>
}

const Specs = z.record(z.string(), z.string())
const TableFile = z.object({
  tool: z.enum(['kubectl', 'docker', 'helm']),
  version: z.string(),
  source: z.object({ documentation: z.string().optional() }),
  global: Specs,
  commands: z.record(
    z.string(),
    z.object({
      usage: z.string(),
      aliases: z.array(z.string()).default([]),
      mixed: z.literal(false).optional(),
      flags: Specs,
    }),
  ),
})

const DATA = new URL('../data/', import.meta.url)

const loaded = new Map<Tool, Table[]>()

/** The tables of a tool, oldest version first. Read once, when first asked for. */
export function tablesOf(tool: Tool): readonly Table[] {
  const known = loaded.get(tool)
  if (known !== undefined) return known
  const tables = readdirSync(DATA)
    .filter(name => name.startsWith(`${tool}-`))
    .map(name => readTable(readFileSync(new URL(name, DATA), 'utf8')))
    .sort((a, b) => compareVersions(a.version, b.version))
  loaded.set(tool, tables)
  return tables
}

/** What is the same in several versions becomes one object, so that it is read and checked once. */
const shared = new Map<string, Command>()
const sharedGlobals = new Map<string, ReadonlyMap<string, Flag>>()

function readTable(text: string): Table {
  const file = TableFile.parse(JSON.parse(text))
  const commands = new Map<string, Command>()
  const children = Map.groupBy(Object.keys(file.commands), parentOf)
  for (const path of ['', ...Object.keys(file.commands)]) {
    const entry = file.commands[path] ?? { usage: file.tool, aliases: [], mixed: undefined, flags: {} }
    const below = new Map<string, string>()
    for (const child of children.get(path) ?? [])
      for (const word of [child.split(' ').at(-1) ?? '', ...(file.commands[child]?.aliases ?? [])])
        below.set(word, child)
    const key = JSON.stringify([file.tool, path, entry, [...below]])
    const command = shared.get(key) ?? {
      path,
      usage: entry.usage,
      mixed: entry.mixed !== false,
      flags: flagsOf(entry.flags),
      below,
    }
    shared.set(key, command)
    commands.set(path, command)
  }
  const globals = sharedGlobals.get(JSON.stringify(file.global)) ?? flagsOf(file.global)
  sharedGlobals.set(JSON.stringify(file.global), globals)
  return {
    tool: file.tool,
    version: file.version,
    read: file.source.documentation === undefined,
    globals,
    commands,
  }
}

const parentOf = (path: string): string => path.split(' ').slice(0, -1).join(' ')

const FlagType = z.enum(['bool', 'int', 'float', 'duration', 'bytes', 'map', 'string'])

/** `string? -o {json,yaml} required hidden`; all but the type may be missing. */
function flagsOf(specs: Record<string, string>): Map<string, Flag> {
  const flags = new Map<string, Flag>()
  for (const [name, spec] of Object.entries(specs)) {
    const [type = '', ...words] = spec.split(' ')
    const short = words.find(word => word.startsWith('-'))?.slice(1)
    const choices = words
      .find(word => word.startsWith('{'))
      ?.slice(1, -1)
      .split(',')
    flags.set(name, {
      name,
      ...(short !== undefined && { short }),
      type: FlagType.parse(type.replace('?', '')),
      optional: type.endsWith('?'),
      ...(choices !== undefined && { choices }),
      required: words.includes('required'),
      hidden: words.includes('hidden'),
    })
  }
  return flags
}
