/** HorizontalPodAutoscalers and PodDisruptionBudgets. */
import { type At, advise, at, has, items, mustBe, number, type Rules, text, wrong } from '../at.ts'
import { checkSelector } from './metadata.ts'
import { type Doc, templateOf } from './rules.ts'
import { percent } from './workload.ts'

export function checkScaling({ kind, root }: Doc, docs: readonly Doc[], rules: Rules): void {
  const spec = at(root, 'spec')
  if (spec.tree === undefined) return
  if (kind === 'PodDisruptionBudget') checkBudget(spec, rules)
  if (kind === 'HorizontalPodAutoscaler') checkAutoscaler(spec, docs, rules)
}

function checkBudget(spec: At, rules: Rules): void {
  if (has(spec, 'minAvailable') && has(spec, 'maxUnavailable'))
    wrong(rules, at(spec, 'maxUnavailable'), 'spec has minAvailable and maxUnavailable; leave one out')
  for (const field of ['minAvailable', 'maxUnavailable']) mustBe(rules, at(spec, field), percent)
  checkSelector(at(spec, 'selector'), rules)
}

/** What each type of metric keeps its target in. */
const SOURCES: Record<string, string> = {
  Resource: 'resource',
  ContainerResource: 'containerResource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
}
const TARGETS: Record<string, string> = {
  Utilization: 'averageUtilization',
  AverageValue: 'averageValue',
  Value: 'value',
}

function checkAutoscaler(spec: At, docs: readonly Doc[], rules: Rules): void {
  const [least, most] = [at(spec, 'minReplicas'), at(spec, 'maxReplicas')]
  const [low, high] = [number(least), number(most)]
  if (high !== undefined && high < 1) wrong(rules, most, 'spec.maxReplicas must be at least 1')
  if (low !== undefined && low < 0) wrong(rules, least, 'spec.minReplicas must not be negative')
  if (low !== undefined && high !== undefined && low > high)
    wrong(rules, least, `spec.minReplicas ${low} is more than maxReplicas ${high}`)
  for (const metric of items(at(spec, 'metrics'))) checkMetric(metric, rules)
  checkRequests(spec, docs, rules)
}

function checkMetric(metric: At, rules: Rules): void {
  const type = text(at(metric, 'type'))
  const field = SOURCES[type ?? '']
  if (type === undefined || field === undefined) return
  if (!has(metric, field))
    return void wrong(rules, metric, `${metric.path}.${field} is missing; type ${type} needs it`)
  const target = at(metric, field, 'target')
  const wanted = TARGETS[text(at(target, 'type')) ?? '']
  if (target.tree !== undefined && wanted !== undefined && !has(target, wanted))
    wrong(rules, target, `${target.path}.${wanted} is missing; type ${text(at(target, 'type'))} needs it`)
}

/** A share of the requested CPU or memory cannot be told where nothing is requested. */
function checkRequests(spec: At, docs: readonly Doc[], rules: Rules): void {
  const reference = at(spec, 'scaleTargetRef')
  const scaled = docs.find(
    ({ kind, root }) =>
      kind === text(at(reference, 'kind')) &&
      text(at(root, 'metadata', 'name')) === text(at(reference, 'name')),
  )
  const template = scaled === undefined ? undefined : templateOf(scaled)
  if (template === undefined) return
  for (const metric of items(at(spec, 'metrics'))) {
    const name = text(at(metric, 'resource', 'name'))
    if (name === undefined || text(at(metric, 'resource', 'target', 'type')) !== 'Utilization') continue
    const bare = items(at(template, 'spec', 'containers')).find(
      container =>
        !has(at(container, 'resources', 'requests'), name) &&
        !has(at(container, 'resources', 'limits'), name),
    )
    if (bare !== undefined)
      advise(
        rules,
        bare,
        `${bare.path}.resources.requests.${name} is missing; without it the autoscaler cannot tell the utilization`,
      )
  }
}
