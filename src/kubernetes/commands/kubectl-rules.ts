/** The rules that kubectl.ts gives to each command: what arguments and flags it must have, and what they may be. */
import { either, nearest } from '../finding.ts'
import { isOpen } from '../open.ts'
import { HOLE, type Word } from '../shell.ts'
import { type Context, checkPod, checkTargets, checkType, fromFiles, has } from './targets.ts'

export type Rule = (context: Context) => void

/** The flags without which the program does not run. */
export function checkRequired(context: Context): void {
  const { call, complain } = context
  const missing = [...call.command.flags.values()].filter(flag => flag.required && !has(context, flag.name))
  if (missing.length > 0)
    complain(
      call.name,
      `kubectl ${call.command.path} needs ${missing.map(flag => `--${flag.name}`).join(' and ')}`,
    )
}

/** Exactly as many arguments as are named, such as `NAME`. */
export const exactly =
  (...names: string[]): Rule =>
  context =>
    count(context, names, names.length)

export const upTo =
  (...names: string[]): Rule =>
  context =>
    count(context, names, 0)

function count({ call, complain }: Context, names: string[], least: number): void {
  const surplus = call.args[names.length]
  if (call.loose) return
  const form = ['kubectl', call.command.path, ...names].join(' ')
  if (surplus !== undefined)
    complain(surplus, `"${surplus.text}" is one argument too many; the form is ${form}`)
  else if (call.args.length < least)
    complain(call.args.at(-1) ?? call.name, `${names[call.args.length]} is missing; the form is ${form}`)
}

export const none = upTo()

/** The objects are named by a file or by arguments. */
export const targets =
  (wanted: Parameters<typeof checkTargets>[2] = {}): Rule =>
  context =>
    checkTargets(context, context.call.args, wanted)

export const filesOnly: Rule = context => {
  const { call, complain } = context
  const [surplus] = call.args
  if (surplus !== undefined)
    complain(surplus, `"${surplus.text}" is in the way; files go behind -f: -f ${surplus.text}`)
  else if (!fromFiles(context) && !has(context, 'raw') && !call.loose)
    complain(call.name, `kubectl ${call.command.path} needs a file: -f FILE, or -k DIRECTORY`)
}

/** Objects first, then changes such as `app=web` or `app-`. */
export function withChanges(
  isChange: (value: string) => boolean,
  what: string,
  optional: (context: Context) => boolean,
): Rule {
  return context => {
    const { call, complain } = context
    const first = call.args.findIndex(({ value }) => isChange(value))
    const objects = first === -1 ? call.args : call.args.slice(0, first)
    const late =
      first === -1
        ? undefined
        : call.args.slice(first).find(({ value }) => !isChange(value) && !isOpen(value))
    const [object] = objects
    const last = objects.at(-1)
    if (
      first === -1 &&
      last !== object &&
      last !== undefined &&
      object?.value.includes('/') &&
      !last.value.includes('/')
    )
      return complain(last, `"${last.text}" must be ${what}`)
    if (late === undefined || object !== undefined) checkTargets(context, objects, { names: 'needed' })
    if (late !== undefined) complain(late, `"${late.text}" must be ${what}; objects come before the changes`)
    else if (first === -1 && !call.loose && !optional(context))
      complain(call.args.at(-1) ?? call.name, `what is to change is missing; add ${what}`)
  }
}

/** `CONTAINER=IMAGE`. */
export const isImage = (value: string): boolean => /^[^/=]+=/.test(value) || value === HOLE

export const isPair = (value: string): boolean =>
  /^[^=]+=/.test(value) || /[^-]-$/.test(value) || value === HOLE

export const pod: Rule = context => {
  const { call, complain } = context
  const [first, surplus] = call.args
  if (first === undefined) {
    if (!call.loose && !fromFiles(context))
      complain(call.name, `which Pod? Write kubectl ${call.command.path} POD`)
    return
  }
  if (checkPod(context, first) && surplus !== undefined && !call.loose)
    complain(surplus, `"${surplus.text}" is one argument too many; a container is named with -c`)
}

