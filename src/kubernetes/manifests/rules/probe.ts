/** Probes and lifecycle hooks of a container, and the ports that they ask. */
import { port } from '../../formats.ts'
import { isOpen } from '../../open.ts'
import { type At, at, has, items, number, type Rules, text, wrong } from '../at.ts'

export function checkPort(here: At, rules: Rules): void {
  const value = number(here)
  const verdict = value === undefined ? undefined : port(value)
  if (verdict !== undefined) wrong(rules, here, `${here.path} ${verdict}, not ${value}`)
}

/** Exactly one of `fields` must be there. */
export function oneOf(here: At, fields: string[], what: string, rules: Rules): void {
  if (here.tree?.kind !== 'map') return
  const found = fields.filter(field => has(here, field))
  if (found.length === 0)
    wrong(rules, here, `${here.path} has no ${what}; add ${fields.slice(0, 4).join(', ')} or another`)
  if (found.length > 1)
    wrong(rules, at(here, found[1] ?? ''), `${here.path} has ${found.join(' and ')}; leave one out`)
}

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc']
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe']

export function checkProbes(container: At, { early }: { early: boolean }, rules: Rules): void {
  const names = new Set(items(at(container, 'ports')).flatMap(one => text(at(one, 'name')) ?? []))
  const sidecar = text(at(container, 'restartPolicy')) === 'Always'
  for (const field of PROBES) {
    const probe = at(container, field)
    if (probe.tree === undefined) continue
    if (early && !sidecar)
      wrong(
        rules,
        probe,
        `${probe.path} must go: an init container runs to its end; only one with restartPolicy: Always has probes`,
      )
    oneOf(probe, HANDLERS, 'handler', rules)
    for (const handler of ['httpGet', 'tcpSocket']) checkPortOf(at(probe, handler, 'port'), names, rules)
    const threshold = number(at(probe, 'successThreshold'))
    if (field !== 'readinessProbe' && threshold !== undefined && threshold !== 1)
      wrong(rules, at(probe, 'successThreshold'), `${probe.path}.successThreshold must be 1`)
    if (field === 'readinessProbe' && has(probe, 'terminationGracePeriodSeconds'))
      wrong(
        rules,
        at(probe, 'terminationGracePeriodSeconds'),
        `${probe.path}.terminationGracePeriodSeconds must go: a readiness probe ends nothing`,
      )
    for (const count of ['periodSeconds', 'timeoutSeconds', 'failureThreshold']) {
      const value = number(at(probe, count))
      if (value !== undefined && value < 1)
        wrong(rules, at(probe, count), `${probe.path}.${count} must be at least 1`)
    }
  }
  for (const field of ['postStart', 'preStop']) {
    const hook = at(container, 'lifecycle', field)
    oneOf(hook, ['exec', 'httpGet', 'sleep', 'tcpSocket'], 'handler', rules)
    checkPortOf(at(hook, 'httpGet', 'port'), names, rules)
  }
}

/** A port by number, or by a name that the container gives to one of its ports. */
function checkPortOf(here: At, names: ReadonlySet<string>, rules: Rules): void {
  checkPort(here, rules)
  const name = text(here)
  if (name === undefined || names.has(name) || (rules.open && isOpen(name))) return
  if (/^\d+$/.test(name))
    return void wrong(
      rules,
      here,
      `${here.path} is the text "${name}", which names a port; write ${name} without quotes`,
    )
  wrong(
    rules,
    here,
    `${here.path} "${name}" is the name of no port of this container; ${names.size === 0 ? 'write its number, or name the port under ports' : `its ports are ${[...names].join(', ')}`}`,
  )
}
