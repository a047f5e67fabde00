/**
 * One command line against one table: finds the command, reads its flags as the program itself would, and says
 * what the program would not take. What its arguments mean is told in kubectl.ts, docker.ts and helm.ts.
 */
import { nearest } from '../finding.ts'
import { HOLE, type Word } from '../shell.ts'
import type { Command, Flag, Table } from './tables.ts'
import { DEPRECATED, elsewhere, nameOf, OLD_FLAGS, wrongSubcommand } from './unknown.ts'
import { complainAboutValue } from './values.ts'

/**
 * What is wrong with a word of a command. `instead`: the whole word as it should read, where that is certain.
 * `dated`: the message names the version itself.
 */
export type Complaint = { word: Word; message: string; instead?: string; level?: 'advice'; dated?: boolean }

/** A flag as it was given. `value` is missing where it stands bare. */
export type Given = { flag: Flag; value?: string; word: Word }

/**
 * A command line, understood.
 * - `args`: its arguments; `rest`: what stands behind `--`, undefined where there is none
 * - `loose`: some word may turn out to be several, so that nobody can count
 * - `help`: asks for help only, so that nothing else matters
 */
export type Call = {
  command: Command
  name: Word
  given: Given[]
  args: Word[]
  rest?: Word[]
  loose: boolean
  help: boolean
}

export type Read = { call: Call; complaints: Complaint[] }

/** A line with so many mistakes is none that anybody meant. */
const MOST_COMPLAINTS = 10

