/** The API's schema, and whether a tree has its form: known fields, right types, nothing missing. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { either, type Finding, misspelt, nearest } from '../finding.ts'
import { isOpen } from '../open.ts'
import { checkScalar, wrongType } from './scalar.ts'
import type { Tree } from './tree.ts'

const SchemaFile = z.object({
  version: z.string(),
  kinds: z.record(z.string(), z.string()),
  types: z.record(z.string(), z.record(z.string(), z.string())),
})

export type Schema = z.infer<typeof SchemaFile>

/** The Kubernetes version whose API manifests are checked against. */
export const API_VERSION = '1.36'

let loaded: Schema | undefined

/** Made by `npm run data:schema`; scripts/schema.ts tells how a type is written. */
export function schema(): Schema {
  loaded ??= SchemaFile.parse(
    JSON.parse(readFileSync(new URL(`../data/schema-${API_VERSION}.json`, import.meta.url), 'utf8')),
  )
  return loaded
}

/** The type of a kind, such as `V1Deployment` of `apps/v1 Deployment`. */
export const typeOfKind = (apiVersion: string, kind: string): string | undefined =>
  schema().kinds[`${apiVersion} ${kind}`]

/**
 * Where findings go. `open`: upper-case words and `$variables` stand for values that are filled in later; `part`: it is a
 * patch or an excerpt, so that what is missing stands elsewhere; `left`: how many more steps may be taken.
 */
export type Report = {
  lines: readonly string[]
  open: boolean
  part: boolean
  add: (finding: Finding) => void
  left: number
}

/** Judges `tree` against a type. @param path where it stands, such as `spec.containers[0]` */
export function checkAgainst(type: string, tree: Tree, path: string, report: Report): void {
  report.left--
  if (report.left < 0) return
  if (tree.kind === 'scalar' && tree.value === null) return
  if (type === 'any') return
  if (report.open && tree.kind === 'scalar' && isOpen(tree.text)) return
  if (type.startsWith('[]')) {
    if (tree.kind !== 'list') return void wrongType(path, 'a list: put "- " before each item', tree, report)
    for (const [at, item] of tree.items.entries()) checkAgainst(type.slice(2), item, `${path}[${at}]`, report)
  } else if (type.startsWith('{}')) {
    if (tree.kind !== 'map') return void wrongType(path, 'a map of "key: value" lines', tree, report)
    for (const [key, { value }] of tree.entries) checkAgainst(type.slice(2), value, `${path}.${key}`, report)
  } else if (/^[A-Z]/.test(type)) {
    if (tree.kind !== 'map') return void wrongType(path, 'a map of "key: value" lines', tree, report)
    checkFields(type, tree, path, report)
  } else checkScalar(type, tree, path, report)
}

function checkFields(type: string, tree: Extract<Tree, { kind: 'map' }>, path: string, report: Report): void {
  const fields = schema().types[type] ?? {}
  for (const [key, { line, value }] of [...tree.entries]) {
    if (report.left <= 0) return
    const field = fields[key]
    if (field !== undefined) checkAgainst(field.replace('!', ''), value, join(path, key), report)
    else if (!(report.open && isOpen(key))) {
      const meant = unknownField(key, line, type, path, report)
      /** Told once; from here on it is read as what it was meant to be, or it would be missed as well. */
      if (meant !== undefined && !tree.entries.has(meant)) tree.entries.set(meant, { line, value })
    }
  }
  for (const [name, field] of Object.entries(fields)) {
    if (!field.endsWith('!') || report.part) continue
    const entry = tree.entries.get(name)
    const empty = entry?.value.kind === 'scalar' && entry.value.value === null
    if (entry !== undefined && !empty) continue
    const hint = EXAMPLES[`${type}.${name}`] ?? EXAMPLES[name]
    report.add({
      line: entry?.line ?? tree.line,
      level: 'wrong',
      message: `${join(path, name)} is ${empty ? 'empty' : 'missing'}${hint === undefined ? '' : `; add ${hint}`}`,
    })
  }
}

