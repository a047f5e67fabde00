/** Text → words, in the form in which questions and notes are compared. */

/** Longer texts are read up to here; a question that is longer has said by then what it is about. */
const TEXT_LIMIT = 40_000
const WORD_LIMIT = 40

/** A word as written (lower-case) and its stem. */
export type Word = { raw: string; stem: string }

const WORD = /[\p{L}\p{N}]+/gu
const BINDS = /[-_]/
const BOUND = /[\p{L}\p{N}]+(?:[-_][\p{L}\p{N}]+)*/gu

/** The words of `text` in order, lower-case, without punctuation. Linear in the length of the text. */
export const wordsIn = (text: string): Word[] =>
  rawWordsIn(text).map((raw, at, all) => ({
    raw,
    stem: raw === 'k' && VERBS.has(all[at + 1] ?? '') ? 'kubectl' : stem(raw),
  }))

/** Verbs of kubectl, before which many people type `k` for it. */
const VERBS = new Set(
  `annotate api apply attach auth autoscale certificate cluster config cordon cp create debug delete describe diff drain
  edit events exec explain expose get kustomize label log logs patch port proxy replace rollout run scale set taint top
  uncordon version wait`.split(/\s+/),
)

const rawWordsIn = (text: string): string[] => readable(text).match(WORD)?.map(cut) ?? []

/** The words of `text`, and those that hyphens bind also as one: `kube-proxy` gives `kube`, `proxy`, `kubeproxy`. */
export function joinedWordsIn(text: string): string[] {
  const words: string[] = []
  for (const bound of readable(text).match(BOUND) ?? []) {
    const parts = BINDS.test(bound) ? bound.split(BINDS) : [bound]
    for (const part of parts) words.push(cut(part))
    for (let end = 2; end <= parts.length; end++) words.push(cut(parts.slice(0, end).join('')))
  }
  return words
}

const readable = (text: string): string => text.slice(0, TEXT_LIMIT).normalize('NFKC').toLowerCase()

const cut = (word: string): string => (word.length > WORD_LIMIT ? word.slice(0, WORD_LIMIT) : word)

const remembered = new Map<string, string>()

/**
 * A word without its ending: `pods` → `pod`; `scaling`, `scaled`, `scale` → `scal`; British as American spelling.
 * Only endings that leave the meaning alone are cut: `operator` and `operation` stay two words.
 */
export function stem(word: string): string {
  const known = remembered.get(word)
  if (known !== undefined) return known
  const found = stemAnew(word)
  if (remembered.size < 20_000) remembered.set(word, found)
  return found
}

/** Words whose ending is none, or that would fall together with another word. */
const KEPT = new Set([
  'always',
  'does',
  'dns',
  'https',
  'kubernetes',
  'news',
  'this',
  'during',
  'thing',
  'string',
  'red',
  'bed',
])

/** Words of three letters are left alone (`dns`, `tls`, `aws`) but for these plurals. */
const SHORT_PLURALS = new Set(['ids', 'ips', 'pvs', 'uis', 'vms'])

function stemAnew(word: string): string {
  if (SHORT_PLURALS.has(word)) return word.slice(0, -1)
  if (word.length < 4 || /\d/.test(word) || KEPT.has(word)) return word
  const parts = inflection(plural(american(word)))
  const bare = undouble(parts)
  return bare.length > 3 && bare.endsWith('e') ? bare.slice(0, -1) : bare
}

/** `behaviour` → `behavior`, `initialise` → `initialize`, `centre` → `center`, `analyse` → `analyze`. */
const american = (word: string): string =>
  word
    .replace(/is(es?|ed|ers?|ing|ations?)$/, 'iz$1')
    .replace(/([^f])our(s|ed|ing)?$/, '$1or$2')
    .replace(/ntre(s|d)?$/, 'nter$1')
    .replace(/ys(es?|ed|ing)$/, 'yz$1')
    .replace(/ogues?$/, 'og')

function plural(word: string): string {
  if (/[^aeiou]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`
  if (/(ss|x|zz|ch|sh)es$/.test(word)) return word.slice(0, -2)
  return /[^suio]s$|[cg]pus$/.test(word) ? word.slice(0, -1) : word
}

function inflection(word: string): string {
  if (/[^aeiou]ied$/.test(word)) return `${word.slice(0, -3)}y`
  if (/[aeiouy].*[^e]ed$/.test(word)) return word.slice(0, -2)
  return /[aeiouy].*ing$/.test(word) ? word.slice(0, -3) : word
}

const undouble = (word: string): string =>
  /([bdfgklmnprt])\1$/.test(word) && word.length > 3 ? word.slice(0, -1) : word

const stems = (words: string): string[] => words.split(/\s+/).map(stem)

/** Words that only say that something is asked, and kindly: without them a name is left, or nothing. */
export const ASKING = new Set(
  stems(`a about actually am an and any anybody anyone are as ask be been being but can could did do does doing done dont don
  else etc ever explain explanation exactly for from guys had has have having hello help her here hey hi him his how i id if im in
  into is isnt it its ive just kind kindly know let like ll lot may maybe me mean meaning means might mine much must my myself
  of ok okay on only or our ours please pls plz possible question quick re really s said say says seem seems shall she should
  so some somebody someone something sorry still such sure t tell than thank thanks that thats the their them then there theres
  these they thing things this those to too u up ur us ve very via was we well were what whats when whenever where which while
  who whom whose why will wish wondering would y yes yet you your yours`),
)

/** Words that carry no meaning for the search: those of asking, and verbs and pronouns that go with anything. */
export const FILLERS = new Set([
  ...ASKING,
  ...stems(`also at because by cannot even give go goes going gonna many more most need needs one ones quick same try
  tried trying use used uses using want wants way with`),
])

/** What all notes are about. */
export const ABOUT_US = new Set(stems('kubernetes k8s k8 kube'))
