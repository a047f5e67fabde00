/** Reading → symptoms: each says which note explains it, how surely, and on which line it was seen. */
import type { NoteId } from '../notes/note.ts'
import { namesOf, objectNames } from './names.ts'
import { findPattern, lineAt, pattern } from './pattern.ts'
import type { Names, Reading } from './reading.ts'
import { ABOUT, symptomOf } from './rules/rows.ts'
import type { Refusal } from './rules/scheduling.ts'
import { EVENT_REASONS, EXIT_CODES, OWN_EXIT_CODE, POD_STATES } from './rules/states.ts'
import { TEXTS } from './rules/texts.ts'

/** A sign of a note found in the paste; see search/signs.ts. `words`: how many the sign has. */
export type SignSeen = { note: NoteId; weight: number; words: number; text: string }

/** The note that explains it, how surely, on which line (from 1; 0 where that is not known), and the names it tells. */
export type Symptom = { note: NoteId; weight: number; line: number; names: Names }

const PATTERNS = TEXTS.flatMap(([note, weight, ...texts]) =>
  texts.map(text => ({ note, weight, pattern: pattern(text) })),
)

/** All that is seen. @param refusals what the scheduler said · @param signs those of notes that stand in the paste */
export const symptomsIn = (
  reading: Reading,
  refusals: readonly Refusal[],
  signs: readonly SignSeen[],
): Symptom[] => [
  ...textsIn(reading),
  ...statesIn(reading),
  ...fieldsSay(reading),
  ...refusals.flatMap(refusal => termsOf(refusal, reading)),
  ...codesIn(reading),
  ...signsIn(reading, signs),
]

function textsIn({ flat, events }: Reading): Symptom[] {
  const onLine = new Map(events.map(({ line, object }) => [line, objectNames(object)]))
  return PATTERNS.flatMap(({ note, weight, pattern: wanted }): Symptom[] => {
    const hit = findPattern(wanted, flat)
    if (hit === undefined) return []
    const line = lineAt(flat, hit.from) + 1
    return [{ note, weight, line, names: { ...onLine.get(line), ...namesOf(hit.values) } }]
  })
}

/** What tables, events and the states of containers say in one word. */
function statesIn({ rows, events, containers }: Reading): Symptom[] {
  const symptoms: Symptom[] = []
  for (const row of rows) {
    const found = symptomOf(row)
    if (found === undefined) continue
    const name = ABOUT[row.kind].name
    const names: Names = {
      ...(name !== undefined && { [name]: row.name.split('/').at(-1) ?? row.name }),
      ...(row.namespace !== undefined && { NAMESPACE: row.namespace }),
      ...(row.kind === 'pod' && row.cells.node !== undefined && { NODE: row.cells.node }),
    }
    symptoms.push({ note: found[0], weight: found[1], line: row.line, names })
  }
  for (const { reason, object, line } of events) {
    const found = EVENT_REASONS[reason]
    if (found === undefined) continue
    symptoms.push({ note: found[0], weight: found[1], line, names: objectNames(object) })
  }
  for (const container of containers)
    for (const run of [container.last, container.now]) {
      if (run === undefined) continue
      const names: Names = container.name === undefined ? {} : { CONTAINER: container.name }
      const add = (found: readonly [NoteId, number] | undefined): void => {
        if (found !== undefined) symptoms.push({ note: found[0], weight: found[1], line: run.line, names })
      }
      if (run.reason !== undefined && run.reason !== 'Error') add(POD_STATES[run.reason])
      const failed =
        run.exitCode !== undefined && (run.exitCode !== 0 || container.now?.reason === 'CrashLoopBackOff')
      if (failed && run.exitCode !== undefined) add(EXIT_CODES[run.exitCode] ?? OWN_EXIT_CODE)
      if (container.init && run.exitCode !== undefined && run.exitCode !== 0)
        add(['init-container-error', 92])
    }
  return symptoms
}

/** `exited with code 137`, `exit status 1`, `status=143/n/a`: the exit code in a sentence. */
const CODE = /\b(?:exit(?:ed)?(?: with)?(?: code| status)?|code=exited, status)[ :=(]{1,3}(\d{1,3})\b/g
const CODES_AT_MOST = 10
/** Less sure than the exit code of a container's state: it may be another program's. */
const IN_PASSING = 6

function codesIn({ flat }: Reading): Symptom[] {
  return [...flat.text.matchAll(CODE)].slice(0, CODES_AT_MOST).flatMap(({ index, 1: code }) => {
    const found = EXIT_CODES[Number(code)]
    if (found === undefined || code === '0') return []
    return [{ note: found[0], weight: found[1] - IN_PASSING, line: lineAt(flat, index) + 1, names: {} }]
  })
}

/** What single fields of describe or of an object say. */
function fieldsSay({ fields }: Reading): Symptom[] {
  const symptoms: Symptom[] = []
  const has = (key: string): boolean => fields.some(field => field.key === key)
  const add = (note: NoteId, weight: number, line: number): void =>
    void symptoms.push({ note, weight, line, names: {} })
  const isPod = has('containers') || has('init containers') || has('controlled by') || has('qos class')
  for (const { key, value, line } of fields) {
    if (key === 'taints' && value !== '' && value !== '<none>') add('untolerated-taint', 66, line)
    if (key === 'endpoints' && value === '<none>') add('no-endpoints-available', 94, line)
    if (/^deletion ?timestamp$/.test(key) && has('finalizers')) add('finalizer', 88, line)
    if (key === 'status' && /^Terminating/.test(value))
      add(isPod ? 'pod-terminating' : 'namespace-terminating', 84, line)
    if (key === 'phase' && value === 'Terminating') add('namespace-terminating', 90, line)
    if ((key === 'status' || key === 'phase') && value === 'Pending')
      add(
        has('access modes') || has('volume') ? 'unbound-pvc' : 'pod-pending',
        has('access modes') ? 88 : 56,
        line,
      )
    if (key === 'status' && value === 'Released') add('reclaim-policy', 90, line)
    if (key === 'reason' && POD_STATES[value] !== undefined && value !== 'Error') {
      const [note, weight] = POD_STATES[value] ?? ['', 0]
      add(note, weight, line)
    }
    if (/^exit ?code$/.test(key) && /^\d{1,3}$/.test(value) && value !== '0') {
      const [note, weight] = EXIT_CODES[Number(value)] ?? OWN_EXIT_CODE
      add(note, weight - 4, line)
    }
  }
  return symptoms
}

/** Terms stand in order already: see mostTelling in scheduling.ts. */
const TERM = 97

function termsOf(refusal: Refusal, { flat }: Reading): Symptom[] {
  const line = lineAt(flat, refusal.at) + 1
  return refusal.terms.map(({ note, weight }, at) => ({
    note,
    weight: Math.max(weight, TERM) - 3 * at,
    line,
    names: {},
  }))
}

/** A whole error text that a note claims for itself; single words are too often in a paste by chance. */
function signsIn({ flat, printed, events }: Reading, signs: readonly SignSeen[]): Symptom[] {
  const normal = new Set(events.flatMap(({ type, line }) => (type === 'Normal' ? [line] : [])))
  return signs.flatMap(({ note, weight, words, text }): Symptom[] => {
    if (!printed && words < 3) return []
    const [first = ''] = text.toLowerCase().split('*')
    const at = flat.text.indexOf(first.trim())
    const line = at === -1 ? 0 : lineAt(flat, at) + 1
    if (normal.has(line)) return []
    return [{ note, weight: Math.min(86, 38 + 13 * weight), line, names: {} }]
  })
}
