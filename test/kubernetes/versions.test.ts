import { describe, expect, test } from 'vitest'
import { compareVersions, formatVersions, holdsIn, servedIn } from '../../src/kubernetes/versions.ts'

test('versions are compared as numbers, not as text', () => {
  expect(['1.9', '1.30', '1.10', '2.0'].sort(compareVersions)).toEqual(['1.9', '1.10', '1.30', '2.0'])
})

test.each([
  [['1.30', '1.31', '1.32', '1.33', '1.36'], '1.30–1.33, 1.36'],
  [['1.36'], '1.36'],
  [['1.36', '1.30'], '1.30, 1.36'],
  [['1.35', '1.36'], '1.35–1.36'],
  [[], ''],
])('%j reads %s', (versions, words) => expect(formatVersions(versions)).toBe(words))

describe('what holds in a version', () => {
  const tables = ['1.30', '1.33', '1.36']

  test.each([
    ['1.33', ['1.33', '1.36'], 'yes'],
    ['1.30', ['1.33', '1.36'], 'no'],
    ['1.34', ['1.33', '1.36'], 'yes'],
    ['1.31', ['1.33', '1.36'], 'unknown'],
    ['1.34', ['1.30'], 'no'],
    ['1.29', ['1.30', '1.33', '1.36'], 'unknown'],
    ['1.40', ['1.30', '1.33', '1.36'], 'unknown'],
  ])('%s, right in %j: %s', (version, right, verdict) =>
    expect(holdsIn({ tables, right }, version)).toBe(verdict),
  )
})

test.each([
  [{ since: '1.8', removed: '1.25' }, '1.24', 'yes'],
  [{ since: '1.8', removed: '1.25' }, '1.25', 'no'],
  [{ since: '1.36' }, '1.35', 'no'],
  [{}, '1.35', 'unknown'],
])('what lives %j is served in %s: %s', (life, version, verdict) =>
  expect(servedIn(life, version)).toBe(verdict),
)
