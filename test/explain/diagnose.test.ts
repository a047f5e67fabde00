import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { explain } from '../../src/ask/explain.ts'
import { examine } from '../../src/explain/clinic.ts'
import { diagnose } from '../../src/explain/diagnose.ts'
import { read } from '../../src/explain/reading.ts'
import { ABOUT } from '../../src/explain/rules/rows.ts'
import { EVENT_REASONS, EXIT_CODES, POD_STATES } from '../../src/explain/rules/states.ts'
import { TEXTS } from '../../src/explain/rules/texts.ts'
import type { Library } from '../../src/notes/library.ts'
import { loadLibrary } from '../../src/notes/load.ts'
import { createSearch, type Search } from '../../src/search/search.ts'
import { PASTES } from './pastes.ts'

let library: Library
let search: Search
beforeAll(async () => {
  const loaded = await loadLibrary(['knowledge'])
  if (loaded.library === undefined) throw new Error('the notes do not parse')
  library = loaded.library
  search = createSearch(library)
})

const firstCause = (text: string): string | undefined => {
  const told = explain(text, { library, search })
  return told?.kind === 'diagnosis' ? told.causes[0]?.note.id : undefined
}

test('every rule leads to a note that exists', () => {
  const ids = [
    ...TEXTS.map(([id]) => id),
    ...Object.values(ABOUT).flatMap(({ notes }) => notes),
    ...[POD_STATES, EXIT_CODES, EVENT_REASONS].flatMap(states => Object.values(states).map(([id]) => id)),
  ]
  expect([...new Set(ids)].filter(id => !library.notes.has(id))).toEqual([])
})

describe('the likeliest cause', () => {
  test.each(PASTES)('of $says', ({ text, notes, names }) => {
    const told = explain(text, { library, search })
    if (told?.kind !== 'diagnosis') throw new Error(`got ${told?.kind}`)
    expect(notes).toContain(told.causes[0]?.note.id)
    expect(told.causes[0]?.names).toMatchObject(names ?? {})
  })

  /** What terminals and chats do to text. */
  const DAMAGE: Record<string, (text: string) => string> = {
    'smart quotes': text => text.replaceAll(/"([^"\n]*)"/g, '“$1”').replaceAll("'", '’'),
    colours: text => text.replaceAll(/^(\S+)/gm, '\u001b[31m$1\u001b[0m'),
    'a fence': text => `\`\`\`\n${text}\n\`\`\``,
    'lost indentation': text => text.replaceAll(/^[ \t]+/gm, ''),
    'lost columns': text => text.replaceAll(/(\S) {2,}(?=\S)/g, '$1 '),
    tabs: text => text.replaceAll(/(\S) {3,}(?=\S)/g, '$1\t'),
    'hard spaces': text => text.replaceAll(' ', '\u00a0'),
    'Windows line ends': text => text.replaceAll('\n', '\r\n'),
    'a greeting': text => `hi all, can somebody tell me what this is?\n\n${text}\n\nthanks`,
    'a prompt': text => `dev@laptop:~/src$ kubectl get all\n${text}`,
  }
  test.each(Object.entries(DAMAGE))('survives %s', (_, damage) => {
    const missed = PASTES.filter(({ text, notes }) => !notes.includes(firstCause(damage(text)) ?? ''))
    expect(missed.map(({ says }) => says)).toEqual([])
  })

  test('survives lines that were broken between words', () => {
    const wrap = (text: string): string => text.replaceAll(/(.{50,80}?) /g, '$1\n')
    const messages = PASTES.filter(({ text }) => !/\n/.test(text) && text.length > 90)
    const missed = messages.filter(({ text, notes }) => !notes.includes(firstCause(wrap(text)) ?? ''))
    expect(missed.map(({ says }) => says)).toEqual([])
  })
})

test('symptoms of one cause are joined: the cause is told before its effects', () => {
  const { causes } = diagnose(
    read(
      'NAME   READY   STATUS             RESTARTS   AGE\nw-1    0/1     CrashLoopBackOff   4          3m\n    Last State:     Terminated\n      Reason:       OOMKilled\n      Exit Code:    137',
    ),
    [],
  )
  expect(causes.slice(0, 3).map(({ note }) => note)).toEqual([
    'oomkilled',
    'exit-code-137',
    'crashloopbackoff',
  ])
})

