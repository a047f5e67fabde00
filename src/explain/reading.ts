/** What a paste shows: plain data, before anybody has thought about what is wrong. */
import { type ContainerSeen, containersIn, type Field, fieldsIn } from './fields.ts'
import { type Line, linesOf } from './lines.ts'
import { type Flat, flatten } from './pattern.ts'
import { type Row, tablesIn } from './tables.ts'

/** An event, from a table, from `describe` or alone. `object` is `pod/web`, where the line names it. */
export type EventSeen = { type: string; reason: string; object?: string; line: number; text: string }

/** What commands in the paste were run on. */
export type Names = Partial<Record<Placeholder, string>>

/** What can be filled into a command. */
export const PLACEHOLDERS = [
  'POD',
  'NAMESPACE',
  'CONTAINER',
  'NODE',
  'SERVICE',
  'DEPLOYMENT',
  'STATEFULSET',
  'DAEMONSET',
  'REPLICASET',
  'JOB',
  'CRONJOB',
  'PVC',
  'PV',
  'HPA',
  'INGRESS',
  'SECRET',
  'CONFIGMAP',
  'IMAGE',
  'RELEASE',
  'SERVICEACCOUNT',
  'STORAGECLASS',
  'CRD',
] as const
export type Placeholder = (typeof PLACEHOLDERS)[number]

/**
 * - `flat`: the whole paste as one line, for texts that were wrapped
 * - `rows`: of all tables · `events` · `fields`: `key: value` as describe, YAML and JSON have them
 * - `containers`: what `describe` or a status tells of each
 * - `names`: what the commands in it name · `prose`: lines in which a person speaks
 */
export type Reading = {
  lines: readonly Line[]
  flat: Flat
  rows: readonly Row[]
  events: readonly EventSeen[]
  fields: readonly Field[]
  containers: readonly ContainerSeen[]
  names: Names
  prose: readonly Line[]
  /** Whether anything of it was printed by a program rather than written by a person. */
  printed: boolean
}

export function read(paste: string): Reading {
  const lines = linesOf(paste)
  const { rows, taken } = tablesIn(lines)
  const events = eventsIn(lines, rows)
  for (const { line } of events) taken.add(line)
  const fields = fieldsIn(lines, taken)
  const containers = containersIn(fields)
  for (const { line, key, value } of fields) if (!isSaid(key, value)) taken.add(line)
  const prose = lines.filter(line => isProse(line) && !taken.has(line.number))
  const names = namesIn(lines, fields)
  const commands = lines.some(line => line.command !== undefined)
  const printed =
    rows.length > 0 || events.length > 0 || containers.length > 0 || commands || lines.some(isPrinted)
  return {
    lines,
    flat: flatten(lines.map(line => line.text)),
    rows,
    events,
    fields,
    containers,
    names,
    prose,
    printed,
  }
}

const EVENT =
  /^(?:(?<age>\d+[smhdy]\S*(?: \(x\d+ over \S+\))?)\s+)?(?<type>Normal|Warning)\s+(?<reason>[A-Z][A-Za-z]{2,40})\s+(?<rest>\S.*)$/

function eventsIn(lines: readonly Line[], rows: readonly Row[]): EventSeen[] {
  const byLine = new Map(rows.map(row => [row.line, row]))
  return lines.flatMap((line): EventSeen[] => {
    const cells = byLine.get(line.number)
    if (cells?.kind === 'event') {
      const { type = '', reason = '', object, message = '' } = cells.cells
      return [
        { type, reason, line: line.number, text: message, ...(object && { object: object.toLowerCase() }) },
      ]
    }
    const groups = EVENT.exec(
      line.text.trim().replace(/^\S{1,60}\s+(?=\d+[smhdy]\S*\s+(?:Normal|Warning)\s)/, ''),
    )?.groups
    if (groups === undefined) return []
    const { type = '', reason = '', rest = '' } = groups
    const object = /^[a-z]+\/[a-z0-9.-]+/i.exec(rest)?.[0].toLowerCase()
    return [{ type, reason, line: line.number, text: rest, ...(object !== undefined && { object }) }]
  })
}

