/** Manifests in a paste: which lines they are, what is wrong on them, and how those lines should read. */
import type { Finding } from '../kubernetes/finding.ts'
import { checkManifest, type DocumentCheck } from '../kubernetes/manifests/manifest.ts'
import type { Line } from './lines.ts'

/** A line (from 1, in the paste) as it is and as it should be. */
export type Correction = { line: number; was: string; now: string }

/**
 * - `findings`: by line of the paste; those with level `advice` are no mistakes
 * - `corrections`: only where the right line is certain
 * - `flat`: the indentation was lost on the way, so that nothing else can be told
 */
export type Clinic = {
  documents: readonly DocumentCheck[]
  findings: readonly Finding[]
  corrections: readonly Correction[]
  flat: boolean
}

/** Longer manifests are checked once; shorter ones again with the corrections made, which may uncover more. */
const CHECKED_AGAIN = 8000
const PASSES = 3
/** What is checked of one paste: people paste less, and what is beyond costs time and says nothing new. */
const MOST_LINES = 3000
const MOST_DOCUMENTS = 100

const KEY = /^(\s*)(?:- )*["']?[A-Za-z][\w./-]*["']?:(?:\s|$)/
const TOP = /^\s*(?:- )?["']?(?:apiVersion|kind)["']?:\s*\S/
/** Keys that programs print in front of errors. */
const SPOKEN = /^\s*(?:error|warning|err|info|fatal|note|edit|update|ps|question)s?:/i

/** @returns undefined where the paste holds no manifest */
export function examine(lines: readonly Line[]): Clinic | undefined {
  const source = manifestIn(lines)
  if (source === undefined) return undefined
  const flat = isFlat(source)
  if (flat) return { documents: documentsOf(source), findings: [], corrections: [], flat }
  const short = source.join('\n').length <= CHECKED_AGAIN
  const untabbed = short ? source.map(withoutTabs) : source
  const tabs = source.flatMap((line, at): Finding[] => {
    const fix = untabbed[at]
    if (fix === undefined || fix === line) return []
    return [{ line: at + 1, level: 'wrong', message: TAB, fix }]
  })
  const checked = checkAll(untabbed)
  const findings = [...tabs.slice(0, 10), ...checked.findings]
    .filter(({ line }) => !/\[masked-/.test(source[line - 1] ?? ''))
    .sort((a, b) => a.line - b.line)
  const corrections = correctionsOf(source, checked.lines)
  return { documents: checked.documents, findings, corrections, flat }
}

const withoutTabs = (line: string): string =>
  line.replace(/^[ \t]*\t[ \t]*/, space => space.replaceAll('\t', '  '))

const TAB = 'a tab; YAML takes only spaces for indentation'

type Checked = { documents: readonly DocumentCheck[]; findings: Finding[]; lines: string[] }

/** Checks, makes the certain corrections and checks again: behind a removed apiVersion, more may be wrong. */
function checkAll(lines: readonly string[]): Checked {
  let current = [...lines]
  const findings = new Map<string, Finding>()
  let documents: readonly DocumentCheck[] = []
  for (let pass = 0; pass < PASSES; pass++) {
    const source = current.join('\n').replace(/\[masked-([a-z0-9-]+)\]/g, 'masked-$1')
    const check = checkManifest(source, { advise: pass === 0 || findings.size > 0 })
    documents = check.documents
    for (const finding of check.findings) {
      const key = `${finding.line} ${finding.message}`
      if (!findings.has(key)) findings.set(key, finding)
    }
    const next = current.map(
      (line, at) => check.findings.find(one => one.line === at + 1 && one.fix)?.fix ?? line,
    )
    const same = next.every((line, at) => line === current[at])
    current = next
    if (same || source.length > CHECKED_AGAIN) break
  }
  return { documents, findings: [...findings.values()], lines: current }
}

const correctionsOf = (was: readonly string[], now: readonly string[]): Correction[] =>
  was.flatMap((line, at) => {
    const better = now[at]
    return better === undefined || better === line || /\[masked-/.test(line)
      ? []
      : [{ line: at + 1, was: line, now: better }]
  })

/** The paste with only the lines that are a manifest, the others empty, so that lines keep their numbers. */
function manifestIn(lines: readonly Line[]): string[] | undefined {
  const kept = new Set<number>()
  for (const [at, { text }] of lines.entries()) {
    if (kept.has(at) || !TOP.test(text)) continue
    const base = /^\s*/.exec(text)?.[0].length ?? 0
    let first = at
    while (first > 0 && belongs(lines[first - 1], base) && !kept.has(first - 1)) first--
    let last = at
    while (last + 1 < lines.length && belongs(lines[last + 1], base)) last++
    for (let one = first; one <= last; one++) kept.add(one)
  }
  let documents = 0
  const source = lines.slice(0, MOST_LINES).map(({ text }, at) => {
    if (kept.has(at) && text.startsWith('---')) documents++
    return kept.has(at) && documents < MOST_DOCUMENTS ? text : ''
  })
  return isManifest(source) ? source : undefined
}

/** A manifest has a kind, and more than that: a `Status` or an event that an error prints is none. */
function isManifest(source: readonly string[]): boolean {
  const has = (key: RegExp): boolean => source.some(line => key.test(line))
  return (
    has(/^\s*(?:- )?["']?kind["']?:\s*["']?[A-Z]\w+/) &&
    !has(/^\s*["']?kind["']?:\s*["']?(?:Status|Event|EventList)\b/) &&
    (has(/^\s*["']?(?:metadata|spec|data|stringData|rules|roleRef|subjects|webhooks|items|template)["']?:/) ||
      has(/^\s*["']?apiVersion["']?:/))
  )
}

function belongs(line: Line | undefined, base: number): boolean {
  if (line === undefined || line.command !== undefined) return false
  const { text } = line
  if (text.trim() === '' || /^\s*(?:#|---|\.\.\.$)/.test(text)) return true
  if (SPOKEN.test(text)) return false
  const indent = /^\s*/.exec(text)?.[0].length ?? 0
  if (indent > base) return true
  return (
    KEY.test(text) || /^\s*- \S/.test(text) || /^\s*[}\]],?$/.test(text) || /^\s*["'][\w./-]+["']:/.test(text)
  )
}

/** No line is indented although keys hold others: a chat or a mail has taken the indentation away. */
function isFlat(source: readonly string[]): boolean {
  const lines = source.filter(line => line.trim() !== '')
  return (
    lines.length >= 4 &&
    lines.every(line => !/^\s/.test(line)) &&
    lines.some(line => /^(?:metadata|spec|template|selector|labels):\s*$/.test(line)) &&
    !lines.some(line => /^[{}]/.test(line))
  )
}

function documentsOf(source: readonly string[]): DocumentCheck[] {
  return source.flatMap((line, at) => {
    const kind = /^kind:\s*["']?([A-Z]\w{1,60})/.exec(line)?.[1]
    return kind === undefined ? [] : [{ line: at + 1, apiVersion: '', kind, checked: false }]
  })
}
