/** Values of kubectl's flags that have a form of their own, which the program tells only once it has a cluster. */
import { either, nearest } from '../finding.ts'
import { cronSchedule, dnsSubdomain, labelValue, qualifiedName, quantity } from '../formats.ts'
import { isOpen } from '../open.ts'
import { type Context, checkType } from './targets.ts'

/** What is wrong with a value, worded to follow the flag's name; undefined where nothing is. */
type Judge = (value: string, path: string) => string | undefined

export function checkKubectlValues(context: Context): void {
  const { call, complain } = context
  for (const { flag, value, word } of call.given) {
    if (value === undefined || (value === '' && MAY_BE_EMPTY.has(flag.name))) continue
    const judge = JUDGES[`${call.command.path} --${flag.name}`] ?? JUDGES[`--${flag.name}`]
    const verdict = isOpen(value) && !LITERAL.has(flag.name) ? undefined : judge?.(value, call.command.path)
    if (verdict !== undefined) complain(word, `--${flag.name} ${verdict}`)
    if (flag.name === 'for' && call.command.path === 'events') checkPair(context, word, value)
    if (flag.name === 'resource' && call.command.path.startsWith('create'))
      for (const type of value.split(','))
        if (type !== '*') checkType(context, word, type.split('/')[0] ?? '')
  }
  checkName(context)
}

/** Flags that an empty value switches off. */
const MAY_BE_EMPTY = new Set(['output', 'selector', 'field-selector', 'overrides', 'labels'])

/** Flags whose values hold upper-case words that are no placeholders. */
const LITERAL = new Set(['output', 'patch', 'overrides'])

function checkPair(context: Context, word: Parameters<Context['complain']>[0], value: string): void {
  const [type = '', name] = value.split('/')
  if (isOpen(value) && name === undefined) return
  if (name === undefined) context.complain(word, `--for takes TYPE/NAME, such as pod/web, not "${value}"`)
  else checkType(context, word, type)
}

/** The name of something new must be one that the API server takes. */
function checkName({ call, complain }: Context): void {
  const [word] = call.args
  const free = /role/.test(call.command.path)
  if (word === undefined || isOpen(word.value) || free || call.loose) return
  if (
    call.command.path !== 'run' &&
    (!call.command.path.startsWith('create ') || call.command.path === 'create token')
  )
    return
  const wrong = dnsSubdomain(word.value)
  if (wrong !== undefined) complain(word, `the name "${word.text}" ${wrong}`)
}

const list =
  (judge: Judge): Judge =>
  (value, path) =>
    value
      .split(',')
      .map(part => judge(part, path))
      .find(wrong => wrong !== undefined)

const matching =
  (pattern: RegExp, says: string): Judge =>
  value =>
    pattern.test(value) ? undefined : `takes ${says}, not "${value}"`

const pair = matching(/^[^=]+=/, 'KEY=VALUE')

function selector(value: string): string | undefined {
  if (/^\s*,|,\s*$/.test(value)) return `has a comma too many: "${value}"`
  /** Commas also stand within the parentheses of `in (a, b)`. */
  for (const term of value.split(/,(?![^(]*\))/)) {
    const [, key, sign, wanted] =
      /^\s*!?\s*([^\s=!<>(),]+)\s*(?:(==|=|!=|>|<|\bin\b|\bnotin\b)\s*(.*?))?\s*$/.exec(term) ?? []
    if (key === undefined)
      return `takes key=value, key!=value, "key in (a, b)", key or !key, not "${term.trim()}"`
    const wrongKey = isOpen(key) ? undefined : qualifiedName(key)
    if (wrongKey !== undefined) return `has the key "${key}", which ${wrongKey}`
    if ((sign === 'in' || sign === 'notin') && !/^\(.*\)$/.test(wanted ?? ''))
      return `needs the values of "${sign}" in parentheses: ${key} ${sign} (a, b)`
    const wrong =
      sign === undefined || sign.endsWith('in') || isOpen(wanted ?? '') ? undefined : labelValue(wanted ?? '')
    if (wrong !== undefined) return `has the value "${wanted}", which ${wrong}`
  }
  return undefined
}

const fieldSelector = list(matching(/^[a-zA-Z][\w.]*(?:==|!=|=)[^=]*$/, 'field=value or field!=value'))

