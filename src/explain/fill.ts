/** Placeholders in commands → the names that a paste tells, so that what is copied can be run as it is. */
import { checkScript } from '../kubernetes/commands/script.ts'
import { dnsLabel, dnsSubdomain } from '../kubernetes/formats.ts'
import { typeNamed } from '../kubernetes/resources.ts'
import { HOLE, readScript, type SimpleCommand, type Word } from '../kubernetes/shell.ts'
import type { Command } from '../notes/note.ts'
import { type Names, PLACEHOLDERS } from './reading.ts'

/** Words that a note's author leaves to the reader: `POD`, not the `POD` in `$POD` or `PODS`. */
const HOLES = /(?<![A-Za-z0-9_$])[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*(?![A-Za-z0-9_])/g

const IMAGE = /^[a-z0-9][\w.:/@-]{0,300}$/

/** Names from a paste are believed only where Kubernetes would; whatever else stands there is not put into a shell. */
export const believed = (names: Names): Names =>
  Object.fromEntries(
    PLACEHOLDERS.flatMap(placeholder => {
      const name = names[placeholder]
      if (name === undefined) return []
      const wrong =
        placeholder === 'IMAGE'
          ? !IMAGE.test(name)
          : placeholder === 'NAMESPACE' || placeholder === 'CONTAINER'
            ? dnsLabel(name)
            : dnsSubdomain(name)
      return wrong ? [] : [[placeholder, name]]
    }),
  )

/** `command` with `names` in it; as it was where that would make it wrong. */
export function fillNames(command: Command, names: Names): Command {
  const safe = believed(names)
  const filled = withContainer(withNamespace(fillText(command.text, safe), safe), safe)
  return filled === command.text ? command : (checked({ ...command, text: filled }) ?? command)
}

/** The command with what the checker says of its new text; undefined where it is wrong now and was not before. */
export function checked(command: Command): Command | undefined {
  const { findings, statements } = checkScript(command.text)
  if (findings.some(({ level }) => level === 'wrong')) return undefined
  const [first] = statements
  const { check: _, ...bare } = command
  return first === undefined || statements.length > 1
    ? command
    : { ...bare, check: { holds: first.holds, dangers: first.dangers } }
}

/** Puts values in the place of placeholders, each word quoted where the shell would read it as more than a word. */
export function fillText(source: string, values: Readonly<Record<string, string>>): string {
  let filled = ''
  let done = 0
  for (const word of wordsOf(source)) {
    if (word.at < done || source.slice(word.at, word.end) !== word.text) continue
    const better = fillWord(word, values)
    if (better === undefined) continue
    filled += source.slice(done, word.at) + better
    done = word.end
  }
  return filled + source.slice(done)
}

const PLAIN = /^[\w@%+:,./=-]*$/

function fillWord({ text, value }: Word, values: Readonly<Record<string, string>>): string | undefined {
  const put = (where: string): string =>
    where.replace(HOLES, hole => (Object.hasOwn(values, hole) ? (values[hole] ?? hole) : hole))
  const changed = put(value)
  if (changed === value) return undefined
  const added = placeholdersIn(value).flatMap(hole =>
    Object.hasOwn(values, hole) ? [values[hole] ?? ''] : [],
  )
  if (added.every(one => PLAIN.test(one) && one !== '')) return put(text)
  /** What only the running shell knows cannot be quoted along. */
  return value.includes(HOLE) ? undefined : `'${changed.replaceAll("'", `'\\''`)}'`
}

/** The placeholders of a text, in order, each once. */
export const placeholdersIn = (text: string): string[] => [
  ...new Set([...text.matchAll(HOLES)].map(([hole]) => hole).filter(hole => hole.length > 1)),
]

/** All words of all simple commands, by where they stand. */
const wordsOf = (source: string): Word[] =>
  commandsIn(source)
    .flatMap(({ words }) => words)
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)

const commandsIn = (source: string): SimpleCommand[] =>
  readScript(source).statements.flatMap(({ commands }) => commands)

/** Commands of kubectl that no namespace changes. */
const CLUSTER_WIDE = new Set([
  'config', 'cordon', 'uncordon', 'drain', 'taint', 'version', 'cluster-info', 'api-resources', 'api-versions', 'explain',
  'completion', 'certificate', 'options', 'plugin', 'kustomize', 'proxy', 'diff', 'apply', 'convert', 'kuberc',
]) // biome-ignore format: a table
const NAMES_NAMESPACE = /^(?:-n|-A|--namespace|--all-namespaces)(?:=|$)|^-n./

/** Adds `-n NAMESPACE` to what looks into a namespace and names none. */
function withNamespace(source: string, { NAMESPACE }: Names): string {
  if (NAMESPACE === undefined) return source
  const places = kubectlsIn(source).flatMap(({ program, args }) => {
    const [verb, ...rest] = positional(args)
    if (verb === undefined || args.some(({ value }) => NAMES_NAMESPACE.test(value))) return []
    if (CLUSTER_WIDE.has(verb.value) || (verb.value === 'top' && /^nodes?$/.test(rest[0]?.value ?? '')))
      return []
    const types = (rest[0]?.value.split('/')[0] ?? '').split(',')
    const wide = types.some(type => (typeNamed(type) ?? []).some(({ namespaced }) => namespaced === false))
    return wide && !ON_PODS.has(verb.value) ? [] : [program.end]
  })
  return insert(source, places, ` -n ${NAMESPACE}`)
}

const ON_PODS = new Set(['logs', 'exec', 'attach'])

/** Adds `-c CONTAINER` to what looks into one container and names none. */
function withContainer(source: string, { POD, CONTAINER }: Names): string {
  if (CONTAINER === undefined || POD === undefined) return source
  const places = kubectlsIn(source).flatMap(({ args }) => {
    const [verb, pod] = positional(args)
    const named = args.some(({ value }) => /^(?:-c|--container|--all-containers)(?:=|$)/.test(value))
    return named || verb === undefined || !ON_PODS.has(verb.value) || pod?.value !== POD ? [] : [pod.end]
  })
  return insert(source, places, ` -c ${CONTAINER}`)
}

/** The words of a command line without its flags. */
const positional = (args: readonly Word[]): Word[] =>
  args.filter(
    ({ value }, at) => !value.startsWith('-') && !/^(?:-n|--namespace)$/.test(args[at - 1]?.value ?? ''),
  )

function kubectlsIn(source: string): { program: Word; args: Word[] }[] {
  return commandsIn(source).flatMap(({ words }) => {
    const at = words.findIndex(({ value }) => value !== 'sudo')
    const program = words[at]
    if (program?.value !== 'kubectl' || program.at < 0) return []
    const rest = words.slice(at + 1)
    const end = rest.findIndex(({ value }) => value === '--')
    return [{ program, args: end === -1 ? rest : rest.slice(0, end) }]
  })
}

function insert(source: string, places: readonly number[], what: string): string {
  return places
    .toSorted((a, b) => b - a)
    .reduce((text, at) => text.slice(0, at) + what + text.slice(at), source)
}
