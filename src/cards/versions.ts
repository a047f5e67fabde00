/** What of a card holds in the version of Kubernetes that a place runs, as far as the tables know. */
import { type Resource, versionsOf } from '../kubernetes/resources.ts'
import { compareVersions, holdsIn, servedIn } from '../kubernetes/versions.ts'
import type { Block, Note, Span } from '../notes/note.ts'
import { type Contents, plural, text } from './parts.ts'

type Verdict = 'yes' | 'no' | 'unknown'

const MANIFESTS = new Set(['yaml', 'yml', 'json'])

/**
 * The card with what does not hold in `version` said above it and at each command, and what does below it.
 * @param notes those that the card is about
 */
export function forVersion(contents: Contents, notes: readonly Note[], version: string): Contents {
  const verdicts: Verdict[] = []
  const kinds: Verdict[] = []
  const gone: string[] = []
  const blocks = contents.blocks.map(block => {
    if (block.kind === 'commands') return withVerdicts(block, version, verdicts)
    if (block.kind === 'code' && MANIFESTS.has(block.language))
      for (const { name, verdict, words } of kindsIn(block.source, version)) {
        kinds.push(verdict)
        if (verdict === 'no') gone.push(`${name} ${words}`)
      }
    return block
  })
  const warnings = [...notes.flatMap(note => noteWords(note, version)), ...new Set(gone)]
  const footer = tally(verdicts, kinds, version)
  return {
    ...contents,
    blocks: [...warnings.map(words => text(`Kubernetes ${version}: ${words}.`)), ...blocks],
    footer: footer === undefined ? contents.footer : [...contents.footer, { text: ` · ${footer}` }],
  }
}

/** Each command that does not hold says so first. */
function withVerdicts(
  block: Extract<Block, { kind: 'commands' }>,
  version: string,
  verdicts: Verdict[],
): Block {
  const commands = block.commands.map(command => {
    const holds = command.check?.holds.get('kubectl')
    if (holds === undefined) return command
    const verdict = holdsIn(holds, version)
    verdicts.push(verdict)
    if (verdict !== 'no') return command
    const hint: Span[] = [{ text: `Not with ${version}, which is set here.`, style: 'strong' }]
    return { ...command, hints: [hint, ...(command.hints ?? [])] }
  })
  return { ...block, commands }
}

const KIND = /^apiVersion: *["']?([\w./-]+)["']?[ \t]*$/
const NAME = /^kind: *["']?(\w+)["']?[ \t]*$/

/** The kinds of a manifest, and whether a cluster of `version` serves them. */
function kindsIn(source: string, version: string): { name: string; verdict: Verdict; words: string }[] {
  return source.split(/^---$/m).flatMap(document => {
    const lines = document.split('\n')
    const find = (key: RegExp): string | undefined => lines.flatMap(line => key.exec(line)?.[1] ?? [])[0]
    const [apiVersion, kind] = [find(KIND), find(NAME)]
    if (apiVersion === undefined || kind === undefined) return []
    const resource = versionsOf(kind).find(one => one.apiVersion === apiVersion)
    const verdict = resource === undefined ? 'unknown' : servedIn(lifeOf(resource), version)
    const words = lifeWords(resource === undefined ? {} : lifeOf(resource), version)
    return [{ name: `${apiVersion} ${kind}`, verdict, words }]
  })
}

type Life = { since?: string; removed?: string }

const lifeOf = ({ since, removed }: Resource): Life => ({
  ...(since !== undefined && { since }),
  ...(removed !== undefined && { removed }),
})

function lifeWords({ since, removed }: Life, version: string): string {
  if (removed !== undefined && compareVersions(version, removed) >= 0) return `went away in ${removed}`
  return since === undefined ? 'is not known' : `is not there yet; it comes with ${since}`
}

function noteWords({ title, since, removed }: Note, version: string): string[] {
  if (removed !== undefined && compareVersions(version, removed) >= 0)
    return [`${title} went away in ${removed}`]
  if (since !== undefined && compareVersions(version, since) < 0)
    return [`${title} is not there yet; it comes with ${since}`]
  return []
}

/** `for Kubernetes 1.31, set here: 5 of 6 commands hold, 1 I cannot tell; the manifests hold`. */
function tally(commands: readonly Verdict[], kinds: readonly Verdict[], version: string): string | undefined {
  const parts = [count(commands, 'command'), count(kinds, 'manifest')].filter(part => part !== undefined)
  return parts.length === 0 ? undefined : `for Kubernetes ${version}, set here: ${parts.join('; ')}`
}

function count(verdicts: readonly Verdict[], what: string): string | undefined {
  if (verdicts.length === 0) return undefined
  const of = (wanted: Verdict): number => verdicts.filter(verdict => verdict === wanted).length
  const holding = of('yes')
  const rest = [
    ...(of('no') > 0 ? [`${of('no')} not`] : []),
    ...(of('unknown') > 0 ? [`of ${of('unknown')} I cannot tell`] : []),
  ]
  return `${holding === 0 ? `no ${what} is known to hold` : `${plural(holding, what)} ${holding === 1 ? 'holds' : 'hold'}`}${rest.length === 0 ? '' : `, ${rest.join(', ')}`}`
}
