/** A note's own words as blocks, its commands with what one must know before running them. */
import type { Block, Note, Section } from '../notes/note.ts'
import { withHints } from './checks.ts'
import { once } from './once.ts'
import { heading } from './parts.ts'

/** Sections that are told only when their time comes, such as in the daily post. */
const KEPT_BACK = new Set<Section['role']>(['why', 'think'])

/** The whole note, or, where parts of it were asked for, those before the others. */
export function bodyFrom(note: Note, first: readonly Section['role'][] = []): Block[] {
  const wanted = note.sections.filter(({ role }) => first.includes(role))
  if (wanted.length === 0) return body(note)
  const others = note.sections.filter(section => !wanted.includes(section) && !KEPT_BACK.has(section.role))
  return sectionBlocks([...wanted, ...others])
}

const body = once((note: Note): Block[] => [
  ...note.summary.map(withHints),
  ...sectionBlocks(note.sections.filter(({ role }) => !KEPT_BACK.has(role))),
])

const sectionBlocks = (sections: readonly Section[]): Block[] =>
  sections.flatMap(section => [heading(section.heading), ...section.blocks]).map(withHints)
