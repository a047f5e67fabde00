/** Deployments, StatefulSets, DaemonSets, ReplicaSets, Jobs and CronJobs: selectors, strategies, schedules. */
import { cronSchedule } from '../../formats.ts'
import { isOpen } from '../../open.ts'
import { type At, at, entries, has, items, mustBe, number, type Rules, text, word, wrong } from '../at.ts'
import { checkAnnotations, checkLabels, checkSelector } from './metadata.ts'
import { type Doc, templateOf } from './rules.ts'

const SELECTING = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'])

export function checkWorkload(doc: Doc, rules: Rules): void {
  const { kind, root } = doc
  const spec = at(root, 'spec')
  const template = templateOf(doc)
  if (template === undefined) return
  if (kind !== 'Pod') {
    checkLabels(at(template, 'metadata', 'labels'), rules)
    checkAnnotations(at(template, 'metadata', 'annotations'), rules)
  }
  if (spec.tree === undefined && kind !== 'PodTemplate' && kind !== 'Pod')
    return void wrong(rules, root, `spec is missing; a ${kind} needs one`)
  if (SELECTING.has(kind)) {
    checkSelector(at(spec, 'selector'), rules)
    mustSelect(at(spec, 'selector'), at(template, 'metadata', 'labels'), rules)
  }
  if (kind === 'ReplicationController')
    for (const { key, value } of entries(at(spec, 'selector')))
      mustHave(key, value, at(template, 'metadata', 'labels'), rules)
  for (const field of [
    'replicas',
    'completions',
    'parallelism',
    'backoffLimit',
    'ttlSecondsAfterFinished',
    'revisionHistoryLimit',
    'minReadySeconds',
  ])
    notNegative(at(kind === 'CronJob' ? at(spec, 'jobTemplate', 'spec') : spec, field), rules)
  if (kind === 'Deployment') checkStrategy(at(spec, 'strategy'), rules)
  if (kind === 'DaemonSet') checkStrategy(at(spec, 'updateStrategy'), rules)
  if (kind === 'Job') checkJob(spec, rules)
  if (kind === 'CronJob') {
    checkJob(at(spec, 'jobTemplate', 'spec'), rules)
    mustBe(rules, at(spec, 'schedule'), cronSchedule)
    mustBe(rules, at(spec, 'timeZone'), timeZone)
  }
}

/** The labels of the template must satisfy the selector, or the API server refuses the whole object. */
function mustSelect(selector: At, labels: At, rules: Rules): void {
  if (selector.tree?.kind !== 'map') return
  if (selector.tree.entries.size === 0)
    return void wrong(
      rules,
      selector,
      `${selector.path} is empty; add matchLabels with labels of the template`,
    )
  for (const { key, value } of entries(at(selector, 'matchLabels'))) mustHave(key, value, labels, rules)
  for (const expression of items(at(selector, 'matchExpressions'))) {
    const key = text(at(expression, 'key')) ?? ''
    const operator = text(at(expression, 'operator'))
    const label = word(at(labels, key))
    const values = items(at(expression, 'values')).map(value => word(value))
    const holds =
      operator === 'In'
        ? values.includes(label ?? '') && label !== undefined
        : operator === 'NotIn'
          ? label === undefined || !values.includes(label)
          : operator === 'Exists'
            ? label !== undefined
            : operator === 'DoesNotExist'
              ? label === undefined
              : true
    if (!holds && !(rules.open && isOpen(key)))
      wrong(
        rules,
        expression,
        `${expression.path} does not select the template's labels; "${key}" there is ${label === undefined ? 'missing' : `"${label}"`}`,
      )
  }
}

function mustHave(key: string, wanted: At, labels: At, rules: Rules): void {
  const value = word(wanted)
  const label = at(labels, key)
  const found = word(label)
  if (value === undefined || found === value || (rules.open && (isOpen(value) || isOpen(found ?? '')))) return
  if (found === undefined)
    wrong(rules, labels, `${labels.path} lacks "${key}: ${value}", which ${wanted.path} asks for; add it`)
  else
    wrong(
      rules,
      label,
      `${label.path} is "${found}", but ${wanted.path} is "${value}"; they must be the same`,
    )
}

function notNegative(here: At, rules: Rules): void {
  const value = number(here)
  if (value !== undefined && value < 0) wrong(rules, here, `${here.path} must not be negative`)
}

function checkStrategy(strategy: At, rules: Rules): void {
  const type = text(at(strategy, 'type'))
  const rolling = at(strategy, 'rollingUpdate')
  if ((type === 'Recreate' || type === 'OnDelete') && rolling.tree !== undefined)
    wrong(rules, rolling, `${rolling.path} must go: type is ${type}`)
  for (const field of ['maxSurge', 'maxUnavailable']) mustBe(rules, at(rolling, field), percent)
  const isZero = (field: string): boolean => /^0%?$/.test(word(at(rolling, field)) ?? '')
  if (isZero('maxSurge') && isZero('maxUnavailable'))
    wrong(
      rules,
      at(rolling, 'maxUnavailable'),
      `${rolling.path}: maxSurge and maxUnavailable must not both be 0, or nothing could ever be replaced`,
    )
}

export const percent = (value: string): string | undefined =>
  /^\d{1,3}%$/.test(value) ? undefined : `must be a number or a percentage such as "25%"`

function checkJob(spec: At, rules: Rules): void {
  if (text(at(spec, 'completionMode')) === 'Indexed' && !has(spec, 'completions'))
    wrong(
      rules,
      at(spec, 'completionMode'),
      `${spec.path}.completions is missing; completionMode Indexed needs it`,
    )
  const manual = at(spec, 'manualSelector').tree
  if (has(spec, 'selector') && !(manual?.kind === 'scalar' && manual.value === true))
    wrong(rules, at(spec, 'selector'), `${spec.path}.selector must go: a Job makes its own`)
  if (has(spec, 'podFailurePolicy') && text(at(spec, 'template', 'spec', 'restartPolicy')) === 'OnFailure')
    wrong(rules, at(spec, 'podFailurePolicy'), `${spec.path}.podFailurePolicy needs restartPolicy: Never`)
}

function timeZone(name: string): string | undefined {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return undefined
  } catch {
    return 'is no time zone; write one such as Europe/Berlin or Etc/UTC'
  }
}
