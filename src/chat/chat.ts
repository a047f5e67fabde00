/** What every platform shares: how it tells the bot what it heard, and what it gets back to show. */
import type { Card } from '../cards/card.ts'
import type { Form } from '../cards/form.ts'
import type { Finding } from '../kubernetes/finding.ts'
import type { NoteId } from '../notes/note.ts'
import type { Suggestion } from '../search/suggest.ts'

/** Where something was said. `thread` is missing outside of threads. */
export type Place = { platform: string; workspace: string; channel: string; thread?: string }

/**
 * Who sees the answer. asker: only who asked, in a channel of many. channel: everybody there.
 * alone: there is nobody else, as in a direct message or a terminal.
 */
export type Audience = 'asker' | 'channel' | 'alone'

export type Heard = {
  text: string
  /**
   * typed: by `user`, to the bot. button: the line of a pressed button. explain: another person's message.
   * offer: what `user` asked others; the bot was not asked and is silent unless it is certain.
   */
  via: 'typed' | 'button' | 'explain' | 'offer'
  user: string
  place: Place
  /** Notes told in the message that this one replies to, where the platform knows. */
  about?: NoteId[]
  /** Names of this event on its platform; when any of them was heard before, the reply is silence. */
  events: string[]
  audience: Audience
  /** Whether `user` may manage this channel. */
  manager: boolean
  /** Where the platform does not tell who manages a channel: what changes hints only may be set by anyone. */
  anyoneSets?: true
}

/** What an answer was, for scripts, logs and metrics; never what was asked. */
export type About = {
  kind: string
  notes: NoteId[]
  confidence: number
  /** What is wrong in a pasted manifest, by line. */
  findings?: readonly Finding[]
  /** The notes that were compared. */
  comparison?: NoteId[]
}

export type Reply =
  | { kind: 'card'; card: Card; about: About; audience: Audience }
  /** Something to fill in; `card` stands for it where no form can be opened. */
  | { kind: 'form'; form: Form; card: Card; about: About; audience: Audience }
  /** Take away the answer under which the pressed button stands. */
  | { kind: 'remove' }
  /** This event was answered before, or nobody asked the bot and it is not certain. */
  | { kind: 'silence' }

export type Bot = {
  respond(heard: Heard): Promise<Reply>
  /** At most `limit` suggestions for what was typed so far, the best first; popular ones for nothing typed. */
  suggest(typed: string, limit: number): Suggestion[]
}

/** A platform. `ready` is true while it can hear and speak. */
export type Chat = {
  readonly name: string
  /** Resolves once it hears; rejects, with what to do about it, where its configuration keeps it from that. */
  start(): Promise<void>
  /** Ends after what is in flight has been answered. */
  stop(): Promise<void>
  ready(): boolean
}

/** What platforms tell operators: what happened and where, never what anybody wrote. */
export type Log = Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>
