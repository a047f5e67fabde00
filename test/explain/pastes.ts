/** Pastes of our own making, each with the notes of which one must be the first cause. */
export type Paste = { says: string; notes: string[]; text: string; names?: Record<string, string> }

export const PASTES: Paste[] = [
  {
    says: 'a crashing pod in a table',
    notes: ['crashloopbackoff'],
    names: { POD: 'ledger-7f6d8c5b9-qk2zt', NAMESPACE: 'bank' },
    text: '$ kubectl get pods -n bank\nNAME                     READY   STATUS             RESTARTS      AGE\nledger-7f6d8c5b9-qk2zt   0/1     CrashLoopBackOff   7 (71s ago)   13m\nvault-0                  1/1     Running            0             8d',
  },
  {
    says: 'a pod out of memory, described',
    notes: ['oomkilled'],
    names: { POD: 'ranker-0', NAMESPACE: 'search', CONTAINER: 'ranker', NODE: 'n-17' },
    text: 'Name:             ranker-0\nNamespace:        search\nNode:             n-17/10.1.4.9\nContainers:\n  ranker:\n    Container ID:  containerd://9c1b\n    Image:         acme/ranker:2\n    State:          Waiting\n      Reason:       CrashLoopBackOff\n    Last State:     Terminated\n      Reason:       OOMKilled\n      Exit Code:    137\n    Ready:          False\n    Restart Count:  12\n    Limits:\n      memory:  256Mi\n    Requests:\n      memory:  128Mi',
  },
  {
    says: 'one line of grep',
    notes: ['imagepullbackoff'],
    names: { POD: 'front-5c44c9b8d-7m8xv', NAMESPACE: 'web' },
    text: 'web   front-5c44c9b8d-7m8xv   0/1   ErrImagePull   0   44s',
  },
  {
    says: 'a registry that wants a login',
    notes: ['image-pull-secret-error'],
    text: '  Warning  Failed  11s (x3 over 54s)  kubelet  Failed to pull image "reg.acme.example/team/api:4": failed to pull and unpack image "reg.acme.example/team/api:4": failed to resolve reference "reg.acme.example/team/api:4": pulling from host reg.acme.example failed with status code [manifests 4]: 401 Unauthorized',
  },
  {
    says: 'too many pulls',
    notes: ['image-pull-rate-limit'],
    text: 'Failed to pull image "redis:7": rpc error: code = Unknown desc = Error response from daemon: toomanyrequests: You have reached your pull rate limit.',
  },
  {
    says: 'a missing ConfigMap',
    notes: ['createcontainerconfigerror'],
    text: 'Warning  Failed  2s (x4 over 31s)  kubelet  Error: configmap "mail-settings" not found',
  },
  {
    says: 'an init container in trouble',
    notes: ['init-container-error'],
    names: { POD: 'wiki-0' },
    text: 'NAME     READY   STATUS       RESTARTS   AGE\nwiki-0   0/2     Init:Error   3          61s',
  },
  {
    says: 'a probe that finds nobody',
    notes: ['probe-failed'],
    text: 'Warning  Unhealthy  4s (x6 over 54s)  kubelet  Startup probe failed: dial tcp 10.2.7.3:9000: connect: connection refused\nNormal   Killing    4s  kubelet  Container gate failed startup probe, will be restarted',
  },
  {
    says: 'a full cluster',
    notes: ['insufficient-cpu'],
    text: 'Warning  FailedScheduling  12s  default-scheduler  0/6 nodes are available: 3 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 3 Insufficient memory. preemption: 0/6 nodes are available: 3 Preemption is not helpful for scheduling, 3 No preemption victims found for incoming pod.',
  },
  {
    says: 'labels that no node has',
    notes: ['affinity-mismatch'],
    text: "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
  },
  {
    says: 'a claim without a volume, in a table',
    notes: ['unbound-pvc'],
    names: { PVC: 'blobs' },
    text: 'NAME    STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE\nblobs   Pending                                      fast           6m',
  },
  {
    says: 'a volume on another node',
    notes: ['failedattachvolume'],
    text: 'Warning  FailedAttachVolume  3m  attachdetach-controller  Multi-Attach error for volume "pvc-77" Volume is already exclusively attached to one node and can\'t be attached to another',
  },
  {
    says: 'a mount that is refused',
    notes: ['failedmount'],
    text: 'MountVolume.SetUp failed for volume "conf" : references non-existent config key: app.ini',
  },
  {
    says: 'a node that went away',
    notes: ['node-notready'],
    names: { NODE: 'blue-3' },
    text: 'NAME     STATUS                        ROLES    AGE   VERSION\nblue-1   Ready                         <none>   90d   v1.33.1\nblue-3   NotReady,SchedulingDisabled   <none>   90d   v1.33.1',
  },
  {
    says: 'a node under pressure',
    notes: ['node-pressure'],
    text: 'Conditions:\n  Type             Status  LastHeartbeatTime                 LastTransitionTime                Reason                       Message\n  ----             ------  -----------------                 ------------------                ------                       -------\n  MemoryPressure   False   Mon, 02 Jun 2025 10:00:00 +0200   Mon, 02 Jun 2025 09:00:00 +0200   KubeletHasSufficientMemory   kubelet has sufficient memory available\n  DiskPressure     True    Mon, 02 Jun 2025 10:00:00 +0200   Mon, 02 Jun 2025 09:40:00 +0200   KubeletHasDiskPressure       kubelet has disk pressure',
  },
  {
    says: 'a load balancer without an address',
    notes: ['loadbalancer-pending'],
    names: { SERVICE: 'edge' },
    text: 'NAME   TYPE           CLUSTER-IP    EXTERNAL-IP   PORT(S)        AGE\nedge   LoadBalancer   10.43.9.200   <pending>     80:31822/TCP   12m',
  },
  {
    says: 'a Service with nobody behind it',
    notes: ['no-endpoints-available'],
    text: 'Name:              cart\nNamespace:         shop\nSelector:          app=cart\nType:              ClusterIP\nIP:                10.96.7.1\nPort:              http  80/TCP\nTargetPort:        8080/TCP\nEndpoints:         <none>',
  },
  {
    says: 'somebody without rights',
    notes: ['forbidden'],
    text: 'Error from server (Forbidden): secrets is forbidden: User "system:serviceaccount:ci:deployer" cannot list resource "secrets" in API group "" in the namespace "prod"',
  },
  {
    says: 'a quota that is used up',
    notes: ['quota-exceeded'],
    text: 'Error from server (Forbidden): error when creating "big.yaml": pods "big" is forbidden: exceeded quota: team, requested: limits.cpu=4, used: limits.cpu=14, limited: limits.cpu=16',
  },
  {
    says: 'a strict namespace',
    notes: ['podsecurity-violation'],
    text: 'Error from server (Forbidden): pods "dbg" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "dbg" must set securityContext.allowPrivilegeEscalation=false)',
  },
  {
    says: 'an expired certificate',
    notes: ['certificate-expired'],
    text: 'E0112 07:10:44.101 3312 memcache.go:265] couldn\'t get current server API group list: Get "https://10.0.0.5:6443/api?timeout=32s": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-01-12T07:10:44Z is after 2026-01-11T22:01:09Z',
  },
  {
    says: 'a webhook that is down',
    notes: ['admission-webhook-denied'],
    text: 'Error from server (InternalError): error when creating "STDIN": Internal error occurred: failed calling webhook "check.policies.example": failed to call webhook: Post "https://policies.ops.svc:443/check?timeout=5s": no endpoints available for service "policies"',
  },
  {
    says: 'a client that has no cluster',
    notes: ['api-connection-refused'],
    text: 'PS C:\\work> kubectl get ns\nThe connection to the server 192.168.49.2:8443 was refused - did you specify the right host or port?',
  },
  {
    says: 'a kind that nobody serves',
    notes: ['no-matches-for-kind'],
    text: 'error: resource mapping not found for name: "nightly" namespace: "" from "cron.yaml": no matches for kind "CronJob" in version "batch/v1beta1"\nensure CRDs are installed first',
  },
  {
    says: 'a typo in a field',
    notes: ['yaml-error', 'field-validation'],
    text: 'Error from server (BadRequest): error when creating "web.yml": Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replica"',
  },
  {
    says: 'a name that cannot be looked up',
    notes: ['dns-lookup-failure'],
    text: '{"level":"error","ts":"2025-07-01T10:11:12Z","msg":"cannot reach database","error":"dial tcp: lookup pg.data.svc.cluster.local on 10.96.0.10:53: no such host"}',
  },
  {
    says: 'a proxy with a dead backend',
    notes: ['ingress-502'],
    text: '2025/09/01 12:00:01 [error] 33#33: *17 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.9, server: a.example, request: "GET / HTTP/1.1", upstream: "http://10.2.0.8:80/"',
  },
  {
    says: 'a wrong architecture',
    notes: ['exec-format-error'],
    text: '2025-03-03T03:03:03.000000000Z stderr F exec /app/server: exec format error',
  },
  {
    says: 'a program that is not in the image',
    notes: ['runcontainererror', 'exit-code-127'],
    text: 'Error: failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "gunicorn": executable file not found in $PATH: unknown',
  },
  {
    says: 'an image without a shell',
    notes: ['kubectl-debug', 'kubectl-exec'],
    text: '$ kubectl exec -ti proxy-0 -n edge -- bash\nerror: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "1f": OCI runtime exec failed: exec failed: unable to start container process: exec: "bash": executable file not found in $PATH: unknown',
  },
  {
    says: 'an autoscaler in the dark',
    notes: ['hpa-unknown-metrics'],
    names: { HPA: 'api' },
    text: 'NAME   REFERENCE        TARGETS         MINPODS   MAXPODS   REPLICAS   AGE\napi    Deployment/api   <unknown>/75%   2         9         2          5m',
  },
  {
    says: 'a drain that is refused',
    notes: ['drain-error'],
    text: 'evicting pod db/pg-1\nerror when evicting pods/"pg-1" -n "db" (will retry after 5s): Cannot evict pod as it would violate the pod\'s disruption budget.',
  },
  {
    says: 'a field that cannot change',
    notes: ['field-is-immutable'],
    text: 'The Job "seed" is invalid: spec.template: Invalid value: core.PodTemplateSpec{}: field is immutable',
  },
  {
    says: 'a namespace that does not go',
    notes: ['namespace-terminating'],
    names: { NAMESPACE: 'old-team' },
    text: 'NAME       STATUS        AGE\ndefault    Active        400d\nold-team   Terminating   2d',
  },
  {
    says: 'an object being deleted, as JSON in one line',
    notes: ['crashloopbackoff', 'exit-code-1'],
    text: '{"kind":"Pod","apiVersion":"v1","metadata":{"name":"w-1","namespace":"a"},"status":{"containerStatuses":[{"containerID":"x","name":"app","lastState":{"terminated":{"exitCode":1,"reason":"Error"}},"state":{"waiting":{"reason":"CrashLoopBackOff"}},"ready":false,"restartCount":4}]}}',
  },
  {
    says: 'a status as YAML',
    notes: ['oomkilled'],
    text: 'status:\n  containerStatuses:\n  - containerID: containerd://1\n    lastState:\n      terminated:\n        exitCode: 137\n        reason: OOMKilled\n    name: app\n    ready: false\n    restartCount: 3\n    state:\n      waiting:\n        reason: CrashLoopBackOff\n  phase: Running',
  },
  {
    says: 'no CNI plugin',
    notes: ['cni-not-initialized'],
    text: 'Jun 01 10:00:00 n1 kubelet[77]: E0601 10:00:00.1 77 kubelet.go:2900] "Container runtime network not ready" networkReady="NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized"',
  },
  {
    says: 'a sandbox without an address',
    notes: ['failedcreatepodsandbox'],
    text: 'Warning  FailedCreatePodSandBox  5s (x8 over 2m)  kubelet  Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "9": plugin type="aws-cni" name="aws-cni" failed (add): add cmd: failed to assign an IP address to container',
  },
  {
    says: 'a kubelet with swap',
    notes: ['kubelet-not-running', 'swap'],
    text: 'kubelet.service: Main process exited, code=exited, status=1/FAILURE\nE0101 00:00:01.1 1 run.go:74] "command failed" err="failed to run Kubelet: running with swap on is not supported, please disable swap!"',
  },
  {
    says: 'a release that is stuck',
    notes: ['helm-rollback'],
    text: 'Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress',
  },
  {
    says: 'a chart that does not render',
    notes: ['helm-values'],
    text: 'Error: template: app/templates/deploy.yaml:21:28: executing "app/templates/deploy.yaml" at <.Values.image.tag>: nil pointer evaluating interface {}.tag',
  },
  {
    says: 'a stack trace of a client',
    notes: ['forbidden'],
    text: 'kubernetes.client.exceptions.ApiException: (403)\nReason: Forbidden\nHTTP response body: {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"jobs.batch is forbidden: User \\"system:serviceaccount:etl:default\\" cannot create resource \\"jobs\\" in API group \\"batch\\" in the namespace \\"etl\\"","reason":"Forbidden","details":{"group":"batch","kind":"jobs"},"code":403}',
  },
  {
    says: 'a port that is taken',
    notes: ['exit-code-125'],
    text: '$ docker run -p 80:80 nginx\ndocker: Error response from daemon: driver failed programming external connectivity on endpoint x: Bind for 0.0.0.0:80 failed: port is already allocated.',
  },
  {
    says: 'a daemon out of reach',
    notes: ['docker-permission-denied'],
    text: 'ERROR: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
  },
  {
    says: 'a slow etcd',
    notes: ['etcd-leader-changed'],
    text: '{"level":"warn","ts":"2025-05-05T05:05:05Z","caller":"etcdserver/util.go:123","msg":"apply request took too long","took":"412ms","expected-duration":"100ms"}',
  },
  {
    says: 'an evicted pod',
    notes: ['evicted'],
    names: { POD: 'cache-6d5f-xx1' },
    text: 'NAME             READY   STATUS    RESTARTS   AGE\ncache-6d5f-xx1   0/1     Evicted   0          3h',
  },
  {
    says: 'a job that gave up',
    notes: ['deadlineexceeded'],
    text: 'LAST SEEN   TYPE      REASON                 OBJECT       MESSAGE\n13s         Warning   BackoffLimitExceeded   job/report   Job has reached the specified backoff limit',
  },
]
