/** A paste → what it shows: causes, findings in a manifest, or that nothing is wrong. */
import { type Clinic, examine } from '../explain/clinic.ts'
import { type Cause, diagnose } from '../explain/diagnose.ts'
import type { ContainerSeen } from '../explain/fields.ts'
import { believed } from '../explain/fill.ts'
import { namesFor } from '../explain/names.ts'
import { type Names, type Reading, read } from '../explain/reading.ts'
import type { Refusal } from '../explain/rules/scheduling.ts'
import type { Library } from '../notes/library.ts'
import type { Block, Note } from '../notes/note.ts'
import type { Found, Search } from '../search/search.ts'

/**
 * A cause with its note; `lines` are the telling ones as they stand in the paste, the most telling first; `reasons` are what
 * the note says may be behind it, each with its heading, those that the lines speak of first.
 */
export type CauseFound = { note: Note; lines: string[]; names: Names; reasons: Block[][] }

/** What was read beside the telling lines: containers, and what the scheduler said. */
export type Sight = { containers: readonly ContainerSeen[]; refusal?: Refusal; rows: number; notes: Note[] }

export type Explained =
  /** `causes`: the likeliest first; none where the paste shows nothing wrong, and `about` says what it is about. */
  | {
      kind: 'diagnosis'
      causes: CauseFound[]
      about: Note[]
      sight: Sight
      clinic?: Clinic
      confidence: number
    }
  /** `notes`: what the findings, and the words around the manifest, are about. */
  | { kind: 'findings'; clinic: Clinic; notes: Note[]; confidence: number }

type Parts = { library: Library; search: Search }

/** From this weight on a cause is told without doubt; below it another one may be as likely. */
const TOLD = 60
/** What a person asks about a paste counts as long as nothing in the paste itself says clearly what is wrong. */
const CLEAR = 84
/** In a sentence an error text may be quoted in passing: it must be unmistakable, and the search must agree. */
const QUOTED = 88
const UNMISTAKABLE = 94
/** Where the search is at least this sure, the words around a paste say what it is about. */
const ASKED = 0.72
/** Beside a table in which nothing is wrong, whoever asks means something else. */
const ASKED_QUIETLY = 0.5
const CAUSES = 4
/** So many lines of `key: value` are a file rather than a sentence. */
const FILE_LINES = 4
/** Characters that the search is given of a paste: it weighs every word. */
const READ = 1500
/** Further causes are told when they are likely themselves, and not far behind the first. */
const ALSO = 60
const BEHIND = 34

/** @returns undefined where the text is no paste, or says nothing that we know */
export function explain(text: string, { library, search }: Parts): Explained | undefined {
  const reading = read(text)
  const clinic = examine(reading.lines)
  const { causes, refusal, about } = diagnose(reading, search.signs(text))
  const there = causes.filter(({ note }) => library.notes.has(note))
  const weight = there[0]?.weight ?? 0
  const known = there
    .filter(
      (cause, at) => at === 0 || (!cause.effect && cause.weight >= ALSO && cause.weight >= weight - BEHIND),
    )
    .slice(0, CAUSES)
    .flatMap(cause => found(cause, reading, library) ?? [])
  const notes = about.flatMap(id => library.notes.get(id) ?? [])
  const { containers, rows } = reading
  const sight: Sight = { containers, rows: rows.length, notes, ...(refusal !== undefined && { refusal }) }
  const diagnosis = (all: CauseFound[], confidence: number): Explained => ({
    kind: 'diagnosis',
    causes: all.slice(0, CAUSES),
    about: notes,
    sight,
    ...(clinic !== undefined && clinic.findings.length > 0 && { clinic }),
    confidence: Math.min(0.99, confidence),
  })

  if (!reading.printed && clinic === undefined) {
    if (reading.fields.length >= FILE_LINES && weight >= CLEAR) return diagnosis(known, weight / 100)
    if (weight < QUOTED)
      return configured(reading, text, search, found => diagnosis(first(found.note, known), found.confidence))
    const agreed = agreeing(known, there, search.find(text, { recent: [] }))
    return agreed === undefined ? undefined : diagnosis(agreed, weight / 100)
  }
  if (weight >= CLEAR) return diagnosis(known, weight / 100)
  const asked = askedAbout(reading, text, search)
  if (clinic !== undefined && weight < TOLD) return manifest(clinic, asked, library)
  if (asked !== undefined && asked.confidence >= ASKED && weight < TOLD + 15)
    return diagnosis(first(asked.note, known), asked.confidence)
  if (weight >= TOLD) return diagnosis(known, weight / 100)
  const quiet = weight < 40 && rows.length > 0 && notes.length > 0
  if (!quiet) return undefined
  if (asked === undefined) return diagnosis([], 0.9)
  return asked.confidence >= ASKED_QUIETLY ? diagnosis(first(asked.note, []), asked.confidence) : undefined
}

function found(
  { note: id, lines, names }: Cause,
  reading: Reading,
  { notes }: Library,
): CauseFound | undefined {
  const note = notes.get(id)
  if (note === undefined) return undefined
  const telling = lines.flatMap(line => reading.lines[line - 1]?.text.trim().replace(/\s{2,}/g, '  ') ?? [])
  return {
    note,
    lines: telling,
    names: {
      ...ownContainer(reading),
      ...believed(namesFor({ note: id, weight: 0, lines, names }, reading)),
    },
    reasons: reasonsOf(note, telling),
  }
}

