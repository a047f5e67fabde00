/**
 * `npm run data:commands -- kubectl|docker|helm PROGRAM [VERSION]`
 *
 * Makes src/kubernetes/data/<tool>-<version>.json from a real program: which commands it has, which flags
 * each takes and of which type. It only ever asks for help (`--help` stands before everything else), so nothing
 * is executed and no cluster is needed. VERSION is what the file is called; by default the program's own.
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { z } from 'zod'
import { choicesIn, type HelpFlag, type HelpPage, readHelp } from './help-text.ts'

const DATA = new URL('../src/kubernetes/data/', import.meta.url)

/** Flags that programs have accepted without listing them; those of other versions' tables are tried as well. */
const UNLISTED = {
  kubectl: ['record', 'cpu-percent', 'generator', 'export', 'short', 'delete-local-data', 'force'],
  docker: ['net', 'net-alias', 'dns-opt', 'squash', 'disable-content-trust', 'time', 'tree'],
  helm: ['recreate-pods', 'force', 'atomic', 'validate', 'no-update', 'purge', 'name', 'tiller-namespace'],
}

type Entry = { usage: string; aliases?: string[]; mixed?: false; flags: Record<string, string> }

/** Commands that no help page lists. */
const UNLISTED_COMMANDS: Record<keyof typeof UNLISTED, Record<string, Entry>> = {
  kubectl: {
    help: { usage: 'kubectl help [COMMAND...]', flags: {} },
    options: { usage: 'kubectl options', flags: {} },
  },
  docker: { help: { usage: 'docker help [COMMAND...]', flags: {} } },
  helm: {},
}

const Table = z.object({
  tool: z.string(),
  commands: z.record(z.string(), z.object({ flags: z.record(z.string(), z.string()) })),
})

const [asked = '', program = '', named] = process.argv.slice(2)
const tool = asked in UNLISTED ? (asked as keyof typeof UNLISTED) : undefined
if (tool === undefined || program === '') {
  console.error('usage: npm run data:commands -- kubectl|docker|helm PROGRAM [VERSION]')
  process.exit(2)
}

const unlisted = UNLISTED[tool]
const pool = createPool(availableParallelism())
const source = await sourceOf()
const version = named ?? /\d+\.\d+/.exec(source.version)?.[0] ?? 'unknown'
const known = flagsOfOtherTables()

const root = readHelp(await help([]))
const global = await specsOf(
  [],
  tool === 'kubectl' ? readHelp((await run(['options'])).stdout).flags : globalFlags(root),
)
const commands: Record<string, Entry> = { ...UNLISTED_COMMANDS[tool] }
await visit([], root)

const sorted = Object.entries(commands).sort(([a], [b]) => (a < b ? -1 : 1))
const lines = sorted.map(([name, entry]) => `${JSON.stringify(name)}:${JSON.stringify(entry)}`)
const file = new URL(`${tool}-${version}.json`, DATA)
writeFileSync(
  file,
  `{"tool":"${tool}","version":"${version}",\n"source":${JSON.stringify(source)},\n"global":${JSON.stringify(global)},\n"commands":{\n${lines.join(',\n')}}}\n`,
)
console.log(`${sorted.length} commands → ${file.pathname}`)

/** docker lists its global flags on its first page, helm below every command. */
function globalFlags(page: HelpPage): HelpFlag[] {
  return page.globalFlags.length > 0 ? page.globalFlags : page.flags
}

async function visit(path: string[], page: HelpPage): Promise<void> {
  const name = path.join(' ')
  if (path.length > 0)
    commands[name] = {
      usage: page.usage.replace(/ \[(options|flags)\]/gi, ''),
      ...(await aliasesOf(path, page)),
      ...((await mixesFlags(path)) ? {} : { mixed: false }),
      flags: await specsOf(path, page.flags),
    }
  await Promise.all(
    page.subcommands.map(async word => {
      const below = readHelp(await help([...path, word]))
      /** A word that is no command of its own, such as the name of a missing plugin, shows its parent's page. */
      if (below.usage !== page.usage && below.usage !== '') await visit([...path, word], below)
    }),
  )
}

/** Aliases of the command's last word; docker names whole other paths, which are commands of their own. */
async function aliasesOf(path: string[], page: HelpPage): Promise<{ aliases?: string[] }> {
  const others = new Set(page.aliases.filter(alias => alias !== path.at(-1)))
  const real: string[] = []
  for (const alias of others) {
    const text = await help([...path.slice(0, -1), alias])
    if (tool !== 'docker' || readHelp(text).usage === page.usage) real.push(alias)
  }
  return real.length > 0 ? { aliases: real } : {}
}

/** Whether flags may stand behind arguments: docker run hands everything behind the image to the container. */
async function mixesFlags(path: string[]): Promise<boolean> {
  const { code } = await run([...path, '--help', 'x', '--no-such-flag'])
  return code !== 0
}

