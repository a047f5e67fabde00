/** Where the steps and the memory meet: Heard → Question → Answer → Card. */
import { type Answer, answer } from './ask/answer.ts'
import { notesOf } from './ask/notes-of.ts'
import { isDeed, parseButton, parseTyped, type Question } from './ask/question.ts'
import { compose, formFor, worthSharing } from './cards/compose.ts'
import type { About, Audience, Bot, Heard, Reply } from './chat/chat.ts'
import type { Stash } from './chat/stash.ts'
import type { Claims } from './claims.ts'
import type { Conversations } from './conversations.ts'
import type { Office } from './daily/office.ts'
import { act } from './deeds.ts'
import type { Limits } from './limits.ts'
import { mask } from './mask.ts'
import type { Library } from './notes/library.ts'
import { createSearch, type Search } from './search/search.ts'
import type { Store } from './store/store.ts'
import type { Versions } from './versions.ts'

export type Knowledge = { library: Library; search: Search }

export const knowledgeOf = (library: Library): Knowledge => ({ library, search: createSearch(library) })

export type BotParts = {
  /** Asked anew for every question, since notes change while the bot runs. */
  knowledge: () => Knowledge
  claims: Claims
  conversations: Conversations
  versions: Versions
  store: Store
  limits: Limits
  stash: Stash
  /** Takes orders about daily posts; there are none where it is missing. */
  daily?: Office
  /** A whole number from 0 to below `count`, for what is shown at random. */
  pick: (count: number) => number
  /** Told about every answer, for metrics. */
  onAnswer: (heard: Heard, kind: Answer['kind'], ms: number) => void
  /** Milliseconds since the epoch; the clock when missing. */
  now?: () => number
}

/** Of no use to anybody but who asked. */
const PRIVATE = new Set<Answer['kind']>([
  'not-yours',
  'voted',
  'forgotten',
  'not-manager',
  'slow-down',
  'blanks',
  'filled',
  'think',
  'daily-form',
  'daily-set',
  'daily-status',
  'daily-changed',
  'daily-closed',
  'daily-refused',
])

/** Answers that say nothing of what people want to know. */
const NOT_RECORDED = new Set<Answer['kind']>([
  ...PRIVATE,
  'expired',
  'privacy',
  'keep-unanswered',
  'version',
  'home',
  'notice',
])

/** `version`: of Kubernetes, where the place has said; `started`: milliseconds of the clock that measures. */
type Turn = { heard: Heard; version: string | undefined; started: number }

const DAY_MS = 24 * 3_600_000

/** How sure the bot must be to speak to somebody who did not ask it. */
const CERTAIN = 0.9

export function createBot(parts: BotParts): Bot {
  return {
    async respond(heard) {
      const started = performance.now()
      const [fresh, recent, version] = await Promise.all([
        parts.claims.claim(heard.place.platform, heard.events),
        parts.conversations.recent(heard),
        parts.versions.of(heard),
      ])
      if (!fresh) return { kind: 'silence' }
      const question = recalled(questionIn(heard), parts.stash)
      if (question.kind === 'delete' && (question.asker === heard.user || heard.manager))
        return { kind: 'remove' }
      const asked = question.kind === 'fill' ? question.of : question
      const pace = heard.via === 'offer' ? 'go' : parts.limits.pace(heard)
      if (pace === 'wait') return { kind: 'silence' }
      const given =
        pace === 'slow-down'
          ? { kind: pace, perMinute: parts.limits.perMinute }
          : isDeed(asked)
            ? await act(asked, heard, parts, question.kind === 'fill' ? question.values : undefined)
            : answer(question, {
                ...parts.knowledge(),
                // Who did not ask goes on with nothing.
                recent: asks(heard) ? [...(heard.about ?? []), ...recent] : [],
                pick: parts.pick,
                day: today(),
              })
      return tell(given, question, { heard, version, started })
    },
    dailyAbouts: () => parts.daily?.abouts() ?? [],
    suggest: (typed, limit) => parts.knowledge().search.suggest(typed, limit),
  }

  function tell(given: Answer, question: Question, { heard, version, started }: Turn): Reply {
    const notes = notesOf(given)
    const about: About = {
      kind: given.kind,
      notes,
      confidence: 'confidence' in given ? given.confidence : 1,
      ...('clinic' in given && { findings: given.clinic.findings }),
      ...(given.kind === 'comparison' && { comparison: notes }),
      ...(given.kind === 'note' && given.instead && { instead: given.instead.map(note => note.id) }),
    }
    if (heard.via === 'offer' && !(worthSharing(given) && about.confidence >= CERTAIN))
      return { kind: 'silence' }
    parts.conversations.remember(heard, notes)
    const audience = audienceOf(given, question, heard)
    const recorded = record(about, given, question, heard)
    const reader = { audience, asker: heard.user, version, ...(recorded && { recorded }) }
    const card = compose(given, question, reader)
    parts.onAnswer(heard, given.kind, performance.now() - started)
    const form = formFor(given)
    return form === undefined
      ? { kind: 'card', card, about, audience }
      : { kind: 'form', form, card, about, audience }
  }

  /** Days since the epoch. */
  function today(): number {
    return Math.floor((parts.now ?? Date.now)() / DAY_MS)
  }

  /** Returns the id under which the answer can be voted on. The rest of a long answer belongs to its beginning. */
  function record(about: About, given: Answer, question: Question, heard: Heard): string | undefined {
    if (question.kind === 'more' || NOT_RECORDED.has(given.kind)) return undefined
    const kind = question.kind === 'share' ? question.kind : given.kind
    return parts.store.record(heard, { ...about, kind }, wordsWithoutAnswer(given, question, heard))
  }
}

/** Kept where a place asked for it; another person's message never is, since its writer did not ask anything. */
const wordsWithoutAnswer = (given: Answer, question: Question, { via }: Heard): string | undefined =>
  given.kind === 'unknown' && question.kind === 'ask' && via === 'typed' ? question.text : undefined

const asks = ({ via }: Heard): boolean => via === 'typed' || via === 'button'

function audienceOf(given: Answer, question: Question, { audience }: Heard): Audience {
  if (audience === 'alone') return audience
  if (PRIVATE.has(given.kind)) return 'asker'
  return question.kind === 'share' && worthSharing(given) ? 'channel' : audience
}

function questionIn({ via, text }: Heard): Question {
  switch (via) {
    case 'typed':
      return withoutSecrets(parseTyped(text))
    case 'button':
      return withoutSecrets(parseButton(text))
    case 'explain':
    case 'offer':
      return withoutSecrets({ kind: 'ask', text })
    default:
      return via satisfies never
  }
}

/** Secrets are taken out before anything else is done with the words, so that no card, button or store can hold one. */
function withoutSecrets(question: Question): Question {
  if (question.kind === 'ask') return { kind: 'ask', text: mask(question.text) }
  if (question.kind === 'fill-in') return { ...question, command: mask(question.command) }
  if (question.kind === 'fill') {
    const values = Object.entries(question.values).map(([name, value]) => [name, mask(value)])
    return { ...question, of: withoutSecrets(question.of), values: Object.fromEntries(values) }
  }
  if (question.kind === 'more' || question.kind === 'share')
    return { ...question, of: withoutSecrets(question.of) }
  return question
}

/** What waited behind a short line; a question whose time is over stays as it is and is answered as expired. */
function recalled(question: Question, stash: Stash): Question {
  if (question.kind === 'more' || question.kind === 'share' || question.kind === 'fill')
    return { ...question, of: recalled(question.of, stash) }
  return question.kind === 'recall' ? (stash.recall(question.id) ?? question) : question
}
