/** Roles and bindings. A rule that names what does not exist is taken by the API server and never grants anything. */
import { either, nearest } from '../../finding.ts'
import { isOpen } from '../../open.ts'
import { groupOf, readType } from '../../resources.ts'
import { type At, at, has, items, type Rules, text, wrong } from '../at.ts'
import type { Doc } from './rules.ts'

const RBAC = 'rbac.authorization.k8s.io'

export function checkAccess({ kind, root }: Doc, rules: Rules): void {
  if (kind === 'Role' || kind === 'ClusterRole')
    for (const rule of items(at(root, 'rules'))) checkRule(kind, rule, rules)
  if (kind === 'RoleBinding' || kind === 'ClusterRoleBinding') {
    checkRoleRef(kind, at(root, 'roleRef'), rules)
    for (const subject of items(at(root, 'subjects'))) checkSubject(subject, rules)
  }
}

const VERBS = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'use',
  'bind',
  'escalate',
  'impersonate',
  'approve',
  'sign',
  'attest',
  '*',
]

/** `apps/v1` or `v1`, where only the group belongs. */
const VERSIONED = /\/|^v\d/

function checkRule(kind: string, rule: At, rules: Rules): void {
  const resources = items(at(rule, 'resources'))
  const groups = items(at(rule, 'apiGroups')).map(group => text(group) ?? '')
  const urls = items(at(rule, 'nonResourceURLs'))
  if (resources.length === 0 && urls.length === 0)
    wrong(rules, rule, `${rule.path}.resources is missing; add the resources that the verbs are for`)
  if (urls.length > 0 && kind === 'Role')
    wrong(rules, at(rule, 'nonResourceURLs'), `${rule.path}.nonResourceURLs belong into a ClusterRole`)
  if (resources.length > 0 && groups.length === 0)
    wrong(
      rules,
      rule,
      `${rule.path}.apiGroups is missing; add the group of the resources, [""] for Pods, Services and other core ones`,
    )
  for (const group of items(at(rule, 'apiGroups'))) {
    const value = text(group) ?? ''
    if (VERSIONED.test(value))
      wrong(
        rules,
        group,
        `${group.path} "${value}" has a version; write ${groupOf(value) === '' ? '"" (the core group)' : `"${groupOf(value)}"`}`,
      )
  }
  for (const verb of items(at(rule, 'verbs'))) {
    const value = text(verb) ?? ''
    const near =
      VERBS.includes(value) || value === 'proxy' || isOpen(value) ? undefined : nearest(value, VERBS)
    if (near !== undefined)
      wrong(rules, verb, `${verb.path}: there is no verb "${value}"; did you mean "${near}"?`)
  }
  if (!groups.some(group => VERSIONED.test(group)))
    for (const resource of resources) checkResource(resource, groups, rules)
}

function checkResource(here: At, groups: readonly string[], rules: Rules): void {
  const [name = ''] = (text(here) ?? '').split('/')
  if (name === '' || name === '*' || isOpen(name)) return
  const read = readType(name)
  const versions = 'versions' in read ? read.versions.filter(({ from }) => from === 'api') : []
  const [first] = versions
  if (first === undefined) {
    const near = 'near' in read ? read.near : undefined
    const foreign = groups.some(group => group === '*' || (group.includes('.') && !group.endsWith('.k8s.io')))
    if (near !== undefined && !foreign)
      wrong(rules, here, `${here.path}: there is no resource "${name}"; did you mean "${near}"?`)
    return
  }
  if (first.plural !== name)
    return void wrong(
      rules,
      here,
      `${here.path} "${name}" grants nothing; write the plural "${first.plural}"`,
    )
  const own = [...new Set(versions.map(({ apiVersion }) => groupOf(apiVersion)))]
  if (groups.length === 0 || groups.some(group => group === '*' || own.includes(group) || !isBuiltIn(group)))
    return
  wrong(
    rules,
    here,
    `${here.path}: "${name}" is in the group ${either(own.map(group => `"${group}"`))}, not in ${either(groups.map(group => `"${group}"`))}; this grants nothing`,
  )
}

/** Metrics and other aggregated APIs have resources with names of the core group. */
const isBuiltIn = (group: string): boolean =>
  group === '' ||
  (!group.includes('.') && group !== '') ||
  (group.endsWith('.k8s.io') && group !== 'metrics.k8s.io')

function checkRoleRef(kind: string, reference: At, rules: Rules): void {
  if (reference.tree?.kind !== 'map') return
  const [role, group] = [at(reference, 'kind'), at(reference, 'apiGroup')]
  const kinds = kind === 'ClusterRoleBinding' ? ['ClusterRole'] : ['Role', 'ClusterRole']
  const value = text(role)
  if (value !== undefined && !kinds.includes(value) && !(rules.open && isOpen(value)))
    wrong(rules, role, `roleRef.kind must be ${either(kinds)} in a ${kind}, not "${value}"`)
  const named = text(group)
  if (named !== undefined && named !== RBAC)
    wrong(rules, group, `roleRef.apiGroup must be ${RBAC}, not "${named}"`)
}

function checkSubject(subject: At, rules: Rules): void {
  const kind = text(at(subject, 'kind'))
  const group = text(at(subject, 'apiGroup'))
  if (kind === 'ServiceAccount') {
    if (!has(subject, 'namespace'))
      wrong(rules, subject, `${subject.path}.namespace is missing; a ServiceAccount needs it`)
    if (group !== undefined && group !== '')
      wrong(
        rules,
        at(subject, 'apiGroup'),
        `${subject.path}.apiGroup must go: a ServiceAccount is in the core group`,
      )
  } else if (kind === 'User' || kind === 'Group') {
    if (group !== undefined && group !== RBAC)
      wrong(rules, at(subject, 'apiGroup'), `${subject.path}.apiGroup must be ${RBAC}, not "${group}"`)
  } else if (kind !== undefined && !(rules.open && isOpen(kind)))
    wrong(
      rules,
      at(subject, 'kind'),
      `${subject.path}.kind must be ServiceAccount, User or Group, not "${kind}"`,
    )
}
