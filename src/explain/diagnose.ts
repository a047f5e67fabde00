/** Reading → what may be wrong, the likeliest first: every symptom leads to a note, and symptoms of one note are joined. */
import type { NoteId } from '../notes/note.ts'
import type { Names, Reading } from './reading.ts'
import { EXPLAINS } from './rules/effects.ts'
import { ABOUT } from './rules/rows.ts'
import { type Refusal, refusalsIn } from './rules/scheduling.ts'
import { type SignSeen, type Symptom, symptomsIn } from './symptoms.ts'

/** `weight` from 0 to about 110; `lines`: the telling ones, the most telling first; `effect`: another cause explains it. */
export type Cause = { note: NoteId; weight: number; lines: number[]; names: Names; effect?: true }

/**
 * - `causes`: the likeliest first · `refusal`: what the scheduler said, if it did
 * - `about`: the notes about what the paste lists, for when nothing in it is wrong
 */
export type Diagnosis = { causes: Cause[]; refusal?: Refusal; about: NoteId[] }

/** What any program may print: it speaks of a cluster only where something else in the paste does. */
const ANYBODYS = new Set<NoteId>([
  'exit-code-1', 'exit-code-127', 'exit-code-126', 'exit-code-134', 'exit-code-139', 'exit-code-0', 'exit-code-128',
  'service-connection-refused', 'context-deadline-exceeded', 'fsgroup', 'networkpolicy', 'linux-capabilities', 'yaml-error',
  'dns-lookup-failure', 'not-found', 'already-exists', 'too-many-requests', 'node-pressure', 'forbidden', 'evicted',
]) // biome-ignore format: a table
const OURS =
  /kube|k8s|\bpods?\b|\.svc\b|cluster\.local|container|docker|helm|namespace|deployment|ingress|\bnodes\b|cri-?o\b|\b10\.\d{1,3}\.\d{1,3}\.\d{1,3}\b|error from server|configmap|\bnginx\b|\brelease\b|command terminated/
const NOT_OURS = 45

/** What each further symptom of the same cause adds, up to three. */
const FURTHER = 2
/** A symptom that another one explains falls behind it. */
const EXPLAINED = 12

export function diagnose(reading: Reading, signs: readonly SignSeen[]): Diagnosis {
  const refusals = refusalsIn(reading.flat.original)
  const [refusal] = refusals.toSorted((a, b) => b.terms.length - a.terms.length)
  const symptoms = symptomsIn(reading, refusals, signs)
  const ours =
    reading.rows.length > 0 ||
    reading.containers.length > 0 ||
    reading.events.length > 0 ||
    OURS.test(reading.flat.text)
  const causes = join(
    ours
      ? symptoms
      : symptoms.map(one => (ANYBODYS.has(one.note) ? { ...one, weight: one.weight - NOT_OURS } : one)),
  )
  return { causes, ...(refusal !== undefined && { refusal }), about: aboutOf(reading) }
}

function join(symptoms: readonly Symptom[]): Cause[] {
  const groups = Map.groupBy(symptoms, ({ note }) => note)
  const causes = [...groups].map(([note, group]): Cause => {
    const sorted = group.toSorted((a, b) => b.weight - a.weight)
    const lines = [...new Set(sorted.map(({ line }) => line).filter(line => line > 0))]
    const further = Math.min(3, lines.length - 1)
    const names: Names = Object.assign({}, ...sorted.map(symptom => symptom.names).reverse())
    return { note, weight: (sorted[0]?.weight ?? 0) + FURTHER * Math.max(0, further), lines, names }
  })
  for (const [cause, effects] of Object.entries(EXPLAINS)) {
    const root = causes.find(({ note, weight }) => note === cause && weight >= 60)
    if (root === undefined) continue
    for (const effect of causes)
      if (effects.includes(effect.note)) {
        effect.weight = Math.min(effect.weight, root.weight) - EXPLAINED
        effect.effect = true
      }
  }
  return causes.sort((a, b) => b.weight - a.weight || (a.lines[0] ?? 0) - (b.lines[0] ?? 0))
}

function aboutOf({ rows }: Reading): NoteId[] {
  const kinds = new Set(rows.map(({ kind }) => kind))
  return [...kinds].flatMap(kind => ABOUT[kind].notes)
}
