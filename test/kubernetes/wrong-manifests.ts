/**
 * Planted mistakes: each takes a right manifest, changes one thing, and names the line and a part of the message that tells
 * how to mend it.
 */

type Planted = { name: string; source: string; line: number; says: string; fix?: string }

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app: web
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: nginx:1.29
          imagePullPolicy: IfNotPresent
          ports:
            - name: http
              containerPort: 80
          env:
            - name: LEVEL
              value: debug
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              cpu: 200m
              memory: 256Mi
          readinessProbe:
            httpGet:
              path: /
              port: http
          volumeMounts:
            - name: data
              mountPath: /data
      volumes:
        - name: data
          emptyDir: {}
`
const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: NodePort
  selector:
    app: web
  ports:
    - name: http
      port: 80
      targetPort: http
      nodePort: 30080
`
const CRONJOB = `apiVersion: batch/v1
kind: CronJob
metadata:
  name: backup
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: backup
              image: app:1
`
const INGRESS = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
`
const CLAIM = `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  accessModes:
    - ReadWriteOnce
  resources:
    requests:
      storage: 10Gi
`
const AUTOSCALER = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: web
  minReplicas: 2
  maxReplicas: 10
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: 70
`
const ROLE = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader
rules:
  - apiGroups: [""]
    resources: [pods]
    verbs: [get, list]
`
const BINDING = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: readers
subjects:
  - kind: ServiceAccount
    name: app
    namespace: shop
roleRef:
  kind: Role
  name: reader
  apiGroup: rbac.authorization.k8s.io
`
const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress:
    - from:
        - ipBlock:
            cidr: 10.0.0.0/8
      ports:
        - port: 80
`
const SECRET = `apiVersion: v1
kind: Secret
metadata:
  name: db
type: Opaque
data:
  password: czNjcmV0
