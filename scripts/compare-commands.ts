/**
 * `npm run data:compare -- kubectl|docker|helm PROGRAM VERSION [FILE …]`
 *
 * Asks a real program about every command line in FILE (by default the right and the wrong ones of the tests) and prints
 * where the checker disagrees. It puts `--help` behind the command's words, so that the program reads all flags and values
 * and runs nothing; what it does not tell that way (missing arguments, resource types) is not compared.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { findCommand } from '../src/kubernetes/commands/command-line.ts'
import { runsOf } from '../src/kubernetes/commands/programs.ts'
import { checkScript } from '../src/kubernetes/commands/script.ts'
import { tablesOf } from '../src/kubernetes/commands/tables.ts'
import { HOLE, readScript, type Word } from '../src/kubernetes/shell.ts'

const TESTS = ['test/kubernetes/right-commands.sh', 'test/kubernetes/wrong-commands.txt']

/** What a program says when it does not understand flags or command words. */
const REFUSED =
  /unknown (shorthand )?flag|unknown command|needs an argument|invalid argument|bad flag syntax|is not a docker command/

const [tool = '', program = '', version = '', ...files] = process.argv.slice(2)
if ((tool !== 'kubectl' && tool !== 'docker' && tool !== 'helm') || program === '' || version === '') {
  console.error('usage: npm run data:compare -- kubectl|docker|helm PROGRAM VERSION [FILE …]')
  process.exit(2)
}
const table = tablesOf(tool).find(table => table.version === version)
if (table === undefined) throw new Error(`there is no table of ${tool} ${version}`)

const lines = (files.length > 0 ? files : TESTS).flatMap(file =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => line.split(' => ')[0] ?? ''),
)
const calls = new Map(lines.flatMap(callsIn).map(words => [words.map(({ text }) => text).join(' '), words]))
let agreed = 0
for (const [text, words] of calls) {
  const refusal = ask(words)
  const holds = checkScript(text).statements[0]?.holds.get(tool)?.right.includes(version) ?? false
  /** The checker knows more than the program tells here; only what the program refuses must not pass. */
  if (refusal === undefined || !holds) agreed++
  else console.log(`passes, but ${tool} says "${refusal}": ${text}`)
}
console.log(`${agreed} of ${calls.size} command lines: nothing passes that ${tool} ${version} refuses`)

function callsIn(line: string): Word[][] {
  return readScript(line)
    .statements.flatMap(({ commands }) => commands)
    .flatMap(command => {
      const runs = runsOf(command)
      const plain =
        runs?.kind === 'tool' && runs.tool === tool && !runs.words.some(({ value }) => value.includes(HOLE))
      return plain ? [runs.words] : []
    })
}

function ask(words: Word[]): string | undefined {
  if (table === undefined) return undefined
  const { path } = findCommand(words, table)
  const at = words.indexOf(path.at(-1) as Word) + 1 || 1
  const values = words.map(({ value }) => value)
  const env = { ...process.env, KUBECONFIG: '/dev/null', DOCKER_HOST: 'tcp://127.0.0.1:1' }
  const { stderr, status } = spawnSync(program, [...values.slice(1, at), '--help', ...values.slice(at)], {
    encoding: 'utf8',
    env,
    timeout: 20_000,
  })
  const [said] = stderr.split('\n').filter(line => REFUSED.test(line))
  return status === 0 ? undefined : said
}