export const exec: Rule = context => {
  const { call, complain } = context
  const [first, second] = call.args
  if (first !== undefined && second !== undefined && call.rest === undefined)
    return complain(
      second,
      `the command for the container goes behind "--": kubectl exec ${first.text} -- ${second.text}`,
    )
  pod(context)
  if (call.rest === undefined || call.rest.length === 0)
    complain(
      first ?? call.name,
      'the command for the container is missing; add it behind "--", such as -- sh',
    )
}

export const logs: Rule = context => {
  const { call, complain } = context
  const [first, container, surplus] = call.args
  if (has(context, 'selector')) {
    if (first !== undefined)
      complain(first, `a selector and "${first.text}" exclude each other; leave one out`)
  } else if (first === undefined) {
    if (!call.loose) complain(call.name, 'whose log? Write kubectl logs POD, or -l app=NAME')
  } else {
    checkPod(context, first)
    if (surplus !== undefined && !call.loose) complain(surplus, `"${surplus.text}" is one argument too many`)
    if (container !== undefined && has(context, 'container'))
      complain(container, `the container is named twice; leave "${container.text}" or -c out`)
  }
}

export const portForward: Rule = context => {
  const { call, complain } = context
  const [target, ...ports] = call.args
  if (target === undefined || (ports.length === 0 && !call.loose))
    return complain(target ?? call.name, 'the form is kubectl port-forward TYPE/NAME LOCAL_PORT:REMOTE_PORT')
  checkPod(context, target)
  for (const word of ports)
    if (!isOpen(word.value) && !/^(\d{1,5}|:[\w-]+|\d{1,5}:[\w-]+|[\w-]+)$/.test(word.value))
      complain(word, `"${word.text}" is no port; write 8080, 8080:80 (yours:theirs) or :80`)
}

export const copy: Rule = context => {
  const { call, complain } = context
  exactly('SOURCE', 'DESTINATION')(context)
  const [source, target] = call.args
  if (source === undefined || target === undefined || call.loose) return
  const remote = [source, target].filter(({ value }) => /^[^/.][^:]*:/.test(value) || value.includes(HOLE))
  if (remote.length === 0) complain(target, 'one side must be in a Pod: POD:/path or NAMESPACE/POD:/path')
  if (remote.length === 2 && !remote.some(({ value }) => value.includes(HOLE)))
    complain(target, 'one side must be on your machine: kubectl cp cannot copy from Pod to Pod')
}

export const nodes: Rule = context => {
  const { call, complain } = context
  if (call.args.length === 0 && !has(context, 'selector') && !call.loose)
    complain(call.name, `which node? Write kubectl ${call.command.path} NODE, or -l key=value`)
  const [named] = call.args
  if (named !== undefined && has(context, 'selector'))
    complain(named, `a node and a selector exclude each other; leave "${named.text}" or -l out`)
  for (const word of call.args.filter(({ value }) => value.includes('/') && !isOpen(value)))
    checkType(context, word, word.value.split('/')[0] ?? '', { kinds: ['Node'] })
}

const TAINT = /^[^=:]+(=[^=:]*)?(:(?<effect>[A-Za-z]+))?-?$/
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

export const taint: Rule = context => {
  const { call, complain } = context
  const [type, ...others] = call.args
  if (type !== undefined && /[=:]/.test(type.value))
    return complain(type, 'which node? The form is kubectl taint nodes NODE KEY=VALUE:NoSchedule')
  if (type !== undefined) checkType(context, type, type.value, { kinds: ['Node'] }, others[0])
  const isTaint = ({ value }: Word): boolean => /[=:]/.test(value) || value.endsWith('-')
  const taints = others.filter(isTaint)
  if (taints.length === 0 && !call.loose)
    complain(
      others.at(-1) ?? type ?? call.name,
      'the taint is missing; add KEY=VALUE:NoSchedule, or KEY- to remove one',
    )
  if (others.length === taints.length && taints.length > 0 && !has(context, 'all', 'selector') && !call.loose)
    complain(taints[0] as Word, 'which node? The form is kubectl taint nodes NODE KEY=VALUE:NoSchedule')
  for (const word of taints) checkTaint(word, complain)
}

