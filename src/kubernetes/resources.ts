/** Kinds of Kubernetes: their names for kubectl, and since and until when each of their versions is served. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { nearest } from './finding.ts'
import { compareVersions } from './versions.ts'

const ResourcesFile = z.object({
  resources: z.array(
    z.object({
      apiVersion: z.string(),
      kind: z.string(),
      plural: z.string().optional(),
      short: z.array(z.string()).default([]),
      namespaced: z.boolean().optional(),
      since: z.string().optional(),
      deprecated: z.string().optional(),
      removed: z.string().optional(),
      replacement: z.string().optional(),
      from: z.enum(['api', 'add-on', 'file']),
    }),
  ),
})

/**
 * One kind in one of its API versions. `from`: served by every cluster (`api`), by one that has the add-on, or the form of
 * a file that a program reads (`file`). Versions are Kubernetes versions such as `1.25`; `removed` is the first without it.
 */
export type Resource = z.infer<typeof ResourcesFile>['resources'][number]

let read: { all: Resource[]; types: Map<string, Resource[]>; kinds: Map<string, Resource[]> } | undefined

function resources(): NonNullable<typeof read> {
  if (read !== undefined) return read
  const file = ResourcesFile.parse(
    JSON.parse(readFileSync(new URL('data/resources.json', import.meta.url), 'utf8')),
  )
  const types = new Map<string, Resource[]>()
  const kinds = new Map<string, Resource[]>()
  const add = (map: Map<string, Resource[]>, name: string, resource: Resource): void =>
    void map.set(name, [...(map.get(name) ?? []), resource])
  for (const resource of file.resources) {
    add(kinds, resource.kind, resource)
    if (resource.plural === undefined || /[/*]/.test(resource.plural)) continue
    for (const name of new Set([resource.plural, resource.kind.toLowerCase(), ...resource.short]))
      add(types, name, resource)
  }
  read = { all: file.resources, types, kinds }
  return read
}

/** The versions of a kind, such as those of `Deployment`; empty where no such kind is known. */
export const versionsOf = (kind: string): readonly Resource[] => resources().kinds.get(kind) ?? []

/** All kinds that a cluster can be given. */
export const allKinds = (): string[] => [
  ...new Set(
    resources()
      .all.filter(({ from }) => from !== 'file')
      .map(({ kind }) => kind),
  ),
]

export const allResources = (): readonly Resource[] => resources().all

/**
 * What a removed or deprecated version is replaced by: the newest version of it that is still served in `version`,
 * followed through replacements that are gone themselves.
 */
export function successorOf(resource: Resource, version: string): string | undefined {
  const served = (candidate: Resource): boolean =>
    candidate.removed === undefined || compareVersions(candidate.removed, version) > 0
  let next: Resource | undefined = resource
  for (let step = 0; step < 5 && next !== undefined; step++) {
    const named: string = next.replacement ?? ''
    const [apiVersion = '', kind = ''] = named.split(' ')
    next = versionsOf(kind).find(candidate => candidate.apiVersion === apiVersion)
    if (next !== undefined && served(next)) return `${next.apiVersion} ${next.kind}`
  }
  const group = groupOf(resource.apiVersion)
  const stays = versionsOf(resource.kind).filter(
    other =>
      other !== resource &&
      groupOf(other.apiVersion) === group &&
      served(other) &&
      other.deprecated === undefined,
  )
  const best = stays.find(({ apiVersion }) => !/alpha|beta/.test(apiVersion)) ?? stays[0]
  return best === undefined ? undefined : `${best.apiVersion} ${best.kind}`
}

/** `apps` of `apps/v1`, the empty text of `v1`. */
export const groupOf = (apiVersion: string): string => apiVersion.split('/').slice(0, -1).join('/')

/** Words that kubectl takes for several types at once. */
const CATEGORIES = new Set(['all'])

/**
 * The versions of a resource type as people type it, such as `deploy`, `Pods`, `deployments.v1.apps`; empty for a type that
 * only the cluster knows, such as `certificates.cert-manager.io`; undefined where there is none.
 */
export function typeNamed(word: string): readonly Resource[] | undefined {
  const [name = '', ...suffix] = word.toLowerCase().split('.')
  const versions = resources().types.get(name)
  if (suffix.length === 0) return versions ?? (CATEGORIES.has(name) || ADD_ONS.has(name) ? [] : undefined)
  const group = suffix.join('.')
  const fits = (versions ?? []).filter(({ apiVersion }) => {
    const own = groupOf(apiVersion)
    return group === own || group === [apiVersion.split('/').at(-1), own].filter(Boolean).join('.')
  })
  /** A group of its own: the cluster may have it. A word without a dot is no such group, but one that is misspelt. */
  const builtIn = versions?.some(({ from }) => from === 'api') ?? false
  return fits.length > 0 ? fits : suffix.length === 1 && builtIn ? undefined : []
}

/** As typeNamed, and the name that was most likely meant where there is no such type. */
export function readType(word: string): { versions: readonly Resource[] } | { near: string | undefined } {
  const versions = typeNamed(word)
  if (versions !== undefined) return { versions }
  const { types } = resources()
  const [name = ''] = word.toLowerCase().split('.')
  const builtIn = types.get(name)?.find(({ from }) => from === 'api')
  if (builtIn !== undefined)
    return { near: [builtIn.plural, groupOf(builtIn.apiVersion)].filter(Boolean).join('.') }
  return {
    near: nearest(
      name,
      [...types.keys()].filter(known => known.length > 2),
    ),
  }
}

/**
 * Types of widely used add-ons, which people type without their group. Anything else must be written with its group
 * (`foos.example.com`), since a name alone cannot be told from a misspelt one.
 */
const ADD_ONS = new Set(
  `alertmanager alertmanagers catalogsource catalogsources clusterserviceversion clusterserviceversions csv csvs
  installplan installplans operatorgroup operatorgroups packagemanifest packagemanifests subscription subscriptions sub subs
  validatingpolicy validatingpolicies vpol mutatingpolicy mutatingpolicies mpol constraint constraints application applications app apps applicationset applicationsets appproject appprojects
  authorizationpolicy authorizationpolicies backup backups certificate certificates cert certs certificaterequest
  certificaterequests challenge challenges ciliumendpoint ciliumendpoints ciliumnetworkpolicy ciliumnetworkpolicies cnp
  ciliumnode ciliumnodes cluster clusters clusterissuer clusterissuers clusterpolicy clusterpolicies cpol clustersecretstore
  clustersecretstores constrainttemplate constrainttemplates crontab crontabs ct destinationrule destinationrules ec2nodeclass
  ec2nodeclasses envoyfilter envoyfilters externalsecret externalsecrets es felixconfiguration felixconfigurations gitrepository
  gitrepositories globalnetworkpolicy globalnetworkpolicies helmrelease helmreleases hr helmrepository helmrepositories
  ingressroute ingressroutes ipaddresspool ipaddresspools ippool ippools l2advertisement l2advertisements bgpadvertisement
  bgpadvertisements bgppeer bgppeers issuer issuers ks kustomization kustomizations machine machines machinedeployment
  machinedeployments machineset machinesets middleware middlewares nodeclaim nodeclaims nodepool nodepools ocirepository
  ocirepositories order orders peerauthentication peerauthentications podmonitor podmonitors policyreport policyreports polr
  prometheus prometheuses prometheusrule prometheusrules promrule restore restores rollout rollouts scaledjob scaledjobs
  scaledobject scaledobjects so schedule schedules sealedsecret sealedsecrets secretstore secretstores serviceentry
  serviceentries servicemonitor servicemonitors smon sidecar sidecars thanosruler thanosrulers triggerauthentication
  triggerauthentications virtualservice virtualservices workflow workflows workflowtemplate workflowtemplates`.split(
    /\s+/,
  ),
)
