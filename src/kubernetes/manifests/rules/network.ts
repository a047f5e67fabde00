/** Services, Ingresses and NetworkPolicies, each by itself. */
import { isIP } from 'node:net'
import { either, nearest } from '../../finding.ts'
import { dnsLabel, dnsSubdomain, portName } from '../../formats.ts'
import {
  type At,
  advise,
  at,
  entries,
  has,
  items,
  mustBe,
  mustDiffer,
  number,
  type Rules,
  text,
  word,
  wrong,
} from '../at.ts'
import { checkLabels, checkSelector } from './metadata.ts'
import { checkPort } from './probe.ts'
import type { Doc } from './rules.ts'

export function checkNetwork({ kind, root }: Doc, rules: Rules): void {
  const spec = at(root, 'spec')
  if (kind === 'Service') checkService(root, spec, rules)
  if (kind === 'Ingress') checkIngress(root, spec, rules)
  if (kind === 'NetworkPolicy') checkPolicy(spec, rules)
}

function checkService(root: At, spec: At, rules: Rules): void {
  if (spec.tree === undefined) return void wrong(rules, root, 'spec is missing; a Service needs ports')
  const type = text(at(spec, 'type')) ?? 'ClusterIP'
  const headless = text(at(spec, 'clusterIP')) === 'None'
  const ports = items(at(spec, 'ports'))
  checkLabels(at(spec, 'selector'), rules)
  if (type === 'ExternalName') {
    if (!has(spec, 'externalName'))
      wrong(rules, at(spec, 'type'), 'spec.externalName is missing; type ExternalName needs it')
    mustBe(rules, at(spec, 'externalName'), value =>
      isIP(value) > 0 ? 'must be a DNS name, not an IP address' : dnsSubdomain(value.replace(/\.$/, '')),
    )
  } else if (ports.length === 0 && !headless)
    wrong(rules, at(spec, 'ports'), 'spec.ports is missing; a Service needs at least one port')
  if (headless && (type === 'NodePort' || type === 'LoadBalancer'))
    wrong(rules, at(spec, 'clusterIP'), `spec.clusterIP None and type ${type} exclude each other`)
  if (
    has(spec, 'externalTrafficPolicy') &&
    !/^(NodePort|LoadBalancer)$/.test(type) &&
    !has(spec, 'externalIPs')
  )
    wrong(
      rules,
      at(spec, 'externalTrafficPolicy'),
      `spec.externalTrafficPolicy needs type NodePort or LoadBalancer, not ${type}`,
    )
  for (const port of ports) checkServicePort(port, type, ports.length, rules)
  mustDiffer(
    rules,
    ports.map(port => at(port, 'name')),
    text,
    'the port name',
  )
  mustDiffer(
    rules,
    ports,
    port => `${word(at(port, 'port'))}/${text(at(port, 'protocol')) ?? 'TCP'}`,
    'the port',
  )
  mustDiffer(
    rules,
    ports.map(port => at(port, 'nodePort')),
    here => (number(here) === undefined ? undefined : String(number(here))),
    'the nodePort',
  )
}

function checkServicePort(port: At, type: string, count: number, rules: Rules): void {
  checkPort(at(port, 'port'), rules)
  const target = at(port, 'targetPort')
  checkPort(target, rules)
  mustBe(rules, target, value =>
    /^\d+$/.test(value) ? `is text, which names a port; write ${value} without quotes` : portName(value),
  )
  const name = at(port, 'name')
  mustBe(rules, name, dnsLabel)
  if (count > 1 && name.tree === undefined)
    wrong(rules, port, `${port.path}.name is missing; with several ports each needs a name`)
  const node = at(port, 'nodePort')
  const value = number(node)
  if (value === undefined) return
  if (type === 'ClusterIP' || type === 'ExternalName')
    wrong(rules, node, `${node.path} needs type: NodePort or LoadBalancer; this Service has type ${type}`)
  else if (value !== 0 && (value < 30_000 || value > 32_767))
    wrong(
      rules,
      node,
      `${node.path} ${value} is outside 30000–32767, the range that API servers give out by default`,
    )
}

function checkIngress(root: At, spec: At, rules: Rules): void {
  const list = items(at(spec, 'rules'))
  if (list.length === 0 && !has(spec, 'defaultBackend'))
    wrong(
      rules,
      spec.tree === undefined ? root : spec,
      'spec.rules is missing; an Ingress needs rules or a defaultBackend',
    )
  checkBackend(at(spec, 'defaultBackend'), rules)
  for (const rule of list) {
    mustBe(rules, at(rule, 'host'), host, value => hostMeant(value))
    for (const path of items(at(rule, 'http', 'paths'))) {
      const here = at(path, 'path')
      const type = text(at(path, 'pathType'))
      mustBe(rules, at(path, 'pathType'), oneOf(PATH_TYPES), value => nearest(value, PATH_TYPES))
      mustBe(
        rules,
        here,
        value =>
          value.startsWith('/') || type === 'ImplementationSpecific' ? undefined : 'must begin with "/"',
        value => `/${value}`,
      )
      if (here.tree === undefined && (type === 'Exact' || type === 'Prefix'))
        wrong(rules, path, `${path.path}.path is missing; pathType ${type} needs one, such as /`)
      checkBackend(at(path, 'backend'), rules)
    }
  }
  const old = at(root, 'metadata', 'annotations', 'kubernetes.io/ingress.class')
  if (old.tree === undefined) return
  if (has(spec, 'ingressClassName'))
    wrong(
      rules,
      old,
      'the annotation kubernetes.io/ingress.class and spec.ingressClassName exclude each other; leave the annotation out',
    )
  else
    advise(
      rules,
      old,
      'the annotation kubernetes.io/ingress.class is deprecated since 1.18; write spec.ingressClassName',
    )
}

