/** Where the steps and the memory meet: Heard → Question → Answer → Card. */
import { type Answer, answer, notesOf } from './ask/answer.ts'
import { parseButton, parseTyped, type Question } from './ask/question.ts'
import { compose } from './cards/compose.ts'
import type { Bot, Heard, Reply } from './chat/chat.ts'
import type { Stash } from './chat/stash.ts'
import type { Claims } from './claims.ts'
import type { Conversations } from './conversations.ts'
import type { Library } from './notes/library.ts'
import { createSearch, type Search } from './search/search.ts'

export type Knowledge = { library: Library; search: Search }

export const knowledgeOf = (library: Library): Knowledge => ({ library, search: createSearch(library) })

export type BotParts = {
  /** Asked anew for every question, since notes change while the bot runs. */
  knowledge: () => Knowledge
  claims: Claims
  conversations: Conversations
  stash: Stash
  /** A whole number from 0 to below `count`, for what is shown at random. */
  pick: (count: number) => number
  /** Told about every answer, for metrics. */
  onAnswer: (heard: Heard, kind: Answer['kind'], ms: number) => void
}

export function createBot(parts: BotParts): Bot {
  return {
    async respond(heard) {
      const started = performance.now()
      if (!(await parts.claims.claim(heard.events))) return { kind: 'silence' }
      const question = recalled(questionIn(heard), parts.stash)
      if (question.kind === 'delete' && (question.asker === heard.user || heard.manager))
        return { kind: 'remove' }
      return tell(question, heard, started)
    },
    suggest: (typed, limit) => parts.knowledge().search.suggest(typed, limit),
  }

  function tell(question: Question, heard: Heard, started: number): Reply {
    const given = answer(question, {
      ...parts.knowledge(),
      recent: parts.conversations.recent(heard),
      pick: parts.pick,
    })
    const notes = notesOf(given)
    parts.conversations.remember(heard, notes)
    const audience = question.kind === 'share' ? 'channel' : heard.audience
    const card = compose(given, question, { audience, asker: heard.user })
    parts.onAnswer(heard, given.kind, performance.now() - started)
    const confidence = 'confidence' in given ? given.confidence : 1
    return { kind: 'card', card, about: { kind: given.kind, notes, confidence }, audience }
  }
}

function questionIn({ via, text }: Heard): Question {
  switch (via) {
    case 'typed':
      return parseTyped(text)
    case 'button':
      return parseButton(text)
    case 'explain':
      return { kind: 'ask', text }
    default:
      return via satisfies never
  }
}

/** What waited behind a short line; a question whose time is over stays as it is and is answered as expired. */
function recalled(question: Question, stash: Stash): Question {
  if (question.kind === 'more' || question.kind === 'share')
    return { ...question, of: recalled(question.of, stash) }
  return question.kind === 'recall' ? (stash.recall(question.id) ?? question) : question
}
