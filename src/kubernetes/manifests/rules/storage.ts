/** PersistentVolumeClaims, PersistentVolumes and StorageClasses. */
import { type At, at, entries, has, items, type Rules, text, wrong } from '../at.ts'
import type { Doc } from './rules.ts'

export function checkStorage({ kind, root }: Doc, rules: Rules): void {
  const spec = at(root, 'spec')
  if (kind === 'PersistentVolumeClaim') checkClaim(spec, rules)
  if (kind === 'StatefulSet')
    for (const claim of items(at(spec, 'volumeClaimTemplates'))) {
      if (!has(at(claim, 'metadata'), 'name'))
        wrong(rules, claim, `${claim.path}.metadata.name is missing; containers mount the volume by it`)
      checkClaim(at(claim, 'spec'), rules)
    }
  if (kind === 'PersistentVolume') checkVolume(spec, rules)
}

function checkClaim(spec: At, rules: Rules): void {
  if (spec.tree === undefined)
    return void wrong(rules, spec, `${spec.path} is missing; it holds accessModes and resources`)
  checkModes(spec, rules)
  if (!has(at(spec, 'resources', 'requests'), 'storage'))
    wrong(
      rules,
      at(spec, 'resources'),
      `${spec.path}.resources.requests.storage is missing; add a size such as 1Gi`,
    )
}

function checkModes(spec: At, rules: Rules): void {
  const modes = items(at(spec, 'accessModes'))
  if (modes.length === 0)
    wrong(rules, at(spec, 'accessModes'), `${spec.path}.accessModes is missing; add ReadWriteOnce or another`)
  if (modes.length > 1 && modes.some(mode => text(mode) === 'ReadWriteOncePod'))
    wrong(rules, at(spec, 'accessModes'), `${spec.path}.accessModes: ReadWriteOncePod stands alone`)
}

const NO_SOURCE = new Set([
  'accessModes', 'capacity', 'claimRef', 'mountOptions', 'nodeAffinity', 'persistentVolumeReclaimPolicy', 'storageClassName',
  'volumeAttributesClassName', 'volumeMode',
]) // biome-ignore format: a table

function checkVolume(spec: At, rules: Rules): void {
  if (spec.tree === undefined) return
  checkModes(spec, rules)
  if (!has(at(spec, 'capacity'), 'storage'))
    wrong(rules, at(spec, 'capacity'), 'spec.capacity.storage is missing; add a size such as 10Gi')
  const sources = entries(spec).filter(({ key }) => !NO_SOURCE.has(key))
  const second = sources[1]
  if (sources.length === 0) wrong(rules, spec, 'spec has no volume; add nfs, csi, hostPath or another source')
  if (second !== undefined)
    wrong(rules, second, `spec has ${sources.map(({ key }) => key).join(' and ')}; a volume has one source`)
  if (has(spec, 'local') && !has(spec, 'nodeAffinity'))
    wrong(
      rules,
      at(spec, 'local'),
      'spec.nodeAffinity is missing; a local volume must say on which node it is',
    )
}