function checkTaint(word: Word, complain: Context['complain']): void {
  if (word.value.includes(HOLE)) return
  const effect = TAINT.exec(word.value)?.groups?.effect
  if (effect !== undefined && !EFFECTS.includes(effect) && !/^[A-Z]+$/.test(effect)) {
    const near = nearest(effect, EFFECTS)
    complain(
      word,
      `a taint's effect is ${either(EFFECTS)}, not "${effect}"`,
      near === undefined ? {} : { instead: word.value.replace(effect, near) },
    )
  } else if (effect === undefined && !word.value.endsWith('-'))
    complain(word, `"${word.text}" lacks the effect; add :NoSchedule, :PreferNoSchedule or :NoExecute`)
}

export const canI: Rule = context => {
  const { call } = context
  if (has(context, 'list')) return none(context)
  exactly('VERB', 'RESOURCE')(context)
  const [, resource] = call.args
  const type = resource?.value.split('/')[0] ?? ''
  if (resource !== undefined && type !== '' && type !== '*') checkType(context, resource, type)
}

export const explain: Rule = context => {
  exactly('TYPE')(context)
  const [word] = context.call.args
  const type = word?.value.split('.')[0] ?? ''
  if (word !== undefined) checkType(context, word, type)
}

/** Needs at least one flag of each group; `exclusive` groups take only one. */
export const needs =
  (rule: Rule, ...groups: string[][]): Rule =>
  context => {
    rule(context)
    const { call, complain } = context
    if (call.loose || fromFiles(context)) return
    for (const group of groups)
      if (!has(context, ...group))
        complain(call.name, `kubectl ${call.command.path} needs ${either(group.map(flag => `--${flag}`))}`)
  }

export const onlyOne =
  (rule: Rule, ...group: string[]): Rule =>
  context => {
    needs(rule, group)(context)
    if (group.filter(flag => has(context, flag)).length > 1)
      context.complain(
        context.call.name,
        `${group.map(flag => `--${flag}`).join(' and ')} exclude each other; leave one out`,
      )
  }

const oneName = exactly('NAME')
export const SCALABLE = ['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController']
export const ROLLED = ['Deployment', 'DaemonSet', 'StatefulSet']
const TEMPLATED = [...ROLLED, 'ReplicaSet', 'ReplicationController', 'Pod', 'Job', 'CronJob']

export const runName: Rule = ({ call, complain }) => {
  if (call.args.length === 0 && !call.loose)
    complain(call.name, 'the name of the Pod is missing: kubectl run NAME --image=IMAGE')
}

export const debug: Rule = context => {
  if (context.call.args.length === 0 && !fromFiles(context)) return pod(context)
  needs(pod, ['image', 'copy-to', 'set-image', 'custom'])(context)
}

export const setContext: Rule = context => (has(context, 'current') ? none(context) : oneName(context))

export const setTargets: Rule = context =>
  checkTargets(context, context.call.args, { names: 'needed', kinds: TEMPLATED })

export const setAccount: Rule = context => {
  const { call, complain } = context
  const account = call.args.at(-1)
  if (account === undefined || (call.args.length < 2 && !fromFiles(context)))
    return complain(call.name, 'the form is kubectl set serviceaccount TYPE/NAME SERVICE_ACCOUNT')
  checkTargets(context, call.args.slice(0, -1), { names: 'needed', kinds: TEMPLATED })
}
