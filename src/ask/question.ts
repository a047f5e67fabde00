/**
 * What a person wants, and the line that says so.
 * A button carries a question as the line one could have typed: `parseButton(formatQuestion(q))` gives q back.
 */
import type { NoteId } from '../notes/note.ts'

/** What can be wrong with an answer. */
export const REASONS = ['wrong', 'outdated', 'not-asked', 'unclear'] as const
export type Reason = (typeof REASONS)[number]

/** What one person says of one answer; a reason is a vote down that says why. */
export type Vote = 'up' | 'down' | Reason

/** Something to be done with the bot's memory, before there is anything to tell. */
export type Deed =
  /** Whether the answer with this id helped; counts only from a button under it. */
  | { kind: 'vote'; answer: string; vote: 'up' | 'down' }
  | { kind: 'reason'; answer: string; reason: Reason }
  | { kind: 'privacy' }
  /** Delete everything about who asks. */
  | { kind: 'forget' }
  /** Whether this place keeps questions that have no answer. */
  | { kind: 'keep-unanswered'; on: boolean }
  /** Which version of Kubernetes this place runs, such as `1.31`; none to forget it. */
  | { kind: 'version'; version?: string }
  /** The daily post of this place; the words are read in ask/daily.ts. */
  | { kind: 'daily'; words: string }

export type Question =
  | Deed
  | { kind: 'ask'; text: string }
  | { kind: 'show'; note: NoteId }
  | { kind: 'compare'; notes: NoteId[] }
  | { kind: 'browse'; topic?: string }
  | { kind: 'random' }
  | { kind: 'help' }
  /** The note of the day. */
  | { kind: 'today' }
  /** A note as the daily post tells it. */
  | { kind: 'concept'; note: NoteId }
  /** The answer to what a note asks its readers to think about. */
  | { kind: 'think'; note: NoteId }
  /** A place to begin: how to ask, the topics, the note of the day, what the bot keeps. */
  | { kind: 'home' }
  /** What the bot has to say where there is no question, by its name in cards/notices.ts. */
  | { kind: 'notice'; notice: string }
  /** The rest of a long answer, from the block with this number. */
  | { kind: 'more'; from: number; of: Question }
  /** Show everybody the answer to `of`, which so far only its asker saw. */
  | { kind: 'share'; of: Question }
  /** Take a public answer away; `asker` is the id of who asked for it. */
  | { kind: 'delete'; asker: string }
  /** A form that `of` showed, filled in; values by the names of its fields. */
  | { kind: 'fill'; of: Question; values: Record<string, string> }
  /** A form with a field for each placeholder of a command. */
  | { kind: 'fill-in'; command: string }
  /** A question too long for a button; it waits in memory under this id. */
  | { kind: 'recall'; id: string }

export function formatQuestion(question: Question): string {
  switch (question.kind) {
    case 'ask':
      return `ask ${question.text}`
    case 'show':
      return `show ${question.note}`
    case 'concept':
    case 'think':
      return `${question.kind} ${question.note}`
    case 'compare':
      return `compare ${question.notes.join(' ')}`
    case 'browse':
      return question.topic === undefined ? 'topics' : `topics ${question.topic}`
    case 'random':
    case 'help':
    case 'privacy':
    case 'today':
    case 'home':
      return question.kind
    case 'notice':
      return `notice ${question.notice}`
    case 'more':
      return `more ${question.from} ${formatQuestion(question.of)}`
    case 'share':
      return `share ${formatQuestion(question.of)}`
    case 'fill':
      return `fill ${new URLSearchParams(question.values)} ${formatQuestion(question.of)}`
    case 'fill-in':
      return `fill-in ${question.command}`
    case 'delete':
      return `delete ${question.asker}`
    case 'recall':
      return `recall ${question.id}`
    case 'vote':
      return `vote ${question.answer} ${question.vote}`
    case 'reason':
      return `reason ${question.answer} ${question.reason}`
    case 'forget':
      return 'forget me'
    case 'daily':
      return `daily ${question.words}`.trimEnd()
    case 'keep-unanswered':
      return `keep-unanswered ${question.on ? 'on' : 'off'}`
    case 'version':
      return `version ${question.version ?? 'off'}`
    default:
      return question satisfies never
  }
}

type Form = { pattern: RegExp; read: (words: RegExpMatchArray) => Question; typed: boolean }

/** What begins an order about the daily post; any other words after `daily` are a question. */
const DAILY = /^daily(?: ((?:(?:status|form|pause|resume|skip|now|off)\b|(?:at )?\d|path:)[^\n]{0,200}))?$/i

