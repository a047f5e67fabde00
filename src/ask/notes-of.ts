import type { NoteId } from '../notes/note.ts'
import type { Answer } from './answer.ts'

/** The ids an answer explains, best first; for a choice or an unknown those it offers. */
export function notesOf(given: Answer): NoteId[] {
  switch (given.kind) {
    case 'note':
    case 'concept':
    case 'think':
      return [given.note.id]
    case 'comparison':
    case 'choice':
      return given.notes.map(note => note.id)
    case 'unknown':
      return given.near.map(note => note.id)
    case 'diagnosis':
      return (given.causes.length > 0 ? given.causes.map(cause => cause.note) : given.about).map(
        note => note.id,
      )
    case 'findings':
      return given.notes.map(note => note.id)
    case 'blanks':
    case 'filled':
    case 'browse':
    case 'topic':
    case 'help':
    case 'home':
    case 'notice':
    case 'expired':
    case 'not-yours':
    case 'privacy':
    case 'voted':
    case 'forgotten':
    case 'keep-unanswered':
    case 'version':
    case 'not-manager':
    case 'slow-down':
    case 'daily-form':
    case 'daily-set':
    case 'daily-status':
    case 'daily-changed':
    case 'daily-closed':
    case 'daily-refused':
      return []
    default:
      return given satisfies never
  }
}
