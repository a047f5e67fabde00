/** A manifest, one document or many, against the API: its kinds, its fields, and what the API server would refuse beyond those. */
import { clip, either, type Finding, MOST_FINDINGS, nearest } from '../finding.ts'
import { isOpen } from '../open.ts'
import { allKinds, allResources, groupOf, type Resource, successorOf, versionsOf } from '../resources.ts'
import { compareVersions } from '../versions.ts'
import { at, place, text } from './at.ts'
import { checkAdvice } from './rules/advice.ts'
import { checkRules } from './rules/rules.ts'
import { API_VERSION, checkAgainst, type Report, schema, typeOfKind } from './schema.ts'
import { readYaml, type Tree } from './tree.ts'

/**
 * A document that says what it is. `checked`: the schema knows its kind; otherwise nothing was looked at but the YAML.
 * `since` and `removed` are the Kubernetes versions in which its apiVersion came and went, as far as known.
 */
export type DocumentCheck = {
  line: number
  apiVersion: string
  kind: string
  checked: boolean
  since?: string
  removed?: string
}

export type ManifestCheck = { findings: Finding[]; documents: DocumentCheck[] }

/** How much of a manifest is walked; only bounds what a hostile paste can cost. */
const MOST_STEPS = 20_000
const MOST_DOCUMENTS = 200

/**
 * Checks every document of `source` that has an apiVersion or a kind; other YAML only for being YAML. Never throws.
 * @param options `open`: upper-case words and `$variables` stand for values to fill in, as in a heredoc; `part`: it is a patch
 *   or an excerpt, so that nothing is missing in it; `advise`: say also what would make it better, such as limits and probes
 */
export function checkManifest(
  source: string,
  { open = false, part = false, advise = false }: { open?: boolean; part?: boolean; advise?: boolean } = {},
): ManifestCheck {
  const { documents, findings } = readYaml(source)
  const report: Report = {
    lines: source.split('\n'),
    open,
    part,
    left: MOST_STEPS,
    add: finding => {
      if (findings.length >= MOST_FINDINGS) return
      findings.push({ ...finding, message: clip(finding.message) })
      if (findings.length >= MOST_FINDINGS) report.left = 0
    },
  }
  const objects = documents.flatMap(document => objectsIn(document))
  const found: Found[] = []
  for (const object of objects.slice(0, MOST_DOCUMENTS)) {
    if (report.left <= 0) break
    const one = checkObject(object, report)
    if (one !== undefined) found.push(one)
  }
  const docs = found.filter(({ checked }) => checked).map(({ tree, kind }) => ({ kind, root: place(tree) }))
  if (!part) checkRules(docs, report)
  if (advise) checkAdvice(docs, report)
  findings.sort((a, b) => a.line - b.line)
  return { findings, documents: found.map(({ tree: _, ...document }) => document) }
}

/** The items of a `kind: List`; anything else is one object. */
function objectsIn(tree: Tree): Tree[] {
  const here = place(tree)
  const list = at(here, 'items').tree
  return text(at(here, 'kind')) === 'List' && list?.kind === 'list' ? [...list.items] : [tree]
}

type Found = DocumentCheck & { tree: Tree }

function checkObject(tree: Tree, report: Report): Found | undefined {
  if (tree.kind !== 'map') return undefined
  const here = place(tree)
  const kind = text(at(here, 'kind'))
  const apiVersion = text(at(here, 'apiVersion'))
  if (kind === undefined) {
    /** Chart.yaml has an apiVersion and no kind; an object of the API has metadata or spec. */
    if (apiVersion !== undefined && (tree.entries.has('metadata') || tree.entries.has('spec')))
      report.add({
        line: at(here, 'kind').line,
        level: 'wrong',
        message: `kind is missing; add "kind: Pod" or whatever this is`,
      })
    return undefined
  }
  if (apiVersion === undefined) {
    if (isOpen(kind) && report.open) return undefined
    const known = newest(versionsOf(kind))
    if (known !== undefined || tree.entries.has('metadata'))
      report.add({
        line: at(here, 'apiVersion').line,
        level: 'wrong',
        message: `apiVersion is missing${known === undefined ? '' : `; add "apiVersion: ${known.apiVersion}"`}`,
      })
    return undefined
  }
  if (report.open && (isOpen(kind) || isOpen(apiVersion))) return undefined
  const line = at(here, 'apiVersion').line
  const resource = versionsOf(kind).find(version => version.apiVersion === apiVersion)
  const type = typeOfKind(apiVersion, kind)
  const found: Found = {
    line: tree.line,
    apiVersion,
    kind,
    checked: type !== undefined,
    ...(resource?.since !== undefined && { since: resource.since }),
    ...(resource?.removed !== undefined && { removed: resource.removed }),
    tree,
  }
  if (type !== undefined) {
    if (resource !== undefined) tellDeprecated(resource, line, report)
    checkAgainst(type, tree, '', report)
    return found
  }
  const complaint = unknownKind(apiVersion, kind, resource)
  if (complaint === undefined) return found
  const place_ = complaint.about === 'kind' ? at(here, 'kind') : at(here, 'apiVersion')
  const before = report.lines[place_.line - 1] ?? ''
  const word = complaint.about === 'kind' ? kind : apiVersion
  report.add({
    line: place_.line,
    level: 'wrong',
    message: complaint.message,
    ...(complaint.instead !== undefined &&
      before.includes(word) && { fix: before.replace(word, complaint.instead) }),
  })
  return found
}

