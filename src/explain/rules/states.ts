/** States that tables, describe and events print, and the note that explains each. Weights as in texts.ts. */
import type { NoteId } from '../../notes/note.ts'

type State = readonly [note: NoteId, weight: number]

/** STATUS of a Pod in `kubectl get pods`, and the reason for which a container waits. */
export const POD_STATES: Readonly<Record<string, State>> = {
  CrashLoopBackOff: ['crashloopbackoff', 76],
  ImagePullBackOff: ['imagepullbackoff', 86],
  ErrImagePull: ['imagepullbackoff', 86],
  ErrImageNeverPull: ['errimageneverpull', 94],
  InvalidImageName: ['invalidimagename', 94],
  ImageInspectError: ['imagepullbackoff', 70],
  RegistryUnavailable: ['imagepullbackoff', 80],
  CreateContainerConfigError: ['createcontainerconfigerror', 88],
  CreateContainerError: ['createcontainererror', 88],
  RunContainerError: ['runcontainererror', 86],
  StartError: ['runcontainererror', 88],
  ContainerCannotRun: ['runcontainererror', 86],
  ContainerCreating: ['containercreating', 58],
  PodInitializing: ['containercreating', 52],
  ContainerStatusUnknown: ['containerstatusunknown', 92],
  OOMKilled: ['oomkilled', 97],
  Evicted: ['evicted', 92],
  DeadlineExceeded: ['deadlineexceeded', 92],
  Error: ['exit-code-1', 66],
  Terminating: ['pod-terminating', 88],
  Pending: ['pod-pending', 62],
  Unknown: ['node-notready', 82],
  NodeLost: ['node-notready', 88],
  NodeShutdown: ['node-shutdown', 92],
  Terminated: ['node-shutdown', 80],
  Preempting: ['preemption', 90],
  OutOfcpu: ['insufficient-cpu', 92],
  OutOfmemory: ['insufficient-cpu', 92],
  OutOfpods: ['node-allocatable', 88],
  NodeAffinity: ['affinity-mismatch', 88],
  NodePorts: ['failedscheduling', 80],
  UnexpectedAdmissionError: ['device-plugin', 90],
  SchedulingGated: ['scheduling-gates', 94],
  NotReady: ['probe-failed', 60],
}

/** Exit codes of containers. 137 and 143 are signals: who sent them is another question. */
export const EXIT_CODES: Readonly<Record<number, State>> = {
  0: ['exit-code-0', 70],
  1: ['exit-code-1', 78],
  2: ['exit-code-1', 70],
  125: ['exit-code-125', 82],
  126: ['exit-code-126', 84],
  127: ['exit-code-127', 86],
  128: ['exit-code-128', 84],
  130: ['exit-code-130', 84],
  134: ['exit-code-134', 86],
  137: ['exit-code-137', 86],
  139: ['exit-code-139', 90],
  143: ['exit-code-143', 84],
}

/** Any other code that is not 0: the program's own. */
export const OWN_EXIT_CODE: State = ['exit-code-1', 64]

/** Reasons of events. Those that only say that something failed weigh little: the text behind them says more. */
export const EVENT_REASONS: Readonly<Record<string, State>> = {
  BackOff: ['crashloopbackoff', 50],
  FailedScheduling: ['failedscheduling', 70],
  FailedMount: ['failedmount', 84],
  FailedAttachVolume: ['failedattachvolume', 92],
  FailedCreatePodSandBox: ['failedcreatepodsandbox', 92],
  FailedCreatePodContainer: ['failedcreatepodsandbox', 70],
  NetworkNotReady: ['cni-not-initialized', 90],
  Unhealthy: ['probe-failed', 84],
  ProbeWarning: ['probe-failed', 70],
  OOMKilling: ['oomkilled', 96],
  SystemOOM: ['oomkilled', 96],
  Evicted: ['evicted', 92],
  Preempted: ['preemption', 92],
  NodeNotReady: ['node-notready', 88],
  NodeNotSchedulable: ['drain', 70],
  FailedBinding: ['unbound-pvc', 90],
  ProvisioningFailed: ['unbound-pvc', 90],
  WaitForFirstConsumer: ['volume-binding-mode', 84],
  BackoffLimitExceeded: ['deadlineexceeded', 92],
  DeadlineExceeded: ['deadlineexceeded', 92],
  FailedNeedsStart: ['cronjob-not-running', 92],
  FailedGetResourceMetric: ['hpa-unknown-metrics', 92],
  FailedComputeMetricsReplicas: ['hpa-unknown-metrics', 90],
  SyncLoadBalancerFailed: ['loadbalancer-pending', 92],
  FailedPostStartHook: ['lifecycle-hook', 92],
  FailedPreStopHook: ['lifecycle-hook', 92],
  InspectFailed: ['invalidimagename', 80],
  ErrImageNeverPull: ['errimageneverpull', 94],
  FailedToRetrieveImagePullSecret: ['image-pull-secret-error', 92],
  FailedKillPod: ['pod-terminating', 76],
  DNSConfigForming: ['dns-policy', 90],
  FreeDiskSpaceFailed: ['node-pressure', 88],
  ImageGCFailed: ['node-pressure', 88],
  EvictionThresholdMet: ['node-pressure', 90],
  NodeHasDiskPressure: ['node-pressure', 90],
  NodeHasInsufficientMemory: ['node-pressure', 90],
  NotTriggerScaleUp: ['cluster-autoscaler', 80],
  FailedDaemonPod: ['daemonset', 76],
  InvalidDiskCapacity: ['node-pressure', 60],
}

/** Conditions of a node that are bad news, and the value that makes them so. */
export const NODE_CONDITIONS: Readonly<Record<string, { bad: RegExp; is: State }>> = {
  Ready: { bad: /^(?:False|Unknown)$/, is: ['node-notready', 88] },
  MemoryPressure: { bad: /^True$/, is: ['node-pressure', 92] },
  DiskPressure: { bad: /^True$/, is: ['node-pressure', 92] },
  PIDPressure: { bad: /^True$/, is: ['node-pressure', 92] },
  NetworkUnavailable: { bad: /^True$/, is: ['cni-not-initialized', 90] },
}
