/** `npm run -s ask`: questions from the command line or standard input, answers on standard output. */
import { parseArgs } from 'node:util'
import dotenv from 'dotenv'
import { createBot, knowledgeOf } from '../bot.ts'
import type { Heard } from '../chat/chat.ts'
import { createStash } from '../chat/stash.ts'
import { fillIn } from '../chat/terminal/form.ts'
import { jsonAnswer, readLine } from '../chat/terminal/lines.ts'
import { renderTerminal } from '../chat/terminal/render.ts'
import { formatConfigProblems, readConfig } from '../config.ts'
import { memoryless } from '../memoryless.ts'
import { loadLibrary } from '../notes/load.ts'
import { formatProblem } from '../notes/note.ts'
import { explainSearch } from './explain.ts'

const USAGE = `Usage: npm run -s ask -- [--json] [--thread] [--explain] [question]

Without a question, reads one question per line from standard input. A line that is a JSON string
("first line\\nsecond line") is one question of several lines.

  --json     print one JSON object per question: question, kind, notes, confidence, text, commands, ms
  --thread   all questions are one conversation
  --explain  print why the search answers as it does, in place of the answer
`

const stop = (message: string, code: number): never => {
  process.stderr.write(message.endsWith('\n') ? message : `${message}\n`)
  process.exit(code)
}

const { values, positionals } = readArguments()
if (values.help) {
  process.stdout.write(USAGE)
  process.exit(0)
}

dotenv.config({ quiet: true })
const { config, problems } = readConfig({ KNOWLEDGE_DIRS: process.env.KNOWLEDGE_DIRS })
if (config === undefined) stop(formatConfigProblems(problems), 2)
const loaded = await loadLibrary(config?.knowledgeDirs ?? [])
if (loaded.library === undefined) throw stop(loaded.problems.map(formatProblem).join('\n'), 2)
const knowledge = knowledgeOf(loaded.library)
const bot = createBot({
  knowledge: () => knowledge,
  ...memoryless(),
  stash: createStash(Date.now),
  pick: count => Math.floor(Math.random() * count),
  onAnswer: () => {},
})

let asked = 0
const lines = linesOf(process.stdin)
if (positionals.length > 0) await tell(positionals.join(' '))
else
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    const question = readLine(next.value)
    if (question !== undefined) await tell(question)
  }
process.stdin.destroy()

async function tell(question: string, via: Heard['via'] = 'typed'): Promise<void> {
  if (values.explain)
    return void process.stdout.write(explainSearch(question, knowledge.search, knowledge.library))
  asked++
  const channel = values.thread ? 'one' : String(asked)
  const heard: Heard = {
    text: question,
    via,
    user: 'local',
    place: { platform: 'terminal', workspace: 'local', channel },
    events: [],
    audience: 'alone',
    manager: true,
  }
  const started = performance.now()
  const reply = await bot.respond(heard)
  const ms = performance.now() - started
  if (reply.kind !== 'card' && reply.kind !== 'form') return
  if (reply.kind === 'form' && !values.json && process.stdin.isTTY)
    return tell(await fillIn(reply.form, prompt), 'button')
  const colour = process.stdout.isTTY && !process.env.NO_COLOR
  process.stdout.write(
    values.json
      ? `${JSON.stringify(jsonAnswer(question, reply, ms))}\n`
      : `${renderTerminal(reply.card, colour)}\n`,
  )
}

async function prompt(words: string): Promise<string> {
  process.stdout.write(words)
  const { value, done } = await lines.next()
  return done ? stop('', 130) : value
}

/** Lines end at a line feed and nowhere else; `readline` would also cut pastes at U+2028. */
async function* linesOf(input: NodeJS.ReadStream): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of input.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield line.replace(/\r$/, '')
  }
  yield rest
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        json: { type: 'boolean' },
        thread: { type: 'boolean' },
        explain: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
      allowPositionals: true,
    })
  } catch (error) {
    throw stop(`${error instanceof Error ? error.message : error}\n\n${USAGE}`, 2)
  }
}