const PATH_TYPES = ['Exact', 'Prefix', 'ImplementationSpecific']

const oneOf =
  (choices: readonly string[]) =>
  (value: string): string | undefined =>
    choices.includes(value) ? undefined : `must be ${either(choices)}`

function host(value: string): string | undefined {
  if (isIP(value) > 0) return 'must be a DNS name, not an IP address'
  if (/^https?:\/\//.test(value)) return 'must be a name without http://'
  if (/:\d+$/.test(value)) return 'must be a name without a port'
  return dnsSubdomain(value.replace(/^\*\./, ''))
}

const hostMeant = (value: string): string | undefined => {
  const meant = value
    .replace(/^https?:\/\//, '')
    .replace(/[/:].*$/, '')
    .toLowerCase()
  return meant !== value && isIP(meant) === 0 && dnsSubdomain(meant.replace(/^\*\./, '')) === undefined
    ? meant
    : undefined
}

function checkBackend(backend: At, rules: Rules): void {
  if (backend.tree?.kind !== 'map') return
  const service = at(backend, 'service')
  if (has(backend, 'service') && has(backend, 'resource'))
    return void wrong(rules, backend, `${backend.path} has service and resource; leave one out`)
  if (service.tree === undefined && !has(backend, 'resource')) {
    if (!has(backend, 'serviceName'))
      wrong(rules, backend, `${backend.path}.service is missing; add it with name and port.number`)
    return
  }
  if (service.tree?.kind !== 'map') return
  const port = at(service, 'port')
  if (has(port, 'name') && has(port, 'number'))
    wrong(rules, port, `${port.path} has name and number; leave one out`)
  else if (!has(port, 'name') && !has(port, 'number'))
    wrong(rules, port, `${service.path}.port is missing; add port.number or port.name`)
  checkPort(at(port, 'number'), rules)
}

function checkPolicy(spec: At, rules: Rules): void {
  checkSelector(at(spec, 'podSelector'), rules)
  const types = items(at(spec, 'policyTypes')).map(type => text(type))
  for (const [direction, peers, type] of [
    ['ingress', 'from', 'Ingress'],
    ['egress', 'to', 'Egress'],
  ] as const) {
    const list = at(spec, direction)
    if (list.tree !== undefined && types.length > 0 && !types.includes(type))
      wrong(rules, list, `spec.${direction} has no effect: policyTypes lacks ${type}`)
    for (const rule of items(list)) {
      for (const peer of items(at(rule, peers))) checkPeer(peer, rules)
      for (const port of items(at(rule, 'ports'))) checkPolicyPort(port, rules)
    }
  }
  for (const here of items(at(spec, 'policyTypes')))
    mustBe(rules, here, value => (/^(Ingress|Egress)$/.test(value) ? undefined : 'must be Ingress or Egress'))
}

function checkPeer(peer: At, rules: Rules): void {
  const block = at(peer, 'ipBlock')
  if (entries(peer).length === 0)
    return void wrong(rules, peer, `${peer.path} is empty; add podSelector, namespaceSelector or ipBlock`)
  if (block.tree !== undefined && (has(peer, 'podSelector') || has(peer, 'namespaceSelector')))
    wrong(rules, block, `${peer.path}: ipBlock stands alone; put it into an item of its own`)
  for (const here of [at(block, 'cidr'), ...items(at(block, 'except'))]) mustBe(rules, here, cidr)
  for (const field of ['podSelector', 'namespaceSelector']) checkSelector(at(peer, field), rules)
}

function checkPolicyPort(port: At, rules: Rules): void {
  checkPort(at(port, 'port'), rules)
  mustBe(rules, at(port, 'port'), value =>
    /^\d+$/.test(value) ? `is text, which names a port; write ${value} without quotes` : portName(value),
  )
  const [first, last] = [number(at(port, 'port')), number(at(port, 'endPort'))]
  if (last !== undefined && (first === undefined || last < first))
    wrong(rules, at(port, 'endPort'), `${port.path}.endPort must be a number that is not below port`)
}

function cidr(value: string): string | undefined {
  const [address = '', length = '', ...more] = value.split('/')
  const most = isIP(address) === 4 ? 32 : 128
  if (isIP(address) > 0 && /^\d+$/.test(length) && Number(length) <= most && more.length === 0)
    return undefined
  return isIP(address) > 0 && length === ''
    ? `lacks the length of its prefix, such as /${most}`
    : 'must be a range such as 10.0.0.0/8'
}