/** Each form must match the whole line; what matches none is a question in free words. */
const FORMS: Form[] = [
  {
    pattern: /^show ([a-z0-9-]+)$/i,
    read: ([, note = '']) => ({ kind: 'show', note: note.toLowerCase() }),
    typed: true,
  },
  {
    pattern: /^compare ([a-z0-9-]+(?: [a-z0-9-]+){1,2})$/i,
    read: ([, notes = '']) => ({ kind: 'compare', notes: notes.toLowerCase().split(' ') }),
    typed: true,
  },
  { pattern: /^(?:topics|browse)$/i, read: () => ({ kind: 'browse' }), typed: true },
  {
    pattern: /^(?:topics|browse) ([a-z0-9-]+)$/i,
    read: ([, topic = '']) => ({ kind: 'browse', topic: topic.toLowerCase() }),
    typed: true,
  },
  { pattern: /^random$/i, read: () => ({ kind: 'random' }), typed: true },
  { pattern: /^(?:help|\?)$/i, read: () => ({ kind: 'help' }), typed: true },
  { pattern: /^today$/i, read: () => ({ kind: 'today' }), typed: true },
  { pattern: /^concept ([a-z0-9-]+)$/, read: ([, note = '']) => ({ kind: 'concept', note }), typed: false },
  { pattern: /^think ([a-z0-9-]+)$/, read: ([, note = '']) => ({ kind: 'think', note }), typed: false },
  { pattern: /^home$/, read: () => ({ kind: 'home' }), typed: false },
  {
    pattern: /^notice ([a-z-]+)$/,
    read: ([, notice = '']) => ({ kind: 'notice', notice }),
    typed: false,
  },
  { pattern: /^ask (\S[\s\S]*)$/, read: ([, text = '']) => ({ kind: 'ask', text }), typed: false },
  {
    pattern: /^share (?!share )(\S[\s\S]*)$/,
    read: ([, line = '']) => ({ kind: 'share', of: parseButton(line) }),
    typed: false,
  },
  { pattern: /^delete (\S+)$/, read: ([, asker = '']) => ({ kind: 'delete', asker }), typed: false },
  {
    pattern: /^more (\d{1,4}) (?!more |share )(\S[\s\S]*)$/,
    read: ([, from, line = '']) => ({ kind: 'more', from: Number(from), of: parseButton(line) }),
    typed: false,
  },
  {
    pattern: /^fill (\S*) (?!fill |more |share )(\S[\s\S]*)$/,
    read: ([, values = '', line = '']) => ({
      kind: 'fill',
      of: parseButton(line),
      values: Object.fromEntries(new URLSearchParams(values)),
    }),
    typed: false,
  },
  {
    pattern: /^fill-in (\S[\s\S]*)$/,
    read: ([, command = '']) => ({ kind: 'fill-in', command }),
    typed: true,
  },
  { pattern: /^recall ([a-z0-9]+)$/, read: ([, id = '']) => ({ kind: 'recall', id }), typed: false },
  {
    pattern: /^vote ([\w-]{1,64}) (up|down)$/,
    read: ([, answer = '', vote]) => ({ kind: 'vote', answer, vote: vote === 'up' ? 'up' : 'down' }),
    typed: false,
  },
  ...REASONS.map(reason => ({
    pattern: new RegExp(`^reason ([\\w-]{1,64}) ${reason}$`),
    read: ([, answer = '']: RegExpMatchArray): Question => ({ kind: 'reason', answer, reason }),
    typed: false,
  })),
  { pattern: /^privacy$/i, read: () => ({ kind: 'privacy' }), typed: true },
  { pattern: /^forget me$/i, read: () => ({ kind: 'forget' }), typed: true },
  {
    pattern: /^keep-unanswered (on|off)$/i,
    read: ([, value = '']) => ({ kind: 'keep-unanswered', on: value.toLowerCase() === 'on' }),
    typed: true,
  },
  // `v1.31.4-gke.1` is what people copy.
  {
    pattern: /^version (?:off|none|v?(1\.\d{1,2})(?:[.+-][\w.+-]{0,40})?)$/i,
    read: ([, version]) => ({ kind: 'version', ...(version !== undefined && { version }) }),
    typed: true,
  },
  { pattern: DAILY, read: ([, words = '']) => ({ kind: 'daily', words }), typed: true },
]

export const isDeed = (question: Question): question is Deed => DEEDS.has(question.kind)

const DEEDS: ReadonlySet<string> = new Set<Deed['kind']>([
  'vote',
  'reason',
  'privacy',
  'forget',
  'keep-unanswered',
  'version',
  'daily',
])

/** Reads what a person typed. It is a command only if it parses whole: `help` is, `help with pods` is a question. */
export const parseTyped = (text: string): Question => parse(text.trim(), form => form.typed)

/** Reads the line that a button carries. */
export const parseButton = (line: string): Question => parse(line, () => true)

function parse(line: string, allowed: (form: Form) => boolean): Question {
  for (const form of FORMS) {
    if (!allowed(form)) continue
    const words = form.pattern.exec(line)
    if (words !== null) return form.read(words)
  }
  return line === '' ? { kind: 'help' } : { kind: 'ask', text: line }
}
