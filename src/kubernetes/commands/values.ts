/** Whether a flag takes a value. */
import { either, nearest } from '../finding.ts'
import { placeholderIn } from '../open.ts'
import { HOLE } from '../shell.ts'
import type { Flag, FlagType, Tool } from './tables.ts'

/** What is wrong with a value, worded to follow the flag's name; `instead`: the value that was certainly meant. */
export type WrongValue = { message: string; instead?: string }

type Form = { matches: RegExp; says: string }

/** How Go reads the values of each type. Numbers and durations must be real values, also in notes. */
const FORMS: Partial<Record<FlagType, Form>> = {
  bool: { matches: /^(?:1|0|t|f|T|F|true|false|TRUE|FALSE|True|False)$/, says: 'is a switch: true or false' },
  int: { matches: /^[+-]?(?:\d+|0x[0-9a-fA-F]+)$/, says: 'takes a whole number such as 3' },
  float: { matches: /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i, says: 'takes a number such as 0.5' },
  duration: {
    matches: /^[+-]?(?:0|(?:\d+(?:\.\d*)?(?:ns|us|µs|ms|s|m|h))+)$/,
    says: 'takes a duration such as 30s, 5m or 1h30m',
  },
  bytes: { matches: /^-?\d+(?:\.\d+)?\s?(?:[kKmMgGtTpP]?i?[bB]?)$/, says: 'takes a size such as 512m or 2g' },
  map: { matches: /^$|=/, says: 'takes KEY=VALUE' },
}

export function complainAboutValue(flag: Flag, value: string, tool: Tool): WrongValue | undefined {
  if (value.includes(HOLE)) return undefined
  const form = FORMS[flag.type]
  if (form !== undefined && !form.matches.test(value)) {
    const meant = meantBy(flag.type, value)
    return {
      message: `${form.says}, not "${value}"${meant === undefined ? '' : `; write ${meant}`}`,
      ...(meant !== undefined && { instead: meant }),
    }
  }
  return flag.choices === undefined ? undefined : wrongChoice(flag, flag.choices, value, tool)
}

function wrongChoice(
  flag: Flag,
  listed: readonly string[],
  value: string,
  tool: Tool,
): WrongValue | undefined {
  if (placeholderIn(value) !== undefined) return undefined
  const choices = [...listed, ...(ALSO[`${tool} --${flag.name}`] ?? [])]
  /** An output format carries its template: `jsonpath={.items}`. */
  const [word = '', ...template] = flag.name === 'output' ? value.split('=') : [value]
  if (choices.includes(word) || (value === '' && flag.name === 'output')) return undefined
  const near = nearest(word, choices)
  const message = `takes ${either(choices)}, not "${word}"${near === undefined ? '' : `; did you mean "${near}"?`}`
  return near === undefined ? { message } : { message, instead: [near, ...template].join('=') }
}

/** Values that programs take without naming them in their help. */
const ALSO: Record<string, readonly string[]> = {
  'kubectl --profile': ['legacy'],
  'kubectl --dry-run': ['unchanged'],
}

/** `1d` is 24h, `30` most likely 30s, `yes` true. */
function meantBy(type: FlagType, value: string): string | undefined {
  if (type === 'duration') {
    if (/^\d+$/.test(value)) return `${value}s`
    const days = /^(\d+)d$/.exec(value)?.[1]
    if (days !== undefined) return `${Number(days) * 24}h`
    const minutes = /^(\d+) ?(min|minutes?|mins)$/.exec(value)?.[1]
    return minutes === undefined ? undefined : `${minutes}m`
  }
  if (type === 'bool' && /^(?:yes|on)$/i.test(value)) return 'true'
  if (type === 'bool' && /^(?:no|off)$/i.test(value)) return 'false'
  if (type === 'int' && /^\d+%$/.test(value)) return value.slice(0, -1)
  return undefined
}
