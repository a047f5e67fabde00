/** What a note's commands and manifests pass: asks the checkers in src/kubernetes, and computes the mark. */
import { checkScript, type ScriptCheck } from '../kubernetes/commands/script.ts'
import { type Table, type Tool, tablesOf } from '../kubernetes/commands/tables.ts'
import type { Finding } from '../kubernetes/finding.ts'
import { checkManifest, type ManifestCheck } from '../kubernetes/manifests/manifest.ts'
import { API_VERSION } from '../kubernetes/manifests/schema.ts'
import { type Block, type Doubt, type Mark, manifestsOf, type Note } from './note.ts'

/** The note with what its commands passed, and what is to be said about them, by line. */
export function checkNote(note: Note): { note: Note; doubts: Doubt[] } {
  const doubts: Doubt[] = []
  const scripts: ScriptCheck[] = []
  const tell = (findings: readonly Finding[], line: number): void => {
    for (const finding of findings)
      doubts.push({ ...finding, file: note.file, line: line + finding.line - 1 })
  }
  const checkBlock = (block: Block): Block => {
    if (block.kind !== 'commands') return block
    const commands = block.commands.map(command => {
      const script = checkScript(command.text)
      scripts.push(script)
      tell(script.findings, command.line)
      const [statement] = script.statements
      return statement === undefined
        ? command
        : { ...command, check: { holds: statement.holds, dangers: statement.dangers } }
    })
    return { ...block, commands }
  }
  const checked: Note = {
    ...note,
    summary: note.summary.map(checkBlock),
    sections: note.sections.map(section => ({ ...section, blocks: section.blocks.map(checkBlock) })),
  }
  const manifests = manifestsOf(note).map(({ source, line, language, part = false }) => {
    /** JSON is what one sends to the API by hand, with names to fill in. */
    const manifest = checkManifest(source, { part, open: language === 'json' })
    tell(manifest.findings, line)
    return manifest
  })
  const mark = markOf(scripts, [...manifests, ...scripts.flatMap(script => script.manifests)])
  if (mark !== undefined) checked.checked = mark
  return { note: checked, doubts: doubts.sort((a, b) => a.line - b.line) }
}

const isWrong = ({ findings }: { findings: readonly Finding[] }): boolean =>
  findings.some(({ level }) => level === 'wrong')

/** One mistake withholds the mark for all commands, or for all manifests: a mark says that the note can be trusted. */
function markOf(scripts: readonly ScriptCheck[], manifests: readonly ManifestCheck[]): Mark | undefined {
  const statements = scripts.flatMap(script => script.statements)
  const documents = manifests.flatMap(manifest => manifest.documents)
  const tools = scripts.some(isWrong)
    ? []
    : [...new Set(statements.flatMap(({ holds }) => [...holds.keys()]))].map(tool => ({
        tool,
        versions: versionsOf(tool, scripts),
      }))
  const api = documents.some(({ checked }) => checked) && !manifests.some(isWrong) ? API_VERSION : undefined
  const others = [
    ...statements.flatMap(statement => statement.others),
    ...documents.flatMap(({ checked, kind }) => (checked ? [] : [kind])),
  ]
  const passed = tools.filter(({ versions }) => versions.length > 0)
  if (passed.length === 0 && api === undefined) return undefined
  return { tools: passed, ...(api !== undefined && { api }), others: [...new Set(others)].sort() }
}

/**
 * The versions whose tables were read off the program itself and in which some command holds. A command that holds only in
 * some of them says so where it stands.
 */
function versionsOf(tool: Tool, scripts: readonly ScriptCheck[]): string[] {
  const holds = scripts
    .flatMap(script => script.statements)
    .flatMap(statement => statement.holds.get(tool) ?? [])
  const read = tablesOf(tool).filter((table: Table) => table.read)
  return read
    .map(({ version }) => version)
    .filter(version => holds.some(({ right }) => right.includes(version)))
}
