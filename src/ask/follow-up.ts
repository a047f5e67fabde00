/** What a question means that leaves its subject to what was just discussed: "how do I delete it", "and its logs?", "why?". */
import { typeNamed } from '../kubernetes/resources.ts'
import type { Library } from '../notes/library.ts'
import type { Note, NoteId, SectionRole } from '../notes/note.ts'
import type { Search } from '../search/search.ts'

/**
 * note: another note, such as kubectl delete, about the subject (`command`: with its type in it). part: a part of the
 * subject's own note. compare: the subject beside another note. ask: the question with the subject in its words.
 */
export type FollowUp =
  | { kind: 'note'; note: Note; subject: Note; command?: string }
  | { kind: 'part'; subject: Note; roles: readonly SectionRole[] }
  | { kind: 'compare'; sides: Note[]; roles: readonly SectionRole[] }
  | { kind: 'ask'; text: string; subject: Note }

type Parts = { library: Library; search: Search; recent: readonly NoteId[] }

/** Longer questions stand on their own feet. */
const LONGEST = 14
/** A question with so few words and a word of ours asks for a part of what was discussed. */
const BARE = 7

const REFERS =
  /\b(?:it|its|it's|them|they|their|theirs|that|this|these|those|one|ones|there|such|same|both|two|either|first|second|former|latter|other)\b/i
/** Of two that were compared, the one that was named last. */
const THE_OTHER = /\b(?:second|latter|other)(?: one)?\b/i
const GOES_ON =
  /^(?:and|but|so|ok(?:ay)?|then|also|or|what about|how about|what if|wait|hm+|thanks)\b[\s,:.!-]*/i

/** What people do with a thing, and the note that says how; `verb`: of the command that takes the thing's type. */
const DEEDS: readonly { words: RegExp; note: NoteId; verb?: string }[] = [
  { words: /\b(?:delet\w*|remov\w*|get(?:ting)? rid|kill|destroy|clean (?:it |them )?up)\b/i, note: 'kubectl-delete', verb: 'delete' },
  { words: /\blogs?\b|\boutput of\b/i, note: 'kubectl-logs' },
  { words: /\b(?:shell|exec|ssh|get (?:in|into|inside)|inside (?:it|of it)|log in|terminal)\b/i, note: 'kubectl-exec' },
  { words: /\bdescri\w+\b/i, note: 'kubectl-describe', verb: 'describe' },
  { words: /\b(?:autoscal\w*)\b/i, note: 'horizontalpodautoscaler' },
  { words: /\b(?:scal(?:e|ing)|more (?:replicas|copies|of them)|fewer)\b/i, note: 'kubectl-scale', verb: 'scale' },
  { words: /\brestart\w*\b/i, note: 'kubectl-rollout-restart' },
  { words: /\b(?:roll(?:ing)? ?(?:it |them )?back|undo|previous version|go back|revert)\b/i, note: 'kubectl-rollout-undo' },
  { words: /\bedit\w*\b/i, note: 'kubectl-edit', verb: 'edit' },
  { words: /\b(?:chang|updat|set|new)\w* (?:\w+ )?(?:image|tag)/i, note: 'kubectl-set' },
  { words: /\b(?:change|updat\w*|modify|patch)\b/i, note: 'kubectl-apply' },
  { words: /\b(?:port.?forward\w*|from my (?:laptop|machine|browser)|locally)\b/i, note: 'kubectl-port-forward' },
  { words: /\bexpos\w*\b/i, note: 'kubectl-expose' },
  { words: /\bevents?\b/i, note: 'kubectl-events' },
  { words: /\b(?:how much (?:cpu|memory|ram)|usage|consum\w+)\b/i, note: 'kubectl-top' },
  { words: /\b(?:annotat\w+)\b/i, note: 'kubectl-annotate', verb: 'annotate' },
  { words: /\blabel(?:s|ed|ing)?\b/i, note: 'kubectl-label', verb: 'label' },
  { words: /\b(?:copy|files? (?:from|to|into|out))\b/i, note: 'kubectl-cp' },
  { words: /\b(?:debug\w*|troubleshoot\w*)\b/i, note: 'debugging' },
  { words: /\b(?:list|see (?:all|them|which|what)|show (?:me )?(?:all|them)|which (?:ones )?(?:are there|exist|do i have)|look at (?:it|them))\b/i, note: 'kubectl-get', verb: 'get' },
  { words: /\b(?:creat\w*|make (?:one|me one|them)\b(?! \w+er\b)|deploy (?:one|it)|set (?:one|it) up)\b/i, note: 'kubectl-create' },
] // biome-ignore format: a table

/** Words that ask for a part of a note. */
const ASPECTS: readonly (readonly [words: RegExp, roles: readonly SectionRole[]])[] = [
  [/\b(?:ya?ml|manifests?|definition file|spec|example|sample|what does (?:it|that|one) look like)\b/i, ['manifest']],
  [/\b(?:which|better|choose|pick|prefer|recommend\w*|should i (?:use|take)|when (?:to|do|should|would|is)\b.*\b(?:use|take|it|them|one))\b/i, ['choose', 'points']],
  [/\b(?:watch out|pitfalls?|gotchas?|careful|risks?|danger\w*|drawbacks?|downsides?|caveats?|limit(?:s|ations)|mistakes?|wrong with)\b/i, ['warnings']],
  [/\b(?:fix|solve|repair|mend|resolve|get (?:it )?(?:going|working)|do (?:about|against)|what (?:can|should|do) i do|help|avoid|prevent|stop)\b/i, ['causes', 'commands', 'warnings']],
  [/\b(?:why|causes?|reasons?|how come|what for|where does (?:it|that) come from|happen\w*)\b/i, ['causes', 'why', 'points']],
  [/\b(?:check|verify|confirm|make sure|find out|test|tell (?:if|whether)|prove|see (?:it|that|if|whether))\b/i, ['commands', 'causes']],
  [/\b(?:commands?|kubectl|cli|terminal|command line)\b/i, ['commands']],
  [/\b(?:more|details?|explain|elaborate|how does (?:it|that|this) work|go on|continue|meaning|mean)\b/i, ['points', 'causes']],
] // biome-ignore format: a table

const DIFFERS = /\b(?:vs|versus|differ\w*|compar\w*|unlike)\b/i
const SETS_BESIDE =
  /\b(?:vs|versus|differ\w*|compar\w*|unlike|same as|instead of|better than|rather than|like)\b/i

/** @returns what the question asks of the latest subject; undefined where it has a subject of its own, or there was none before */
export function followUp(text: string, { library, search, recent }: Parts): FollowUp | undefined {
  const [latest, before] = recent.flatMap(id => library.notes.get(id) ?? [])
  const swapped = before !== undefined && THE_OTHER.test(text)
  const [subject, other] = swapped ? [before, latest] : [latest, before]
  const words = text.trim().split(/\s+/)
  if (subject === undefined || words.length > LONGEST || text.includes('\n')) return undefined
  const rest = text.trim().replace(GOES_ON, '')
  const goesOn = rest.length < text.trim().length
  const refers = REFERS.test(rest)
  const aspect = ASPECTS.find(([pattern]) => pattern.test(rest))
  const all = namesIn(rest, search)
  const named = all.filter(note => note !== subject)
  const concepts = named.filter(note => !isHow(note, rest))
  const depends =
    refers ||
    goesOn ||
    (words.length <= BARE &&
      (aspect !== undefined || doing(rest)) &&
      concepts.length === 0 &&
      !all.includes(subject))
  const [beside] = concepts
  const alone = concepts.length === 1 && words.length <= BARE + 2 && DIFFERS.test(rest)
  if (beside !== undefined && (alone || (SETS_BESIDE.test(rest) && refers)))
    return { kind: 'compare', sides: [subject, beside], roles: [] }
  if (!depends || beside !== undefined) return undefined

  const deed = DEEDS.find(one => one.words.test(rest) && library.notes.has(one.note))
  const choosing = other !== undefined && /\b(?:which|better|choose|pick|should i)\b/i.test(rest)
  const written = other === undefined ? undefined : library.comparison(subject.id, other.id)
  if (choosing && written !== undefined)
    return { kind: 'compare', sides: [subject, other as Note], roles: ['choose'] }
  if (deed !== undefined) return deedOn(deed, subject, library)
  if (aspect !== undefined) {
    const roles = aspect[1].filter(role => subject.sections.some(section => section.role === role))
    return { kind: 'part', subject, roles }
  }
  return { kind: 'ask', text: withSubject(rest, subject), subject }
}

const doing = (text: string): boolean => DEEDS.some(({ words }) => words.test(text))

/** Whether a name in the question is only how something is done: `logs`, `kubectl`, `yaml`. */
const isHow = (note: Note, text: string): boolean =>
  /^(?:kubectl|docker|helm)(?:-|$)/.test(note.id) ||
  HOW.has(note.id) ||
  DEEDS.some(({ note: id, words }) => id === note.id && words.test(text))

const HOW = new Set([
  'manifest',
  'logging',
  'event',
  'debugging',
  'rollback',
  'rollout',
  'horizontal-scaling',
  'label',
  'annotation',
  'replica',
])

function namesIn(text: string, search: Search): Note[] {
  const { reading, notes } = search.examine(text, { recent: [] })
  return reading.mentions.flatMap(({ note, from, to }) => {
    const exact = reading.words.slice(from, to).every(({ likeness }) => likeness === 1)
    const found = notes[note]
    return exact && found !== undefined && found.compares === undefined ? [found] : []
  })
}

/** Things that have a command of their own, which also takes them away. */
const OWN_COMMAND = new Set(['taint', 'label', 'annotation', 'context', 'drain'])

/** The note on the deed, or the one on doing it to this very thing, such as kubectl create deployment. */
function deedOn({ note: id, verb }: (typeof DEEDS)[number], subject: Note, library: Library): FollowUp {
  const own = library.notes.get(OWN_COMMAND.has(subject.id) ? `kubectl-${subject.id}` : `${id}-${subject.id}`)
  const note = own ?? (library.notes.get(id) as Note)
  const command = verb === undefined ? undefined : commandOn(verb, subject)
  return { kind: 'note', note, subject, ...(command !== undefined && { command }) }
}

/** `kubectl delete deployment DEPLOYMENT`, where the subject is a kind that kubectl knows. */
function commandOn(verb: string, { id }: Note): string | undefined {
  const type = id.replaceAll('-', '')
  const [kind] = typeNamed(type) ?? []
  if (kind === undefined) return undefined
  const name = type.toUpperCase()
  if (verb === 'get') return `kubectl get ${type}`
  if (verb === 'label' || verb === 'annotate') return `kubectl ${verb} ${type} ${name} KEY=VALUE`
  if (verb === 'scale')
    return /^(?:deployment|statefulset|replicaset|replicationcontroller)$/.test(type)
      ? `kubectl scale ${type} ${name} --replicas=3`
      : undefined
  return `kubectl ${verb} ${type} ${name}`
}

const withSubject = (text: string, { title }: Note): string =>
  REFERS.test(text) ? text.replace(REFERS, title) : `${title} ${text}`
