/** Names, namespaces, labels and annotations. */
import { asDnsLabel, dnsLabel, dnsSubdomain, labelValue, pathSegment, qualifiedName } from '../../formats.ts'
import { isOpen } from '../../open.ts'
import { versionsOf } from '../../resources.ts'
import { type At, advise, at, entries, has, mustBe, type Rules, text, wrong } from '../at.ts'
import type { Doc } from './rules.ts'

const LABELLED = new Set(['Namespace', 'Service'])
const FREE = new Set(['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'])

/** Sent to be answered, not to be kept: they need no name. */
const ANSWERED = /(Review|Request|List|Binding|Eviction|Status|Scale)$/

export function checkMetadata(doc: Doc, rules: Rules): void {
  const { kind, root } = doc
  const metadata = at(root, 'metadata')
  const name = at(metadata, 'name')
  const needsName = !ANSWERED.test(kind) || FREE.has(kind)
  if (needsName && name.tree === undefined && !has(metadata, 'generateName'))
    wrong(rules, { line: metadata.line }, 'metadata.name is missing; every object needs a name')
  const judge = FREE.has(kind) ? pathSegment : LABELLED.has(kind) ? dnsLabel : dnsSubdomain
  mustBe(rules, name, judge, FREE.has(kind) ? undefined : asDnsLabel)
  if (kind === 'CronJob')
    mustBe(rules, name, value => (value.length > 52 ? 'must have at most 52 characters' : undefined))
  const namespace = at(metadata, 'namespace')
  mustBe(rules, namespace, dnsLabel, asDnsLabel)
  if (
    namespace.tree !== undefined &&
    versionsOf(kind).some(({ namespaced, from }) => from === 'api' && namespaced === false)
  )
    advise(rules, namespace, `a ${kind} belongs to no namespace; leave metadata.namespace out`)
  checkLabels(at(metadata, 'labels'), rules)
  checkAnnotations(at(metadata, 'annotations'), rules)
}

export function checkLabels(labels: At, rules: Rules): void {
  for (const { key, line, value } of entries(labels)) {
    checkKey(key, line, labels, rules)
    mustBe(rules, value, labelValue)
  }
}

export function checkAnnotations(annotations: At, rules: Rules): void {
  for (const { key, line } of entries(annotations)) checkKey(key, line, annotations, rules)
}

function checkKey(key: string, line: number, map: At, rules: Rules): void {
  const verdict = rules.open && isOpen(key) ? undefined : qualifiedName(key)
  if (verdict !== undefined) wrong(rules, { line }, `${map.path}: the key "${key}" ${verdict}`)
}

/** A label selector: its labels, and operators with the values that each needs. */
export function checkSelector(selector: At, rules: Rules): void {
  checkLabels(at(selector, 'matchLabels'), rules)
  const expressions = at(selector, 'matchExpressions')
  if (expressions.tree?.kind !== 'list') return
  for (const [index] of expressions.tree.items.entries()) {
    const here: At = {
      tree: expressions.tree.items[index] as NonNullable<At['tree']>,
      line: expressions.tree.items[index]?.line ?? 0,
      path: `${expressions.path}[${index}]`,
    }
    const operator = text(at(here, 'operator'))
    const values = at(here, 'values')
    const count = values.tree?.kind === 'list' ? values.tree.items.length : 0
    if ((operator === 'In' || operator === 'NotIn') && count === 0)
      wrong(rules, here, `${here.path}.values is missing; ${operator} needs at least one value`)
    if ((operator === 'Exists' || operator === 'DoesNotExist') && count > 0)
      wrong(rules, values, `${here.path}.values must go; ${operator} takes none`)
    if (
      operator !== undefined &&
      !['In', 'NotIn', 'Exists', 'DoesNotExist'].includes(operator) &&
      !isOpen(operator)
    )
      wrong(
        rules,
        at(here, 'operator'),
        `${here.path}.operator must be In, NotIn, Exists or DoesNotExist, not "${operator}"`,
      )
  }
}
