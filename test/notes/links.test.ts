import { describe, expect, test } from 'vitest'
import { deadLinks, linksOf, readPages } from '../../src/notes/links.ts'
import { note, noteSource } from '../fixtures.ts'

const body = `See [Pods](/docs/concepts/workloads/pods/), [Helm](https://helm.sh/docs/) and [a mail](mailto:a@b.c).

- [the site](https://kubernetes.io/docs/home/#start)

| a | b |
| --- | --- |
| [in a table](/docs/reference/) | x |
`

test('links are found in the front matter and all over the text, with their lines', () => {
  const source = noteSource('Web', { body })
  expect(linksOf(note('web', 'Web', { body }), source)).toEqual([
    { address: '/docs/concepts/', line: 5 },
    { address: '/docs/concepts/workloads/pods/', line: 8 },
    { address: 'https://helm.sh/docs/', line: 8 },
    { address: '/docs/home/#start', line: 10 },
    { address: '/docs/reference/', line: 14 },
  ])
})

describe('held against lists', () => {
  const pages = readPages([
    '/docs/concepts/\n/docs/concepts/workloads/pods/\n',
    '/docs/concepts/#overview\n/docs/home/#start\n',
  ])
  const dead = (address: string): string[] =>
    deadLinks('a.md', [{ address, line: 3 }], pages).map(({ message }) => message)

  test.each([
    '/docs/concepts/',
    '/docs/concepts/#overview',
    '/docs/home/',
    'https://helm.sh/docs/',
    'https://example.com/docs/x/',
  ])('%s is fine', address => expect(dead(address)).toEqual([]))

  test.each([
    ['/docs/concept/', 'there is no page /docs/concept/; did you mean /docs/concepts/?'],
    ['/docs/concepts', 'there is no page /docs/concepts; did you mean /docs/concepts/?'],
    [
      '/docs/old/place/pods/',
      'there is no page /docs/old/place/pods/; did you mean /docs/concepts/workloads/pods/?',
    ],
    ['/docs/nowhere/at/all/', 'there is no page /docs/nowhere/at/all/; look it up on kubernetes.io'],
    [
      '/docs/concepts/#overveiw',
      'the page /docs/concepts/ has no heading #overveiw; did you mean #overview?',
    ],
    ['/docs/home/#xyz', 'the page /docs/home/ has no heading #xyz; leave "#xyz" out'],
  ])('%s: %s', (address, message) => expect(dead(address)).toEqual([message]))

  test('anchors are not judged by lists without any', () => {
    expect(
      deadLinks('a.md', [{ address: '/docs/concepts/#x', line: 1 }], readPages(['/docs/concepts/'])),
    ).toEqual([])
  })
})
