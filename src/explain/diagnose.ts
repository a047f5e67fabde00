/** Reading → what may be wrong, the likeliest first: every symptom leads to a note, and symptoms of one note are joined. */
import type { NoteId } from '../notes/note.ts'
import { findPattern, lineAt, pattern } from './pattern.ts'
import { type Names, PLACEHOLDERS, type Placeholder, placeholderOf, type Reading } from './reading.ts'
import { ABOUT, symptomOf } from './rules/rows.ts'
import { type Refusal, refusalsIn } from './rules/scheduling.ts'
import { EVENT_REASONS, EXIT_CODES, OWN_EXIT_CODE, POD_STATES } from './rules/states.ts'
import { TEXTS } from './rules/texts.ts'

/** A sign of a note found in the paste; see search/signs.ts. `words`: how many the sign has. */
export type SignSeen = { note: NoteId; weight: number; words: number; text: string }

/** One symptom: the note that explains it, how surely, on which line (from 1), and the names it tells. */
export type Symptom = { note: NoteId; weight: number; line: number; names: Names }

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
  /kube|k8s|\bpods?\b|\.svc\b|cluster\.local|container|docker|helm|namespace|deployment|ingress|\bnodes?\b|cri-?o\b|\b10\.\d{1,3}\.\d{1,3}\.\d{1,3}\b|error from server|configmap/
const NOT_OURS = 45

const PATTERNS = TEXTS.flatMap(([note, weight, ...texts]) =>
  texts.map(text => ({ note, weight, pattern: pattern(text) })),
)

/** What each further symptom of the same cause adds, up to three. */
const FURTHER = 2
/** A symptom that another one explains falls behind it. */
const EXPLAINED = 12

/** Causes, and the effects that are their doing when both are seen. */
const EXPLAINS: Readonly<Record<NoteId, readonly NoteId[]>> = {
  oomkilled: ['exit-code-137', 'crashloopbackoff', 'exit-code-1'],
  'probe-failed': ['crashloopbackoff', 'exit-code-137', 'exit-code-143', 'service-connection-refused', 'context-deadline-exceeded', 'ingress-404', 'ingress-503', 'ingress-502'],
  'init-container-error': ['crashloopbackoff', 'pod-pending', 'exit-code-1', 'containercreating', 'init-container'],
  'image-pull-secret-error': ['imagepullbackoff', 'forbidden', 'unauthorized'],
  'image-pull-rate-limit': ['imagepullbackoff', 'too-many-requests', 'image-pull-secret-error'],
  'exec-format-error': ['imagepullbackoff', 'crashloopbackoff', 'exit-code-1', 'runcontainererror'],
  imagepullbackoff: ['not-found', 'pod-pending', 'containercreating', 'crashloopbackoff'],
  createcontainerconfigerror: ['not-found', 'pod-pending', 'crashloopbackoff'],
  'admission-webhook-denied': ['x509-error', 'service-connection-refused', 'context-deadline-exceeded', 'no-endpoints-available', 'dns-lookup-failure', 'forbidden', 'not-found'],
  'quota-exceeded': ['forbidden', 'invalid-value-error', 'yaml-error'],
  'podsecurity-violation': ['forbidden'],
  'field-is-immutable': ['invalid-value-error', 'forbidden'],
  'cni-not-initialized': ['failedcreatepodsandbox', 'node-notready', 'kubelet-not-running', 'containercreating'],
  failedcreatepodsandbox: ['containercreating', 'service-connection-refused'],
  failedmount: ['containercreating', 'not-found', 'pod-pending', 'context-deadline-exceeded', 'forbidden'],
  failedattachvolume: ['failedmount', 'containercreating', 'context-deadline-exceeded'],
  'kubelet-not-running': ['service-connection-refused', 'context-deadline-exceeded', 'node-notready', 'kubeadm-init'],
  'certificate-expired': ['x509-error', 'unauthorized'],
  'api-connection-refused': ['service-connection-refused', 'context-deadline-exceeded', 'not-found'],
  unauthorized: ['api-connection-refused'],
  'x509-error': ['api-connection-refused'],
  'dns-lookup-failure': ['service-connection-refused', 'crashloopbackoff'],
  'port-forward-error': ['service-connection-refused', 'exit-code-1'],
  'no-matches-for-kind': ['yaml-error', 'not-found', 'customresourcedefinition'],
  'unbound-pvc': ['pod-pending', 'failedscheduling', 'not-found'],
  'kubectl-debug': ['exit-code-126', 'exit-code-127', 'runcontainererror', 'kubectl-exec'],
  runcontainererror: ['crashloopbackoff', 'exit-code-127', 'exit-code-126', 'exit-code-128'],
  'read-only-root-filesystem': ['crashloopbackoff', 'exit-code-1'],
  'exit-code-127': ['crashloopbackoff'],
  'exit-code-1': ['crashloopbackoff'],
  'ingress-502': ['service-connection-refused'],
  'hpa-unknown-metrics': ['metrics-server'],
  'drain-error': ['too-many-requests'],
  evicted: ['exit-code-137', 'exit-code-143'],
  'node-notready': ['pod-pending', 'pod-terminating'],
  'namespace-terminating': ['forbidden', 'finalizer'],
  'etcd-leader-changed': ['context-deadline-exceeded', 'too-many-requests'],
} // biome-ignore format: a table

