import { describe, expect, test } from 'vitest'
import { search } from './library.ts'

/** A written comparison that is named whole is found as a note. */
const compared = (text: string): string[] => {
  const { compared, matches } = search.find(text, { recent: [] })
  return compared === undefined ? (matches[0]?.note.compares ?? []) : compared.notes.map(({ id }) => id)
}

describe('what is set side by side', () => {
  test.each([
    ['svc vs ingress', ['service', 'ingress']],
    ['ConfigMap versus Secret', ['configmap', 'secret']],
    ['difference between a Deployment and a StatefulSet', ['deployment', 'statefulset']],
    ['Difference between Ingress and ConfigMap?', ['ingress', 'configmap']],
    ['what are the key differences between a role and a secret', ['role', 'secret']],
    ['kubectl cordon vs drain', ['kubectl-drain', 'kubectl-cordon']],
    ['should I use a Job or a CronJob', ['job', 'cronjob']],
    ['job or cronjob?', ['job', 'cronjob']],
    ['should i use k3s or minikube', ['k3s', 'minikube']],
    ['compare liveness probe with readiness probe', ['liveness-probe', 'readiness-probe']],
    ['nodeport vs loadbalancer vs ingress', ['nodeport', 'loadbalancer', 'ingress']],
    ['difference between a Pod and a HorizontalPodAutoscaler (HPA)', ['pod', 'horizontalpodautoscaler']],
    ['ConfigMap and a PersistentVolume (PV), the difference?', ['configmap', 'persistentvolume']],
    ['docker vs CMD vs ENTRYPOINT', ['docker', 'entrypoint-and-cmd']],
  ])('%s', (text, ids) => expect(compared(text)).toEqual(ids))
})

describe('two names that are not compared', () => {
  test.each([
    'can a daemonset or statefulset be rolled back with kubectl as well?',
    'is a given kind namespaced or cluster scoped',
    'validate a manifest against the cluster',
    'who calls the plugin, kubelet or containerd?',
    'expose a deployment with a service',
    'kubelet cgroup driver: "cgroupfs" is different from docker cgroup driver: "systemd"',
  ])('%s', text => expect(compared(text)).toEqual([]))
})

test('a name that only says whose the others are is not one of the sides', () => {
  const sides = compared('Docker: ENTRYPOINT versus CMD, please')
  expect(sides).toContain('entrypoint-and-cmd')
  expect(sides).not.toContain('docker')
})
