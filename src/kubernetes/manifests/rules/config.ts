/** ConfigMaps, Secrets, priorities, limits and the definitions of custom resources. */
import { dataKey, quantityValue } from '../../formats.ts'
import { isOpen } from '../../open.ts'
import { type At, at, entries, has, items, number, type Rules, text, word, wrong } from '../at.ts'
import type { Doc } from './rules.ts'

export function checkConfig({ kind, root }: Doc, rules: Rules): void {
  if (kind === 'ConfigMap') checkKeys(root, ['data', 'binaryData'], rules)
  if (kind === 'Secret') {
    checkKeys(root, ['data', 'stringData'], rules)
    checkSecret(root, rules)
  }
  if (kind === 'PriorityClass') checkPriority(root, rules)
  if (kind === 'LimitRange') for (const limit of items(at(root, 'spec', 'limits'))) checkLimit(limit, rules)
  if (kind === 'CustomResourceDefinition') checkDefinition(root, rules)
}

function checkKeys(root: At, maps: [string, string], rules: Rules): void {
  for (const map of maps)
    for (const { key, line } of entries(at(root, map))) {
      const verdict = rules.open && isOpen(key) ? undefined : dataKey(key)
      if (verdict !== undefined) wrong(rules, { line }, `${map}: the key "${key}" ${verdict}`)
      if (map === 'binaryData' && has(at(root, 'data'), key))
        wrong(rules, { line }, `the key "${key}" stands in data and binaryData; leave one out`)
    }
}

/** The keys that each type of Secret must hold, in data or stringData; any one of those in a group will do. */
const KEYS: Record<string, string[][]> = {
  'kubernetes.io/tls': [['tls.crt'], ['tls.key']],
  'kubernetes.io/dockerconfigjson': [['.dockerconfigjson']],
  'kubernetes.io/dockercfg': [['.dockercfg']],
  'kubernetes.io/basic-auth': [['username', 'password']],
  'kubernetes.io/ssh-auth': [['ssh-privatekey']],
}

function checkSecret(root: At, rules: Rules): void {
  const type = text(at(root, 'type'))
  for (const keys of KEYS[type ?? ''] ?? [])
    if (!keys.some(key => has(at(root, 'data'), key) || has(at(root, 'stringData'), key)))
      wrong(rules, at(root, 'type'), `a Secret of type ${type} needs the key ${keys.join(' or ')}`)
  if (
    type === 'kubernetes.io/service-account-token' &&
    !has(at(root, 'metadata', 'annotations'), 'kubernetes.io/service-account.name')
  )
    wrong(
      rules,
      at(root, 'type'),
      'the annotation kubernetes.io/service-account.name is missing; it says whose token this is',
    )
}

/** Above this only the system's own classes. */
const HIGHEST_PRIORITY = 1_000_000_000

function checkPriority(root: At, rules: Rules): void {
  const value = at(root, 'value')
  const priority = number(value)
  if (
    priority !== undefined &&
    priority > HIGHEST_PRIORITY &&
    !/^system-/.test(text(at(root, 'metadata', 'name')) ?? '')
  )
    wrong(rules, value, `value must be at most ${HIGHEST_PRIORITY}`)
}

const ORDER = ['min', 'defaultRequest', 'default', 'max']

function checkLimit(limit: At, rules: Rules): void {
  for (const [index, low] of ORDER.entries())
    for (const high of ORDER.slice(index + 1))
      for (const { key, value } of entries(at(limit, low))) {
        const [less, more] = [
          quantityValue(word(value) ?? ''),
          quantityValue(word(at(limit, high, key)) ?? ''),
        ]
        if (less !== undefined && more !== undefined && less > more)
          wrong(
            rules,
            value,
            `${value.path} ${word(value)} is more than ${high}.${key} ${word(at(limit, high, key))}`,
          )
      }
}

function checkDefinition(root: At, rules: Rules): void {
  const [plural, group] = [text(at(root, 'spec', 'names', 'plural')), text(at(root, 'spec', 'group'))]
  const name = at(root, 'metadata', 'name')
  if (
    plural !== undefined &&
    group !== undefined &&
    text(name) !== undefined &&
    text(name) !== `${plural}.${group}`
  )
    wrong(rules, name, `metadata.name must be "${plural}.${group}", the plural and the group`)
  const versions = items(at(root, 'spec', 'versions'))
  const stored = versions.filter(version => {
    const { tree } = at(version, 'storage')
    return tree?.kind === 'scalar' && tree.value === true
  })
  if (versions.length > 0 && stored.length !== 1)
    wrong(
      rules,
      at(root, 'spec', 'versions'),
      `spec.versions: exactly one version must have storage: true, not ${stored.length}`,
    )
  for (const version of versions)
    if (!has(at(version, 'schema'), 'openAPIV3Schema'))
      wrong(rules, version, `${version.path}.schema.openAPIV3Schema is missing; every version needs a schema`)
}
