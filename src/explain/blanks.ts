/** What a command leaves open for its reader, and whether what was filled in can stand there. */
import { checkScript } from '../kubernetes/commands/script.ts'
import { dnsLabel, dnsSubdomain, port, qualifiedName, quantity } from '../kubernetes/formats.ts'
import { fillText, placeholdersIn } from './fill.ts'

/** `problem`: what is wrong with `value`. */
export type Blank = { placeholder: string; value?: string; problem?: string }

/** `command` with its blanks: still open, or filled in where none has a problem. */
export type Filled = { command: string; blanks: Blank[] }

/** Discord's forms have no more fields; what is left open is filled in by another form. */
const AT_ONCE = 5
const LONGEST = 253

/** Secrets have no place in a chat; whoever runs the command writes them into it. */
const SECRET = /PASSWORD|PASSPHRASE|TOKEN(?!_ID)|(?:API|ACCESS|PRIVATE|CLIENT)_?(?:KEY|SECRET)/

/** The placeholders of a command that a form asks for. */
export const blanksIn = (command: string): string[] =>
  placeholdersIn(command)
    .filter(name => !SECRET.test(name) && name !== 'EOF')
    .slice(0, AT_ONCE)

/** Puts `values` (by placeholder) into `command`, each quoted as the shell needs it; says which of them cannot stand there. */
export function fillBlanks(command: string, values: Readonly<Record<string, string>>): Filled {
  const blanks = blanksIn(command).map((placeholder): Blank => {
    const value = values[placeholder]?.trim() ?? ''
    const problem = problemWith(placeholder, value)
    return { placeholder, value, ...(problem !== undefined && { problem }) }
  })
  if (blanks.some(({ problem }) => problem !== undefined)) return { command, blanks }
  const filled = fillText(
    command,
    Object.fromEntries(blanks.map(({ placeholder, value = '' }) => [placeholder, value])),
  )
  const before = new Set(wrongIn(command))
  const [wrong] = wrongIn(filled).filter(message => !before.has(message))
  const [first, ...others] = blanks
  if (wrong !== undefined && first !== undefined)
    return { command, blanks: [{ ...first, problem: wrong }, ...others] }
  const open = blanks.find(({ placeholder, value }) => filled.includes(placeholder) && value !== placeholder)
  return open !== undefined && placeholdersIn(filled).includes(open.placeholder)
    ? {
        command,
        blanks: blanks.map(blank =>
          blank === open ? { ...blank, problem: 'cannot stand at this place; fill it in by hand' } : blank,
        ),
      }
    : { command: filled, blanks }
}

const wrongIn = (command: string): string[] =>
  checkScript(command).findings.flatMap(({ level, message }) => (level === 'wrong' ? [message] : []))

/** Placeholders of names that must be labels, and of other forms; names of objects are anything else that names one. */
const LABELS = /^(?:\w+_)?(?:NAMESPACE|CONTAINER)$/
const NAMES =
  /^(?:\w+_)?(?:POD|NODE|SERVICE|DEPLOYMENT|STATEFULSET|DAEMONSET|REPLICASET|JOB|CRONJOB|PVC|PV|HPA|VPA|INGRESS|SECRET|CONFIGMAP|SERVICEACCOUNT|SERVICE_ACCOUNT|STORAGECLASS|CRD|RELEASE|ROLE|CLUSTERROLE|ROLEBINDING|GATEWAY|HTTPROUTE|QUOTA|CSR|WEBHOOK|NAME)$/
const QUANTITIES = /^(?:CPU|MEMORY|MEM|SIZE|STORAGE)$/
const PORTS = /^(?:\w+_)?PORT$/
const KEYS = /^(?:LABEL_)?KEY$/

/** Worded to follow the field's name. */
function problemWith(placeholder: string, value: string): string | undefined {
  if (value === '') return 'is missing'
  if (value.length > LONGEST) return `must have at most ${LONGEST} characters`
  if (/\p{Cc}/u.test(value)) return 'must be one line'
  if (value.startsWith('-')) return 'must not begin with "-", or it would be read as a flag'
  if (/\[masked-/.test(value)) return 'looks like a secret; write that into the command yourself'
  if (LABELS.test(placeholder)) return dnsLabel(value)
  if (NAMES.test(placeholder)) return dnsSubdomain(value)
  if (QUANTITIES.test(placeholder)) return quantity(value)
  if (PORTS.test(placeholder)) return port(Number(value))
  if (KEYS.test(placeholder)) return qualifiedName(value)
  if (placeholder === 'IMAGE' && !/^[a-z0-9][\w.:/@-]*$/.test(value))
    return 'must be an image such as nginx:1.29 or registry.example.com/app:2'
  return undefined
}
