/** Any text that people can send is answered in bounded time, measured beside an engine that only looks words up. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MINISEARCH } from '../../bench/engines.ts'
import { notes, search } from './library.ts'

const LONGEST = 40_000
const AT_MOST_TIMES = 20
/**
 * With repeated or misspelt words MiniSearch takes minutes, or all memory, for a whole text; the beginning alone shows how
 * long it takes at least.
 */
const BEGINNING = 1_000
/** For a text without any word it takes no time at all; so many microseconds are always allowed. */
const ALWAYS = 30_000

const other = MINISEARCH.build(notes)
const time = (work: () => void): number => {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return user + system
}

const filled = (piece: string) => piece.repeat(Math.ceil(LONGEST / piece.length)).slice(0, LONGEST)

test.each([
  ['one letter', filled('a')],
  ['one word', filled('pod ')],
  [
    'misspelt words, each another',
    Array.from({ length: 5000 }, (_, at) => `deplyo${at.toString(36)}`)
      .join(' ')
      .slice(0, LONGEST),
  ],
  ['beginnings of signs', filled('Back-off restarting failed ')],
  ['comparisons', filled('pod vs deployment or ')],
  ['hyphens', filled('a-')],
  ['colons', filled(':')],
  [
    'all of Unicode',
    Array.from({ length: LONGEST }, (_, at) => String.fromCodePoint(0x20 + ((at * 7919) % 0xd000)))
      .join('')
      .slice(0, LONGEST),
  ],
  [
    'our own notes',
    notes
      .map(({ asks }) => asks.join('\n'))
      .join('\n')
      .slice(0, LONGEST),
  ],
])(
  `40,000 characters of %s take at most ${AT_MOST_TIMES} times what MiniSearch takes`,
  { timeout: 60_000 },
  (_, text) => {
    const ours = Math.min(...[1, 2, 3].map(() => time(() => search.find(text, { recent: [] }))))
    const theirs = time(() => other.search(text.slice(0, BEGINNING)))
    expect(ours).toBeLessThan(Math.max(theirs * AT_MOST_TIMES, ALWAYS))
  },
)

test('no text makes it throw', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), text => {
      const { confidence } = search.examine(text, { recent: [] })
      expect(confidence).toBeGreaterThanOrEqual(0)
      expect(confidence).toBeLessThanOrEqual(1)
    }),
    { numRuns: 200 },
  ))
