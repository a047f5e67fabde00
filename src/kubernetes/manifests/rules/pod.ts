/** The spec of a Pod, wherever it stands: volumes, names and what belongs to the Pod as a whole. */
import { asDnsLabel, dnsLabel } from '../../formats.ts'
import {
  type At,
  at,
  entries,
  has,
  items,
  mustBe,
  mustDiffer,
  number,
  type Rules,
  text,
  wrong,
} from '../at.ts'
import { checkContainer } from './container.ts'
import type { Doc } from './rules.ts'

/** Kinds that keep their Pods running, and those that run them to an end. */
const KEEP_RUNNING = new Set([
  'Deployment',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
  'DaemonSet',
])
const RUN_TO_END = new Set(['Job', 'CronJob'])

export function checkPodSpec({ kind, root }: Doc, spec: At, rules: Rules): void {
  if (spec.tree?.kind !== 'map') {
    if (kind !== 'PodTemplate') wrong(rules, spec, `${spec.path} is missing; it holds the containers`)
    return
  }
  const containers = items(at(spec, 'containers'))
  const early = items(at(spec, 'initContainers'))
  const list = at(spec, 'containers').tree
  if (list?.kind === 'list' && list.items.length === 0)
    wrong(
      rules,
      at(spec, 'containers'),
      `${spec.path}.containers is empty; a Pod needs at least one container`,
    )
  mustDiffer(
    rules,
    [...early, ...containers].map(one => at(one, 'name')),
    text,
    'the container name',
  )

  const volumes = items(at(spec, 'volumes'))
  for (const volume of volumes) checkVolume(volume, rules)
  mustDiffer(
    rules,
    volumes.map(volume => at(volume, 'name')),
    text,
    'the volume',
  )
  const claims = items(at(root, 'spec', 'volumeClaimTemplates')).map(claim => at(claim, 'metadata', 'name'))
  const declared = [...volumes.map(volume => at(volume, 'name')), ...(kind === 'StatefulSet' ? claims : [])]
  const names = new Set(declared.flatMap(name => text(name) ?? []))
  for (const container of early) checkContainer(container, { spec, volumes: names, early: true }, rules)
  for (const container of containers) checkContainer(container, { spec, volumes: names, early: false }, rules)
  checkHostPorts([...early, ...containers], rules)
  checkRestartPolicy(kind, spec, rules)
  checkTolerations(spec, rules)
  checkSharing(spec, rules)
  for (const field of ['hostname', 'subdomain']) mustBe(rules, at(spec, field), dnsLabel, asDnsLabel)
}

function checkVolume(volume: At, rules: Rules): void {
  mustBe(rules, at(volume, 'name'), dnsLabel, asDnsLabel)
  const sources = entries(volume).filter(({ key }) => key !== 'name')
  const second = sources[1]
  if (second !== undefined)
    wrong(
      rules,
      second,
      `${volume.path} has ${sources.map(({ key }) => key).join(' and ')}; a volume has one source, so make two of it`,
    )
}

/** Two containers of one Pod share its node, so they cannot have the same port there. */
function checkHostPorts(containers: At[], rules: Rules): void {
  const ports = containers
    .flatMap(container => items(at(container, 'ports')))
    .map(port => at(port, 'hostPort'))
  mustDiffer(
    rules,
    ports,
    here => (number(here) === undefined ? undefined : String(number(here))),
    'the hostPort',
  )
}

function checkRestartPolicy(kind: string, spec: At, rules: Rules): void {
  const here = at(spec, 'restartPolicy')
  const policy = text(here)
  if (
    KEEP_RUNNING.has(kind) &&
    policy !== undefined &&
    policy !== 'Always' &&
    /^(OnFailure|Never)$/.test(policy)
  )
    wrong(
      rules,
      here,
      `${here.path} must be Always in a ${kind}, not ${policy}; for work that ends write a Job`,
    )
  if (!RUN_TO_END.has(kind)) return
  if (policy === undefined || policy === 'Always')
    wrong(
      rules,
      here,
      `${here.path} must be OnFailure or Never in a ${kind}${policy === undefined ? '; it is missing' : ', not Always'}`,
    )
}

function checkTolerations(spec: At, rules: Rules): void {
  for (const toleration of items(at(spec, 'tolerations'))) {
    const operator = text(at(toleration, 'operator'))
    if (operator === 'Exists' && has(toleration, 'value'))
      wrong(
        rules,
        at(toleration, 'value'),
        `${toleration.path}.value must go: with operator Exists any value will do`,
      )
    if (!has(toleration, 'key') && operator !== 'Exists')
      wrong(
        rules,
        toleration,
        `${toleration.path}.key is missing; only operator Exists tolerates every taint`,
      )
    if (has(toleration, 'tolerationSeconds') && text(at(toleration, 'effect')) !== 'NoExecute')
      wrong(
        rules,
        at(toleration, 'tolerationSeconds'),
        `${toleration.path}.tolerationSeconds needs effect: NoExecute`,
      )
  }
}

function checkSharing(spec: At, rules: Rules): void {
  const isTrue = (field: string): boolean => {
    const { tree } = at(spec, field)
    return tree?.kind === 'scalar' && tree.value === true
  }
  if (isTrue('hostPID') && isTrue('shareProcessNamespace'))
    wrong(
      rules,
      at(spec, 'shareProcessNamespace'),
      `${spec.path}.shareProcessNamespace and hostPID exclude each other; leave one out`,
    )
  if (text(at(spec, 'dnsPolicy')) === 'None' && !has(at(spec, 'dnsConfig'), 'nameservers'))
    wrong(
      rules,
      at(spec, 'dnsPolicy'),
      `${spec.path}.dnsConfig.nameservers is missing; dnsPolicy None needs at least one`,
    )
  const grace = number(at(spec, 'terminationGracePeriodSeconds'))
  if (grace !== undefined && grace < 0)
    wrong(
      rules,
      at(spec, 'terminationGracePeriodSeconds'),
      `${spec.path}.terminationGracePeriodSeconds must not be negative`,
    )
}
