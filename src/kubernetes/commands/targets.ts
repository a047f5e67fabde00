/** The objects that a kubectl command works on, as people name them: `pods`, `pod web`, `pod/web deploy/api`, `-f FILE`. */

import { either } from '../finding.ts'
import { isOpen } from '../open.ts'
import { type Resource, readType, typeNamed } from '../resources.ts'
import { HOLE, type Word } from '../shell.ts'
import { compareVersions } from '../versions.ts'
import type { Call, Complaint } from './command-line.ts'

/** What a rule sees: the call, and where it says what is wrong. */
export type Context = {
  call: Call
  /** Flags by name with their last value; a bare flag has the empty text. */
  flags: ReadonlyMap<string, string>
  /** The Kubernetes versions in which all types named exist; rules narrow it. */
  needs: (resource: readonly Resource[], word: Word) => void
  complain: (word: Word, message: string, more?: Pick<Complaint, 'instead' | 'level'>) => void
}

type Wanted = {
  /** `needed`: a name, a selector or --all must say which; `one`: exactly one object. Optional otherwise. */
  names?: 'needed' | 'one'
  /** The only kinds that this command works on. */
  kinds?: readonly string[]
}

export const has = ({ flags }: Context, ...names: string[]): boolean => names.some(name => flags.has(name))

/** Whether files name the objects. */
export const fromFiles = (context: Context): boolean => has(context, 'filename', 'kustomize')

/** Judges `args`, the words that name the objects. */
export function checkTargets(context: Context, args: readonly Word[], wanted: Wanted = {}): void {
  const { call, complain } = context
  const [first, ...others] = args
  if (fromFiles(context)) {
    if (first !== undefined)
      complain(
        first,
        `-f and -k say which objects; leave "${first.text}" out, or name the objects without a file`,
      )
    return
  }
  if (has(context, 'raw')) {
    if (first !== undefined) complain(first, `--raw already says what to get; leave "${first.text}" out`)
    return
  }
  if (first === undefined) {
    if (!call.loose)
      complain(call.name, `kubectl ${call.command.path} does not say on what; ${sample(context)}`)
    return
  }
  if (first.value.includes('/')) return void checkPairs(context, args, wanted)
  if (first.value.includes(HOLE)) return
  const types = first.value.split(',')
  const known = types.map(type => checkType(context, first, type, wanted, others[0]))
  if (known.includes(false)) return
  checkNames(context, first, others, wanted)
}

function checkNames(context: Context, first: Word, names: Word[], wanted: Wanted): void {
  const { call, complain } = context
  const pair = names.find(({ value }) => value.includes('/') && !value.includes(HOLE))
  if (pair !== undefined)
    return void complain(pair, `"${pair.text}" already names its type; leave "${first.text}" out`)
  const [name] = names
  const chosen = has(context, 'selector', 'all', 'field-selector')
  if (name === undefined) {
    if (wanted.names !== undefined && !chosen && !call.loose) {
      const ways =
        wanted.names === 'one'
          ? ''
          : `${flagged(call, 'selector', '-l app=NAME')}${flagged(call, 'all', '--all')}`
      complain(first, `which ${first.text}? Add a name${ways}`)
    }
    return
  }
  if (chosen) return void complain(name, `a name and a selector or --all exclude each other; leave one out`)
  if (has(context, 'all-namespaces'))
    return void complain(
      name,
      `a name cannot be looked up in all namespaces; replace --all-namespaces by -n NAMESPACE`,
    )
  if (wanted.names === 'one' && names.length > 1 && !call.loose)
    complain(
      names[1] as Word,
      `kubectl ${call.command.path} takes one object; "${names[1]?.text}" is one too many`,
    )
}

const flagged = (call: Call, flag: string, words: string): string =>
  call.command.flags.has(flag) ? ` or ${words}` : ''

function checkPairs(context: Context, args: readonly Word[], wanted: Wanted): void {
  for (const word of args) {
    const [type = '', name = '', ...more] = word.value.split('/')
    if (word.value === HOLE || (type === '' && word.many)) continue
    if (!word.value.includes('/') || more.length > 0)
      context.complain(word, `"${word.text}" must have the form TYPE/NAME, like the others`)
    else {
      checkType(context, word, type, wanted)
      if (name === '') context.complain(word, `"${word.text}" lacks the name behind the slash`)
    }
  }
  if (wanted.names === 'one' && args.length > 1)
    context.complain(
      args[1] as Word,
      `kubectl ${context.call.command.path} takes one object; "${args[1]?.text}" is one too many`,
    )
}

/** @returns whether the type is one, or may be */
export function checkType(
  context: Context,
  word: Word,
  type: string,
  wanted: Wanted = {},
  next?: Word,
): boolean {
  if (isOpen(type)) return true
  const read = readType(type)
  if (!('versions' in read)) {
    const swapped = next !== undefined && !isOpen(next.value) && typeNamed(next.value) !== undefined
    if (swapped) context.complain(word, `the type comes first: ${next.text} ${word.text}`)
    else {
      const near = read.near
      context.complain(
        word,
        `there is no resource type "${type}"; ${near === undefined ? 'write a custom resource with its group, such as foos.example.com' : `did you mean "${near}"?`}`,
        near === undefined ? {} : { instead: word.value.replace(type, near) },
      )
    }
    return false
  }
  context.needs(read.versions, word)
  const kinds = [...new Set(read.versions.map(({ kind }) => kind))]
  const custom = read.versions.every(({ from }) => from !== 'api')
  if (wanted.kinds !== undefined && !custom && !kinds.some(kind => wanted.kinds?.includes(kind)))
    context.complain(
      word,
      `kubectl ${context.call.command.path} works on a ${either(wanted.kinds)}, not on ${article(kinds[0] ?? '')}`,
    )
  return true
}

const article = (kind: string): string => `${/^[AEIOU]/.test(kind) ? 'an' : 'a'} ${kind}`

/** One Pod, by name or through what made it: `web`, `pod/web`, `deployment/web`. @returns whether it may be one */
export function checkPod(context: Context, word: Word): boolean {
  const [type = '', name] = word.value.split('/')
  if (name !== undefined) {
    if (!checkType(context, word, type)) return false
    if (name === '') context.complain(word, `"${word.text}" lacks the name behind the slash`)
    return name !== ''
  }
  if (isOpen(word.value)) return true
  if ((typeNamed(type) ?? []).length === 0) return true
  const next = context.call.args[context.call.args.indexOf(word) + 1]
  context.complain(
    word,
    `kubectl ${context.call.command.path} reads "${word.text}" as the name of a Pod; write ${word.text}/${next?.text ?? 'NAME'}`,
  )
  return false
}

function sample({ call }: Context): string {
  const usage = call.command.usage.replace(/\s*\[options\]\s*$/, '')
  return `its form is: ${usage}`
}

/** The first Kubernetes version that has one of these, and the first that has none of them any more. */
export function lifetime(versions: readonly Resource[]): { since?: string; removed?: string } {
  const api = versions.filter(({ from }) => from === 'api')
  if (api.length < versions.length || api.length === 0) return {}
  const since = api.map(({ since }) => since).filter(found => found !== undefined)
  const removed = api.map(({ removed }) => removed).filter(found => found !== undefined)
  const [first] = since.sort(compareVersions)
  const last = removed.sort(compareVersions).at(-1)
  return {
    ...(first !== undefined && since.length === api.length && { since: first }),
    ...(last !== undefined && removed.length === api.length && { removed: last }),
  }
}