/** What to write for fields that are often forgotten. */
const EXAMPLES: Record<string, string> = {
  selector: '"selector:" with "matchLabels:" and the labels of template.metadata.labels',
  'V1LabelSelectorRequirement.operator': 'operator: In, NotIn, Exists or DoesNotExist',
  template: '"template:" with the metadata and spec of the Pods',
  pathType: 'pathType: Prefix, Exact or ImplementationSpecific',
  containers: '"containers:" with at least one name and image',
  maxReplicas: 'maxReplicas: 10 or another upper limit',
  scaleTargetRef: '"scaleTargetRef:" with apiVersion, kind and name of what is scaled',
  provisioner: 'provisioner: and the name of the CSI driver',
  roleRef: '"roleRef:" with apiGroup, kind and name',
  'V1RoleRef.apiGroup': 'apiGroup: rbac.authorization.k8s.io',
  schedule: 'schedule: "0 3 * * *" or another time',
  mountPath: 'mountPath: and the directory in the container',
  containerPort: 'containerPort: and the number the app listens on',
  verbs: 'verbs: [get, list, watch] or others',
}

/** Fields that older API versions had, and where what they said belongs now. */
const MOVED: Record<string, string> = {
  'V1IngressBackend.serviceName': 'service.name',
  'V1IngressBackend.servicePort': 'service.port.number, or service.port.name',
  'V2HorizontalPodAutoscalerSpec.targetCPUUtilizationPercentage':
    'a metric of type Resource with resource.name cpu and target.averageUtilization',
  'V1HorizontalPodAutoscalerSpec.metrics': 'them with apiVersion: autoscaling/v2',
  'V1ServiceSpec.ipFamily': 'ipFamilies, a list',
  'V1PodSpec.imagePullSecret': 'imagePullSecrets, a list of names',
}

/** @returns the field that it is a misspelling of */
function unknownField(
  key: string,
  line: number,
  type: string,
  path: string,
  report: Report,
): string | undefined {
  const fields = Object.keys(schema().types[type] ?? {})
  const place = path === '' ? 'at the top level' : `in ${path}`
  const meant = misspelt(key, fields)
  const home = meant === undefined ? homeOf(key, type) : undefined
  const near = meant ?? (home === undefined ? nearest(key, fields) : undefined)
  const listed = fields.length <= 12 ? `; it has ${either(fields.sort())}` : ''
  const moved = MOVED[`${type}.${key}`]
  const way =
    moved !== undefined
      ? `; write ${moved}`
      : near !== undefined
        ? `; did you mean "${near}"?`
        : home !== undefined
          ? `; it belongs into ${join(path, home)}`
          : listed
  const here = report.lines[line - 1] ?? ''
  const written = new RegExp(`(^|[\\s{,"'-])${RegExp.escape(key)}(?=["']?\\s*:)`)
  report.add({
    line,
    level: 'wrong',
    message: `there is no field "${key}" ${place}${way}`,
    ...(meant !== undefined && written.test(here) && { fix: here.replace(written, `$1${meant}`) }),
  })
  return meant
}

/** Where below `type` a field of this name stands, nearest first; undefined where there is none. */
function homeOf(key: string, type: string): string | undefined {
  const queue: { type: string; path: string }[] = [{ type, path: '' }]
  const seen = new Set<string>([type])
  for (let at = 0; at < queue.length && at < 60; at++) {
    const { type: name, path } = queue[at] as { type: string; path: string }
    for (const [field, word] of Object.entries(schema().types[name] ?? {})) {
      const below = word.replace(/[[\]{}!]/g, '')
      if (!/^[A-Z]/.test(below) || seen.has(below)) continue
      seen.add(below)
      const deeper = join(path, word.startsWith('[]') ? `${field}[]` : field)
      if (schema().types[below]?.[key] !== undefined) return deeper
      queue.push({ type: below, path: deeper })
    }
  }
  return undefined
}

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)
