import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HOLE, readScript } from '../../src/kubernetes/shell.ts'

const valuesIn = (source: string): string[][] =>
  readScript(source).statements.flatMap(({ commands }) =>
    commands.map(({ words }) => words.map(({ value }) => value)),
  )

test('quotes, line continuations and escapes are gone from a word’s value, and its place in the source is known', () => {
  const source = `kubectl get 'a b' "c"d \\\n  e\\ f`
  expect(valuesIn(source)).toEqual([['kubectl', 'get', 'a b', 'cd', 'e f']])
  for (const { text, at, end } of readScript(source).statements[0]?.commands[0]?.words ?? [])
    expect(source.slice(at, end)).toBe(text)
})

test('commands are found in pipes, lists, loops, functions, substitutions and backticks', () => {
  const source = 'a | b && c || d; for x in $(e); do f; done; g() { h; }; i "$(j `k`)" <(l)'
  expect(
    valuesIn(source)
      .map(([name]) => name)
      .sort(),
  ).toEqual([...'abcdefhijkl'])
})

test('what only the running shell knows is a hole in the word', () => {
  expect(valuesIn('a pod/$NAME "--n=$N" $(b) $((1+1)) "x"')[0]).toEqual([
    'a',
    `pod/${HOLE}`,
    `--n=${HOLE}`,
    HOLE,
    HOLE,
    'x',
  ])
})

test('only a word that stands alone and unquoted may become several', () => {
  const [statement] = readScript('a $B "$B" x$B {c,d} $(e) y').statements
  expect(statement?.commands[0]?.words.map(({ many }) => many)).toEqual([
    false,
    true,
    false,
    false,
    true,
    true,
    false,
  ])
})

test('a statement takes its heredocs along, and says where they begin and whether variables are filled in', () => {
  const [first, second] = readScript("cat <<EOF | a\n$X\nEOF\nb <<-'END'\n\t1\n\tEND\n").statements
  expect(first).toMatchObject({
    text: 'cat <<EOF | a\n$X\nEOF',
    heredocs: [{ text: '$X\n', open: true, line: 1 }],
  })
  expect(second).toMatchObject({ line: 3, heredocs: [{ text: '1\n', open: false, line: 4 }] })
})

test('comments right above a statement are its own, others are nobody’s', () => {
  const { statements } = readScript('# far\n\n# one\n# two\na\nb # behind\n')
  expect(statements.map(({ comment }) => comment)).toEqual(['one two', ''])
})

test('broken source is told, never thrown', () => {
  expect(readScript('a "b').errors).toEqual([{ message: 'unterminated double quote', line: 0 }])
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab$(){}[]`\'"<>|&;\\\n #=!*?~') }), source => {
      for (const { commands } of readScript(source).statements)
        for (const { words } of commands) for (const { at, end } of words) expect(at <= end).toBe(true)
    }),
    { numRuns: 500 },
  )
})