function condition(value: string): string | undefined {
  if (/^(delete|create)$/i.test(value) || /^condition=[^=]+(=[^=]+)?$/.test(value)) return undefined
  if (/^jsonpath=/.test(value)) {
    const path = value.slice('jsonpath='.length).replace(/^(['"])(.*)\1(?==|$)/, '$2')
    return /^\{.+\}(=.*)?$/.test(path) ? undefined : `needs braces: jsonpath='{.status.phase}'=Running`
  }
  const near = /^condition$/.test(value)
    ? 'condition=Ready'
    : /^[A-Za-z]+$/.test(value)
      ? `condition=${value}`
      : undefined
  return `takes condition=NAME, jsonpath='{…}'=VALUE, create or delete, not "${value}"${near === undefined ? '' : `; write ${near}`}`
}

function output(value: string): string | undefined {
  const [format = '', ...rest] = value.split('=')
  const template = rest.join('=')
  if (/^(jsonpath|jsonpath-as-json)$/.test(format)) {
    if (template === '') return `needs a template: ${format}='{.metadata.name}'`
    return jsonPath(template)
  }
  if (/^(go-template|custom-columns)(-file)?$/.test(format) && template === '')
    return format === 'custom-columns' ? 'needs columns: custom-columns=NAME:.metadata.name' : undefined
  if (format !== 'custom-columns') return undefined
  const wrong = template.split(/,(?![^[]*\])/).find(column => !/^[^:]+:.+/.test(column))
  return wrong === undefined
    ? undefined
    : `has the column "${wrong}"; each is NAME:path, such as NAME:.metadata.name`
}

/** What stands outside braces is printed as it is, so that a path without them prints itself. */
function jsonPath(template: string): string | undefined {
  const braces = [...template.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '')]
  let depth = 0
  for (const sign of braces) {
    if (sign === '{') depth++
    if (sign === '}') depth--
    if (depth < 0 || depth > 1) break
  }
  if (depth !== 0) return `has braces that do not match: ${template}`
  if (!braces.includes('{')) return `needs braces around the path: jsonpath='{${template}}'`
  const ranges = template.match(/\{\s*range\b/g)?.length ?? 0
  const ends = template.match(/\{\s*end\s*\}/g)?.length ?? 0
  if (ranges !== ends) return `has ${ranges} {range} and ${ends} {end}; each {range} needs its {end}`
  return undefined
}

function json(value: string): string | undefined {
  if (!/^\s*[[{]/.test(value)) return undefined
  try {
    JSON.parse(value)
    return undefined
  } catch {
    return balanced(value) ? undefined : 'is no valid JSON: brackets or quotes do not match'
  }
}

/** YAML's own braces need no quotes, so only what cannot be YAML either is told. */
function balanced(value: string): boolean {
  const open: string[] = []
  for (const sign of value.replace(/"(?:[^"\\]|\\.)*"/g, '')) {
    if (sign === '{' || sign === '[') open.push(sign)
    if (sign === '}' && open.pop() !== '{') return false
    if (sign === ']' && open.pop() !== '[') return false
    if (sign === '"') return false
  }
  return open.length === 0
}

const resourceList = list((value, path) => pair(value, path) ?? quantity(value.split('=')[1] ?? ''))

const EVENT_TYPES = ['Normal', 'Warning']

const JUDGES: Record<string, Judge> = {
  '--selector': selector,
  '--field-selector': fieldSelector,
  'wait --for': condition,
  '--output': output,
  '--from-literal': pair,
  '--env': pair,
  'set env --env': matching(/^[^=]+(=|-$)/, 'KEY=VALUE'),
  '--labels': list(pair),
  '--limits': resourceList,
  '--requests': resourceList,
  '--hard': list(pair),
  '--schedule': cronSchedule,
  '--patch': json,
  '--overrides': json,
  '--tcp': list(matching(/^\d{1,5}(:[\w-]+)?$/, 'PORT:TARGET_PORT')),
  '--rule': matching(/^[^/=]*\/?.*=[^:=]+:[^:,=]+(,tls(=[^=]+)?)?$/, 'host/path=service:port'),
  'create job --from': matching(/^(cronjob|cronjobs|cj)(\.batch)?\/.+/i, 'cronjob/NAME'),
  '--serviceaccount': matching(/^[^:]+:[^:]+$/, 'NAMESPACE:NAME'),
  'set subject --serviceaccount': matching(/^[^:]+:[^:]+$/, 'NAMESPACE:NAME'),
  '--port': matching(/^\d{1,5}$/, 'a number from 1 to 65535'),
  '--replicas': matching(/^[^-]/, 'a number that is not negative'),
  '--since-time': matching(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
    'a time such as 2026-01-31T08:00:00Z',
  ),
  'events --types': list(value =>
    EVENT_TYPES.includes(value)
      ? undefined
      : `takes ${either(EVENT_TYPES)}, not "${value}"; did you mean "${nearest(value, EVENT_TYPES) ?? 'Warning'}"?`,
  ),
}
