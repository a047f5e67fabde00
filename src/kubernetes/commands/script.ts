/** Shell source → everything the checkers know about it. */

import { clip, type Finding, MOST_FINDINGS } from '../finding.ts'
import { checkManifest, type ManifestCheck } from '../manifests/manifest.ts'
import { readScript, type SimpleCommand, type Statement, type Word } from '../shell.ts'
import { compareVersions, formatVersions, type Holds } from '../versions.ts'
import { type Call, type Complaint, findCommand, readCommandLine } from './command-line.ts'
import { type Danger, dangerOf, dangerOfOther } from './danger.ts'
import { checkDocker } from './docker.ts'
import { checkHelm } from './helm.ts'
import { checkKubectl } from './kubectl.ts'
import { isEveryday, runsOf, UNCHECKED } from './programs.ts'
import { type Command, type Table, type Tool, tablesOf } from './tables.ts'
import { lifetime } from './targets.ts'

/**
 * What is known about one statement.
 * - `line`: from 1, within the script
 * - `holds`: for each checked tool that it runs, the versions in which it is right; none where it is wrong everywhere
 * - `others`: the programs in it that are not checked
 */
export type StatementCheck = {
  line: number
  holds: ReadonlyMap<Tool, Holds>
  others: readonly string[]
  dangers: readonly Danger[]
}

export type ScriptCheck = { findings: Finding[]; statements: StatementCheck[]; manifests: ManifestCheck[] }

/** Shells within shells within shells: nobody writes more. */
const DEEPEST = 3

/**
 * Checks every command of a script, and the manifests that its heredocs hold. Never throws; takes time in proportion to
 * the length of `source`.
 */
export function checkScript(source: string, depth = 0): ScriptCheck {
  const script = readScript(source)
  const check: ScriptCheck = { findings: [], statements: [], manifests: [] }
  for (const { message, line } of script.errors.slice(0, MOST_FINDINGS))
    check.findings.push({ line: line + 1, level: 'wrong', message: `the shell cannot read this: ${message}` })
  for (const statement of script.statements) {
    if (check.findings.length >= MOST_FINDINGS) break
    checkStatement(statement, source, check, depth)
  }
  check.findings.sort((a, b) => a.line - b.line)
  return check
}

function checkStatement(statement: Statement, source: string, check: ScriptCheck, depth: number): void {
  const holds = new Map<Tool, Holds>()
  const others = new Set<string>()
  const dangers: Danger[] = []
  for (const command of statement.commands) {
    if (check.findings.length >= MOST_FINDINGS) return
    const lines = { source, line: command.line }
    const stray = strayMarks(command, lines)
    check.findings.push(...stray)
    /** Whatever else is said of such words would only be an echo. */
    if (stray.length > 0) continue
    const runs = runsOf(command)
    if (runs?.kind === 'tool') {
      const judged = judge(runs.tool, runs.words, runs.added)
      check.findings.push(...findingsOf(judged, lines))
      holds.set(runs.tool, together(holds.get(runs.tool), judged.holds))
      const danger = dangerOf(runs.tool, judged.call, runs.words, runs.added)
      if (danger !== undefined) dangers.push(danger)
    } else if (runs?.kind === 'script' && depth < DEEPEST) {
      const inner = checkScript(runs.source, depth + 1)
      for (const { level, message } of inner.findings)
        check.findings.push({ line: command.line + 1, level, message })
      check.manifests.push(...inner.manifests)
      for (const part of inner.statements) {
        for (const [tool, found] of part.holds) holds.set(tool, together(holds.get(tool), found))
        for (const name of part.others) others.add(name)
        dangers.push(...part.dangers)
      }
    } else if (runs?.kind === 'other') {
      if (runs.misspelt !== undefined)
        check.findings.push(
          finding(
            {
              word: runs.word,
              message: `there is no program "${runs.name}"; did you mean ${runs.misspelt}?`,
              instead: runs.misspelt,
            },
            lines,
          ),
        )
      if (!isEveryday(runs.name) && (UNCHECKED.has(runs.name) || /^[a-z][\w -]*$/.test(runs.name)))
        others.add(runs.name)
      const danger = dangerOfOther(
        command.words
          .map(word => word.text)
          .join(' ')
          .replace(/^sudo (-\S+ )*/, ''),
      )
      if (danger !== undefined) dangers.push(danger)
    }
  }
  for (const heredoc of statement.heredocs) {
    if (!/^\s*"?apiVersion"?:/m.test(heredoc.text)) continue
    const manifest = checkManifest(heredoc.text, { open: heredoc.open })
    check.manifests.push(manifest)
    for (const found of manifest.findings) check.findings.push({ ...found, line: found.line + heredoc.line })
  }
  check.statements.push({ line: statement.line + 1, holds, others: [...others], dangers })
}

/** A command line against every version: where it is right, and what is wrong where it is not. */
type Judged = {
  call: Call
  holds: Holds
  complaints: Complaint[]
  limits: { versions: string[]; complaint: Complaint }[]
}