test('what the scheduler says is read term by term, the one about the most nodes first', () => {
  const { refusal } = diagnose(
    read(
      '0/7 nodes are available: 1 node(s) were unschedulable, 2 node(s) had untolerated taint {gpu: true}, 4 Insufficient cpu. preemption: 0/7 nodes are available: 7 Preemption is not helpful.',
    ),
    [],
  )
  expect(refusal).toMatchObject({ free: 0, nodes: 7 })
  expect(refusal?.terms.map(({ note, nodes }) => [note, nodes])).toEqual([
    ['insufficient-cpu', 4],
    ['untolerated-taint', 2],
    ['kubectl-cordon', 1],
  ])
})

describe('a command without a prompt', () => {
  test.each([
    ['kubectl describe pod my-shop', { POD: 'my-shop' }],
    ['kubectl logs does-it-work -c the-app', { POD: 'does-it-work', CONTAINER: 'the-app' }],
    ["kubectl exec web-1 -- sh -c 'if true; then env; fi'", { POD: 'web-1' }],
  ])('names what it is run on: %s', (text, names) => expect(read(text).names).toEqual(names))

  test.each([
    'kubectl get pods shows ErrImageNeverPull',
    'kubectl describe pod tells FailedScheduling',
    'kubectl logs hangs after a minute',
    'kubectl get pods, what stands in READY',
    "kubectl get svc doesn't list it",
  ])('is no sentence that begins like one: %s', text => expect(read(text).names).toEqual({}))
})

describe('where nothing is wrong', () => {
  test.each([
    [
      'pods',
      'NAME   READY   STATUS      RESTARTS   AGE\nw-1    1/1     Running     0          3m\nj-1    0/1     Completed   0          9m',
    ],
    ['nodes', 'NAME   STATUS   ROLES           AGE   VERSION\nn-1    Ready    control-plane   9d    v1.33.0'],
    [
      'services',
      'NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nweb    ClusterIP   10.96.0.9    <none>        80/TCP    3d',
    ],
    [
      'claims',
      'NAME   STATUS   VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE\ndata   Bound    pvc-1    1Gi        RWO            fast           3d',
    ],
  ])('that is said: %s', (_, text) => {
    const told = explain(text, { library, search })
    expect(told).toMatchObject({ kind: 'diagnosis', causes: [] })
  })

  test.each([
    'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\nZeroDivisionError: division by zero',
    'fatal: not a git repository (or any of the parent directories): .git',
    'Error: ENOENT: no such file or directory, open "package.json"',
    'we got evicted from our flat, what now?',
  ])('with Kubernetes, nothing is claimed: %s', text => expect(firstCause(text)).toBeUndefined())
})

test('signs that teams write into their own notes take part', () => {
  const seen = [{ note: 'our-proxy', weight: 3, words: 4, text: 'proxy lost its lease' }]
  const { causes } = diagnose(read('2025-01-01T00:00:00Z ERROR proxy lost its lease, retrying'), seen)
  expect(causes[0]?.note).toBe('our-proxy')
})

describe('whatever is pasted', () => {
  const piece = fc.oneof(
    fc.constantFrom(...PASTES.map(({ text }) => text)),
    fc.constantFrom(
      'NAME READY STATUS RESTARTS AGE',
      'Name:',
      'State:',
      '    Exit Code:  999',
      '```',
      '$ kubectl',
      '{',
      '---',
      'kind: Pod',
      '\t',
    ),
    fc.string({ unit: 'binary', maxLength: 60 }),
  )
  test('reading never throws, and every line that is named exists', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
        const reading = read(pieces.join('\n'))
        const { causes } = diagnose(reading, [])
        for (const line of causes.flatMap(({ lines }) => lines))
          expect(reading.lines[line - 1]?.number).toBe(line)
        examine(reading.lines)
      }),
      { numRuns: 150 },
    )
  })
})
