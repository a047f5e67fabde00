/** The table of what can hurt. Whoever finds a dangerous command that is not here adds a row. */
import { HOLE, type Word } from '../shell.ts'
import type { Call } from './command-line.ts'
import type { Danger, Risk, WayBack } from './danger.ts'
import type { Tool } from './tables.ts'

/** A command line that is asked about. `kinds`: those of the objects it names. */
export type Subject = {
  call: Call
  words: readonly Word[]
  flags: ReadonlyMap<string, string>
  kinds: ReadonlySet<string>
}
/** Each row names commands and what may go wrong with them; `back` says how to undo it. */
type Row = {
  commands: RegExp
  risk: Risk
  when?: (subject: Subject) => boolean
  back?: (subject: Subject) => WayBack
}

const given =
  (...names: string[]) =>
  ({ flags }: Subject): boolean =>
    names.some(name => flags.has(name) && flags.get(name) !== 'false')
const equals =
  (name: string, pattern: RegExp) =>
  ({ flags }: Subject): boolean =>
    pattern.test(flags.get(name) ?? '')
const kind =
  (...kinds: string[]) =>
  (subject: Subject): boolean =>
    kinds.some(one => subject.kinds.has(one))

const none = (): WayBack => ({ kind: 'none' })
const itself = (): WayBack => ({ kind: 'itself' })
const command =
  (words: (subject: Subject) => string) =>
  (subject: Subject): WayBack => ({ kind: 'command', command: words(subject) })

const again = ({ flags }: Subject): WayBack => {
  const way = flags.has('kustomize') ? `-k ${flags.get('kustomize')}` : `-f ${flags.get('filename')}`
  return { kind: 'again', command: `kubectl apply ${way.replaceAll(HOLE, 'FILE')}` }
}

/** The objects as they are now, in a file that can be applied again. */
const save = ({ call, flags }: Subject): WayBack => {
  const scope = SCOPE.flatMap(([name, as]) => (flags.has(name) ? [`${as}${flags.get(name)}`] : []))
  const named = call.args.map(word => word.text)
  return {
    kind: 'save',
    command: ['kubectl get', ...named, ...scope, '-o yaml > backup.yaml'].join(' ').replaceAll(HOLE, 'NAME'),
  }
}

const SCOPE = [
  ['filename', '-f '],
  ['kustomize', '-k '],
  ['namespace', '-n '],
  ['selector', '-l '],
  ['field-selector', '--field-selector='],
  ['all-namespaces', '-A'],
] as const

/** The same labels or annotations with the values that they had. */
const oldValues = ({ words }: Subject): WayBack => ({
  kind: 'command',
  command: words
    .map(({ text }) => (/^[^-][^=]*=/.test(text) ? `${text.split('=')[0]}=OLD_VALUE` : text))
    .join(' '),
})

const SPECIAL = [
  'Pod',
  'Namespace',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'VolumeSnapshot',
  'CustomResourceDefinition',
  'Node',
]
const CHANGING =
  /^(delete|label|annotate|patch|scale|taint|drain|cordon|apply|replace|edit|autoscale|set .+|rollout (restart|undo|pause))$/