function judge(tool: Tool, words: Word[], added: boolean): Judged {
  const tables = tablesOf(tool)
  const read: { command: Command; globals: Table['globals']; result: Result }[] = []
  const verdicts = tables.map(table => {
    const { command } = findCommand(words, table)
    const same = read.find(other => other.command === command && other.globals === table.globals)
    const result = same?.result ?? examine(words, table, added)
    if (same === undefined) read.push({ command, globals: table.globals, result })
    return {
      table,
      result,
      wrong: outOfTime(result, table) ?? result.complaints.find(({ level }) => level === undefined),
    }
  })
  const right = verdicts.filter(({ wrong }) => wrong === undefined).map(({ table }) => table.version)
  const newest = verdicts.at(-1) as (typeof verdicts)[number]
  const holds = { tables: tables.map(({ version }) => version), right }
  if (right.length > 0) {
    const limits = verdicts.flatMap(({ table, wrong }) =>
      wrong === undefined ? [] : [{ versions: [table.version], complaint: wrong }],
    )
    const advice = newest.result.complaints.filter(({ level }) => level === 'advice')
    return { call: newest.result.call, holds, complaints: advice, limits: joined(limits) }
  }
  const timed = outOfTime(newest.result, newest.table)
  const complaints =
    newest.result.complaints.length > 0 || timed === undefined ? newest.result.complaints : [timed]
  return { call: newest.result.call, holds, complaints, limits: [] }
}

type Result = {
  call: Call
  complaints: Complaint[]
  times: { since?: string; removed?: string; kind: string; word: Word }[]
}

function examine(words: Word[], table: Table, added: boolean): Result {
  const read = readCommandLine(words, table)
  if (added) read.call.loose = true
  const times: Result['times'] = []
  if (table.tool === 'kubectl')
    checkKubectl(read, (versions, word) => {
      times.push({ ...lifetime(versions), kind: versions[0]?.kind ?? '', word })
    })
  if (table.tool === 'docker') checkDocker(read)
  if (table.tool === 'helm') checkHelm(read)
  return { ...read, times }
}

/** A resource type that the cluster of this version does not have yet, or no longer has. */
function outOfTime({ times }: Result, { version }: Table): Complaint | undefined {
  for (const { since, removed, kind, word } of times) {
    if (since !== undefined && compareVersions(version, since) < 0)
      return { word, message: `needs Kubernetes ${since}, which brought ${kind}`, dated: true }
    if (removed !== undefined && compareVersions(version, removed) >= 0)
      return { word, message: `${kind} went away in Kubernetes ${removed}`, dated: true }
  }
  return undefined
}

/** The same complaint of several versions, once. */
function joined(limits: Judged['limits']): Judged['limits'] {
  const groups = Map.groupBy(limits, ({ complaint }) => complaint.message)
  return [...groups.values()].map(group => ({
    versions: group.flatMap(({ versions }) => versions),
    complaint: (group[0] as (typeof group)[number]).complaint,
  }))
}

/** Two commands of one statement must both be right. */
const together = (a: Holds | undefined, b: Holds): Holds =>
  a === undefined ? b : { tables: b.tables, right: b.right.filter(version => a.right.includes(version)) }

type Lines = { source: string; line: number }

function findingsOf({ call, holds, complaints, limits }: Judged, lines: Lines): Finding[] {
  const tool = call.command.usage.split(' ')[0]
  return [
    ...complaints.map(complaint => finding(complaint, lines)),
    ...limits.map(({ versions, complaint }) => ({
      line: finding(complaint, lines).line,
      level: 'limited' as const,
      message: complaint.dated
        ? complaint.message
        : `right only in ${tool} ${formatVersions(holds.right)}; in ${formatVersions(versions)} ${complaint.message.split('; ')[0]}`,
    })),
  ]
}

/** Where a complaint's word stands, and the line with the better word in its place. */
function finding({ word, message, instead, level }: Complaint, { source, line }: Lines): Finding {
  const found: Finding = { line: line + 1, level: level ?? 'wrong', message: clip(message) }
  if (word.at < 0) return found
  const start = source.lastIndexOf('\n', word.at - 1) + 1
  const stop = source.indexOf('\n', word.at)
  found.line = source.slice(0, word.at).split('\n').length
  const whole = source.slice(start, stop === -1 ? undefined : stop)
  if (instead === undefined || !whole.includes(word.text) || source.slice(word.at, word.end) !== word.text)
    return found
  return {
    ...found,
    fix:
      source.slice(start, word.at) + quoted(instead) + source.slice(word.end, stop === -1 ? undefined : stop),
  }
}

const quoted = (value: string): string =>
  /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`

/** What word processors and chats put in place of plain quotes and hyphens, and prompts that were copied along. */
function strayMarks({ words }: SimpleCommand, lines: Lines): Finding[] {
  return words.flatMap((word, at) => {
    if (at === 0 && /^[$#>]$/.test(word.text))
      return [finding({ word, message: `leave the prompt "${word.text}" out` }, lines)]
    if (word.text !== word.value || !/[“”„‘’‚–—]/.test(word.text)) return []
    const plain = word.text
      .replace(/^[–—]/, '--')
      .replace(/[–—]/g, '-')
      .replace(/[“”„]/g, '"')
      .replace(/[‘’‚]/g, "'")
    return [
      finding({ word, message: `"${word.text}" has typographic quotes or dashes; write ${plain}` }, lines),
    ]
  })
}
