import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commandsOf, formatProblem, manifestsOf } from '../../src/notes/note.ts'
import { parseNote } from '../../src/notes/parse.ts'
import { NODEPORT_BODY, note, noteSource } from '../fixtures.ts'

const problemsOf = (source: string, file = 'knowledge/x.md'): string[] =>
  parseNote(file, source).problems.map(formatProblem)

describe('a note', () => {
  test('takes its id from the file, its topic from the folder and its lists from the front matter', () => {
    const read = note('nodeport', 'NodePort', {
      aliases: 'node port, "no"',
      signs: ['not in the valid range'],
    })
    expect(read).toMatchObject({
      id: 'nodeport',
      topic: 'networking',
      aliases: ['node port', 'no'],
      signs: ['not in the valid range'],
    })
  })

  test('keeps each command with what its comment says and the line where it stands', () => {
    const read = note('nodeport', 'NodePort', { body: NODEPORT_BODY })
    expect(commandsOf(read)).toEqual([
      { text: 'kubectl get service SERVICE', does: 'Show the port of a Service', line: 19 },
    ])
    expect(manifestsOf(read)).toMatchObject([{ line: 25 }])
  })

  test('knows its sections by their headings and keeps unknown ones', () => {
    const read = note('nodeport', 'NodePort', { body: `${NODEPORT_BODY}\n## History\n\nOld.\n` })
    expect(read.sections.map(section => section.role)).toEqual([
      'points',
      'commands',
      'manifest',
      'think',
      'other',
    ])
  })

  test('keeps a command over several lines and a heredoc as one command', () => {
    const script =
      '# Apply it\nkubectl apply -f - <<EOF\nkind: Pod\nEOF\n\n# Follow\nkubectl logs -f POD \\\n  -c CONTAINER'
    const read = note('pod', 'Pod', { body: `Sum.\n\n\`\`\`sh\n${script}\n\`\`\`\n` })
    expect(commandsOf(read).map(({ text, does }) => [does, text])).toEqual([
      ['Apply it', 'kubectl apply -f - <<EOF\nkind: Pod\nEOF'],
      ['Follow', 'kubectl logs -f POD \\\n  -c CONTAINER'],
    ])
  })

  test('reads files with a byte order mark and Windows line ends', () => {
    const source = `\uFEFF${noteSource('Pod').replaceAll('\n', '\r\n')}`
    expect(parseNote('knowledge/pod.md', source).note?.title).toBe('Pod')
  })

  test('keeps versions as they are written: 1.30 is not 1.3', () => {
    const source = noteSource('Pod').replace('docs:', 'since: 1.30\ndocs:')
    expect(parseNote('knowledge/pod.md', source).note?.since).toBe('1.30')
  })

  test('compares two notes when its name says so', () => {
    expect(note('pod-vs-job', 'Pod or Job', { topic: 'comparisons' }).compares).toEqual(['pod', 'job'])
  })
})

describe('a problem names the place, the value and the way out', () => {
  test('unknown key', () => {
    const source = '---\ntitle: Pod\nalias: [po]\n---\n\nA Pod.\n'
    expect(problemsOf(source)).toEqual(['knowledge/x.md:3 unknown key "alias"; did you mean "aliases"?'])
  })

  test('several at once, in the order of the lines', () => {
    const source = '---\nsigns: oops\nsince: one\n---\n\n# Pod\n\n```sh\nkubectl get pod <pod-name>\n```\n'
    expect(problemsOf(source)).toEqual([
      'knowledge/x.md:2 missing key "title"; add a line "title: …" (one line of at most 60 characters) between the --- lines',
      'knowledge/x.md:2 "signs" must be a list of error texts, one per line after "- "',
      'knowledge/x.md:3 "since" must be a Kubernetes version such as 1.29',
      'knowledge/x.md:5 missing summary; write one or two sentences before the first "## " heading',
      'knowledge/x.md:6 the title stands in the front matter; make "# Pod" a "## " heading',
      'knowledge/x.md:9 a shell reads "<pod-name>" as redirections; write the placeholder as POD_NAME',
    ])
  })

  test.each([
    ['no front matter', 'A Pod.', /:1 a note begins with front matter/],
    ['front matter that does not end', '---\ntitle: Pod\n', /:1 a note begins with front matter/],
    [
      'broken YAML',
      '---\ntitle: a: b\n---\nA Pod.\n',
      /:2 the front matter is not valid YAML: Nested mappings/,
    ],
    [
      'a list for front matter',
      '---\n- a\n---\nA Pod.\n',
      /:2 the front matter must be lines of the form "key: value"/,
    ],
    [
      'a key given twice',
      '---\ntitle: A\ntitle: B\n---\nA Pod.\n',
      /:3 the front matter is not valid YAML: Map keys must be unique/,
    ],
    ['an empty file', '', /:1 a note begins with front matter/],
  ])('%s', (_, source, expected) => {
    expect(problemsOf(source).join('\n')).toMatch(expected)
  })

  test('a file name that fits no button', () => {
    const long = 'a'.repeat(41)
    expect(problemsOf(noteSource('A'), `knowledge/${long}.md`)).toEqual([
      `knowledge/${long}.md:1 the file's name "${long}" has 41 characters; at most 40 fit a button`,
    ])
    expect(problemsOf(noteSource('A'), `knowledge/${'a'.repeat(40)}-vs-${'b'.repeat(40)}.md`)).toEqual([])
    expect(problemsOf(noteSource('A'), 'knowledge/Node Port.md').join()).toMatch(
      /lower-case words joined by hyphens/,
    )
  })
})

test('any text at all gives a note or problems, never an exception', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.boolean(), (text, framed) => {
      const parsed = parseNote('knowledge/x.md', framed ? `---\ntitle: X\n---\n${text}` : text)
      expect((parsed.note === undefined) === parsed.problems.length > 0).toBe(true)
    }),
  )
})
