/** The forms that Kubernetes asks of names, labels, quantities and the like. Each says what is wrong, or nothing. */

type Verdict = string | undefined

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/

/** Names of namespaces, containers, volumes, ports of Pods: RFC 1123 labels. */
export const dnsLabel = (name: string): Verdict =>
  LABEL.test(name) && name.length <= 63
    ? undefined
    : 'must be lower-case letters, digits and "-", begin and end with a letter or digit, and have at most 63 characters'

/** Names of most objects: RFC 1123 subdomains. */
export const dnsSubdomain = (name: string): Verdict =>
  SUBDOMAIN.test(name) && name.length <= 253
    ? undefined
    : 'must be lower-case letters, digits, "-" and ".", begin and end with a letter or digit, and have at most 253 characters'

/** Names of roles and bindings: anything that fits into a path. */
export const pathSegment = (name: string): Verdict =>
  name === '.' || name === '..' || /[/%]/.test(name)
    ? 'must not be "." or ".." and must not contain "/" or "%"'
    : undefined

/** The name that a wrong one was most likely meant to be; undefined where nothing of it is left. */
export function asDnsLabel(name: string): string | undefined {
  const label = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
  return label === '' ? undefined : label
}

/** Names of ports: IANA service names. */
export const portName = (name: string): Verdict =>
  /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && /[a-z]/.test(name) && name.length <= 15
    ? undefined
    : 'must be at most 15 lower-case letters, digits and single "-", with at least one letter'

const QUALIFIED = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/

/** Keys of labels and annotations: `app`, `app.kubernetes.io/name`. */
export function qualifiedName(key: string): Verdict {
  const parts = key.split('/')
  const name = parts.at(-1) ?? ''
  if (parts.length > 2) return 'has more than one "/"; its form is prefix/name'
  if (parts.length === 2 && dnsSubdomain(parts[0] ?? '') !== undefined)
    return `must have a DNS name such as example.com before the "/", not "${parts[0]}"`
  return QUALIFIED.test(name) && name.length <= 63
    ? undefined
    : 'must be letters, digits, "-", "_" and ".", begin and end with a letter or digit, and have at most 63 characters'
}

export const labelValue = (value: string): Verdict =>
  value === '' || (QUALIFIED.test(value) && value.length <= 63)
    ? undefined
    : 'must be empty, or letters, digits, "-", "_" and ".", begin and end with a letter or digit, and have at most 63 characters'

/** Keys of ConfigMaps and Secrets. */
export const dataKey = (key: string): Verdict =>
  /^[-._a-zA-Z0-9]+$/.test(key) && key.length <= 253 && key !== '.' && !key.startsWith('..')
    ? undefined
    : 'must be letters, digits, "-", "_" and "."'

const QUANTITY = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?<suffix>m|u|n|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d+)?$/

/** `500m`, `1Gi`, `0.5`. */
export function quantity(text: string): Verdict {
  if (QUANTITY.test(text)) return undefined
  const meant = quantityMeant(text)
  return `"${text}" is no quantity${meant === undefined ? '; write one such as 500m, 2, 128Mi or 1Gi' : `; write ${meant}`}`
}

/** `512MB` is 512M, `1gb` 1G, `100 Mi` 100Mi, `64MiB` 64Mi. */
export function quantityMeant(text: string): string | undefined {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-zA-Z]+)$/.exec(text.trim()) ?? []
  if (number === '') return undefined
  const short = unit.replace(/(ib?|b)$/i, '')
  const binary = /ib?$/i.test(unit) ? 'i' : ''
  const letter = /^k$/i.test(short) ? (binary === '' ? 'k' : 'K') : short.toUpperCase()
  const meant = `${number}${letter}${binary}`
  return /^[KkMGTPE]$/.test(letter) && QUANTITY.test(meant) && meant !== text ? meant : undefined
}

const FACTORS: Record<string, number> = {
  n: 1e-9, u: 1e-6, m: 1e-3, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18,
  Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60,
} // biome-ignore format: a table

/** A quantity as a number, to compare two; undefined where it is none. */
export function quantityValue(text: string): number | undefined {
  const found = QUANTITY.exec(text)
  if (found === null) return undefined
  const suffix = found.groups?.suffix ?? ''
  const factor = FACTORS[suffix]
  return factor === undefined ? Number(text) : Number(text.slice(0, -suffix.length)) * factor
}

const FIELD = String.raw`(?:\*|\?|[0-9a-zA-Z]+(?:-[0-9a-zA-Z]+)?)(?:\/\d+)?`
const CRON = new RegExp(`^${FIELD}(?:,${FIELD})*$`)
const LIMITS = [59, 23, 31, 12, 7]

/** Five fields as in crontab, or a shorthand such as `@daily`. */
export function cronSchedule(text: string): Verdict {
  if (/^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/.test(text) || /^@every \S+$/.test(text))
    return undefined
  if (/^(CRON_)?TZ=/.test(text)) return 'must not hold a time zone; write it into timeZone'
  const fields = text.trim().split(/\s+/)
  if (fields.length !== 5)
    return `must have five fields (minute, hour, day of month, month, day of week), such as "*/5 * * * *"; "${text}" has ${fields.length}`
  for (const [at, field] of fields.entries()) {
    const names = ['minute', 'hour', 'day of month', 'month', 'day of week']
    const numbers = (field.replace(/\/\d+/g, '').match(/\d+/g) ?? []).map(Number)
    if (!CRON.test(field) || numbers.some(number => number > (LIMITS[at] ?? 0)))
      return `has "${field}" as its ${names[at]}, which runs from ${at === 2 || at === 3 ? 1 : 0} to ${LIMITS[at]}`
  }
  return undefined
}

export const port = (number: number): Verdict =>
  Number.isInteger(number) && number >= 1 && number <= 65535 ? undefined : 'must be from 1 to 65535'
