/** What the bot remembers, and what it asks its memory; and a memory that keeps nothing. */
import type { Vote } from '../ask/question.ts'
import type { About, Heard } from '../chat/chat.ts'
import type { NoteId } from '../notes/note.ts'
import type { Engine } from './open.ts'
import type { Problem } from './problem.ts'

/** Who said something, and where. */
export type Who = Pick<Heard, 'user' | 'place' | 'audience'>

/** For readiness and metrics. `lost`: writes since the start that will never be done. */
export type StoreState = { engine: Engine; up: boolean; problem?: Problem; waiting: number; lost: number }

/**
 * No method throws, and none keeps an answer waiting for longer than a moment: what writes returns at once, what
 * reads gives up early.
 */
export type Store = {
  /** How long answers are kept; 0 where nothing is. */
  readonly days: number
  /**
   * True for the first process that names any of `events`, false for all others; undefined where nobody can tell
   * now (it will be noted later).
   */
  claim(platform: string, events: string[]): Promise<boolean | undefined>
  /**
   * Notes an answer.
   * @param unanswered the masked words of a question that has none; kept only where the place opted in
   * @returns the id under which votes name the answer; undefined when it cannot be kept
   */
  record(who: Who, about: About, unanswered?: string): string | undefined
  /** Notes a vote; the latest of each person counts. False when it cannot be kept. */
  vote(who: Who, answer: string, vote: Vote): boolean
  /** Notes that were told in this conversation within a day, the latest first. */
  recent(who: Who): Promise<NoteId[]>
  /** Whether this place keeps questions without an answer; undefined while nobody can tell. */
  keepsUnanswered(who: Who): Promise<boolean | undefined>
  /** Turns that on or off; off deletes what was kept here. False when it could not be done. */
  keepUnanswered(who: Who, on: boolean): Promise<boolean>
  /** The Kubernetes version that was set for this place, if any; `told` is false while nobody can tell. */
  version(who: Who): Promise<{ told: boolean; version?: string }>
  /** Sets it, or forgets it where there is none to set. False when it could not be done. */
  setVersion(who: Who, version: string | undefined): Promise<boolean>
  /** Deletes everything about a person, wherever they said it. False when it could not be done. */
  forget(who: Who): Promise<boolean>
}

/** For the terminal, which stores nothing. */
export const noStore: Store = {
  days: 0,
  claim: async () => true,
  record: () => undefined,
  vote: () => false,
  recent: async () => [],
  keepsUnanswered: async () => false,
  keepUnanswered: async () => false,
  version: async () => ({ told: false }),
  setVersion: async () => true,
  forget: async () => true,
}
