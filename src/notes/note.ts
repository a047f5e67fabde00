/** What a note is, once it has been read from its Markdown file. Plain data; nothing here knows Markdown. */
import type { StatementCheck } from '../kubernetes/commands/script.ts'
import type { Tool } from '../kubernetes/commands/tables.ts'
import type { Finding } from '../kubernetes/finding.ts'

/** The file's name without `.md`: `nodeport`, `nodeport-vs-loadbalancer`. */
export type NoteId = string

/** A run of text in one style. Notes' and people's words alike become spans; renderers escape them. */
export type Span = { text: string; style?: 'code' | 'strong' | 'emphasis'; href?: string }

/**
 * A shell command to copy. `does` says what it does, `line` (from 1) where it stands in its file; `check` is what the
 * checker knows about it. `hints` are what a card tells with it: warnings, versions.
 */
export type Command = {
  text: string
  does: string
  line: number
  check?: Pick<StatementCheck, 'holds' | 'dangers'>
  hints?: Span[][]
}

/**
 * What a note's commands and manifests passed, exactly as far as it goes. Computed, never written by hand.
 * - `tools`: the programs whose commands were checked against the tables of these versions, and hold in them
 * - `api`: the version of the API that the manifests were checked against
 * - `others`: programs and kinds in the note that nothing was checked of
 */
export type Mark = {
  tools: readonly { tool: Tool; versions: readonly string[] }[]
  api?: string
  others: readonly string[]
}

export type Block =
  | { kind: 'text'; text: Span[] }
  | { kind: 'heading'; text: Span[] }
  /** `start` is the number of an ordered list's first item where that is not 1. */
  | { kind: 'list'; ordered: boolean; items: Span[][]; start?: number }
  | { kind: 'quote'; text: Span[] }
  | { kind: 'commands'; commands: Command[] }
  /** `part`: a patch or an excerpt, of which nothing can be missing. */
  | { kind: 'code'; language: string; source: string; line: number; part?: true }
  | { kind: 'table'; head: Span[][]; rows: Span[][][] }

/** The parts of a note that the bot knows what to do with; any other heading is shown as it stands. */
export const SECTIONS = {
  'key points': 'points',
  commands: 'commands',
  manifest: 'manifest',
  'watch out': 'warnings',
  causes: 'causes',
  choose: 'choose',
  'why it matters': 'why',
  'think about it': 'think',
} as const

export type SectionRole = (typeof SECTIONS)[keyof typeof SECTIONS] | 'other'

export type Section = { role: SectionRole; heading: string; blocks: Block[]; line: number }

export type Note = {
  id: NoteId
  title: string
  topic: string
  aliases: string[]
  /** Ways in which people ask for this note, in their own words. */
  asks: string[]
  /** Text that kubectl, events and logs show when this note explains it. */
  signs: string[]
  related: NoteId[]
  /** Path on kubernetes.io, such as `/docs/concepts/workloads/pods/`, or a whole https address. */
  docs?: string
  /** Kubernetes versions in which this came and went, such as `1.29`. */
  since?: string
  removed?: string
  /** The two ids a written comparison compares. */
  compares?: [NoteId, NoteId]
  summary: Block[]
  sections: Section[]
  /** Missing where nothing was checked, or where something checked is wrong. */
  checked?: Mark
  file: string
  /** The line (from 1) of each key of the front matter, for problems that show only among other notes. */
  lines: ReadonlyMap<string, number>
}

/** Something a note writer can mend: where it is, what is wrong and what to write instead. */
export type Problem = { file: string; line: number; message: string }

/** Something about a command or manifest of a note that parses. Only a `wrong` one costs the note its mark. */
export type Doubt = Problem & Pick<Finding, 'level' | 'fix'>

export const formatProblem = (problem: Problem): string =>
  `${problem.file}:${problem.line} ${problem.message}`

/** The commands of a note in the order of the file. */
export const commandsOf = (note: Note): Command[] =>
  blocksOf(note).flatMap(block => (block.kind === 'commands' ? block.commands : []))

const MANIFESTS = new Set(['yaml', 'yml', 'json'])

/** The YAML and JSON of a note in the order of the file. */
export const manifestsOf = (note: Note): Extract<Block, { kind: 'code' }>[] =>
  blocksOf(note).flatMap(block => (block.kind === 'code' && MANIFESTS.has(block.language) ? [block] : []))

/** All blocks of a note in the order of the file. */
export const blocksOf = (note: Note): Block[] => [
  ...note.summary,
  ...note.sections.flatMap(section => section.blocks),
]

/** Spans without their styles. */
export const plain = (spans: Span[]): string => spans.map(span => span.text).join('')
