import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { choicesIn, readHelp } from '../../scripts/help-text.ts'
import { tablesOf } from '../../src/kubernetes/commands/tables.ts'
import { allResources, readType, successorOf, versionsOf } from '../../src/kubernetes/resources.ts'
import { freshFolder } from '../store/databases.ts'

const Source = z.object({
  source: z.union([
    z.object({ version: z.string().min(1), commit: z.string().min(1), sha256: z.string().length(64) }),
    z.object({ documentation: z.string().min(20) }),
  ]),
})

describe('tables', () => {
  test.each(globSync('src/kubernetes/data/{kubectl,docker,helm}-*.json'))(
    '%s says where it came from',
    file => {
      expect(() => Source.parse(JSON.parse(readFileSync(file, 'utf8')))).not.toThrow()
    },
  )

  test('know what the programs know', () => {
    const newest = tablesOf('kubectl').at(-1)
    expect(newest?.commands.get('create deployment')?.flags.get('image')).toMatchObject({
      type: 'string',
      required: true,
    })
    expect(newest?.commands.get('delete')?.flags.get('cascade')).toMatchObject({
      optional: true,
      choices: ['background', 'orphan', 'foreground'],
    })
    expect(newest?.commands.get('get')?.flags.get('all-namespaces')).toMatchObject({
      short: 'A',
      type: 'bool',
    })
    expect(tablesOf('docker')[0]?.commands.get('run')?.mixed).toBe(false)
    expect(tablesOf('helm')[0]?.commands.get('list')?.flags.has('all')).toBe(true)
  })
})

describe('help pages', () => {
  test('of kubectl', () => {
    const page = readHelp(
      `Scale.\n\nExamples:\n  kubectl scale --replicas=3 rs/foo\n\nOptions:\n    --dry-run='none':\n\tMust be "none", "server", or "client". If client, print.\n\n    -f, --filename=[]:\n\tFiles.\n\nUsage:\n  kubectl scale --replicas=COUNT (-f FILENAME | TYPE NAME) [options]\n`,
    )
    expect(page.usage).toBe('kubectl scale --replicas=COUNT (-f FILENAME | TYPE NAME) [options]')
    expect(page.flags.map(({ name, short }) => [name, short])).toEqual([
      ['dry-run', undefined],
      ['filename', 'f'],
    ])
    expect(choicesIn(page.flags[0]?.text ?? '')).toEqual(['none', 'server', 'client'])
  })

  test('of docker and helm', () => {
    const page = readHelp(
      `Usage:  docker run [OPTIONS] IMAGE [COMMAND] [ARG...]\n\nAliases:\n  docker container run, docker run\n\nOptions:\n  -d, --detach             Run in background\n      --pull string        Pull before running\n                           ("always", "missing") (default "missing")\n\nManagement Commands:\n  builder     Manage builds\n  compose*    Docker Compose\n`,
    )
    expect(page.subcommands).toEqual(['builder', 'compose'])
    expect(page.flags.map(({ name, value }) => [name, value])).toEqual([
      ['detach', ''],
      ['pull', 'string'],
    ])
    expect(choicesIn(page.flags[1]?.text ?? '')).toEqual(['always', 'missing'])
  })

  test.each([
    ['Output format. One of: (json, yaml, go-template).', ['json', 'yaml', 'go-template']],
    [
      'Must be one of: strict (or true), warn, ignore (or false).',
      ['strict', 'true', 'warn', 'ignore', 'false'],
    ],
    [
      'prints the output in the specified format. Allowed values: table, json, yaml (default table)',
      ['table', 'json', 'yaml'],
    ],
    ["The field can be either 'cpu' or 'memory'.", ['cpu', 'memory']],
    ['Legal values [Always, OnFailure, Never].', ['Always', 'OnFailure', 'Never']],
    ['Set method ("check", "outline") (default "build")', ['check', 'outline', 'build']],
    ['The image for the container to run.', undefined],
  ])('"%s" names %j', (text, choices) => expect(choicesIn(text)).toEqual(choices))
})

test('the schema in the project is the one that its script makes', { timeout: 60_000 }, () => {
  const made = join(freshFolder(), 'schema.json')
  execFileSync(process.execPath, ['scripts/make-schema.ts', '1.36', made])
  expect(readFileSync(made, 'utf8')).toBe(readFileSync('src/kubernetes/data/schema-1.36.json', 'utf8'))
})

describe('resource types', () => {
  test.each([
    'pods',
    'po',
    'Pod',
    'deployments.apps',
    'deploy',
    'deployments.v1.apps',
    'certificates.cert-manager.io',
    'all',
    'gtw',
    'foos.example.com',
  ])('%s is one', word => expect(readType(word)).toHaveProperty('versions'))
  test.each([
    ['podz', 'pods'],
    ['deploymnet', 'deployment'],
    ['deployments.extension', 'deployments.apps'],
    ['qwertz', undefined],
  ])('%s is none; the nearest is %s', (word, near) => expect(readType(word)).toEqual({ near }))

  test('that were removed lead to what is served in 1.36, where anything is', () => {
    const gone = allResources().filter(
      ({ removed, from }) => from === 'api' && removed !== undefined && Number(removed.slice(2)) <= 36,
    )
    const orphans = gone
      .filter(resource => successorOf(resource, '1.36') === undefined)
      .map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)
    expect(gone.length).toBeGreaterThan(60)
    expect(orphans.sort()).toEqual([
      'extensions/v1beta1 PodSecurityPolicy',
      'networking.k8s.io/v1alpha1 ClusterCIDR',
      'policy/v1beta1 PodSecurityPolicy',
    ])
    expect(versionsOf('Deployment').length).toBeGreaterThan(3)
  })
})
