/** What the arguments of docker's commands must be: how many, from the form that each command's help shows. */

import { either, nearest } from '../finding.ts'
import { isOpen } from '../open.ts'
import type { Word } from '../shell.ts'
import type { Complaint, Read } from './command-line.ts'

export function checkDocker({ call, complaints }: Read): void {
  const { command, args, help, loose } = call
  if (help || command.path === '') return
  if (!loose && command.below.size === 0) complaints.push(...countArguments(call.name, args, command.usage))
  const [image] = args
  if (TAKES_IMAGE.has(command.path) && image !== undefined) complaints.push(...wrongImage(image, image.value))
  for (const { flag, value, word } of call.given)
    if (value !== undefined && !isOpen(value)) {
      const wrong = JUDGES[flag.name]?.(value)
      if (wrong !== undefined) complaints.push({ word, message: `--${flag.name} ${wrong}` })
    }
}

const TAKES_IMAGE = new Set([
  'run',
  'create',
  'pull',
  'push',
  'container run',
  'container create',
  'image pull',
  'image push',
])

/** `docker cp CONTAINER:SRC_PATH DEST_PATH|-` takes two; `[X]` may be missing, `X...` may be many. */
export function countArguments(name: Word, args: readonly Word[], usage: string): Complaint[] {
  const forms = tokens(usage).slice(usage.split(' ').findIndex(word => !/^[a-z-]+$/.test(word)))
  if (/^[a-z\s-]+$/.test(usage)) forms.length = 0
  const least = forms.filter(form => !form.startsWith('[')).length
  const most = forms.some(form => /\.\.\.|^\[ps|S\]$/.test(form)) ? Number.POSITIVE_INFINITY : forms.length
  if (args.length < least)
    return [
      {
        word: args.at(-1) ?? name,
        message: `${forms.filter(form => !form.startsWith('['))[args.length]} is missing; the form is ${usage}`,
      },
    ]
  const surplus = args[most]
  return surplus === undefined
    ? []
    : [{ word: surplus, message: `"${surplus.text}" is one argument too many; the form is ${usage}` }]
}

/** Words of a usage line; what stands in brackets, and alternatives around ` | `, are one. */
function tokens(usage: string): string[] {
  const found: string[] = []
  let depth = 0
  let joins = false
  for (const word of usage.split(' ')) {
    const before = depth
    depth += (word.match(/[[(]/g)?.length ?? 0) - (word.match(/[\])]/g)?.length ?? 0)
    if (before > 0 || word === '|' || joins) found[found.length - 1] += ` ${word}`
    else found.push(word)
    joins = word === '|'
  }
  return found
}

function wrongImage(word: Word, reference: string): Complaint[] {
  if (isOpen(reference)) return []
  const name = reference.replace(/@.*$/, '').replace(/:[^:/]+$/, '')
  const path =
    name.includes('/') && /[.:]|^localhost$/.test(name.split('/')[0] ?? '')
      ? name.slice(name.indexOf('/') + 1)
      : name
  if (!/[A-Z]/.test(path))
    return /\s|^-|\/\/|:$/.test(reference)
      ? [{ word, message: `"${reference}" is no image; its form is NAME:TAG` }]
      : []
  return [
    {
      word,
      message: `an image's name is lower-case; write ${reference.replace(path, path.toLowerCase())}`,
      instead: reference.replace(path, path.toLowerCase()),
    },
  ]
}

const POLICIES = ['no', 'on-failure', 'always', 'unless-stopped']

const JUDGES: Record<string, (value: string) => string | undefined> = {
  publish: value =>
    /^(?:(?:\[[0-9a-f:]+\]|[\w.-]+):)?(?:\d*(?:-\d+)?:)?\d+(?:-\d+)?(?:\/(?:tcp|udp|sctp))?$/.test(value) ||
    value.includes('=')
      ? undefined
      : `takes HOST_PORT:CONTAINER_PORT, such as 8080:80, not "${value}"`,
  restart: value => {
    if (/^on-failure:\d+$/.test(value) || POLICIES.includes(value)) return undefined
    const near = nearest(value, POLICIES)
    return `takes ${either(POLICIES)}, not "${value}"${near === undefined ? '' : `; did you mean "${near}"?`}`
  },
  tag: value => wrongImage({ text: value, value, many: false, at: -1, end: -1 }, value)[0]?.message,
}
