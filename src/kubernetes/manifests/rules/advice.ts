/** What works without, and works better with: limits, requests, probes, a fixed image. For people's manifests, on request. */
import { type At, advise, at, has, items, type Rules, text } from '../at.ts'
import { type Doc, templateOf } from './rules.ts'

const SERVES = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Pod'])

export function checkAdvice(docs: readonly Doc[], rules: Rules): void {
  for (const doc of docs) {
    const template = templateOf(doc)
    if (template === undefined) continue
    for (const container of items(at(template, 'spec', 'containers'))) {
      if (rules.left <= 0) return
      adviseContainer(container, SERVES.has(doc.kind), rules)
    }
  }
}

function adviseContainer(container: At, serves: boolean, rules: Rules): void {
  const name = text(at(container, 'name')) ?? container.path
  const missing = [
    ...(has(at(container, 'resources', 'requests'), 'cpu') || has(at(container, 'resources', 'limits'), 'cpu')
      ? []
      : ['requests.cpu']),
    ...(has(at(container, 'resources', 'limits'), 'memory') ? [] : ['limits.memory']),
  ]
  if (missing.length > 0)
    advise(
      rules,
      container,
      `the container "${name}" has no resources.${missing.join(' and no resources.')}; with them it gets a fitting node and cannot take the memory of its neighbors`,
    )
  if (serves && items(at(container, 'ports')).length > 0 && !has(container, 'readinessProbe'))
    advise(
      rules,
      container,
      `the container "${name}" has no readinessProbe; with one, Services send it requests only once it can answer`,
    )
  const image = text(at(container, 'image'))
  if (image !== undefined && /^[^@]*$/.test(image) && (/:latest$/.test(image) || !/:[^/]+$/.test(image)))
    advise(
      rules,
      at(container, 'image'),
      `the image "${image}" may be another one tomorrow; name a fixed tag or digest`,
    )
}