function tellDeprecated(resource: Resource, line: number, report: Report): void {
  const version = API_VERSION
  if (resource.deprecated === undefined || compareVersions(resource.deprecated, version) > 0) return
  const next = successorOf(resource, version)
  const until = resource.removed === undefined ? '' : ` and goes away in ${resource.removed}`
  report.add({
    line,
    level: 'advice',
    message: `${resource.apiVersion} ${resource.kind} is deprecated since Kubernetes ${resource.deprecated}${until}${next === undefined ? '' : `; write ${next}`}`,
  })
}

type Unknown = { about: 'kind' | 'apiVersion'; message: string; instead?: string }

/** What is wrong with a kind that the schema does not know; undefined where it may well exist elsewhere. */
function unknownKind(apiVersion: string, kind: string, resource: Resource | undefined): Unknown | undefined {
  const version = API_VERSION
  if (resource !== undefined) {
    if (resource.from !== 'api') return undefined
    if (resource.removed !== undefined && compareVersions(resource.removed, version) <= 0) {
      const next = successorOf(resource, version)
      const [nextVersion, nextKind] = next?.split(' ') ?? []
      const way =
        next === undefined
          ? 'nothing replaces it'
          : nextKind === kind
            ? `write apiVersion: ${nextVersion}`
            : `write ${next}`
      return {
        about: 'apiVersion',
        message: `${apiVersion} ${kind} went away in Kubernetes ${resource.removed}; ${way}`,
        ...(nextKind === kind && nextVersion !== undefined && { instead: nextVersion }),
      }
    }
    return resource.since === undefined || compareVersions(resource.since, version) <= 0
      ? undefined
      : { about: 'apiVersion', message: `${apiVersion} ${kind} comes only with Kubernetes ${resource.since}` }
  }
  const versions = versionsOf(kind).filter(({ from }) => from === 'api')
  const best = newest(versions)
  const groups = builtInGroups()
  const group = groupOf(apiVersion)
  if (best !== undefined && (groups.has(group) || !group.includes('.')))
    return {
      about: 'apiVersion',
      message: `there is no ${apiVersion} ${kind}; write apiVersion: ${best.apiVersion}`,
      instead: best.apiVersion,
    }
  if (groups.has(group)) {
    const siblings = Object.keys(schema().kinds).flatMap(key =>
      key.startsWith(`${apiVersion} `) ? [key.split(' ')[1] ?? ''] : [],
    )
    const near = nearest(kind, siblings) ?? nearest(kind, allKinds())
    return {
      about: 'kind',
      message: `there is no kind "${kind}" in ${apiVersion}; ${near === undefined ? 'look at "kubectl api-resources"' : `did you mean "${near}"?`}`,
      ...(near !== undefined && { instead: near }),
    }
  }
  if (FILE_GROUPS.has(group) || (group.includes('.') && !/(^|\.)k8s\.io$/.test(group))) return undefined
  const known = [...new Set(Object.keys(schema().kinds).map(key => key.split(' ')[0] ?? ''))]
  const near = nearest(apiVersion, known)
  if (group.includes('.') && near === undefined) return undefined
  return {
    about: 'apiVersion',
    message: `there is no apiVersion "${apiVersion}"; ${near === undefined ? `a Kubernetes one is ${either(['v1', 'apps/v1', 'batch/v1'])}, one of an add-on has a dot in its group` : `did you mean "${near}"?`}`,
    ...(near !== undefined && { instead: near }),
  }
}

/** Groups without a dot, in files of programs that are no part of Kubernetes. */
const FILE_GROUPS = new Set(['descheduler', 'skaffold'])

const builtInGroups = (): Set<string> =>
  new Set(allResources().flatMap(({ from, apiVersion }) => (from === 'api' ? [groupOf(apiVersion)] : [])))

/** The version to write today: stable before beta before alpha, served in the schema's version. */
function newest(versions: readonly Resource[]): Resource | undefined {
  const served = versions.filter(({ apiVersion, kind }) => typeOfKind(apiVersion, kind) !== undefined)
  return (
    served.find(({ apiVersion }) => !/alpha|beta/.test(apiVersion)) ??
    served.find(({ apiVersion }) => /beta/.test(apiVersion)) ??
    served[0]
  )
}
