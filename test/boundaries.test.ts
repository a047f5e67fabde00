import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

/** Which folders of src (or files, where named so) each folder may import, besides itself. See DESIGN.md. */
const MAY_IMPORT: Record<string, string[]> = {
  kubernetes: [],
  notes: ['kubernetes'],
  search: ['notes'],
  explain: ['kubernetes', 'notes'],
  ask: ['notes', 'search', 'kubernetes', 'explain'],
  cards: ['ask', 'notes', 'kubernetes', 'explain'],
  'chat/chat.ts': ['ask', 'cards', 'notes', 'search', 'kubernetes/finding.ts'],
  'chat/stash.ts': ['ask'],
  'chat/files.ts': ['cards', 'chat/chat.ts'],
  'chat/trace.ts': [],
  daily: ['ask', 'cards', 'notes', 'chat/chat.ts', 'store'],
  store: ['ask/question.ts', 'chat/chat.ts', 'notes/note.ts'],
  report: ['store', 'search'],
  ops: [],
}

/** Libraries that one folder keeps to itself. */
const OWNERS: Record<string, string> = { kysely: 'store', pg: 'store', 'node:sqlite': 'store' }

const PLATFORM = [
  'chat/chat.ts',
  'chat/stash.ts',
  'chat/files.ts',
  'chat/trace.ts',
  'cards',
  'ask/question.ts',
  'ask/daily.ts',
  'notes/note.ts',
  'kubernetes/finding.ts',
  'mask.ts',
]
const FREE = /^(main\.ts|bot\.ts|cli\/)/

const files = globSync('src/**/*.ts')

test.each(files.map(file => relative('src', file)))('%s imports only what its folder may', file => {
  const source = readFileSync(join('src', file), 'utf8')
  const imports = [...source.matchAll(/from '(\.[^']+)'/g)].map(([, path = '']) => join(dirname(file), path))
  const platform = /^chat\/[a-z]+\//.exec(file)?.[0]
  const own = platform ?? (MAY_IMPORT[file] === undefined ? file.split('/')[0] : file) ?? ''
  const allowed = platform === undefined ? (MAY_IMPORT[own] ?? []) : PLATFORM
  const strangers = imports.filter(path => ![own, ...allowed].some(place => path.startsWith(place)))
  if (own.includes('/') || MAY_IMPORT[own] !== undefined) expect(strangers).toEqual([])
  else expect(FREE.test(file) || imports.every(path => !/^chat\/[a-z]+\//.test(path))).toBe(true)
})

test.each(files.map(file => relative('src', file)))(
  '%s leaves libraries to the folder that owns them',
  file => {
    const source = readFileSync(join('src', file), 'utf8')
    const libraries = [...source.matchAll(/from '([^'.][^']*)'/g)].map(([, name = '']) => name)
    const foreign = libraries.filter(name => {
      const owner = OWNERS[name] ?? OWNERS[name.split('/')[0] ?? '']
      return owner !== undefined && !file.startsWith(`${owner}/`)
    })
    expect(foreign).toEqual([])
  },
)
