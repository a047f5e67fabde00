/** What the checker found, in words: the mark, the versions a command needs, and what may go wrong with it. */
import type { Danger, Risk } from '../kubernetes/commands/danger.ts'
import type { Tool } from '../kubernetes/commands/tables.ts'
import { formatVersions, type Holds } from '../kubernetes/versions.ts'
import type { Block, Command, Mark, Note, Span } from '../notes/note.ts'

const SITE = 'https://kubernetes.io'

/** `checked: kubectl 1.30–1.33, 1.36 · API 1.36`, and what was not. */
export function markWords({ tools, api, others }: Mark): string {
  const parts = tools.map(({ tool, versions }) => `${tool} ${formatVersions(versions)}`)
  if (api !== undefined) parts.push(`API ${api}`)
  const rest = others.length === 0 ? '' : `; not checked: ${others.join(', ')}`
  return `checked: ${parts.join(' · ')}${rest}`
}

/** What stands under a command: in which versions it works, where not in all, and what to know before it is run. */
export function hintsOf({ check }: Command): Span[][] {
  if (check === undefined) return []
  const limits = [...check.holds].flatMap(([tool, holds]) => limitWords(tool, holds) ?? [])
  return [...limits.map(words => [{ text: words }]), ...check.dangers.flatMap(dangerWords)]
}

function limitWords(tool: Tool, { tables, right }: Holds): string | undefined {
  const [first] = right
  if (first === undefined || right.length === tables.length) return undefined
  const at = tables.indexOf(first)
  const last = right.at(-1) ?? first
  const unbroken = tables.slice(at, at + right.length).join() === right.join()
  if (unbroken && last === tables.at(-1)) return `Needs ${tool} ${first} or newer.`
  if (unbroken && at === 0) return `Works up to ${tool} ${last}, not after.`
  return `Works only with ${tool} ${formatVersions(right)}.`
}

/** The warning, and on lines of their own, so that they can be copied, the commands that try it and that undo it. */
function dangerWords({ risks, rehearsal, back }: Danger): Span[][] {
  const [first = '', ...others] = risks.map(risk => RISKS[risk])
  const warning = [first.charAt(0).toLowerCase() + first.slice(1), ...others]
  const ways: Span[][] = []
  if (rehearsal !== undefined)
    ways.push(way(rehearsal.kind === 'dry-run' ? 'Try it first' : 'Look first', rehearsal.command))
  switch (back?.kind) {
    case 'command':
      ways.push(way('Way back', back.command))
      break
    case 'save':
      ways.push(way('Keep a copy first', back.command))
      break
    case 'again':
      ways.push(way('Way back, while you have the files', back.command))
      break
    case 'itself':
      warning.push('What manages them makes new ones; without that they are gone.')
      break
    case 'none':
      warning.push('There is no way back.')
      break
    case undefined:
      break
    default:
      back satisfies never
  }
  return [[{ text: 'Careful:', style: 'strong' }, { text: ` ${warning.join(' ')}` }], ...ways]
}

const way = (what: string, command: string): Span[] => [
  { text: `${what}: ` },
  { text: command, style: 'code' },
]

const RISKS: Record<Risk, string> = {
  deletes: 'This deletes what it names.',
  'deletes-pods': 'This ends the Pods it names.',
  'deletes-namespace': 'This deletes the namespace and everything in it.',
  'deletes-data': 'This may delete the data too.',
  'deletes-kind': 'This deletes the kind and every object of it.',
  'deletes-node':
    'This removes the node from the cluster and ends the Pods on it. It registers anew when its kubelet starts.',
  'takes-all': 'It takes all objects of the type.',
  'all-namespaces': 'It reaches into all namespaces.',
  'no-grace': 'The app gets no time to end well, and a StatefulSet may run the same Pod twice.',
  drains: 'This evicts all Pods of the node and lets no new ones in.',
  'drains-unmanaged': 'Pods that nothing manages are gone for good.',
  'drops-local-data': 'What Pods keep in emptyDir volumes is lost.',
  'ignores-budgets': 'It ignores PodDisruptionBudgets.',
  recreates: 'This deletes objects and makes them anew, which interrupts the app.',
  'overrules-owners': 'This takes over what others manage and overwrites their values.',
  prunes: 'This deletes objects that the files no longer hold.',
  overwrites: 'This overwrites the old values.',
  'stops-app': 'This stops the app: no Pod is left.',
  evicts: 'This ends all Pods of the node that do not tolerate the taint.',
  'skips-finalizers':
    'This skips the cleanup that the finalizer waits for; what it would have removed stays behind.',
  'changes-kubeconfig': 'This removes an entry of your kubeconfig file.',
  'ends-containers': 'This ends containers at once.',
  'deletes-unused': 'This deletes everything of its type that is not in use.',
  'deletes-images': 'This deletes images.',
  'deletes-volumes': 'This deletes volumes with their data.',
  'leaves-swarm': 'This takes the node out of the swarm; the last manager takes the swarm with it.',
  uninstalls: 'This deletes everything that the release made.',
  'resets-node':
    'This undoes what kubeadm set up on this machine; on a control plane node that is the cluster.',
  'replaces-etcd': 'This makes a cluster state out of an old snapshot; what changed since is lost.',
  'deletes-cluster': 'This deletes the whole cluster.',
  'deletes-files': 'This deletes files without asking.',
}

/** Commands with what one must know before running them. */
export const withHints = (block: Block): Block =>
  block.kind === 'commands'
    ? { ...block, commands: block.commands.map(command => ({ ...command, hints: hintsOf(command) })) }
    : block

/** Since when it exists, where to read more, and what was checked. */
export function footerOf(note: Note): Span[] {
  const spans: Span[] = []
  if (note.since !== undefined) spans.push({ text: `Since Kubernetes ${note.since}. ` })
  if (note.removed !== undefined) spans.push({ text: `Removed in ${note.removed}. ` })
  if (note.docs !== undefined)
    spans.push({ text: 'Read more in the documentation', href: docsAddress(note.docs) })
  if (note.checked !== undefined)
    spans.push({ text: `${note.docs === undefined ? '' : ' · '}${markWords(note.checked)}` })
  return spans
}

const docsAddress = (docs: string): string => (docs.startsWith('/') ? SITE + docs : docs)
