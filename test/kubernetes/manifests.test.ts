import { globSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LineCounter, parse, parseAllDocuments, stringify } from 'yaml'
import { checkManifest } from '../../src/kubernetes/manifests/manifest.ts'
import { checkAgainst, type Report, schema, typeOfKind } from '../../src/kubernetes/manifests/schema.ts'
import { readYaml } from '../../src/kubernetes/manifests/tree.ts'
import { WRONG_MANIFESTS } from './wrong-manifests.ts'

const files = globSync('test/kubernetes/right-manifests/*.yaml').map(file => readFileSync(file, 'utf8'))
const documents = files.flatMap(file => file.split(/^---\n/m))

describe('right manifests', () => {
  test('are at least 60', () => expect(documents.length).toBeGreaterThanOrEqual(60))

  test.each(files.map(file => [file.split('\n').slice(0, 4).join(' '), file]))('%s …', (_, file) =>
    expect(checkManifest(file).findings).toEqual([]),
  )

  test('may be written as JSON', () => {
    for (const document of documents)
      expect(checkManifest(JSON.stringify(parse(document))).findings).toEqual([])
  })

  test('may hold a placeholder where base64 belongs', () => {
    const secret = (value: string) =>
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: web\ndata:\n  key: ${value}\n`
    expect(checkManifest(secret('KEY_IN_BASE64')).findings).toEqual([])
    expect(checkManifest(secret('key_in_base64')).findings).toHaveLength(1)
  })
})

describe('planted mistakes in manifests', () => {
  test('are at least 120', () => expect(WRONG_MANIFESTS.length).toBeGreaterThanOrEqual(120))

  test.each(WRONG_MANIFESTS)('$name: line $line says "$says"', ({ source, line, says, fix }) => {
    const wrong = checkManifest(source).findings.filter(({ level }) => level === 'wrong')
    expect(wrong).toContainEqual(
      expect.objectContaining({
        line,
        message: expect.stringContaining(says),
        ...(fix !== undefined && { fix }),
      }),
    )
  })

  test('are gone once the offered line is taken', () => {
    for (const { source } of WRONG_MANIFESTS) {
      const [found] = checkManifest(source).findings
      if (found?.fix === undefined) continue
      const mended = source
        .split('\n')
        .with(found.line - 1, found.fix)
        .join('\n')
      expect(checkManifest(mended).findings.map(({ message }) => message)).not.toContain(found.message)
    }
  })
})

describe('what is advice only', () => {
  const levels = (source: string): string[] =>
    checkManifest(source).findings.map(({ level, message }) => `${level}: ${message}`)

  test('a deprecated version that is still served', () => {
    expect(levels('apiVersion: v1\nkind: Endpoints\nmetadata:\n  name: web\nsubsets: []\n')).toEqual([
      'advice: v1 Endpoints is deprecated since Kubernetes 1.33; write discovery.k8s.io/v1 EndpointSlice',
    ])
  })

  test('a namespace on what belongs to none', () => {
    const source = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  namespace: shop\n'
    expect(levels(source)).toEqual([
      'advice: a Namespace belongs to no namespace; leave metadata.namespace out',
    ])
  })
})

describe('kinds', () => {
  const kindsIn = (source: string): unknown =>
    checkManifest(source).documents.map(({ kind, checked, since, removed }) => ({
      kind,
      checked,
      since,
      removed,
    }))

  test('tell since when and until when their version is served', () => {
    expect(
      kindsIn(
        'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: {defaultBackend: {service: {name: a, port: {number: 1}}}}',
      ),
    ).toEqual([{ kind: 'Ingress', checked: true, since: '1.19', removed: undefined }])
  })

  test('of add-ons and of files are known, and nothing is checked of them', () => {
    const source =
      'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nspec: {anything: 1}\n---\napiVersion: example.com/v1\nkind: Foo\nx: y\n'
    expect(checkManifest(source).findings).toEqual([])
    expect(kindsIn(source)).toMatchObject([{ checked: false }, { checked: false }])
  })

  test('are not asked of YAML that is no manifest', () => {
    for (const source of [
      'replicas: 2\nimage: nginx\n',
      'apiVersion: v2\nname: chart\nversion: 0.1.0\n',
      '- a\n- b\n',
      'just text\n',
      '',
    ])
      expect(checkManifest(source)).toEqual({ findings: [], documents: [] })
  })

  test('of every removed version lead to one that is served', () => {
    const stuck = checkManifest(
      [
        'extensions/v1beta1 Deployment',
        'flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema',
        'batch/v1beta1 CronJob',
      ]
        .map(key => `apiVersion: ${key.replace(' ', '\nkind: ')}\nmetadata: {name: a}\n`)
        .join('---\n'),
    ).findings
    expect(stuck.map(({ fix }) => fix)).toEqual([
      'apiVersion: apps/v1',
      'apiVersion: flowcontrol.apiserver.k8s.io/v1',
      'apiVersion: batch/v1',
    ])
  })
})

describe('open values', () => {
  const source =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: NAME}\nspec:\n  containers: [{name: $APP, image: $IMAGE, ports: [{containerPort: $PORT}]}]\n'

  test('stand for anything where they may', () =>
    expect(checkManifest(source, { open: true }).findings).toEqual([]))
  test('are wrong in a whole manifest', () =>
    expect(checkManifest(source).findings.length).toBeGreaterThan(2))
})

describe('a part of a manifest', () => {
  const patch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 3\n'

  test('need not be whole', () => {
    expect(checkManifest(patch, { part: true }).findings).toEqual([])
    expect(checkManifest(patch).findings.length).toBeGreaterThan(0)
  })
  test('is still checked for fields that do not exist', () => {
    expect(checkManifest(patch.replace('replicas', 'replica'), { part: true }).findings).toHaveLength(1)
  })
})

describe('YAML as Kubernetes reads it', () => {
  test.each([
    ['yes', true],
    ['on', true],
    ['n', false],
    ['1_000', 1000],
    ['0644', 644],
    ['~', null],
    ['"yes"', 'yes'],
    ['12:30', '12:30'],
    ['v1', 'v1'],
  ])('%s is %j', (text, value) => {
    const [tree] = readYaml(`a: ${text}`).documents
    expect(tree?.kind === 'map' && tree.entries.get('a')?.value).toMatchObject({ value })
  })

  test('shares what aliases point to, and merges', () => {
    const [tree] = readYaml('a: &x {b: 1}\nc: *x\nd:\n  <<: *x\n  e: 2\n').documents
    if (tree?.kind !== 'map') throw new Error('no map')
    expect(tree.entries.get('c')?.value).toBe(tree.entries.get('a')?.value)
    const merged = tree.entries.get('d')?.value
    expect(merged?.kind === 'map' && [...merged.entries.keys()]).toEqual(['e', 'b'])
  })
})

describe('the schema check', () => {
  const ajv = new Ajv({ strict: false, allErrors: false })
  ajv.addSchema({
    $id: 'k8s',
    definitions: Object.fromEntries(
      Object.entries(schema().types).map(([name, fields]) => [name, objectOf(fields)]),
    ),
  })

  /** The compact notation of the schema as JSON Schema, written anew, so that two readings of it can be compared. */
  function objectOf(fields: Record<string, string>): object {
    const required = Object.keys(fields).filter(name => fields[name]?.endsWith('!'))
    const properties = Object.fromEntries(
      Object.entries(fields).map(([name, word]) => [
        name,
        { anyOf: [typeOf(word.replace('!', '')), ...(word.endsWith('!') ? [] : [{ type: 'null' }])] },
      ]),
    )
    return { type: 'object', properties, required, additionalProperties: false }
  }
  function typeOf(word: string): object {
    if (word.startsWith('[]'))
      return { type: 'array', items: { anyOf: [typeOf(word.slice(2)), { type: 'null' }] } }
    if (word.startsWith('{}'))
      return { type: 'object', additionalProperties: { anyOf: [typeOf(word.slice(2)), { type: 'null' }] } }
    if (word.startsWith('=')) return { enum: word.slice(1).split(',') }
    const simple: Record<string, object> = {
      string: { type: 'string' },
      time: { type: 'string' },
      int: { type: 'integer' },
      number: { type: 'number' },
      bool: { type: 'boolean' },
      any: {},
      bytes: {
        type: 'string',
        pattern: '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\\s*$',
      },
      quantity: {
        anyOf: [
          { type: 'number' },
          {
            type: 'string',
            pattern: '^[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([munkMGTPE]|[KMGTPE]i|[eE][+-]?\\d+)?$',
          },
        ],
      },
      'int|string': { type: ['integer', 'string'] },
    }
    return simple[word] ?? { $ref: `k8s#/definitions/${word}` }
  }

  const ours = (type: string, source: string): boolean => {
    const [tree] = readYaml(source).documents
    const findings: unknown[] = []
    const report: Report = {
      lines: [],
      open: false,
      part: false,
      left: 20_000,
      add: finding => void findings.push(finding),
    }
    if (tree !== undefined) checkAgainst(type, tree, '', report)
    return findings.length === 0
  }

  /** Changes one thing somewhere in a value: another type, a key more, a key less. */
  function damage(value: unknown, pick: (count: number) => number): unknown {
    const others = ['text', 7, true, 1.5, [], {}, null, '7']
    if (pick(4) === 0 || typeof value !== 'object' || value === null) return others[pick(others.length)]
    if (Array.isArray(value)) {
      const at = pick(value.length)
      return value.length === 0
        ? 'text'
        : value.map((item, index) => (index === at ? damage(item, pick) : item))
    }
    const entries = Object.entries(value)
    const at = pick(entries.length)
    const way = pick(6)
    if (way === 0) return { ...value, surplus: 1 }
    if (way === 1) return Object.fromEntries(entries.filter((_, index) => index !== at))
    return Object.fromEntries(
      entries.map(([key, item], index) => [key, index === at ? damage(item, pick) : item]),
    )
  }

  const typed = documents.flatMap(document => {
    const value: { apiVersion: string; kind: string } = parse(document)
    const type = typeOfKind(value.apiVersion, value.kind)
    return type === undefined ? [] : [{ value, type }]
  })

  test('agrees with a JSON Schema validator on right manifests and on a thousand damaged ones', {
    timeout: 60_000,
  }, () => {
    fc.assert(
      fc.property(fc.constantFrom(...typed), fc.infiniteStream(fc.nat(1000)), ({ value, type }, numbers) => {
        const pick = (count: number): number => (count === 0 ? 0 : (numbers.next().value ?? 0) % count)
        for (const candidate of [value, damage(value, pick), damage(damage(value, pick), pick)]) {
          if (typeof candidate !== 'object' || candidate === null) continue
          expect({
            candidate,
            right: ours(type, stringify(candidate, { aliasDuplicateObjects: false })),
          }).toEqual({
            candidate,
            right: ajv.getSchema(`k8s#/definitions/${type}`)?.(candidate),
          })
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('hostile manifests', () => {
  const head = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n'
  const many = (count: number, line: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => line(index)).join('\n')
  const bomb = 'abcdefghi'
    .split('')
    .map(
      (key, at) =>
        `${key}: &${key} [${Array(10)
          .fill(at === 0 ? 'x' : `*${'abcdefghi'[at - 1]}`)
          .join(',')}]`,
    )
    .join('\n')
  const hostile = [
    '['.repeat(40_000),
    '{a: '.repeat(10_000),
    '- '.repeat(20_000),
    ':'.repeat(40_000),
    ': '.repeat(20_000),
    '"'.repeat(40_000),
    '\u0000'.repeat(40_000),
    '{{ x }}\n'.repeat(5_000),
    '&a '.repeat(13_000),
    '*a\n'.repeat(13_000),
    bomb,
    `apiVersion: v1\nkind: Pod\nspec:\n  containers: *i\n${bomb}`,
    many(6_000, index => `k${index}:`),
    '---\napiVersion: v1\nkind: Pod\n'.repeat(1_300),
    head + '  - {name: a, image: b}\n'.repeat(1_600),
    `${head}  - {${many(3_000, index => `nmae${index}: 1`).replaceAll('\n', ', ')}}`,
    `${head}  - {name: a, image: b, resources: {limits: {cpu: "${'1'.repeat(39_000)}x"}}}`,
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${'x.'.repeat(19_000)}_`,
    `apiVersion: ${'a.'.repeat(9_000)}/v1\nkind: ${'D'.repeat(9_000)}`,
    `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec:\n  schedule: "${'*/1,'.repeat(9_000)}"`,
  ]

  test.each(hostile.map(source => [source.slice(0, 24), source]))(
    '%j… ends, with a bounded answer',
    (_, source) => {
      const { findings } = checkManifest(source)
      expect(findings.length).toBeLessThanOrEqual(60)
      for (const { message } of findings) expect(message.length).toBeLessThan(500)
    },
  )

  /** Processor time, which other processes on the machine do not lengthen. In milliseconds. */
  const cost = (work: () => void): number => {
    const before = process.cpuUsage().user
    work()
    return (process.cpuUsage().user - before) / 1000
  }
  const parseOnce = (source: string): number =>
    cost(() =>
      parseAllDocuments(source, { lineCounter: new LineCounter(), uniqueKeys: false, prettyErrors: false }),
    )

  test('cost at most 50 ms more than parsing them once', { timeout: 60_000 }, () => {
    checkManifest(documents.join('---\n'))
    const slow = hostile.filter(source => {
      for (let tried = 0; tried < 4; tried++) {
        const parsed = parseOnce(source)
        if (cost(() => void checkManifest(source)) - parsed <= 50) return false
      }
      return true
    })
    expect(slow.map(source => source.slice(0, 40))).toEqual([])
  })

  test('never throw, whatever they hold', () => {
    const piece = fc.constantFrom(
      'apiVersion: v1',
      'kind: Pod',
      'spec:',
      '  containers:',
      '  - name: a',
      '    image: b',
      '    ports:',
      '- ',
      ': ',
      '&a',
      '*a',
      '|',
      '>',
      '{',
      '}',
      '[',
      ']',
      '\t',
      '"',
      "'",
      '---',
      '...',
      '? ',
      '!!binary x',
      '<<: *a',
      'kind: List',
      'items:',
      'null',
      '#',
      '%YAML 1.1',
    )
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ maxLength: 8 })), { maxLength: 30 }),
        fc.constantFrom('\n', ' '),
        (pieces, glue) => {
          checkManifest(pieces.join(glue))
        },
      ),
      { numRuns: 300 },
    )
  })
})