async function specsOf(path: string[], flags: HelpFlag[]): Promise<Record<string, string>> {
  const required = path.length > 0 ? await requiredFlags(path) : new Set<string>()
  const listed = flags.filter(flag => flag.name !== 'help')
  const names = new Set(listed.map(flag => flag.name))
  const hidden = path.length === 0 ? [] : await hiddenFlags(path, names)
  const specs = await Promise.all(
    [...listed, ...hidden].map(async flag => {
      const words = [await typeOf(path, flag.name)]
      if (flag.short !== undefined) words.push(`-${flag.short}`)
      const choices = words[0]?.startsWith('string') ? choicesIn(flag.text) : undefined
      if (choices !== undefined) words.push(`{${choices.join(',')}}`)
      if (required.has(flag.name)) words.push('required')
      if (!names.has(flag.name)) words.push('hidden')
      return [flag.name, words.join(' ')] as const
    }),
  )
  return Object.fromEntries(specs.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The type of a flag, found by giving it a value that hardly any type accepts; `?` where it needs none. */
async function typeOf(path: string[], name: string): Promise<string> {
  const [bare, wrong] = await Promise.all([
    run([...path, '--help', `--${name}`]),
    run([...path, '--help', `--${name}=~`]),
  ])
  const message = wrong.stderr
  if (/ParseBool/.test(message)) return 'bool'
  const optional = bare.code === 0 ? '?' : ''
  if (/ParseInt|ParseUint|Atoi/.test(message)) return `int${optional}`
  if (/ParseFloat|not a valid (float|number)|as a rational number/i.test(message)) return `float${optional}`
  if (/invalid duration/.test(message)) return `duration${optional}`
  if (/must be formatted as key=value|malformed pair/.test(message)) return `map${optional}`
  if (/invalid size|invalid suffix/.test(message)) return `bytes${optional}`
  return `string${optional}`
}

/** The flags that a command refuses to run without: shell completion offers them first. */
async function requiredFlags(path: string[]): Promise<Set<string>> {
  const { stdout } = await run(['__complete', ...path, ''])
  return new Set([...stdout.matchAll(/^--([\w-]+)(?:=|\s|$)/gm)].map(([, name = '']) => name))
}

async function hiddenFlags(path: string[], listed: Set<string>): Promise<HelpFlag[]> {
  const candidates = new Set([...unlisted, ...(known.get(path.join(' ')) ?? [])])
  const tried = await Promise.all(
    [...candidates]
      .filter(name => !listed.has(name) && !(name in global))
      .map(async name => {
        const { stderr } = await run([...path, '--help', `--${name}`])
        return /unknown flag/.test(stderr) ? [] : [{ name, value: '', text: '' }]
      }),
  )
  return tried.flat()
}

function flagsOfOtherTables(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const name of readdirSync(DATA).filter(name => name.startsWith(`${tool}-`))) {
    const table = Table.safeParse(JSON.parse(readFileSync(new URL(name, DATA), 'utf8')))
    for (const [command, { flags }] of Object.entries(table.data?.commands ?? {}))
      found.set(command, new Set([...(found.get(command) ?? []), ...Object.keys(flags)]))
  }
  return found
}

async function sourceOf(): Promise<{ version: string; commit: string; built: string; sha256: string }> {
  const text = (
    await run(
      tool === 'docker'
        ? ['--version']
        : tool === 'helm'
          ? ['version']
          : ['version', '--client', '-o', 'json'],
    )
  ).stdout
  const find = (pattern: RegExp): string => pattern.exec(text)?.[1] ?? ''
  return {
    version: find(/"gitVersion": "([^"]+)"/) || find(/(v?\d+\.\d+\.\d+[\w.+-]*)/),
    commit: find(/"gitCommit": "([^"]+)"/) || find(/GitCommit:"([^"]+)"/) || find(/build ([\w]+)/),
    built: find(/"buildDate": "([^"]+)"/),
    sha256: createHash('sha256')
      .update(readFileSync(realpathSync(program)))
      .digest('hex'),
  }
}

async function help(path: string[]): Promise<string> {
  return (await run([...path, '--help'])).stdout
}

function run(args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  /** Without a kubeconfig and with a server that nobody serves, even a mistake here reaches nothing. */
  const env = { ...process.env, KUBECONFIG: '/dev/null', DOCKER_HOST: 'tcp://127.0.0.1:1', COLUMNS: '500' }
  return pool(
    () =>
      new Promise(done => {
        execFile(program, args, { env, timeout: 20_000 }, (error, stdout, stderr) =>
          done({
            code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1,
            stdout,
            stderr,
          }),
        )
      }),
  )
}

/** Runs at most `size` tasks at a time. */
function createPool(size: number): <T>(task: () => Promise<T>) => Promise<T> {
  let free = size
  const waiting: (() => void)[] = []
  return async task => {
    if (free > 0) free--
    else await new Promise<void>(go => waiting.push(go))
    try {
      return await task()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free++
      else next()
    }
  }
}
