/**
 * `npm run data:schema -- 1.36 [FILE]`
 *
 * Makes src/kubernetes/data/schema-<version>.json, the fields of every kind of that Kubernetes API, from the models of
 * @kubernetes/client-node (a development dependency; each of its releases holds one API version) and from
 * scripts/api-facts-<version>.json, which holds what those models do not tell: the values of enumerations and which
 * strings are quantities.
 *
 * A field's type is one word: string, int, number, bool, time, bytes (base64), quantity, `int|string`, any, `=A,B` (one of
 * these), or the name of another type; `[]` before it means a list, `{}` a map, `!` behind it that it must be there.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const [version = '', other] = process.argv.slice(2)
if (!/^1\.\d+$/.test(version)) {
  console.error('usage: npm run data:schema -- 1.36 [FILE]')
  process.exit(2)
}

const PACKAGE = new URL('../node_modules/@kubernetes/client-node/', import.meta.url)
const GENERATED = new URL('dist/gen/', PACKAGE)

const Facts = z.object({
  enums: z.record(z.string(), z.array(z.string())),
  quantities: z.array(z.string()),
})
const Attributes = z.array(z.object({ baseName: z.string(), type: z.string(), format: z.string() }))

const facts = Facts.parse(
  JSON.parse(readFileSync(new URL(`api-facts-${version}.json`, import.meta.url), 'utf8')),
)
const quantities = new Set(facts.quantities)

/** Kinds that are sent to a path below another object, and whose own version that path does not tell. */
const POSTED_BELOW = {
  'authentication.k8s.io/v1 TokenRequest': 'AuthenticationV1TokenRequest',
  'autoscaling/v1 Scale': 'V1Scale',
  'policy/v1 Eviction': 'V1Eviction',
}

type Fields = Record<string, string>

const kinds = kindsOf()
const types: Record<string, Fields> = {}
for (const name of kinds.values()) await add(name, true)

for (const place of [...Object.keys(facts.enums), ...quantities]) {
  const [type = '', field = ''] = place.split('.')
  if (types[type] !== undefined && types[type][field] === undefined)
    console.error(`api-facts-${version}.json names ${place}, which is not there`)
}

const about = z
  .object({ name: z.string(), version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('package.json', PACKAGE), 'utf8')))
const lines = (entries: [string, unknown][]): string =>
  entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
    .join(',\n')
const file = other ?? new URL(`../src/kubernetes/data/schema-${version}.json`, import.meta.url)
writeFileSync(
  file,
  `{"version":"${version}","source":"${about.name} ${about.version}",\n"kinds":{\n${lines([...kinds])}},\n"types":{\n${lines(Object.entries(types))}}}\n`,
)
console.log(`${kinds.size} kinds, ${Object.keys(types).length} types → ${file}`)

/** `apps/v1 Deployment` → `V1Deployment`, for everything that the API lets one create. */
function kindsOf(): Map<string, string> {
  const found = new Map(Object.entries(POSTED_BELOW))
  const models = new Set(readdirSync(new URL('models/', GENERATED)))
  for (const name of readdirSync(new URL('apis/', GENERATED)).filter(name => name.endsWith('Api.js'))) {
    const source = readFileSync(new URL(`apis/${name}`, GENERATED), 'utf8')
    for (const request of source.split('const localVarPath = ').slice(1)) {
      const path = /^'\/apis?\/((?:[a-z0-9.]+\/)?v\d\w*)\/(?!.*\{name\})/.exec(request)?.[1]
      const type = /HttpMethod\.POST[\s\S]*?serialize\(body, "(\w+)", ""\)/.exec(
        request.split('async ')[0] ?? '',
      )?.[1]
      if (path === undefined || type === undefined || !isCurrent(modelSource(type))) continue
      const kind = type.replace(/^[A-Za-z]*?V\d+(?:(?:alpha|beta)\d+)?(?=[A-Z])/, '')
      found.set(`${path} ${kind}`, type)
      const list = [`${type}List`, `${type.replace(/^.*?(?=V\d)/, '')}List`].find(name =>
        models.has(`${name}.js`),
      )
      if (list !== undefined) found.set(`${path} ${kind}List`, list)
    }
  }
  return found
}

/** The package keeps files of API versions that are long gone; only those of this version count. */
function isCurrent(source: string): boolean {
  return source.includes(`OpenAPI spec version: release-${version}\n`)
}

function modelSource(type: string): string {
  return readFileSync(new URL(`models/${type}.js`, GENERATED), 'utf8')
}

/** @param top whether it is a kind: what stands in its `status` is the cluster's, not the author's */
async function add(name: string, top: boolean): Promise<void> {
  if (types[name] !== undefined) return
  const fields: Fields = {}
  types[name] = fields
  const module: Record<string, unknown> = await import(new URL(`models/${name}.js`, GENERATED).href)
  const model = module[name]
  const attributes = Attributes.parse(
    typeof model === 'function' && 'attributeTypeMap' in model ? model.attributeTypeMap : undefined,
  )
  const declared = readFileSync(new URL(`models/${name}.d.ts`, GENERATED), 'utf8')
  for (const { baseName, type, format } of attributes) {
    const required = new RegExp(`^ {4}'_?${baseName.replace(/\W/g, '.')}': `, 'm').test(declared)
    const word = top && baseName === 'status' ? 'any' : wordFor(`${name}.${baseName}`, type, format)
    fields[baseName] = required ? `${word}!` : word
    const below = word.replace(/^(\[\]|\{\})+/, '')
    if (/^[A-Z]/.test(below)) await add(below, false)
  }
}

function wordFor(place: string, type: string, format: string): string {
  const list = /^Array<(.+)>$/.exec(type)?.[1]
  if (list !== undefined) return `[]${wordFor(place, list, format)}`
  const map = /^\{ \[key: string\]: (.+); \}$/.exec(type)?.[1]
  if (map !== undefined) return `{}${wordFor(place, map, format)}`
  if (quantities.has(place)) return 'quantity'
  const values = facts.enums[place]
  if (values !== undefined) return `=${values.join(',')}`
  if (type === 'Date' || format === 'date-time-micro') return 'time'
  if (format === 'byte') return 'bytes'
  if (format === 'int-or-string') return 'int|string'
  if (type === 'number') return format === 'double' ? 'number' : 'int'
  if (type === 'boolean') return 'bool'
  return type
}
