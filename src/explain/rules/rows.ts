/** Rows of tables that show trouble, and the note about each kind of table, for when none of its rows does. */
import type { NoteId } from '../../notes/note.ts'
import type { Placeholder } from '../reading.ts'
import type { Row, TableKind } from '../tables.ts'
import { EXIT_CODES, NODE_CONDITIONS, OWN_EXIT_CODE, POD_STATES } from './states.ts'

export type Symptom = readonly [note: NoteId, weight: number]

/** What a table is about, and the placeholder that its names fill. */
export const ABOUT: Readonly<Record<TableKind, { notes: NoteId[]; name?: Placeholder }>> = {
  event: { notes: ['event', 'kubectl-events'] },
  condition: { notes: ['node-status', 'pod-condition'] },
  context: { notes: ['kubectl-config', 'context'] },
  hpa: { notes: ['horizontalpodautoscaler'], name: 'HPA' },
  pv: { notes: ['persistentvolume'], name: 'PV' },
  pvc: { notes: ['persistentvolumeclaim'], name: 'PVC' },
  cronjob: { notes: ['cronjob'], name: 'CRONJOB' },
  job: { notes: ['job'], name: 'JOB' },
  service: { notes: ['service'], name: 'SERVICE' },
  ingress: { notes: ['ingress'], name: 'INGRESS' },
  daemonset: { notes: ['daemonset'], name: 'DAEMONSET' },
  deployment: { notes: ['deployment'], name: 'DEPLOYMENT' },
  replicaset: { notes: ['replicaset'], name: 'REPLICASET' },
  endpointslice: { notes: ['endpointslice'] },
  endpoints: { notes: ['endpoints'], name: 'SERVICE' },
  pod: { notes: ['pod-lifecycle', 'kubectl-get'], name: 'POD' },
  node: { notes: ['node', 'node-status'], name: 'NODE' },
  storageclass: { notes: ['storageclass'] },
  poddisruptionbudget: { notes: ['poddisruptionbudget'] },
  networkpolicy: { notes: ['networkpolicy'] },
  top: { notes: ['kubectl-top', 'metrics-server'] },
  container: { notes: ['docker-ps'] },
  image: { notes: ['docker-images'] },
  release: { notes: ['helm'], name: 'RELEASE' },
  apiservice: { notes: ['aggregation-layer'] },
  csr: { notes: ['certificatesigningrequest'] },
  quota: { notes: ['resourcequota'] },
  crd: { notes: ['customresourcedefinition'] },
  statefulset: { notes: ['statefulset'], name: 'STATEFULSET' },
  secret: { notes: ['secret'], name: 'SECRET' },
  configmap: { notes: ['configmap'], name: 'CONFIGMAP' },
  serviceaccount: { notes: ['serviceaccount'] },
  priorityclass: { notes: ['priorityclass'] },
  namespace: { notes: ['namespace'], name: 'NAMESPACE' },
}

