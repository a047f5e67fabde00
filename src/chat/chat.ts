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
  /** Whether `user` may manage this channel: delete others' answers, and decide what is kept. */
  manager: boolean
  /**
   * Whether `user` may set up what the bot posts here by itself, where that is another question than `manager`; asked
   * only when it matters, since the platform may have to be asked. unknown: it does not tell.
   */
  mayArrange?: () => Promise<boolean | 'unknown'>
}

export const mayArrange = async ({ mayArrange, manager }: Heard): Promise<boolean | 'unknown'> =>
  mayArrange === undefined ? manager : mayArrange()

/** What an answer was, for scripts, logs and metrics; never what was asked. */
export type About = {
  kind: string
  notes: NoteId[]
  confidence: number
  /** What is wrong in a pasted manifest, by line. */
  findings?: readonly Finding[]
  /** The notes that were compared. */
  comparison?: NoteId[]
  /** The notes that are offered in case another was meant. */
  instead?: NoteId[]
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
  /** What a daily post can be about, as it is typed: paths and topics. */
  dailyAbouts(): string[]
}

/**
 * What became of a post. unsent: it certainly is not there; `waitMs` is how long the platform asks to wait. unsure: it
 * may be there. gone: it certainly is not there, and the place is closed to the bot; `missing` names the permissions
 * that would open it. `why` is a word for logs and cards/daily.ts.
 */
export type Posted =
  | { kind: 'sent' }
  | { kind: 'unsure'; why: string }
  | { kind: 'unsent'; why: string; waitMs?: number }
  | { kind: 'gone'; why: string; missing?: string[] }

/** Whether a post is there. unknown: nobody can ever tell. later: not now. */
export type Found = 'yes' | 'no' | 'unknown' | 'later'

/** By what a post is known again: a name that no other has, and words that stand in no other of the same place. */
export type Known = { name: string; mark: string; since: number }

/** Says something in a channel that nobody asked for there, and tells whether it did. Nothing here rejects. */
export type Poster = {
  /** Posts `card` once, gives up after `withinMs`, and never sends it again by itself. */
  post(place: Place, card: Card, known: Known, withinMs: number): Promise<Posted>
  /** Looks for a post that may have been sent after `known.since`, in milliseconds since the epoch. */
  wasPosted(place: Place, known: Known): Promise<Found>
  /** Sends a direct message to a person of that workspace, where that is possible. */
  tell(place: Place, user: string, card: Card): Promise<void>
  /** The channel as people know it, in plain words. */
  mention(place: Place): string
}

/** A platform. `ready` is true while it can hear and speak. */
export type Chat = {
  readonly name: string
  /** Resolves once it hears; rejects, with what to do about it, where its configuration keeps it from that. */
  start(): Promise<void>
  /** Ends after what is in flight has been answered. */
  stop(): Promise<void>
  ready(): boolean
  readonly poster: Poster
}

/** What platforms tell operators: what happened and where, never what anybody wrote. */
export type Log = Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>