/** A program's line: a time in front, a level, an error by its usual beginning. */
const PRINTED =
  /^\s*(?:\[?\d{4}[-/]\d\d[-/]\d\d|[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d|[IWEF]\d{4} \d\d:\d\d|\{"|\[[\w/ -]{2,40}\] |(?:time|level|ts)=|"\w+": |\s+at [\w$.]+\(|Caused by: |Traceback |goroutine \d+ \[|panic: |fatal: |npm ERR!|[\w.-]{1,30}: \[\w{3,7}\] |(?:Liveness|Readiness|Startup) probe |(?:docker: )?Error(?: from server| response from daemon)?\b[^.?]{0,60}:|(?:error|Error|ERROR|FATAL|fatal|Warning|WARNING|W|E): |Unable to connect to the server|The connection to the server|The [A-Z][a-zA-Z]+ ".*" is invalid|Failed to pull image|MountVolume|Back-off |OCI runtime|command terminated with exit code|\d+\/\d+ nodes are available|dial tcp |[\w.$]{3,120}(?:Exception|Error): |exec )/

/** A message of a program in a program: `creating x: opening y: no such file`. */
const isPrinted = ({ text }: Line): boolean => PRINTED.test(text) || text.split(/\w: \w/).length > 3

/** A line in which somebody speaks: several everyday words, and nothing a program prints in front. */
function isProse(line: Line): boolean {
  if (line.command !== undefined || isPrinted(line)) return false
  const words = line.text.trim().split(/\s+/, 40)
  return (
    words.filter(word => /^["'(]?[A-Za-z][a-z'’]*[a-z]?[.,;:?!)"']*$/.test(word)).length >=
    Math.max(3, words.length / 2)
  )
}

/** `when I curl it: nothing` is said, `Status: Running` is printed. */
const isSaid = (key: string, value: string): boolean => key.split(' ').length > 3 || /[?]$/.test(value)

/** Verbs behind which kubectl takes the name of a Pod alone. */
const ON_PODS = new Set(['logs', 'log', 'exec', 'attach', 'port-forward', 'cp', 'debug'])
const TYPES: Record<string, Placeholder> = {
  po: 'POD', pod: 'POD', pods: 'POD', no: 'NODE', node: 'NODE', nodes: 'NODE', svc: 'SERVICE', service: 'SERVICE',
  services: 'SERVICE', deploy: 'DEPLOYMENT', deployment: 'DEPLOYMENT', deployments: 'DEPLOYMENT',
  'deployment.apps': 'DEPLOYMENT', sts: 'STATEFULSET', statefulset: 'STATEFULSET', statefulsets: 'STATEFULSET',
  ds: 'DAEMONSET', daemonset: 'DAEMONSET', daemonsets: 'DAEMONSET', rs: 'REPLICASET', replicaset: 'REPLICASET',
  replicasets: 'REPLICASET', job: 'JOB', jobs: 'JOB', cj: 'CRONJOB', cronjob: 'CRONJOB', cronjobs: 'CRONJOB',
  pvc: 'PVC', persistentvolumeclaim: 'PVC', persistentvolumeclaims: 'PVC', pv: 'PV', persistentvolume: 'PV',
  hpa: 'HPA', horizontalpodautoscaler: 'HPA', ing: 'INGRESS', ingress: 'INGRESS', ns: 'NAMESPACE',
  namespace: 'NAMESPACE', namespaces: 'NAMESPACE', secret: 'SECRET', secrets: 'SECRET', cm: 'CONFIGMAP',
  configmap: 'CONFIGMAP', configmaps: 'CONFIGMAP', container: 'CONTAINER', image: 'IMAGE', sa: 'SERVICEACCOUNT',
  serviceaccount: 'SERVICEACCOUNT', serviceaccounts: 'SERVICEACCOUNT', sc: 'STORAGECLASS', storageclass: 'STORAGECLASS',
  crd: 'CRD', crds: 'CRD', customresourcedefinition: 'CRD',
} // biome-ignore format: a table

/** The placeholder of a kind or resource type: `pods` → POD. */
export const placeholderOf = (type: string): Placeholder | undefined => TYPES[type.toLowerCase()]

function namesIn(lines: readonly Line[], fields: readonly Field[]): Names {
  const names: Names = {}
  for (const { command } of lines) if (command !== undefined) Object.assign(names, namesInCommand(command))
  const field = (key: string): string | undefined =>
    fields.find(one => one.key === key && one.value !== '')?.value
  const [name, namespace, node, kind] = ['name', 'namespace', 'node', 'kind'].map(field)
  if (namespace !== undefined) names.NAMESPACE ??= namespace
  const isPod = fields.some(
    ({ key }) => key === 'containers' || key === 'init containers' || key === 'qos class',
  )
  const type = kind === undefined ? (isPod ? 'POD' : undefined) : placeholderOf(kind)
  if (type !== undefined && name !== undefined) names[type] ??= name
  if (node !== undefined && isPod) names.NODE ??= node.replace(/\/.*$/s, '')
  return names
}

function namesInCommand(command: string): Names {
  const names: Names = {}
  const words = command.split(/\s+/, 40)
  if (!/^(?:kubectl|k|oc)$/.test(words[0] ?? '')) return names
  const rest: string[] = []
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? ''
    if (/^[|;&>]|^--$/.test(word)) break
    const [flag, joined] = word.split('=')
    const key =
      flag === '-n' || flag === '--namespace'
        ? 'NAMESPACE'
        : flag === '-c' || flag === '--container'
          ? 'CONTAINER'
          : undefined
    if (key !== undefined) names[key] = joined ?? words[++at] ?? ''
    else if (/^-[nc]./.test(word) && !word.startsWith('--'))
      names[word[1] === 'n' ? 'NAMESPACE' : 'CONTAINER'] = word.slice(2)
    else if (/^-(?:f|l|o|s|-kubeconfig|-context|-selector|-output|-filename)$/.test(word)) at++
    else if (!word.startsWith('-')) rest.push(word)
  }
  const [verb = '', type = '', name] = rest
  const [prefix = '', behind] = type.split('/')
  if (behind !== undefined) {
    const placeholder = placeholderOf(prefix)
    if (placeholder !== undefined && behind !== '') names[placeholder] = behind
  } else if (ON_PODS.has(verb)) {
    if (type !== '') names.POD = type.split(':')[0] ?? type
    if (name !== undefined && /^logs?$/.test(verb)) names.CONTAINER ??= name
  } else if (name !== undefined) {
    const placeholder = placeholderOf(type)
    if (placeholder !== undefined) names[placeholder] = name
  }
  return names
}
