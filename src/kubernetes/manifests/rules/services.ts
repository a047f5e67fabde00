/** What the objects of one manifest say about each other: Services and their Pods, Ingresses and their Services. */
import { nearest } from '../../finding.ts'
import { isOpen } from '../../open.ts'
import { type At, at, entries, has, items, number, type Rules, text, word, wrong } from '../at.ts'
import { type Doc, templateOf } from './rules.ts'

export function checkServices(docs: readonly Doc[], rules: Rules): void {
  const workloads = docs.flatMap(doc => {
    const template = templateOf(doc)
    return template === undefined || doc.kind === 'Job' || doc.kind === 'CronJob' ? [] : [{ doc, template }]
  })
  const services = docs.filter(({ kind }) => kind === 'Service')
  for (const service of services) checkPods(service, workloads, services.length === 1, rules)
  for (const { kind, root } of docs)
    if (kind === 'Ingress')
      for (const backend of backendsOf(root)) checkIngressBackend(backend, root, services, rules)
}

type Workload = { doc: Doc; template: At }

const sameNamespace = (a: At, b: At): boolean =>
  word(at(a, 'metadata', 'namespace')) === word(at(b, 'metadata', 'namespace'))

function checkPods({ root }: Doc, workloads: readonly Workload[], only: boolean, rules: Rules): void {
  const selector = entries(at(root, 'spec', 'selector')).map(({ key, value }) => ({
    key,
    value,
    wanted: word(value),
  }))
  const near = workloads.filter(({ doc }) => sameNamespace(doc.root, root))
  if (selector.length === 0 || selector.some(({ wanted }) => rules.open && isOpen(wanted ?? ''))) return
  const labelOf = ({ template }: Workload, key: string): string | undefined =>
    word(at(template, 'metadata', 'labels', key))
  const selected = near.filter(workload =>
    selector.every(({ key, wanted }) => labelOf(workload, key) === wanted),
  )
  const [other] = near
  if (selected.length === 0 && near.length === 1 && other !== undefined)
    tellNearMiss(selector, at(other.template, 'metadata', 'labels'), other.doc.kind, only, rules)
  checkTargetPorts(root, selected, rules)
}

/**
 * A Service may stand beside an app that it does not belong to, or leave some of its Pods out. It is surely a mistake where
 * a value is only misspelt, or where the one Service (`only`) beside the one app has all of its keys and none of its values,
 * or its values under other keys.
 */
function tellNearMiss(
  selector: { key: string; value: At; wanted: string | undefined }[],
  labels: At,
  kind: string,
  only: boolean,
  rules: Rules,
): void {
  const labelOf = (key: string): string | undefined => word(at(labels, key))
  const off = selector.filter(({ key, wanted }) => labelOf(key) !== wanted)
  const misspelt = off.find(({ key, wanted = '' }) => {
    const label = labelOf(key)
    return label !== undefined && nearest(wanted, [label]) !== undefined
  })
  const all = only && off.length === selector.length && off.every(({ key }) => labelOf(key) !== undefined)
  const told = misspelt ?? (all ? off[0] : undefined)
  if (told !== undefined)
    wrong(
      rules,
      told.value,
      `${told.value.path} is "${told.wanted}", but the ${kind} of this manifest labels its Pods "${told.key}: ${labelOf(told.key)}"; the Service would find nothing`,
    )
  const moved = off.find(({ key }) => labelOf(key) === undefined)
  const home = entries(labels).find(({ value }) => moved !== undefined && word(value) === moved.wanted)
  if (told === undefined && only && moved !== undefined && home !== undefined)
    wrong(
      rules,
      moved.value,
      `${moved.value.path} is "${moved.wanted}", but the ${kind} of this manifest labels its Pods "${home.key}: ${moved.wanted}"; the Service would find nothing`,
    )
}

function checkTargetPorts(root: At, selected: readonly Workload[], rules: Rules): void {
  if (selected.length === 0) return
  const ports = selected.flatMap(({ template }) =>
    ['containers', 'initContainers']
      .flatMap(list => items(at(template, 'spec', list)))
      .flatMap(container => items(at(container, 'ports'))),
  )
  const names = new Set(ports.flatMap(port => text(at(port, 'name')) ?? []))
  for (const port of items(at(root, 'spec', 'ports'))) {
    const target = at(port, 'targetPort')
    const name = text(target)
    if (name === undefined || names.has(name) || /^\d+$/.test(name) || (rules.open && isOpen(name))) continue
    wrong(
      rules,
      target,
      `${target.path} "${name}" is the name of no port of the Pods it selects; ${names.size === 0 ? 'name the containerPort so, or write its number' : `their ports are ${[...names].join(', ')}`}`,
    )
  }
}

const backendsOf = (root: At): At[] => [
  at(root, 'spec', 'defaultBackend', 'service'),
  ...items(at(root, 'spec', 'rules'))
    .flatMap(rule => items(at(rule, 'http', 'paths')))
    .map(path => at(path, 'backend', 'service')),
]

/** A backend may be elsewhere; but where the manifest has the Service, it must have the port. */
function checkIngressBackend(backend: At, root: At, services: readonly Doc[], rules: Rules): void {
  const name = text(at(backend, 'name'))
  const service = services.find(
    ({ root: other }) => text(at(other, 'metadata', 'name')) === name && sameNamespace(other, root),
  )
  if (service === undefined || name === undefined) return
  const ports = items(at(service.root, 'spec', 'ports'))
  const wanted = has(at(backend, 'port'), 'number')
    ? at(backend, 'port', 'number')
    : at(backend, 'port', 'name')
  const value = word(wanted)
  if (
    value === undefined ||
    ports.some(port => String(number(at(port, 'port'))) === value || text(at(port, 'name')) === value)
  )
    return
  wrong(
    rules,
    wanted,
    `${wanted.path} ${value} is no port of the Service "${name}"; it has ${ports.map(port => word(at(port, 'port'))).join(', ')}`,
  )
}
