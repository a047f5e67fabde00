/** What operators and note writers want to know of a period, as data. `npm run report -- --json` prints it as it is. */
import type { Counts, Period } from '../store/report.ts'
import { type Group, groupAlike } from './likeness.ts'

export type PlaceCount = {
  platform: string
  workspace: string
  /** The channel's id; `direct` stands for all direct messages together. */
  channel: string
  questions: number
  kinds: Record<string, number>
}

export type NoteVotes = {
  /** One note, or those of a comparison. */
  notes: string[]
  up: number
  down: number
  /** Of the votes down that say why. */
  reasons: Record<string, number>
}

export type Report = {
  /** Both as dates and times in UTC; `until` no longer counts. */
  period: { since: string; until: string }
  /** Without answers that were only shared. `unanswered`: no note fitted; `offered`: a choice of notes. */
  questions: { total: number; offered: number; unanswered: number; shared: number }
  places: PlaceCount[]
  /** Notes by how often they were told. */
  notes: { note: string; told: number }[]
  votes: { up: number; down: number }
  /** Most votes down first; notes without one are left out. */
  votedDown: NoteVotes[]
  /** Kept words of questions without an answer, where places opted in. */
  unanswered: Group[]
}

const TOLD = new Set(['note', 'comparison'])
const SHARED = 'share'

export function makeReport(counts: Counts, { since, until }: Period): Report {
  const asked = counts.answers.filter(row => row.kind !== SHARED)
  const ofKind = (kind: string): number => sum(counts.answers.filter(row => row.kind === kind))
  return {
    period: { since: new Date(since).toISOString(), until: new Date(until).toISOString() },
    questions: {
      total: sum(asked),
      offered: ofKind('choice'),
      unanswered: ofKind('unknown'),
      shared: ofKind(SHARED),
    },
    places: placesOf(asked),
    notes: notesOf(asked.filter(row => TOLD.has(row.kind))),
    votes: {
      up: sum(counts.votes.filter(row => row.vote === 'up')),
      down: sum(counts.votes.filter(row => row.vote === 'down')),
    },
    votedDown: votedDown(counts.votes),
    unanswered: groupAlike(counts.unanswered),
  }
}

function placesOf(rows: Counts['answers']): PlaceCount[] {
  const places = new Map<string, PlaceCount>()
  for (const { platform, workspace, channel: stored, kind, count } of rows) {
    const channel = stored.startsWith('@') ? 'direct' : stored
    const place = places.getOrInsertComputed(JSON.stringify([platform, workspace, channel]), () => ({
      platform,
      workspace,
      channel,
      questions: 0,
      kinds: {},
    }))
    place.questions += count
    place.kinds[kind] = (place.kinds[kind] ?? 0) + count
  }
  return [...places.values()].sort((a, b) => b.questions - a.questions)
}

function notesOf(rows: Counts['answers']): Report['notes'] {
  const told = new Map<string, number>()
  for (const { notes, count } of rows)
    for (const note of idsIn(notes)) told.set(note, (told.get(note) ?? 0) + count)
  return [...told]
    .map(([note, told]) => ({ note, told }))
    .sort((a, b) => b.told - a.told || a.note.localeCompare(b.note))
}

function votedDown(rows: Counts['votes']): NoteVotes[] {
  const all = new Map<string, NoteVotes>()
  for (const { notes, vote, reason, count } of rows) {
    const votes = all.getOrInsertComputed(notes, () => ({ notes: idsIn(notes), up: 0, down: 0, reasons: {} }))
    votes[vote] += count
    if (reason !== null) votes.reasons[reason] = (votes.reasons[reason] ?? 0) + count
  }
  return [...all.values()].filter(votes => votes.down > 0).sort((a, b) => b.down - a.down || a.up - b.up)
}

const idsIn = (notes: string): string[] => notes.split(' ').filter(Boolean)
const sum = (rows: { count: number }[]): number => rows.reduce((total, row) => total + row.count, 0)