`

/** @param from text that stands in `base` exactly once */
function edit(base: string, from: string, to: string): string {
  if (base.split(from).length !== 2) throw new Error(`"${from}" stands not once in this manifest`)
  return base.replace(from, () => to)
}

const planted = (
  name: string,
  base: string,
  from: string,
  to: string,
  line: number,
  says: string,
  fix?: string,
): Planted => ({
  name,
  source: edit(base, from, to),
  line,
  says,
  ...(fix !== undefined && { fix }),
})

export const WRONG_MANIFESTS: Planted[] = [
  // Fields
  planted(
    'misspelt field',
    DEPLOYMENT,
    '  replicas: 2',
    '  replica: 2',
    8,
    'did you mean "replicas"?',
    '  replicas: 2',
  ),
  planted(
    'misspelt nested field',
    DEPLOYMENT,
    'containerPort: 80',
    'containerport: 80',
    23,
    'did you mean "containerPort"?',
    '              containerPort: 80',
  ),
  planted(
    'singular for plural',
    DEPLOYMENT,
    '      containers:',
    '      container:',
    17,
    'did you mean "containers"?',
  ),
  planted(
    'misspelt key of a list item',
    DEPLOYMENT,
    'image: nginx',
    'imge: nginx',
    19,
    'did you mean "image"?',
  ),
  planted(
    'misspelt top level',
    DEPLOYMENT,
    'spec:\n  replicas',
    'specs:\n  replicas',
    7,
    'did you mean "spec"?',
  ),
  planted(
    'field of another place',
    DEPLOYMENT,
    '  replicas: 2',
    '  containers: []',
    8,
    'it belongs into spec.template.spec',
  ),
  planted(
    'image beside its list',
    DEPLOYMENT,
    '      volumes:',
    '      image: x\n      volumes:',
    41,
    'it belongs into spec.template.spec.containers[]',
  ),
  planted(
    'field of a removed API',
    INGRESS,
    'service:\n                name: web\n                port:\n                  number: 80',
    'serviceName: web\n              servicePort: 80',
    14,
    'there is no field "serviceName"',
  ),
  planted(
    'metrics in the old version',
    AUTOSCALER,
    'autoscaling/v2\n',
    'autoscaling/v1\n',
    12,
    'there is no field "metrics"',
  ),
  planted(
    'env as a map',
    DEPLOYMENT,
    '            - name: LEVEL\n              value: debug',
    '            LEVEL: debug',
    25,
    'must be a list',
  ),
  planted(
    'ports as one map',
    DEPLOYMENT,
    '            - name: http\n              containerPort',
    '              containerPort',
    22,
    'must be a list',
  ),
  planted(
    'labels as a list',
    DEPLOYMENT,
    '  labels:\n    app: web\nspec',
    '  labels:\n    - app: web\nspec',
    6,
    'must be a map',
  ),
  // Types
  planted(
    'text for a number',
    DEPLOYMENT,
    'replicas: 2',
    'replicas: two',
    8,
    'must be a whole number, not the text "two"',
  ),
  planted(
    'quoted number',
    DEPLOYMENT,
    'replicas: 2',
    'replicas: "2"',
    8,
    'write 2 without quotes',
    '  replicas: 2',
  ),
  planted(
    'quoted port',
    DEPLOYMENT,
    'containerPort: 80',
    'containerPort: "80"',
    23,
    'write 80 without quotes',
    '              containerPort: 80',
  ),
  planted(
    'fraction for a whole number',
    DEPLOYMENT,
    'replicas: 2',
    'replicas: 2.5',
    8,
    'must be a whole number',
  ),
  planted(
    'number as a variable',
    DEPLOYMENT,
    'value: debug',
    'value: 8080',
    26,
    'write "8080" in quotes',
    '              value: "8080"',
  ),
  planted(
    'yes as a label',
    DEPLOYMENT,
    '        app: web\n    spec',
    '        app: web\n        canary: yes\n    spec',
    16,
    'write "yes" in quotes',
  ),
  planted('number as a label', SERVICE, 'app: web', 'app: 1.20', 8, 'write "1.20" in quotes'),
  planted(
    'text for a switch',
    DEPLOYMENT,
    'imagePullPolicy: IfNotPresent',
    'tty: "true"',
    20,
    'write true without quotes',
  ),
  planted('not base64', SECRET, 'czNjcmV0', 's3cret!', 7, 'must be base64; use stringData'),
  // Choices
  planted(
    'misspelt choice',
    DEPLOYMENT,
    'IfNotPresent',
    'IfNotPresnt',
    20,
    'did you mean "IfNotPresent"?',
    '          imagePullPolicy: IfNotPresent',
  ),
  planted(
    'choice in other case',
    SERVICE,
    'type: NodePort',
    'type: Nodeport',
    6,
    'did you mean "NodePort"?',
    '  type: NodePort',
  ),
  planted(
    'protocol in lower case',
    SERVICE,
    'port: 80\n',
    'port: 80\n      protocol: tcp\n',
    12,
    'did you mean "TCP"?',
  ),
  planted(
    'unknown choice',
    CRONJOB,
    'restartPolicy: Never',
    'restartPolicy: Sometimes',
    11,
    'must be Always, OnFailure or Never',
  ),
  planted('misspelt path type', INGRESS, 'pathType: Prefix', 'pathType: prefix', 12, 'write Prefix'),
  planted('short access mode', CLAIM, '- ReadWriteOnce', '- RWO', 7, 'ReadWriteOnce'),
  // Missing
  planted(
    'missing selector',
    DEPLOYMENT,
    '  selector:\n    matchLabels:\n      app: web\n',
    '',
    8,
    'spec.selector is missing',
  ),
  planted(
    'missing containers',
    DEPLOYMENT,
    '      containers:\n        - name: web\n',
    '      nodeName: x\n      volumes2:\n        - name: web\n',
    17,
    'spec.template.spec.containers is missing',
  ),
  planted('missing image', DEPLOYMENT, '          image: nginx:1.29\n', '', 18, 'image is missing'),
  planted('missing name', DEPLOYMENT, '  name: web\n  labels', '  labels', 3, 'metadata.name is missing'),
  planted('missing pathType', INGRESS, '            pathType: Prefix\n', '', 11, 'add pathType: Prefix'),
  planted('missing schedule', CRONJOB, '  schedule: "0 3 * * *"\n', '', 6, 'spec.schedule is missing'),
  planted(
    'missing ports',
    SERVICE,
    SERVICE.slice(SERVICE.indexOf('  ports:')),
    '',
    5,
    'spec.ports is missing',
  ),
  planted('empty value', DEPLOYMENT, '    matchLabels:\n      app: web\n', '', 9, 'spec.selector is empty'),
  planted(
    'missing size',
    CLAIM,
    '  resources:\n    requests:\n      storage: 10Gi\n',
    '',
    5,
    'spec.resources.requests.storage is missing',
  ),
  planted('missing kind', DEPLOYMENT, 'kind: Deployment\n', '', 1, 'kind is missing'),
  planted('missing apiVersion', DEPLOYMENT, 'apiVersion: apps/v1\n', '', 1, 'add "apiVersion: apps/v1"'),
  planted('missing maxReplicas', AUTOSCALER, '  maxReplicas: 10\n', '', 6, 'spec.maxReplicas is missing'),
  planted('missing roleRef', BINDING, BINDING.slice(BINDING.indexOf('roleRef')), '', 1, 'roleRef is missing'),
  // Kinds and versions
  planted(
    'removed API version',
    DEPLOYMENT,
    'apps/v1',
    'extensions/v1beta1',
    1,
    'went away in Kubernetes 1.16; write apiVersion: apps/v1',
    'apiVersion: apps/v1',
  ),
  planted(
    'removed beta',
    CRONJOB,
    'batch/v1',
    'batch/v1beta1',
    1,
    'went away in Kubernetes 1.25; write apiVersion: batch/v1',
  ),
  planted(
    'removed Ingress',
    INGRESS,
    'networking.k8s.io/v1',
    'networking.k8s.io/v1beta1',
    1,
    'went away in Kubernetes 1.22',
  ),
  planted(
    'removed autoscaler',
    AUTOSCALER,
    'autoscaling/v2',
    'autoscaling/v2beta2',
    1,
    'write apiVersion: autoscaling/v2',
  ),
  planted('kind of another group', DEPLOYMENT, 'apps/v1', 'v1', 1, 'write apiVersion: apps/v1'),
  planted('misspelt group', DEPLOYMENT, 'apps/v1', 'app/v1', 1, 'write apiVersion: apps/v1'),
  planted(
    'misspelt k8s group',
    INGRESS,
    'networking.k8s.io/v1',
    'network.k8s.io/v1',
    1,
    'did you mean "networking.k8s.io/v1"?',
  ),
  planted('unknown version', SERVICE, 'apiVersion: v1', 'apiVersion: v2', 1, 'write apiVersion: v1'),
  planted(
    'misspelt kind',
    DEPLOYMENT,
    'kind: Deployment',
    'kind: Deploymnet',
    2,
    'did you mean "Deployment"?',
    'kind: Deployment',
  ),
  planted('kind in lower case', SERVICE, 'kind: Service', 'kind: service', 2, 'did you mean "Service"?'),
  planted(
    'kind that is gone',
    ROLE,
    'rbac.authorization.k8s.io/v1\nkind: Role\n',
    'policy/v1beta1\nkind: PodSecurityPolicy\n',
    1,
    'went away in Kubernetes 1.25',
  ),
  // YAML
  planted('tab', DEPLOYMENT, '  replicas: 2', '\treplicas: 2', 8, 'YAML takes only spaces', '  replicas: 2'),
  planted(
    'key out of line',
    DEPLOYMENT,
    '          image: nginx',
    '         image: nginx',
    19,
    'is indented by 9 spaces',
  ),
  planted(
    'indented too far',
    DEPLOYMENT,
    '  replicas: 2\n',
    '  replicas: 2\n    paused: true\n',
    9,
    'is indented by 4 spaces',
  ),
  planted(
    'missing space',
    DEPLOYMENT,
    'replicas: 2',
    'replicas:2',
    8,
    'a space is missing behind the colon',
    '  replicas: 2',
  ),
  planted('missing colon', DEPLOYMENT, '      volumes:', '      volumes', 41, 'its colon is missing'),
  planted('colon in a value', DEPLOYMENT, 'value: debug', 'value: a: b', 26, 'needs quotes'),
  planted('open quote', DEPLOYMENT, 'value: debug', 'value: "debug', 26, 'a quote is opened and not closed'),
  planted(
    'value with @',
    DEPLOYMENT,
    'value: debug',
    'value: @debug',
    26,
    'needs quotes',
    '              value: "@debug"',
  ),
  planted(
    'key twice',
    DEPLOYMENT,
    '  replicas: 2\n',
    '  replicas: 2\n  replicas: 3\n',
    9,
    'stands here twice (first on line 8)',
  ),
  planted(
    'unknown anchor',
    DEPLOYMENT,
    'replicas: 2',
    'replicas: *count',
    8,
    'an anchor "&count" that is not above it',
  ),
  planted('template', DEPLOYMENT, 'replicas: 2', 'replicas: {{ .Values.replicas }}', 8, 'render it first'),
  planted(
    'indentation moves a field',
    DEPLOYMENT,
    '          volumeMounts:\n            - name: data\n              mountPath: /data\n',
    '      volumeMounts:\n        - name: data\n          mountPath: /data\n',
    38,
    'it belongs into spec.template.spec.containers[]',
  ),
  // Names
  planted(
    'upper-case name',
    DEPLOYMENT,
    'name: web\n  labels',
    'name: Web\n  labels',
    4,
    'write web',
    '  name: web',
  ),
  planted('underscore in a name', SERVICE, '  name: web', '  name: my_web', 4, 'write my-web'),
  planted('container name', DEPLOYMENT, '- name: web\n', '- name: web.1\n', 18, 'write web-1'),
  planted('long port name', DEPLOYMENT, 'name: http\n', 'name: http-of-the-web-server\n', 22, 'at most 15'),
  planted(
    'label value',
    DEPLOYMENT,
    '  labels:\n    app: web\nspec',
    '  labels:\n    app: my web\nspec',
    6,
    'metadata.labels.app "my web"',
  ),
  planted(
    'label key',
    DEPLOYMENT,
    '  labels:\n    app: web\nspec',
    '  labels:\n    a/b/c: web\nspec',
    6,
    'more than one "/"',
  ),
  planted('volume name', CLAIM, '  name: data', '  name: data_1', 4, 'write data-1'),
  planted('variable name', DEPLOYMENT, 'name: LEVEL', 'name: 1LEVEL', 25, 'not begin with a digit'),
  planted(
    'host with scheme',
    INGRESS,
    'host: shop',
    'host: http://shop',
    8,
    'without http://; write shop.example.com',
    '    - host: shop.example.com',
  ),
  planted('host with port', INGRESS, 'shop.example.com', 'shop.example.com:8080', 8, 'without a port'),
  // Selectors and references
  planted(
    'selector mismatch',
    DEPLOYMENT,
    '      labels:\n        app: web',
    '      labels:\n        app: api',
    15,
    'is "api", but spec.selector.matchLabels.app is "web"',
  ),
  planted(
    'label missing in the template',
    DEPLOYMENT,
    '      labels:\n        app: web',
    '      labels:\n        tier: web',
    14,
    'lacks "app: web"',
  ),
  planted(
    'unknown port name',
    DEPLOYMENT,
    'port: http',
    'port: web',
    37,
    'is the name of no port of this container; its ports are http',
  ),
  planted(
    'undeclared volume',
    DEPLOYMENT,
    '- name: data\n              mountPath',
    '- name: cache\n              mountPath',
    39,
    'is no volume of this Pod; its volumes are data',
  ),
  planted(
    'two containers of one name',
    DEPLOYMENT,
    '      volumes:',
    '        - name: web\n          image: b:1\n      volumes:',
    41,
    'is there twice',
  ),
  planted(
    'two volumes of one name',
    DEPLOYMENT,
    'emptyDir: {}\n',
    'emptyDir: {}\n        - name: data\n          emptyDir: {}\n',
    44,
    'is there twice',
  ),
  planted(
    'two sources of a volume',
    DEPLOYMENT,
    'emptyDir: {}\n',
    'emptyDir: {}\n          hostPath: {path: /x}\n',
    44,
    'a volume has one source',
  ),
  planted(
    'two ports of one name',
    SERVICE,
    'nodePort: 30080\n',
    'nodePort: 30080\n    - name: http\n      port: 81\n',
    14,
    'is there twice',
  ),
  planted(
    'Service beside the wrong app',
    `${DEPLOYMENT}---\n${SERVICE}`,
    'selector:\n    app: web\n  ports',
    'selector:\n    app: api\n  ports',
    52,
    'the Service would find nothing',
  ),
  planted(
    'targetPort that no Pod has',
    `${DEPLOYMENT}---\n${SERVICE}`,
    'targetPort: http',
    'targetPort: web',
    56,
    'is the name of no port of the Pods it selects; their ports are http',
  ),
  planted(
    'Ingress to a port that is not there',
    `${SERVICE}---\n${INGRESS}`,
    'number: 80',
    'number: 8080',
    31,
    'is no port of the Service "web"; it has 80',
  ),
  // Numbers
  planted(
    'port out of range',
    DEPLOYMENT,
    'containerPort: 80',
    'containerPort: 80800',
    23,
    'must be from 1 to 65535',
  ),
  planted('nodePort out of range', SERVICE, '30080', '8080', 13, 'outside 30000–32767'),
  planted(
    'nodePort of a ClusterIP',
    SERVICE,
    'type: NodePort',
    'type: ClusterIP',
    13,
    'needs type: NodePort',
  ),
  planted(
    'text for a targetPort',
    SERVICE,
    'targetPort: http',
    'targetPort: "8080"',
    12,
    'write 8080 without quotes',
  ),
  planted(
    'unit of memory',
    DEPLOYMENT,
    'memory: 256Mi',
    'memory: 256MB',
    33,
    'write 256M',
    '              memory: 256M',
  ),
  planted('thousandths of a byte', DEPLOYMENT, 'memory: 256Mi', 'memory: 256m', 33, 'write 256Mi'),
  planted('millions of cores', DEPLOYMENT, 'cpu: 200m', 'cpu: 200Mi', 32, 'write 200m'),
  planted('quantity that is none', DEPLOYMENT, 'cpu: 200m', 'cpu: a lot', 32, 'is no quantity'),
  planted('request above its limit', DEPLOYMENT, 'cpu: 100m', 'cpu: 500m', 29, 'is more than the limit 200m'),
  planted('unknown resource', DEPLOYMENT, 'memory: 256Mi', 'mem: 256Mi', 33, 'there is no resource "mem"'),
  planted('negative count', DEPLOYMENT, 'replicas: 2', 'replicas: -1', 8, 'must not be negative'),
  planted(
    'minimum above maximum',
    AUTOSCALER,
    'minReplicas: 2',
    'minReplicas: 20',
    10,
    'is more than maxReplicas 10',
  ),
  planted(
    'metric without its value',
    AUTOSCALER,
    'averageUtilization: 70',
    'averageValue: 70',
    16,
    'averageUtilization is missing',
  ),
  planted('schedule with too few fields', CRONJOB, '"0 3 * * *"', '"0 3 * *"', 6, 'must have five fields'),
  planted('schedule out of range', CRONJOB, '"0 3 * * *"', '"0 24 * * *"', 6, 'runs from 0 to 23'),
  planted(
    'time zone in the schedule',
    CRONJOB,
    '"0 3 * * *"',
    '"TZ=UTC 0 3 * * *"',
    6,
    'write it into timeZone',
  ),
  planted(
    'unknown time zone',
    CRONJOB,
    '  jobTemplate:',
    '  timeZone: Berlin\n  jobTemplate:',
    7,
    'is no time zone',
  ),
  // What cannot work together
  planted(
    'Job that restarts for ever',
    CRONJOB,
    'restartPolicy: Never',
    'restartPolicy: Always',
    11,
    'must be OnFailure or Never in a CronJob, not Always',
  ),
  planted(
    'Job without restartPolicy',
    CRONJOB,
    '          restartPolicy: Never\n',
    '',
    10,
    'must be OnFailure or Never',
  ),
  planted(
    'Deployment that ends',
    DEPLOYMENT,
    '      volumes:',
    '      restartPolicy: Never\n      volumes:',
    41,
    'must be Always in a Deployment',
  ),
  planted(
    'Recreate with a rolling update',
    DEPLOYMENT,
    '  replicas: 2',
    '  strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}',
    8,
    'must go: type is Recreate',
  ),
  planted(
    'update that never moves',
    DEPLOYMENT,
    '  replicas: 2',
    '  strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0}}',
    8,
    'must not both be 0',
  ),
  planted(
    'probe with two handlers',
    DEPLOYMENT,
    '          readinessProbe:\n',
    '          readinessProbe:\n            tcpSocket: {port: 80}\n',
    35,
    'leave one out',
  ),
  planted(
    'probe without handler',
    DEPLOYMENT,
    'httpGet:\n              path: /\n              port: http',
    'periodSeconds: 5',
    34,
    'has no handler',
  ),
  planted(
    'value from two places',
    DEPLOYMENT,
    'value: debug',
    'value: debug\n              valueFrom: {fieldRef: {fieldPath: metadata.name}}',
    27,
    'leave one out',
  ),
  planted(
    'whole command in one word',
    DEPLOYMENT,
    'imagePullPolicy: IfNotPresent',
    'command: ["sh -c date"]',
    20,
    'write each word as an item',
  ),
  planted(
    'upper-case image',
    DEPLOYMENT,
    'nginx:1.29',
    'Nginx:1.29',
    19,
    'must be lower-case before the tag',
    '          image: nginx:1.29',
  ),
  planted(
    'root that must not be',
    DEPLOYMENT,
    'imagePullPolicy: IfNotPresent',
    'securityContext: {runAsNonRoot: true, runAsUser: 0}',
    20,
    'which is root',
  ),
  planted(
    'headless NodePort',
    SERVICE,
    '  selector',
    '  clusterIP: None\n  selector',
    7,
    'exclude each other',
  ),
  planted(
    'ports without names',
    SERVICE,
    '    - name: http\n      port: 80\n',
    '    - port: 81\n    - port: 80\n',
    10,
    'with several ports each needs a name',
  ),
  planted(
    'external name without one',
    SERVICE,
    'type: NodePort',
    'type: ExternalName',
    6,
    'spec.externalName is missing',
  ),
  planted('path without slash', INGRESS, 'path: /\n', 'path: shop\n', 11, 'must begin with "/"; write /shop'),
  planted(
    'policy whose rules do nothing',
    POLICY,
    'policyTypes: [Ingress]',
    'policyTypes: [Egress]',
    8,
    'has no effect: policyTypes lacks Ingress',
  ),
  planted(
    'range without length',
    POLICY,
    '10.0.0.0/8',
    '10.0.0.1',
    11,
    'lacks the length of its prefix, such as /32',
  ),
  planted(
    'peer with two kinds',
    POLICY,
    '        - ipBlock:',
    '        - podSelector: {}\n          ipBlock:',
    11,
    'ipBlock stands alone',
  ),
  planted('group with a version', ROLE, 'apiGroups: [""]', 'apiGroups: ["v1"]', 6, 'has a version'),
  planted(
    'resource in the singular',
    ROLE,
    'resources: [pods]',
    'resources: [pod]',
    7,
    'write the plural "pods"',
  ),
  planted(
    'resource of another group',
    ROLE,
    'resources: [pods]',
    'resources: [deployments]',
    7,
    'is in the group "apps"',
  ),
  planted('misspelt verb', ROLE, 'verbs: [get, list]', 'verbs: [get, lst]', 8, 'did you mean "list"?'),
  planted(
    'unknown resource in a role',
    ROLE,
    'resources: [pods]',
    'resources: [podz]',
    7,
    'did you mean "pods"?',
  ),
  planted(
    'account without namespace',
    BINDING,
    '    name: app\n    namespace: shop\n',
    '    name: app\n',
    6,
    'namespace is missing',
  ),
  planted(
    'role reference of another kind',
    BINDING,
    'kind: Role\n  name',
    'kind: Roles\n  name',
    10,
    'must be Role or ClusterRole',
  ),
  planted(
    'role reference of another group',
    BINDING,
    '  apiGroup: rbac.authorization.k8s.io',
    '  apiGroup: rbac.k8s.io',
    12,
    'must be rbac.authorization.k8s.io',
  ),
  planted(
    'TLS secret without key',
    SECRET,
    'type: Opaque',
    'type: kubernetes.io/tls',
    5,
    'needs the key tls.crt',
  ),
]