/** What may be behind it: the parts of the note's causes, those whose code stands in the telling lines before the others. */
function reasonsOf(note: Note, lines: readonly string[]): Block[][] {
  const said = lines.slice(0, 3).join('\n').toLowerCase()
  const parts: Block[][] = []
  for (const block of note.sections.filter(({ role }) => role === 'causes').flatMap(({ blocks }) => blocks))
    if (block.kind === 'heading' || parts.length === 0) parts.push([block])
    else parts.at(-1)?.push(block)
  return parts.toSorted((a, b) => spokenOf(b, said) - spokenOf(a, said))
}

/** How much of the heading and of the code in `blocks` stands in what was said. */
function spokenOf(blocks: readonly Block[], said: string): number {
  const texts = blocks.flatMap(block =>
    block.kind === 'heading'
      ? block.text
      : 'text' in block
        ? block.text.filter(({ style }) => style === 'code')
        : [],
  )
  const words = new Set(texts.flatMap(({ text }) => text.toLowerCase().match(/[a-z0-9']{3,}/g) ?? []))
  const hits = [...words].filter(word => !EVERYDAY.has(word) && said.includes(word))
  return hits.reduce((sum, word) => sum + word.length, 0) / Math.sqrt(words.size || 1)
}

const EVERYDAY = new Set(
  'the and for not does has was are its with that this from into than too can cannot image pod pods container node'.split(
    ' ',
  ),
)

/** The container to look into: the only one that is in trouble. */
function ownContainer({ containers }: Reading): Names {
  const ailing = containers.filter(({ now, last }) => now?.state !== 'running' || (last?.exitCode ?? 0) !== 0)
  const names = new Set(ailing.flatMap(({ name }) => name ?? []))
  const [name] = names
  return names.size === 1 && name !== undefined ? believed({ CONTAINER: name }) : {}
}

/** The causes, if the search finds the first of them near the question too. */
function agreeing(
  causes: CauseFound[],
  all: readonly Cause[],
  { verdict, matches }: Found,
): CauseFound[] | undefined {
  const [best] = causes
  const near = matches.some(({ note }) => note === best?.note)
  if (best === undefined || verdict === 'none' || !near) return undefined
  const sure = verdict === 'sure' && (all[0]?.weight ?? 0) < UNMISTAKABLE ? matches[0] : undefined
  const isEffect = all.some(({ note, effect }) => effect && note === sure?.note.id)
  return sure === undefined || isEffect ? causes : first(sure.note, causes)
}

const first = (note: Note, causes: CauseFound[]): CauseFound[] => [
  causes.find(cause => cause.note === note) ?? {
    note,
    lines: [],
    names: causes[0]?.names ?? {},
    reasons: reasonsOf(note, []),
  },
  ...causes.filter(cause => cause.note !== note),
]

/** A file of another program, such as a kustomization, with a question about it. */
function configured(
  reading: Reading,
  text: string,
  search: Search,
  tell: (found: Asked) => Explained,
): Explained | undefined {
  if (reading.fields.length < FILE_LINES) return undefined
  const asked = askedAbout(reading, text, search)
  return asked !== undefined && asked.confidence >= ASKED ? tell(asked) : undefined
}

type Asked = { note: Note; confidence: number }

/** What the words around the paste ask about, together with the kinds of what was pasted. */
function askedAbout({ prose, fields }: Reading, text: string, search: Search): Asked | undefined {
  const words = prose.map(line => line.text.trim()).join('\n')
  if (words.split(/\s+/).length < 5) return undefined
  const kinds = [...new Set(fields.flatMap(({ key, value }) => (key === 'kind' ? [value] : [])))].slice(0, 4)
  const look = (question: string): Asked | undefined =>
    search.find(question.slice(0, READ), { recent: [] }).matches[0]
  const spoken = look(`${kinds.join(' ')} ${words}`)
  if (spoken !== undefined && spoken.confidence >= ASKED) return spoken
  const whole = look(text)
  return (whole?.confidence ?? 0) > (spoken?.confidence ?? 0) ? whole : spoken
}

function manifest(clinic: Clinic, asked: Asked | undefined, library: Library): Explained {
  const wrong = clinic.findings.filter(({ level }) => level !== 'advice')
  const meant = asked !== undefined && asked.confidence >= ASKED ? [asked.note] : []
  const ids = [
    ...wrong.flatMap(({ message }) => FINDINGS.find(([words]) => words.test(message))?.[1] ?? []),
    ...(clinic.flat ? ['yaml-error'] : []),
    ...(wrong.length > 0 ? ['yaml-error'] : []),
  ]
  const about = clinic.documents.flatMap(({ kind }) => library.byName(kind) ?? [])
  const linked = ids.flatMap(id => library.notes.get(id) ?? [])
  const telling = linked.filter(note => note.id === SELECTS)
  const notes = [...new Set([...telling, ...meant, ...linked, ...about])]
  return { kind: 'findings', clinic, notes, confidence: 0.95 }
}

const SELECTS = 'no-endpoints-available'

/** The notes that explain findings, by words of their messages; the first that fits. */
const FINDINGS: readonly (readonly [words: RegExp, note: string])[] = [
  [/the Service would find nothing/, SELECTS],
  [/is the name of no port|is no port of the Service/, 'service-port'],
  [/went away in Kubernetes|is deprecated since/, 'api-deprecation'],
  [/there is no (?:kind|apiVersion)|there is no \S+ [A-Z]/, 'no-matches-for-kind'],
  [/does not select the template|\.selector/, 'selector'],
  [/there is no field/, 'field-validation'],
  [/is no quantity/, 'quantity'],
  [/is no volume of this Pod/, 'volume-mount'],
  [/lower-case letters/, 'object-name'],
  [/30000–32767/, 'nodeport'],
]