/** What is wrong with the object in a row, if anything; `rows` are those of all tables. */
export function symptomOf({ kind, cells, name }: Row): Symptom | undefined {
  switch (kind) {
    case 'pod':
      return podSymptom(cells)
    case 'node':
      if (/NotReady/.test(cells.status ?? '')) return ['node-notready', 93]
      return /SchedulingDisabled/.test(cells.status ?? '') ? ['kubectl-cordon', 72] : undefined
    case 'condition': {
      const condition = NODE_CONDITIONS[name]
      return condition?.bad.test(cells.status ?? '') ? condition.is : undefined
    }
    case 'pvc':
      if (cells.status === 'Lost') return ['unbound-pvc', 88]
      if (cells.status === 'Terminating') return ['finalizer', 84]
      return cells.status === 'Pending' ? ['unbound-pvc', 91] : undefined
    case 'pv':
      if (cells.status === 'Terminating') return ['finalizer', 84]
      return /^(?:Released|Failed)$/.test(cells.status ?? '') ? ['reclaim-policy', 92] : undefined
    case 'service':
      return cells['external-ip'] === '<pending>' ? ['loadbalancer-pending', 93] : undefined
    case 'ingress':
      return cells.address === undefined || /^\d+(?:,|$)/.test(cells.address)
        ? ['ingress-controller', 66]
        : undefined
    case 'endpoints':
    case 'endpointslice':
      return /^<(?:none|unset)>$/.test(cells.endpoints ?? '') ? ['no-endpoints-available', 93] : undefined
    case 'hpa':
      return /<unknown>/.test(cells.targets ?? '') ? ['hpa-unknown-metrics', 94] : undefined
    case 'namespace':
      return cells.status === 'Terminating' ? ['namespace-terminating', 94] : undefined
    case 'deployment':
    case 'statefulset':
      return isShort(cells.ready) || isLess(cells.available, cells.desired) ? [kind, 62] : undefined
    case 'daemonset':
    case 'replicaset':
      if (isLess(cells.current, cells.desired))
        return [kind === 'replicaset' ? 'quota-exceeded' : 'daemonset', 52]
      return isLess(cells.ready, cells.desired) ? [kind, 61] : undefined
    case 'job':
      return cells.status === 'Failed'
        ? ['deadlineexceeded', 86]
        : isShort(cells.completions)
          ? ['job', 40]
          : undefined
    case 'cronjob':
      if (/^true$/i.test(cells.suspend ?? '')) return ['cronjob-not-running', 88]
      return cells['last schedule'] === '<none>' || isLate(cells) ? ['cronjob-not-running', 84] : undefined
    case 'poddisruptionbudget':
      return cells['allowed disruptions'] === '0' ? ['poddisruptionbudget', 88] : undefined
    case 'apiservice':
      return /^False/.test(cells.available ?? '') ? ['aggregation-layer', 94] : undefined
    case 'csr':
      return /Pending/.test(cells.condition ?? '') ? ['certificatesigningrequest', 86] : undefined
    case 'release':
      if (/^pending-/.test(cells.status ?? '')) return ['helm-rollback', 94]
      return cells.status === 'failed' ? ['helm-install', 84] : undefined
    case 'container':
      return exitSymptom(cells.status ?? '')
    default:
      return undefined
  }
}

function podSymptom({ status = '', ready, restarts = '' }: Record<string, string>): Symptom | undefined {
  if (/^Init:(?!\d)/.test(status)) return ['init-container-error', 94]
  if (/^Init:\d/.test(status)) return ['init-container-error', 72]
  if (/^ExitCode:|^Signal:/.test(status)) {
    const code = Number(/\d+/.exec(status)?.[0] ?? 1)
    return EXIT_CODES[status.startsWith('Signal') ? 128 + code : code] ?? OWN_EXIT_CODE
  }
  const known = POD_STATES[status]
  if (known !== undefined) return known
  if (status === 'Completed' && Number.parseInt(restarts, 10) > 0) return ['exit-code-0', 80]
  if (status !== 'Running') return undefined
  if (isShort(ready))
    return Number.parseInt(restarts, 10) > 2 ? ['crashloopbackoff', 56] : ['probe-failed', 62]
  return Number.parseInt(restarts, 10) >= 20 ? ['crashloopbackoff', 44] : undefined
}

/** `Exited (137) 2 minutes ago`, as docker prints it. */
function exitSymptom(status: string): Symptom | undefined {
  const code = /^Exited \((\d{1,3})\)/.exec(status)?.[1]
  if (code === undefined) return /^Restarting/.test(status) ? ['exit-code-1', 50] : undefined
  return Number(code) === 0 ? undefined : (EXIT_CODES[Number(code)] ?? OWN_EXIT_CODE)
}

/** A schedule that comes up each hour at least, and a last run that is hours or days ago. */
const isLate = ({ schedule = '', 'last schedule': last = '' }: Record<string, string>): boolean =>
  /^\*(?:\/\d+)? \* /.test(schedule) && /^\d+[hd]/.test(last)

const isShort = (ready = ''): boolean => {
  const [is, of] = ready.split('/').map(Number)
  return of !== undefined && is !== undefined && is < of
}

const isLess = (is: string | undefined, than: string | undefined): boolean =>
  is !== undefined && than !== undefined && Number(is) < Number(than)