export function diagnose(reading: Reading, signs: readonly SignSeen[]): Diagnosis {
  const refusals = refusalsIn(reading.flat.original)
  const [refusal] = refusals.toSorted((a, b) => b.terms.length - a.terms.length)
  const symptoms = [
    ...textsIn(reading),
    ...statesIn(reading),
    ...fieldsSay(reading),
    ...refusals.flatMap(found => termsOf(found, reading)),
    ...signsIn(reading, signs),
  ]
  const ours = reading.rows.length > 0 || reading.events.length > 0 || OURS.test(reading.flat.text)
  const causes = join(
    ours
      ? symptoms
      : symptoms.map(one => (ANYBODYS.has(one.note) ? { ...one, weight: one.weight - NOT_OURS } : one)),
  )
  return { causes, ...(refusal !== undefined && { refusal }), about: aboutOf(reading) }
}

function textsIn({ flat, events }: Reading): Symptom[] {
  const onLine = new Map(events.map(({ line, object }) => [line, objectNames(object)]))
  return PATTERNS.flatMap(({ note, weight, pattern: wanted }): Symptom[] => {
    const hit = findPattern(wanted, flat)
    if (hit === undefined) return []
    const line = lineAt(flat, hit.from) + 1
    return [{ note, weight, line, names: { ...onLine.get(line), ...namesOf(hit.values) } }]
  })
}

/** Texts that name things whatever is wrong with them; a name counts where the whole paste holds only one. */
const NAMING = [
  'container "{container}" in pod "{pod}" is waiting',
  '(pod: "{pod}_{namespace}(*)", container: {container})',
  'failed container={container} pod={pod}_{namespace}(',
  'failed container {container} in pod {pod}_{namespace}(',
  'container {container} failed * probe',
  'successfully assigned {namespace}/{pod} to {node}',
  'created container: {container}',
  'created container {container}',
  'started container {container}',
  'created pod: {pod}',
  'container image "{image}" already present',
  'pulling image "{image}"',
  'in the namespace "{namespace}"',
  'pods "{pod}" is forbidden',
  'pod/{pod}',
].map(pattern)
const NAMED_AT_MOST = 12

/** @param flat see pattern.ts */
export function namesSaid({ flat }: Pick<Reading, 'flat'>): Names {
  const said = new Map<Placeholder, Set<string>>()
  for (const wanted of NAMING) {
    let begin = 0
    for (let count = 0; count < NAMED_AT_MOST; count++) {
      const hit = findPattern(wanted, flat, begin)
      if (hit === undefined) break
      begin = hit.to
      for (const placeholder of PLACEHOLDERS) {
        const value = namesOf(hit.values)[placeholder]?.replace(/[.,;:]+$/, '')
        if (value !== undefined && /^[\w.:/@-]+$/.test(value))
          said.set(placeholder, (said.get(placeholder) ?? new Set()).add(value))
      }
    }
  }
  return Object.fromEntries(
    [...said].flatMap(([placeholder, [one, other]]) => (other === undefined ? [[placeholder, one]] : [])),
  )
}

function namesOf(values: Record<string, string>): Names {
  const names: Names = {}
  for (const [hole, value] of Object.entries(values)) {
    const placeholder = PLACEHOLDERS.find(name => name.toLowerCase() === hole)
    if (placeholder !== undefined) names[placeholder] = value
  }
  return names
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

function objectNames(object: string | undefined): Names {
  const [type = '', name] = object?.split('/') ?? []
  const placeholder = placeholderOf(type)
  return placeholder === undefined || name === undefined ? {} : { [placeholder]: name }
}

/** What single fields of describe or of an object say. */
function fieldsSay({ fields }: Reading): Symptom[] {
  const symptoms: Symptom[] = []
  const has = (key: string): boolean => fields.some(field => field.key === key)
  const add = (note: NoteId, weight: number, line: number): void =>
    void symptoms.push({ note, weight, line, names: {} })
  const isPod = has('containers') || has('init containers') || has('controlled by') || has('qos class')
  for (const { key, value, line } of fields) {
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

/**
 * Every placeholder for which the paste has a value: that of the cause, else that of its commands and headings, else one
 * that is named somewhere. What belongs to another Pod than the cause's is left out.
 */
export function namesFor(cause: Cause, reading: Reading): Names {
  const { POD, CONTAINER, NODE, ...others } = { ...namesSaid(reading), ...reading.names }
  const own = cause.names.POD === undefined || cause.names.POD === POD
  return {
    ...others,
    ...(own && POD !== undefined && { POD }),
    ...(own && CONTAINER !== undefined && { CONTAINER }),
    ...(own && NODE !== undefined && { NODE }),
    ...cause.names,
  }
}
