/** Commands and flags that a program does not know: what they were most likely meant to be, and what became of old ones. */
import { either, nearest, orElse } from '../finding.ts'
import { placeholderIn } from '../open.ts'
import { HOLE } from '../shell.ts'
import type { Call, Complaint } from './command-line.ts'
import type { Command, Table } from './tables.ts'

/** Words left over at a command that only groups others were meant as one of those. */
export function wrongSubcommand(
  { command, args, given, help, rest, name, loose }: Call,
  table: Table,
): Complaint[] {
  if (command.below.size === 0 || help) return []
  const [word] = args
  const own = [...new Set(command.below.values())].map(path => path.split(' ').at(-1) ?? '')
  const whole = nameOf(command, table)
  if (word === undefined) {
    const alone = command.path === '' || given.length > 0 || rest !== undefined || loose
    return alone || RUN_ALONE.has(command.path)
      ? []
      : [{ word: name, message: `${whole} needs a subcommand: ${either(own)}` }]
  }
  if (word.value.includes(HOLE) || placeholderIn(word.value) || TAKES_BOTH.has(command.path)) return []
  const gone = GONE[`${whole} ${word.value}`]
  if (gone !== undefined) return [{ word, message: `${whole} ${word.value} is gone: ${gone}` }]
  if (command.flags.has('filename') && /[/.]/.test(word.value))
    return [{ word, message: `"${word.text}" is in the way; files go behind -f: -f ${word.text}` }]
  const near = nearest(word.value, command.below.keys())
  const listed = own.length <= 20 ? `it has ${either(own)}` : `"${whole} --help" lists its subcommands`
  return [
    {
      word,
      message: `${whole} has no subcommand "${word.value}"; ${orElse(near, listed)}`,
      ...(near !== undefined && { instead: near }),
    },
  ]
}

/** Groups that do something by themselves. */
const RUN_ALONE = new Set(['cluster-info', 'apply', 'create'])

/** Commands with subcommands of their own that also take arguments. */
const TAKES_BOTH = new Set(['buildx history inspect'])

/** What old pages still teach. */
const GONE: Record<string, string> = {
  'kubectl rolling-update':
    'update the image of a Deployment with "kubectl set image", and follow it with "kubectl rollout status"',
  'kubectl run-container': 'write kubectl run',
  'kubectl resize': 'write kubectl scale',
  'kubectl stop': 'write kubectl delete',
  'kubectl update': 'write kubectl replace',
  'helm init': 'Helm 3 needs no Tiller and no init',
  'helm reset': 'Helm 3 needs no Tiller',
  'helm inspect': 'write helm show',
  'helm serve': 'serve charts from an OCI registry or any web server',
}

export const nameOf = (command: Command, table: Table): string => `${table.tool} ${command.path}`.trim()

/** Which commands have a flag that is none here, where they are few. */
export function elsewhere(name: string, table: Table): string | undefined {
  const others = [...table.commands.values()].filter(other => other.flags.get(name)?.hidden === false)
  return others.length > 0 && others.length <= 4
    ? `it is a flag of ${either(others.map(other => nameOf(other, table)))}`
    : undefined
}

export const OLD_FLAGS: Record<string, string> = {
  'kubectl --delete-local-data': 'it is called --delete-emptydir-data now',
  'kubectl --export': 'it went away in 1.18; write -o yaml and remove what the cluster filled in',
  'kubectl --generator':
    'it went away in 1.21; "kubectl create deployment" makes a Deployment, "kubectl run" a Pod',
  'kubectl --short': 'short output is the only one since 1.28; leave the flag out',
  'kubectl --purge': 'leave it out',
  'helm --purge': 'Helm 3 forgets a release unless --keep-history is given; leave it out',
  'helm --name': 'Helm 3 takes the name as the first argument: helm install NAME CHART',
}

/** Flags that still work and no longer should be taught, with what to write instead. */
export const DEPRECATED: Record<string, string> = {
  'kubectl --record': 'set the annotation kubernetes.io/change-cause',
  'kubectl --cpu-percent': 'write --cpu=80% where kubectl is 1.34 or newer',
  'kubectl --delete-local-data': 'write --delete-emptydir-data',
  'helm --atomic': 'write --rollback-on-failure where Helm is 4 or newer',
  'helm --force': 'write --force-replace where Helm is 4 or newer',
}
