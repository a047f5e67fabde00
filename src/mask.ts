/**
 * Takes secrets out of text, so that what is kept or shown never carries one. Where in doubt it takes out too much.
 * It runs in time linear in the text, however hostile: no search begins inside of what it has already refused,
 * or what it may refuse is bounded.
 */
import { SECRET_KINDS, SECRET_NAME } from './secrets.ts'

/**
 * The text with every secret replaced by `[masked-…]`, which says what stood there. Lines keep their numbers and their
 * indentation, so that what is said about a masked manifest holds for the manifest. Masking twice changes nothing.
 */
export function mask(text: string): string {
  let masked = isSecretManifest(text) ? maskData(text) : text
  for (const { name, pattern } of SECRET_KINDS)
    masked = masked.replaceAll(pattern, secret => placeholder(name) + lineEnds(secret))
  for (const { before, value } of PLACES) masked = maskBehind(masked, before, value)
  return masked.replaceAll(LONG_RUN, run => (looksRandom(run) ? placeholder('random') : run))
}

const placeholder = (name: string): string => `[masked-${name}]`

/** A value: in quotes, in escaped quotes (JSON within JSON), or up to the next space. */
const VALUE = /\\"[^"\n]*"?|"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?|\S+/y
const REST_OF_LINE = /[^\n]+/y
const REST_OF_QUOTE = /[^\n"']+/y
const INDENTED_LINES = /(?:[ \t]+\S[^\n]*\n?|[ \t]*\n)+/y

const quote = String.raw`\\?["']?`
const assigned = String.raw`${quote}[ \t]{0,8}(?:=>|:=|[:=])[ \t]{0,8}`
const startOfWord = String.raw`(?<![\w.-])`

/**
 * Where secrets stand. `before` is what stands in front; where it has a group `name`, only a name that says so makes
 * the value secret.
 */
const PLACES: { before: RegExp; value: RegExp }[] = [
  { before: /:\/\/[^\s:@/"'<>]{0,200}:(?=[^\s"'<>]{1,200}@)/g, value: /[^\s"'<>]{1,200}(?=@)/y },
  // Registries say "may require authorization: server message: …", which is no header.
  {
    before: new RegExp(
      `${startOfWord}(?:proxy-)?authorization${assigned}(?![ \\t]*(?:authorization failed|server message|failed ))`,
      'gi',
    ),
    value: REST_OF_QUOTE,
  },
  { before: new RegExp(`${startOfWord}(?:set-)?cookie${assigned}`, 'gi'), value: REST_OF_QUOTE },
  { before: /(?<![\w.-])(?:bearer|basic)[ \t]{1,8}(?=[\w.~+/=-]{8})/gi, value: /[\w.~+/=-]+/y },
  // password: |  and the secret in the lines below
  {
    before: /^[ \t]*(?:- )?["']?(?<name>[\w.-]+)["']?:[ \t]*[|>][-+\d]{0,2}[ \t]*\n/gm,
    value: INDENTED_LINES,
  },
  // - name: DB_PASSWORD  and below it  value: …
  {
    before: new RegExp(
      String.raw`${startOfWord}name${quote}[ \t]{0,8}:[ \t]{0,8}${quote}(?<name>[\w.-]{1,200})${quote}` +
        String.raw`[ \t]*(?:,\s*|\r?\n\s*)${quote}value${quote}[ \t]{0,8}:[ \t]{0,8}`,
      'g',
    ),
    value: VALUE,
  },
  // A line of YAML of its own: the value may have spaces.
  { before: /^[ \t]*(?:- )?["']?(?<name>[\w.-]+)["']?:[ \t]+(?!["'\\{[])/gm, value: REST_OF_LINE },
  { before: /--from-literal[= \t]["']?[\w.-]{1,200}=/g, value: VALUE },
  { before: /(?<!\S)--?(?<name>[A-Za-z][\w-]*)[ \t]{1,8}/g, value: VALUE },
  { before: /(?<!\S)(?:-u|--user)[= \t]{1,8}["']?[^\s:"']{1,200}:/g, value: /[^\s"']+/y },
  { before: /\blogin\b[^\n]{0,200}?[ \t]-p[= \t]{1,8}/g, value: VALUE },
  { before: /\bsshpass[ \t]{1,8}-p[ \t]{0,8}/g, value: VALUE },
  { before: /\bmysql(?:dump|admin)?\b[^\n]{0,200}?[ \t]-p(?=\S)/g, value: VALUE },
  { before: /\bredis-cli\b[^\n]{0,200}?[ \t]-a[ \t]{1,8}/g, value: VALUE },
  { before: /\blogin[ \t]{1,8}\S{1,200}[ \t]{1,8}password[ \t]{1,8}/g, value: VALUE },
  {
    before:
      /\b(?:password|passwort|passphrase|passcode|pin)[ \t]{1,8}(?:is|was|ist)[ \t]{1,8}(?=\S{0,100}[\d!#$%^&*_@])/gi,
    value: VALUE,
  },
  { before: new RegExp(`${startOfWord}(?<name>[\\w.-]+)${assigned}`, 'g'), value: VALUE },
]

/** A name that is not secret is passed by alone: in `{"a":{"password":"x"}}` the value of `a` is looked at next. */
function maskBehind(text: string, before: RegExp, value: RegExp): string {
  let masked = ''
  let done = 0
  before.lastIndex = 0
  for (let found = before.exec(text); found !== null; found = before.exec(text)) {
    const name = found.groups?.name
    if (name !== undefined && !SECRET_NAME.test(name.slice(-100))) continue
    value.lastIndex = before.lastIndex
    const secret = value.exec(text)?.[0]
    if (secret === undefined || isHarmless(secret)) continue
    masked += text.slice(done, before.lastIndex) + hidden(secret)
    done = before.lastIndex + secret.length
    before.lastIndex = done
  }
  return masked + text.slice(done)
}

const isHarmless = (value: string): boolean =>
  /^\\?["']?(?:true|false|null|none|[{[|>]|\[masked-[a-z0-9-]+\])?\\?["']?[\s,;})\]]*$/i.test(value)

/** Quotes and indentation stay, so that YAML and JSON read on. */
function hidden(value: string): string {
  const open = /^[ \t]*\\?["']?/.exec(value)?.[0] ?? ''
  const quote = open.trimStart()
  const closed = quote !== '' && value.length > open.length && value.endsWith(quote)
  return `${open}${placeholder('value')}${closed ? quote : ''}${lineEnds(value)}`
}

const lineEnds = (text: string): string => '\n'.repeat(text.split('\n').length - 1)

const isSecretManifest = (text: string): boolean =>
  /\bkind\\?["']?[ \t]{0,8}:[ \t]{0,8}\\?["']?Secret(?:List)?\b/.test(text)

/** The values under `data:` and `stringData:`, in YAML and in JSON. */
function maskData(text: string): string {
  let outside = Number.POSITIVE_INFINITY
  const lines = text.split('\n').map(line => {
    const indent = line.length - line.trimStart().length
    if (line.trim() !== '' && indent <= outside) outside = Number.POSITIVE_INFINITY
    if (outside < Number.POSITIVE_INFINITY)
      return line.replace(
        /^([ \t]*)([\w.-]+:)?.*$/,
        (_, space, key = '') => `${space}${key} ${placeholder('data')}`,
      )
    if (/^[ \t]*(?:- )?(?:data|stringData):[ \t\r]*$/.test(line)) outside = indent
    return line
  })
  return lines
    .join('\n')
    .replaceAll(
      /\b((?:data|stringData)\\?["']?[ \t]{0,8}:\s*\{)[^{}]+\}/g,
      (_, before) => `${before}${placeholder('data')}}`,
    )
}

/** Keys and tokens of kinds that nobody has listed: long, and of every sort of letter. */
const LONG_RUN = /[A-Za-z0-9+/_=-]{32,}/g
const looksRandom = (run: string): boolean =>
  (run.length >= 40 && /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run)) || /[a-f0-9]{32}/.test(run)