/** The first way back of the matching rows counts, so the worst stand first. */
export const ROWS: Record<Tool, Row[]> = {
  kubectl: [
    { commands: /^delete$/, risk: 'deletes-namespace', when: kind('Namespace'), back: none },
    {
      commands: /^delete$/,
      risk: 'deletes-data',
      when: kind('PersistentVolumeClaim', 'PersistentVolume', 'VolumeSnapshot'),
      back: none,
    },
    { commands: /^delete$/, risk: 'deletes-kind', when: kind('CustomResourceDefinition'), back: none },
    {
      commands: /^delete$/,
      risk: 'deletes-node',
      when: kind('Node'),
      back: command(() => 'sudo systemctl restart kubelet'),
    },
    { commands: /^delete$/, risk: 'deletes-pods', when: kind('Pod'), back: itself },
    { commands: /^delete$/, risk: 'deletes', when: given('filename', 'kustomize'), back: again },
    {
      commands: /^delete$/,
      risk: 'deletes',
      when: subject => !given('filename', 'kustomize')(subject) && !kind(...SPECIAL)(subject),
      back: save,
    },
    { commands: CHANGING, risk: 'takes-all', when: given('all') },
    { commands: CHANGING, risk: 'all-namespaces', when: given('all-namespaces') },
    {
      commands: /^delete$/,
      risk: 'no-grace',
      when: subject => given('force', 'now')(subject) || equals('grace-period', /^[01]$/)(subject),
    },
    { commands: /^drain$/, risk: 'drains', back: command(({ call }) => `kubectl uncordon ${nodes(call)}`) },
    { commands: /^drain$/, risk: 'drains-unmanaged', when: given('force') },
    { commands: /^drain$/, risk: 'drops-local-data', when: given('delete-emptydir-data') },
    { commands: /^drain$/, risk: 'ignores-budgets', when: given('disable-eviction') },
    { commands: /^(replace|apply)$/, risk: 'recreates', when: given('force'), back: save },
    { commands: /^apply$/, risk: 'overrules-owners', when: given('force-conflicts'), back: save },
    { commands: /^apply$/, risk: 'prunes', when: given('prune'), back: none },
    { commands: /^(label|annotate)$/, risk: 'overwrites', when: given('overwrite'), back: oldValues },
    {
      commands: /^scale$/,
      risk: 'stops-app',
      when: equals('replicas', /^0+$/),
      back: command(({ words }) =>
        words.map(({ text }) => text.replace(/^(--replicas=)?0+$/, '$11')).join(' '),
      ),
    },
    {
      commands: /^taint$/,
      risk: 'evicts',
      when: ({ call }) => call.args.some(({ value }) => value.endsWith(':NoExecute')),
      back: command(
        ({ call }) =>
          `kubectl taint ${call.args.map(word => word.text.replace(/:NoExecute$/, ':NoExecute-')).join(' ')}`,
      ),
    },
    { commands: /^patch$/, risk: 'skips-finalizers', when: equals('patch', /finalizers/), back: none },
    { commands: /^config (delete-.+|unset)$/, risk: 'changes-kubeconfig', back: none },
  ],
  docker: [
    { commands: /^(container )?kill$/, risk: 'ends-containers' },
    { commands: /^(rm|container rm)$/, risk: 'ends-containers', when: given('force'), back: none },
    { commands: /^(rmi|image rm)$/, risk: 'deletes-images', when: given('force') },
    {
      commands: /^(volume (rm|prune)|compose rm)$/,
      risk: 'deletes-volumes',
      when: ({ call, flags }) => !call.command.path.startsWith('compose') || flags.has('volumes'),
      back: none,
    },
    { commands: /^compose down$/, risk: 'deletes-volumes', when: given('volumes'), back: none },
    { commands: /^system prune$/, risk: 'deletes-volumes', when: given('volumes'), back: none },
    {
      commands: /^(system|container|image|network|builder|buildx) prune$/,
      risk: 'deletes-unused',
      back: none,
    },
    { commands: /^swarm leave$/, risk: 'leaves-swarm', when: given('force'), back: none },
  ],
  helm: [
    {
      commands: /^uninstall$/,
      risk: 'uninstalls',
      back: ({ call, flags }) =>
        flags.has('keep-history')
          ? { kind: 'command', command: `helm rollback ${call.args[0]?.text ?? 'RELEASE'} 1` }
          : {
              kind: 'save',
              command: `helm get values ${call.args[0]?.text ?? 'RELEASE'} -o yaml > values.yaml`,
            },
    },
    {
      commands: /^(upgrade|rollback|install)$/,
      risk: 'recreates',
      when: given('force', 'force-replace'),
      back: command(({ call }) => `helm rollback ${call.args[0]?.text ?? 'RELEASE'}`),
    },
    {
      commands: /^(upgrade|install|rollback)$/,
      risk: 'overrules-owners',
      when: given('take-ownership', 'force-conflicts'),
    },
  ],
}

const nodes = (call: Call): string => call.args.map(word => word.text).join(' ') || 'NODE'

/** What one looks at where a program has no dry run. */
export const LOOKS: [RegExp, string][] = [
  [/^docker system prune$/, 'docker system df'],
  [/^docker container prune$/, 'docker ps -a --filter status=exited'],
  [/^docker image prune$/, 'docker images --filter dangling=true'],
  [/^docker volume prune$/, 'docker volume ls --filter dangling=true'],
  [/^docker network prune$/, 'docker network ls'],
  [/^docker (builder|buildx) prune$/, 'docker buildx du'],
  [/^kubectl config delete-context$/, 'kubectl config get-contexts'],
  [/^kubectl config delete-cluster$/, 'kubectl config get-clusters'],
  [/^kubectl config delete-user$/, 'kubectl config get-users'],
]

/** Programs without tables, by the words they begin with. */
export const OTHERS: { words: RegExp; danger: Danger }[] = [
  {
    words: /^kubeadm reset\b(?!.*--dry-run)/,
    danger: {
      risks: ['resets-node'],
      rehearsal: { kind: 'dry-run', command: 'kubeadm reset --dry-run' },
      back: { kind: 'none' },
    },
  },
  {
    words: /^(etcdctl|etcdutl) snapshot restore\b/,
    danger: { risks: ['replaces-etcd'], back: { kind: 'none' } },
  },
  { words: /^etcdctl del\b/, danger: { risks: ['deletes-data'], back: { kind: 'none' } } },
  {
    words: /^kind delete clusters?\b/,
    danger: {
      risks: ['deletes-cluster'],
      rehearsal: { kind: 'look', command: 'kind get clusters' },
      back: { kind: 'none' },
    },
  },
  {
    words: /^minikube delete\b/,
    danger: {
      risks: ['deletes-cluster'],
      rehearsal: { kind: 'look', command: 'minikube profile list' },
      back: { kind: 'none' },
    },
  },
  { words: /^k3d cluster delete\b/, danger: { risks: ['deletes-cluster'], back: { kind: 'none' } } },
  {
    words: /^crictl rm(p|i)? .*(-a\b|--all\b|-f\b|--force\b)/,
    danger: { risks: ['ends-containers'], back: { kind: 'itself' } },
  },
  { words: /^crictl rmi .*--prune\b/, danger: { risks: ['deletes-images'] } },
  { words: /^rm (-\w*[rRf]\w* )+/, danger: { risks: ['deletes-files'], back: { kind: 'none' } } },
]
