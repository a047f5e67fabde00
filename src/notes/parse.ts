/** One Markdown file → a Note, or everything that is wrong with it. */
import { readFrontMatter, splitFrontMatter } from './front-matter.ts'
import { type Piece, readMarkdown } from './markdown.ts'
import {
  type Block,
  type Note,
  type Problem,
  plain,
  SECTIONS,
  type Section,
  type SectionRole,
  type Span,
} from './note.ts'

const LIMITS = { id: 40, comparisonId: 84 } as const

type Report = (line: number, message: string) => void

export type Parsed = { note: Note; problems: [] } | { note?: undefined; problems: Problem[] }

/**
 * Reads the text of a note.
 * @param file path as people should see it in problems, such as `knowledge/networking/nodeport.md`
 */
export function parseNote(file: string, source: string): Parsed {
  const problems: Problem[] = []
  const report: Report = (line, message) => void problems.push({ file, line, message })
  const text = source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')

  const id = idOf(file)
  const compares = comparedBy(id)
  checkId(id, compares !== undefined, report)

  const parts = splitFrontMatter(text)
  if (parts === undefined) {
    report(1, 'a note begins with front matter: a line "---", lines such as "title: NodePort", a line "---"')
    return { problems }
  }
  const front = readFrontMatter(parts.front)
  for (const finding of front.findings) report(finding.line, finding.message)

  const pieces = readMarkdown(parts.body, parts.bodyLine)
  for (const piece of pieces) complain(piece, report)
  const { summary, sections } = intoSections(pieces)
  if (summary.length === 0)
    report(parts.bodyLine, 'missing summary; write one or two sentences before the first "## " heading')

  if (front.value === undefined || problems.length > 0) return { problems: inOrder(problems) }
  const { docs, since, removed, topic, ...lists } = front.value
  const note: Note = {
    id,
    ...lists,
    topic: topic ?? folderOf(file),
    ...(docs !== undefined && { docs }),
    ...(since !== undefined && { since }),
    ...(removed !== undefined && { removed }),
    ...(compares !== undefined && { compares }),
    summary,
    sections,
    file,
    lines: front.lines,
  }
  return { note, problems: [] }
}

function intoSections(pieces: Piece[]): { summary: Block[]; sections: Section[] } {
  const summary: Block[] = []
  const sections: Section[] = []
  for (const piece of pieces) {
    if ('block' in piece) (sections.at(-1)?.blocks ?? summary).push(piece.block)
    else if (piece.level <= 2) sections.push(sectionOf(piece.heading, piece.line))
    else (sections.at(-1)?.blocks ?? summary).push({ kind: 'heading', text: piece.heading })
  }
  return { summary, sections }
}

function sectionOf(spans: Span[], line: number): Section {
  const heading = plain(spans)
  const name = heading.toLowerCase()
  const role: SectionRole = isSectionName(name) ? SECTIONS[name] : 'other'
  return { role, heading, blocks: [], line }
}

const isSectionName = (name: string): name is keyof typeof SECTIONS => Object.hasOwn(SECTIONS, name)

/** What cannot stand in a note, however well its Markdown is formed. */
function complain(piece: Piece, report: Report): void {
  if ('heading' in piece) {
    if (piece.level === 1)
      report(
        piece.line,
        `the title stands in the front matter; make "# ${plain(piece.heading)}" a "## " heading`,
      )
  } else if (piece.block.kind === 'commands')
    for (const command of piece.block.commands) {
      const [bracket, name = ''] = /<([a-zA-Z][\w .-]*)>/.exec(command.text) ?? []
      const placeholder = name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')
      if (bracket !== undefined)
        report(
          command.line,
          `a shell reads "${bracket}" as redirections; write the placeholder as ${placeholder}`,
        )
    }
}

function checkId(id: string, comparison: boolean, report: Report): void {
  const limit = comparison ? LIMITS.comparisonId : LIMITS.id
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    report(
      1,
      `the file's name "${id}" must be lower-case words joined by hyphens, such as persistent-volume.md`,
    )
  if (id.length > limit)
    report(1, `the file's name "${id}" has ${id.length} characters; at most ${limit} fit a button`)
}

const idOf = (file: string): string => (file.split(/[\\/]/).at(-1) ?? file).replace(/\.md$/, '')

const folderOf = (file: string): string => file.split(/[\\/]/).at(-2) ?? 'notes'

function comparedBy(id: string): [string, string] | undefined {
  const [left, right, ...rest] = id.split('-vs-')
  return left && right && rest.length === 0 ? [left, right] : undefined
}

const inOrder = (problems: Problem[]): Problem[] => problems.sort((a, b) => a.line - b.line)
