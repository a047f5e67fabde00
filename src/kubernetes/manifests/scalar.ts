/** Single values of a manifest: numbers, texts, switches, choices, quantities. */
import { either, nearest } from '../finding.ts'
import { quantity, quantityMeant } from '../formats.ts'
import { placeholderIn } from '../open.ts'
import type { Report } from './schema.ts'
import type { Tree } from './tree.ts'

/** Judges one value. @param type one of those that scripts/make-schema.ts names, but no list, map or other type */
export function checkScalar(type: string, tree: Tree, path: string, report: Report): void {
  if (tree.kind !== 'scalar') return void wrongType(path, SAYS[type] ?? 'one value', tree, report)
  const { value, text, line } = tree
  const is = typeof value
  const whole = is === 'number' && Number.isInteger(value)
  if (type.startsWith('=')) return void checkChoice(type.slice(1).split(','), tree, path, report)
  if (type === 'quantity') {
    const wrong =
      is === 'number'
        ? undefined
        : is === 'string'
          ? quantity(String(value))
          : 'must be a quantity such as 500m or 1Gi'
    if (wrong !== undefined) add(wrong, quantityMeant(String(value)))
  } else if (type === 'string' || type === 'time') {
    if (is !== 'string')
      add(
        `must be text, but ${text} is ${is === 'boolean' ? 'a yes/no value' : 'a number'}; write "${text}" in quotes`,
        `"${text}"`,
      )
  } else if (type === 'bytes') {
    if (is !== 'string')
      add(`must be text, but ${text} is ${is === 'boolean' ? 'a yes/no value' : 'a number'}`)
    else if (!isBase64(String(value)) && placeholderIn(String(value)) !== value)
      add(`must be base64${path.startsWith('data.') ? '; use stringData for plain text' : ''}`)
  } else if (type === 'int' && !whole) {
    const number = tree.quoted && /^-?\d+$/.test(String(value)) ? String(value) : undefined
    add(
      `must be a whole number, not ${shown(tree)}${number === undefined ? '' : `; write ${number} without quotes`}`,
      number,
    )
  } else if (type === 'number' && is !== 'number') add(`must be a number, not ${shown(tree)}`)
  else if (type === 'bool' && is !== 'boolean') {
    const meant = /^(true|false)$/i.test(String(value)) ? String(value).toLowerCase() : undefined
    add(
      `must be true or false, not ${shown(tree)}${meant === undefined ? '' : `; write ${meant} without quotes`}`,
      meant,
    )
  } else if (type === 'int|string' && is !== 'string' && !whole)
    add(`must be a whole number or a name, not ${shown(tree)}`)

  function add(message: string, instead?: string): void {
    report.add({ line, level: 'wrong', message: `${path} ${message}`, ...fixed(tree, instead, report) })
  }
}

function checkChoice(
  choices: string[],
  tree: Extract<Tree, { kind: 'scalar' }>,
  path: string,
  report: Report,
): void {
  const value = String(tree.value)
  if (typeof tree.value === 'string' && choices.includes(value)) return
  const near = nearest(value, choices) ?? SHORT[value]
  const listed =
    choices.length <= 12 ? `must be ${either(choices)}, not ${shown(tree)}` : `cannot be ${shown(tree)}`
  report.add({
    line: tree.line,
    level: 'wrong',
    message: `${path} ${listed}${near === undefined ? '' : `; did you mean "${near}"?`}`,
    ...fixed(tree, near, report),
  })
}

/** What "kubectl get" shows for them. */
const SHORT: Record<string, string> = {
  RWO: 'ReadWriteOnce',
  ROX: 'ReadOnlyMany',
  RWX: 'ReadWriteMany',
  RWOP: 'ReadWriteOncePod',
}

/** The line with `instead` in the place of the value, where the value stands on it exactly once. */
function fixed(tree: Tree, instead: string | undefined, { lines }: Report): { fix?: string } {
  const here = lines[tree.line - 1]
  if (tree.kind !== 'scalar' || instead === undefined || here === undefined) return {}
  const written = tree.quoted
    ? [`"${tree.text}"`, `'${tree.text}'`].find(text => here.includes(text))
    : tree.text
  if (written === undefined || written === '' || here.split(written).length !== 2) return {}
  return { fix: here.replace(written, () => instead) }
}

const SAYS: Record<string, string> = {
  string: 'one text',
  int: 'a whole number',
  number: 'a number',
  bool: 'true or false',
  time: 'a time such as 2026-01-31T08:00:00Z',
  bytes: 'base64 text',
  quantity: 'a quantity such as 500m or 1Gi',
  'int|string': 'a whole number or a name',
}

export function wrongType(path: string, wanted: string, tree: Tree, report: Report): void {
  const found = tree.kind === 'map' ? 'a map' : tree.kind === 'list' ? 'a list' : shown(tree)
  report.add({ line: tree.line, level: 'wrong', message: `${path} must be ${wanted}, not ${found}` })
}

function shown(tree: Tree): string {
  if (tree.kind !== 'scalar') return tree.kind === 'map' ? 'a map' : 'a list'
  const text = tree.text.length > 40 ? `${tree.text.slice(0, 40)}…` : tree.text
  return typeof tree.value === 'string' ? `the text "${text}"` : text
}

const isBase64 = (text: string): boolean => {
  const bare = text.replace(/\s/g, '')
  return bare.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(bare)
}