/** @param words the command line, the program first; at least one word */
export function readCommandLine(words: readonly Word[], table: Table): Read {
  const [program] = words
  if (program === undefined) throw new Error('a command line has at least one word')
  const complaints: Complaint[] = []
  const { command, path } = findCommand(words, table)
  const call: Call = { command, name: path.at(-1) ?? program, given: [], args: [], loose: false, help: false }
  const naming = new Set(path)
  let above: Command | undefined = table.commands.get('')
  for (let at = 1; at < words.length && complaints.length < MOST_COMPLAINTS; at++) {
    const word = words[at] as Word
    if (naming.has(word)) {
      above = (above && below(above, word, table)) ?? above
      continue
    }
    if (word.many) call.loose = true
    if (word.value === '--') {
      call.rest = words.slice(at + 1)
      break
    }
    if (!command.mixed && call.args.length > 0) call.args.push(word)
    else if (word.value.startsWith('--')) at += readLong(word, words[at + 1])
    else if (word.value.startsWith('-') && word.value !== '-') at += readShorts(word, words[at + 1])
    else call.args.push(word)
  }
  /** Flags were read as those of the wrong command then; what they suffer is only an echo. */
  const lost = wrongSubcommand(call, table)
  return { call, complaints: lost.length > 0 ? lost : complaints }

  /** Flags of the commands above count only before the next command word, and only where a program reads them so. */
  function lookUp(name: string): Flag | undefined {
    return command.flags.get(name) ?? table.globals.get(name) ?? aboveFlags()?.get(name)
  }

  function aboveFlags(): ReadonlyMap<string, Flag> | undefined {
    return table.tool === 'docker' && above !== command ? above?.flags : undefined
  }

  function readLong(word: Word, next: Word | undefined): number {
    const [name = '', ...parts] = word.value.slice(2).split('=')
    const inline = parts.length > 0 ? parts.join('=') : undefined
    if (name === 'help') {
      call.help = true
      return 0
    }
    const flag = lookUp(name)
    if (flag !== undefined) return take(flag, word, inline, next, `--${name}`)
    if (!name.includes(HOLE)) complaints.push(unknownFlag(word, name))
    return 0
  }

  function readShorts(word: Word, next: Word | undefined): number {
    const long = lookUp(word.value.slice(1).split('=')[0] ?? '')
    if (long !== undefined && long.name.length > 2) {
      complaints.push({
        word,
        message: `"${word.text}" is read as single letters; a long flag needs two hyphens: --${long.name}`,
        instead: `-${word.value}`,
      })
      return 0
    }
    for (let at = 1; at < word.value.length; at++) {
      const letter = word.value[at] ?? ''
      if (letter === HOLE) return 0
      if (letter === 'h' && !shortFlag('h')) {
        call.help = true
        continue
      }
      const flag = shortFlag(letter)
      if (flag === undefined) {
        complaints.push(unknownShort(word, letter))
        return 0
      }
      const behind = word.value.slice(at + 1)
      if (behind.startsWith('=')) return take(flag, word, behind.slice(1), next, `-${letter}`)
      if (flag.type !== 'bool' && !flag.optional) {
        return take(flag, word, behind === '' ? undefined : behind, next, `-${letter}`)
      }
      call.given.push({ flag, word })
    }
    return 0
  }

  function shortFlag(letter: string): Flag | undefined {
    const places = [command.flags, table.globals, aboveFlags() ?? new Map<string, Flag>()]
    for (const flags of places) for (const flag of flags.values()) if (flag.short === letter) return flag
    return undefined
  }

  /** @returns how many of the following words the flag took as its value */
  function take(
    flag: Flag,
    word: Word,
    inline: string | undefined,
    next: Word | undefined,
    as: string,
  ): number {
    const bare = flag.type === 'bool' || flag.optional
    const value = inline ?? (bare ? undefined : next?.value)
    call.given.push({ flag, word, ...(value !== undefined && { value }) })
    const better = flag.hidden ? DEPRECATED[`${table.tool} --${flag.name}`] : undefined
    if (better !== undefined)
      complaints.push({ word, level: 'advice', message: `--${flag.name} is deprecated; ${better}` })
    if (value === undefined) {
      if (!bare)
        complaints.push({
          word,
          message: `${as} needs a value: ${as}${as.startsWith('--') ? '=' : ' '}VALUE`,
        })
      return 0
    }
    /** In quotes it is meant: --appendarg "--". */
    const swallowed = inline === undefined && /^-[a-zA-Z-]/.test(value) && next?.text === value
    if (swallowed)
      complaints.push({ word, message: `${as} takes "${value}" as its value; write the value behind ${as}` })
    else complain(flag, inline === undefined ? (next ?? word) : word, value, as)
    return inline === undefined ? 1 : 0
  }

  function complain(flag: Flag, word: Word, value: string, as: string): void {
    const wrong = complainAboutValue(flag, value, table.tool)
    if (wrong === undefined) return
    const instead =
      wrong.instead === undefined ? undefined : word.value.slice(0, -value.length) + wrong.instead
    complaints.push({ word, message: `${as} ${wrong.message}`, ...(instead !== undefined && { instead }) })
  }

  function unknownFlag(word: Word, name: string): Complaint {
    const visible = [...command.flags.values(), ...table.globals.values()].filter(flag => !flag.hidden)
    const near = nearest(
      name,
      visible.map(flag => flag.name),
    )
    const what = `${nameOf(command, table)} has no flag --${name}`
    const old = OLD_FLAGS[`${table.tool} --${name}`]
    if (old !== undefined) return { word, message: `${what}; ${old}` }
    return near === undefined
      ? {
          word,
          message: `${what}; ${elsewhere(name, table) ?? `"${nameOf(command, table)} --help" lists its flags`}`,
        }
      : {
          word,
          message: `${what}; did you mean --${near}?`,
          instead: `--${near}${word.value.slice(2 + name.length)}`,
        }
  }

  function unknownShort(word: Word, letter: string): Complaint {
    const long = word.value.slice(1).split('=')[0] ?? ''
    const meant =
      word.value.length > 2 ? (lookUp(long) ?? lookUp(nearest(long, command.flags.keys()) ?? '')) : undefined
    const what = `${nameOf(command, table)} has no flag -${letter}`
    return meant === undefined
      ? { word, message: `${what}; "${nameOf(command, table)} --help" lists its flags` }
      : { word, message: `${what}; a long flag needs two hyphens: --${meant.name}` }
  }
}

/** The words that name the command: flags that may stand between them are stepped over, as cobra does. */
export function findCommand(words: readonly Word[], table: Table): { command: Command; path: Word[] } {
  let command = table.commands.get('') as Command
  const path: Word[] = []
  for (let at = 1; at < words.length; at++) {
    const word = words[at] as Word
    if (word.value === '--') break
    if (word.value.startsWith('-')) {
      if (takesNext(word.value, command, table)) at++
      continue
    }
    const next = below(command, word, table)
    if (next === undefined || word.value.includes(HOLE)) break
    command = next
    path.push(word)
  }
  return { command, path }
}

function below(command: Command, word: Word, table: Table): Command | undefined {
  const path = command.below.get(word.value)
  return path === undefined ? undefined : table.commands.get(path)
}

function takesNext(value: string, command: Command, table: Table): boolean {
  if (value.includes('=')) return false
  const flags = [...command.flags.values(), ...table.globals.values()]
  const flag = value.startsWith('--')
    ? flags.find(({ name }) => name === value.slice(2))
    : flags.find(({ short }) => short === value.at(-1) && value.length === 2)
  return flag !== undefined && flag.type !== 'bool' && !flag.optional
}
