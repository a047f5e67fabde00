/** `0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had untolerated taint {…}`: read term by term. */
import type { NoteId } from '../../notes/note.ts'

/** Why `nodes` of the cluster's nodes cannot take the Pod. `nodes` is missing where the scheduler gives no number. */
export type Term = { nodes?: number; text: string; note: NoteId; weight: number }

export type Refusal = { free: number; nodes: number; terms: Term[]; at: number }

/** What a term says, by the words in it; the first that fits counts. */
const TERMS: readonly (readonly [note: NoteId, weight: number, words: RegExp])[] = [
  ['gpu-scheduling', 96, /insufficient (?:nvidia|amd|gpu\.intel)\.com\//],
  ['huge-pages', 95, /insufficient hugepages/],
  ['ephemeral-storage', 95, /insufficient ephemeral-storage/],
  ['node-allocatable', 93, /insufficient pods|too many pods/],
  ['insufficient-cpu', 95, /insufficient (?:cpu|memory)/],
  ['extended-resource', 93, /insufficient \S+\/\S+/],
  ['node-pressure', 94, /taint.{0,40}(?:disk|memory|pid)-pressure|(?:disk|memory|pid) ?pressure/],
  ['unbound-pvc', 97, /unbound (?:immediate )?persistentvolumeclaim|didn't find available persistent volumes|persistentvolumeclaim ".{1,253}" not found|node\(s\) did not have enough free storage/],
  ['affinity-mismatch', 94, /volume node affinity conflict|no available volume zone|no available disk/],
  ['affinity-mismatch', 94, /affinity|node selector|topology spread|matchnodeselector/],
  ['untolerated-taint', 95, /taint/],
  ['failedscheduling', 90, /free ports/],
  ['kubectl-cordon', 92, /unschedulable/],
  ['nodename', 90, /requested (?:node name|hostname)/],
  ['volumeattachment', 88, /max volume count/],
  ['node-notready', 93, /not ready|unreachable|notready/],
  ['resourceclaim', 92, /resourceclaim|cannot allocate all claims/],
] // biome-ignore format: a table

const REFUSAL = /(\d{1,5})\/(\d{1,5}) nodes are available:? ?/g
const MOST = 20

/** All refusals in a flat text (see pattern.ts), the latest last. */
export function refusalsIn(text: string): Refusal[] {
  return [...text.matchAll(REFUSAL)].slice(0, MOST).map(found => {
    const from = found.index + found[0].length
    const rest = text.slice(from, from + 1200)
    const end = rest.search(/\. |preemption:|\d+\/\d+ nodes are available|\.$/)
    const terms = (end === -1 ? rest : rest.slice(0, end))
      .split(/, (?=\d|pod has|persistentvolumeclaim)|; /)
      .slice(0, MOST)
      .flatMap(term => termOf(term.trim()) ?? [])
    return { free: Number(found[1]), nodes: Number(found[2]), terms: mostTelling(terms), at: found.index }
  })
}

function termOf(text: string): Term | undefined {
  const lower = text.slice(0, 300).toLowerCase()
  const rule = TERMS.find(([, , words]) => words.test(lower))
  if (rule === undefined) return undefined
  const [note, weight] = rule
  const [, count] = /^(\d{1,5}) /.exec(text) ?? []
  return { text: text.slice(0, 300), note, weight, ...(count !== undefined && { nodes: Number(count) }) }
}

/** Control planes are tainted on purpose; what keeps the most of the other nodes from it comes first. */
function mostTelling(terms: Term[]): Term[] {
  const onPurpose = ({ text }: Term): boolean =>
    /node-role\.kubernetes\.io\/(?:master|control-plane)/i.test(text)
  const rank = (term: Term): number => (onPurpose(term) ? -1 : (term.nodes ?? 1000))
  return terms.toSorted((a, b) => rank(b) - rank(a))
}
