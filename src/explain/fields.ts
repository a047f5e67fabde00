/** `key: value` lines of describe, YAML and JSON, and what they tell of containers. Indentation is not needed. */
import type { Line } from './lines.ts'

/** `key` in lower case, without quotes and dashes. */
export type Field = { key: string; value: string; line: number }

/** How a container's run ended or why it waits. `state`: waiting, running or terminated. */
export type RunSeen = { state?: string; reason?: string; exitCode?: number; message?: string; line: number }

export type ContainerSeen = {
  name?: string
  init?: true
  image?: string
  now?: RunSeen
  last?: RunSeen
  restarts?: number
  memoryLimit?: string
  line: number
}

const FIELD = /^[\s-]*"?([A-Za-z][\w ()./-]{0,60}?)"?:(?:\s+|$)(.*)$/

export function fieldsIn(lines: readonly Line[], taken: ReadonlySet<number>): Field[] {
  return lines.flatMap(({ text, number, command }) => {
    if (command !== undefined || taken.has(number)) return []
    const found = FIELD.exec(text.slice(0, 500))
    if (found === null) return []
    const [, key = '', rest = ''] = found
    const value = rest
      .trim()
      .replace(/,$/, '')
      .replace(/^"(.*)"$/, '$1')
      .replace(/^'(.*)'$/, '$1')
    return [{ key: key.toLowerCase().trim(), value, line: number }]
  })
}

/** Sections of `describe pod` that end the containers. */
const ENDS = new Set(['conditions', 'volumes', 'events', 'qos class', 'tolerations', 'node-selectors'])
/** Keys without a value that are no container's name. */
const PARTS = new Set([
  'args', 'command', 'environment', 'limits', 'requests', 'mounts', 'state', 'last state', 'ports', 'env', 'resources',
  'host port', 'host ports', 'port', 'containers', 'init containers', 'annotations', 'labels', 'status', 'metadata', 'spec',
  'ephemeral containers', 'image id', 'environment variables from', 'ips', 'controlled by', 'data', 'finalizers',
]) // biome-ignore format: a table

/** A machine of few states: which container is told of, and which of its runs. */
export function containersIn(fields: readonly Field[]): ContainerSeen[] {
  const containers: ContainerSeen[] = []
  let current: ContainerSeen | undefined
  let run: RunSeen | undefined
  let init = false
  let limits = false
  let waiting: { name: string; line: number } | undefined
  const begin = (name: string | undefined, line: number): ContainerSeen => {
    const container: ContainerSeen = { line, ...(name !== undefined && { name }), ...(init && { init }) }
    containers.push(container)
    run = undefined
    return container
  }
  const open = (line: number): ContainerSeen => {
    current ??= begin(waiting?.name, line)
    return current
  }
  for (const { key, value, line } of fields) {
    switch (key) {
      case 'init containers':
      case 'initcontainerstatuses':
      case 'containers':
      case 'containerstatuses':
        init = key.startsWith('init')
        current = undefined
        waiting = undefined
        break
      case 'container id':
      case 'containerid':
        current = begin(waiting?.name, line)
        waiting = undefined
        break
      case 'image':
        if (waiting !== undefined) current = begin(waiting.name, line)
        waiting = undefined
        if (current !== undefined) current.image ??= value
        break
      case 'name':
        if (current !== undefined && value !== '') current.name ??= value
        break
      case 'state':
      case 'last state':
      case 'laststate': {
        const container = open(line)
        run = { line, ...(value !== '' && { state: value.toLowerCase() }) }
        if (key === 'state') container.now = run
        else container.last = run
        limits = false
        break
      }
      case 'waiting':
      case 'running':
      case 'terminated':
        if (run !== undefined) run.state = key
        break
      case 'reason':
        if (run !== undefined && run.reason === undefined) Object.assign(run, { reason: value, line })
        break
      case 'message':
        if (run !== undefined) run.message ??= value
        break
      case 'exit code':
      case 'exitcode': {
        if (!/^\d{1,3}$/.test(value)) break
        const container = open(line)
        run ??= { line }
        if (container.now !== run && container.last !== run) container.now = run
        run.exitCode = Number(value)
        break
      }
      case 'ready':
        if (/^(?:true|false)$/i.test(value)) run = undefined
        break
      case 'restart count':
      case 'restartcount':
        if (current !== undefined && /^\d{1,6}$/.test(value)) current.restarts = Number(value)
        break
      case 'limits':
        limits = true
        run = undefined
        break
      case 'requests':
        limits = false
        break
      case 'memory':
        if (limits && current !== undefined) current.memoryLimit ??= value
        break
      default:
        if (ENDS.has(key)) {
          current = undefined
          run = undefined
          waiting = undefined
        } else if (value === '' && /^[a-z0-9][a-z0-9-]*$/.test(key) && !PARTS.has(key)) {
          waiting = { name: key, line }
        }
    }
  }
  return containers.filter(({ now, last }) => now !== undefined || last !== undefined)
}
