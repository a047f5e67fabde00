/** Courses through the notes, in the order in which they build on each other. A folder of notes may lack some of them. */
import type { NoteId } from '../notes/note.ts'

export type Path = { title: string; about: string; notes: NoteId[] }

const course = (title: string, about: string, notes: string): Path => ({
  title,
  about,
  notes: notes.split(/\s+/).filter(Boolean),
})

export const PATHS = {
  beginner: course(
    'Beginner',
    'from a container to an app that runs in a cluster',
    `container container-image dockerfile container-registry kubernetes cluster node control-plane kubectl
    minikube namespace pod pod-lifecycle manifest kubectl-apply kubectl-get kubectl-describe kubectl-logs
    label selector deployment replicaset kubectl-scale rolling-update rollback service clusterip nodeport
    loadbalancer dns kubectl-port-forward configmap secret environment-variable volume persistentvolumeclaim
    persistentvolume resource-requests resource-limits probe liveness-probe readiness-probe kubectl-exec event debugging
    crashloopbackoff imagepullbackoff ingress job cronjob statefulset daemonset helm`,
  ),
  operator: course(
    'Operator',
    'what keeps a cluster running, and what to do when it does not',
    `control-plane kube-apiserver etcd kube-scheduler kube-controller-manager kubelet container-runtime kube-proxy
    kubeadm kubeadm-init kubeadm-join high-availability version-skew cluster-upgrade kubectl-drain kubectl-cordon
    etcd-backup backup-and-restore node-status node-notready lease node-allocatable node-pressure-eviction eviction
    poddisruptionbudget taint toleration node-affinity priorityclass preemption topology-spread-constraints
    cluster-networking cni coredns networkpolicy ingress-controller gateway-api csi storageclass dynamic-provisioning
    volume-expansion volumesnapshot rbac role rolebinding clusterrole serviceaccount authentication
    authorization admission-controller pod-security-standards pod-security-admission audit-log encryption-at-rest
    certificate-rotation resourcequota limitrange cluster-autoscaler metrics-server monitoring logging
    kube-state-metrics node-problem-detector api-priority-and-fairness feature-gate crictl debug-cluster
    etcd-leader-changed certificate-expired`,
  ),
  developer: course(
    'Developer',
    'how to build, ship and mend an app on Kubernetes',
    `dockerfile multi-stage-build image-tag container-image twelve-factor local-development kind-cluster
    kubectl-config-use-context namespace pod deployment pod-template label recommended-labels configmap secret
    environment-variable command-and-args downward-api resource-requests resource-limits qos-class oomkilled probe
    startup-probe readiness-probe liveness-probe lifecycle-hook pod-termination graceful-shutdown
    zero-downtime-rollout rolling-update kubectl-rollout rollback service headless-service service-discovery dns
    ingress ingress-tls httproute job cronjob init-container sidecar-container emptydir persistentvolumeclaim
    horizontalpodautoscaler kubectl-logs kubectl-exec kubectl-debug kubectl-port-forward kubectl-diff
    crashloopbackoff imagepullbackoff createcontainerconfigerror probe-failed service-connection-refused
    kustomize kustomize-overlay helm helm-chart helm-values ci-cd gitops canary-deployment serviceaccount
    security-context read-only-root-filesystem`,
  ),
  exam: course(
    'Exam',
    'what the CKA and CKAD ask, by the commands that save time there',
    `certifications kubectl kubectl-config-use-context kubectl-completion kubectl-explain kubectl-run
    kubectl-create-deployment dry-run kubectl-expose kubectl-output jsonpath kubectl-label kubectl-annotate
    kubectl-edit kubectl-replace kubectl-set pod multi-container-pod init-container static-pod deployment
    kubectl-rollout kubectl-rollout-undo kubectl-scale kubectl-autoscale daemonset statefulset job cronjob
    kubectl-create-configmap kubectl-create-secret configmap secret resource-requests limitrange resourcequota
    nodeselector node-affinity taint toleration kubectl-taint service nodeport ingress httproute networkpolicy coredns
    persistentvolume persistentvolumeclaim storageclass access-modes reclaim-policy emptydir serviceaccount rbac role
    rolebinding clusterrolebinding kubectl-auth certificatesigningrequest kubectl-certificate security-context
    linux-capabilities kubeadm kubeadm-join cluster-upgrade kubectl-drain kubectl-cordon etcd-backup kubectl-logs
    kubectl-debug kubectl-top kubectl-events debugging pod-pending crashloopbackoff imagepullbackoff node-notready
    kubelet-not-running api-connection-refused helm-install helm-rollback kustomize customresourcedefinition
    admission-controller`,
  ),
} as const satisfies Record<string, Path>

export type PathName = keyof typeof PATHS

export const isPath = (name: string): name is PathName => Object.hasOwn(PATHS, name)
