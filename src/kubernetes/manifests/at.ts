/** A place in a manifest: what stands there, on which line, and its path for messages. Missing places are places too. */
import type { Finding } from '../finding.ts'
import { isOpen } from '../open.ts'
import type { Tree } from './tree.ts'

export type At = { tree?: Tree; line: number; path: string }

export const place = (tree: Tree, path = ''): At => ({ tree, line: tree.line, path })

/** What stands under `keys`, one below the other. A missing place has the line of the last one that is there. */
export function at(from: At, ...keys: string[]): At {
  let here = from
  for (const key of keys) {
    const path = here.path === '' ? key : `${here.path}.${key}`
    const entry = here.tree?.kind === 'map' ? here.tree.entries.get(key) : undefined
    const empty = entry?.value.kind === 'scalar' && entry.value.value === null
    here =
      entry === undefined || empty
        ? { line: entry?.line ?? here.line, path }
        : { tree: entry.value, line: entry.value.kind === 'scalar' ? entry.value.line : entry.line, path }
  }
  return here
}

export const has = (from: At, key: string): boolean => at(from, key).tree !== undefined

/** The items of a list; none where there is no list. */
export const items = (from: At): At[] =>
  from.tree?.kind === 'list'
    ? from.tree.items.map((tree, index) => ({ tree, line: tree.line, path: `${from.path}[${index}]` }))
    : []

/** The keys of a map with their places and the lines of the keys. */
export const entries = (from: At): { key: string; line: number; value: At }[] =>
  from.tree?.kind === 'map'
    ? [...from.tree.entries].map(([key, { line, value }]) => ({
        key,
        line,
        value: { tree: value, line: value.line, path: `${from.path}.${key}` },
      }))
    : []

export const text = ({ tree }: At): string | undefined =>
  tree?.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : undefined

export const number = ({ tree }: At): number | undefined =>
  tree?.kind === 'scalar' && typeof tree.value === 'number' ? tree.value : undefined

/** Texts and numbers alike, as text: quantities, ports. */
export const word = ({ tree }: At): string | undefined =>
  tree?.kind === 'scalar' && tree.value !== null ? String(tree.value) : undefined

/** What the rules of a document are given: see Report in schema.ts. They end when nothing is `left`. */
export type Rules = { open: boolean; lines: readonly string[]; left: number; add: (finding: Finding) => void }

export const wrong = (rules: Rules, { line }: { line: number }, message: string, fix?: string): void =>
  rules.add({ line, level: 'wrong', message, ...(fix !== undefined && { fix }) })

export const advise = (rules: Rules, { line }: { line: number }, message: string): void =>
  rules.add({ line, level: 'advice', message })

/** Judges a text by one of the forms in formats.ts; open values and missing ones pass. */
export function mustBe(
  rules: Rules,
  here: At,
  judge: (value: string) => string | undefined,
  instead?: (value: string) => string | undefined,
): void {
  const value = text(here)
  if (value === undefined || (rules.open && isOpen(value))) return
  const verdict = judge(value)
  if (verdict === undefined) return
  const meant = instead?.(value)
  const line = rules.lines[here.line - 1]
  const once = meant !== undefined && line !== undefined && line.split(value).length === 2
  wrong(
    rules,
    here,
    `${here.path} "${value}" ${verdict}${meant === undefined ? '' : `; write ${meant}`}`,
    once ? line.replace(value, meant) : undefined,
  )
}

/** Tells the second of two with the same name. */
export function mustDiffer(
  rules: Rules,
  places: readonly At[],
  nameOf: (here: At) => string | undefined,
  what: string,
): void {
  const seen = new Map<string, At>()
  for (const here of places) {
    const name = nameOf(here)
    if (name === undefined) continue
    const first = seen.get(name)
    if (first === undefined) seen.set(name, here)
    else
      wrong(
        rules,
        here,
        `${what} "${name}" is there twice (first on line ${first.line}); each must have its own`,
      )
  }
}
