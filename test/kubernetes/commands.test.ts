import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkScript } from '../../src/kubernetes/commands/script.ts'
import { tablesOf } from '../../src/kubernetes/commands/tables.ts'
import type { Finding } from '../../src/kubernetes/finding.ts'

const lines = (file: string): string[] =>
  readFileSync(new URL(file, import.meta.url), 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))

const right = lines('right-commands.sh')
const wrong = lines('wrong-commands.txt').map(line => line.split(' => ') as [string, string])

const findingsOf = (source: string): Finding[] => checkScript(source).findings
const wrongIn = (source: string): string[] =>
  findingsOf(source).flatMap(({ level, message }) => (level === 'wrong' ? [message] : []))

describe('right commands', () => {
  test('are at least 300', () => expect(right.length).toBeGreaterThanOrEqual(300))

  test.each(right)('%s', command => expect(wrongIn(command)).toEqual([]))
})

describe('planted mistakes in commands', () => {
  test('are at least 120', () => expect(wrong.length).toBeGreaterThanOrEqual(120))

  test.each(wrong)('%s → %s', (command, says) =>
    expect(wrongIn(command)).toContainEqual(expect.stringContaining(says)),
  )

  test('come with the line as it should read where that is certain, and that line is right', () => {
    const fixes = wrong.flatMap(([command]) => findingsOf(command).flatMap(({ fix }) => fix ?? []))
    expect(fixes.length).toBeGreaterThan(40)
    for (const fix of fixes) expect({ fix, wrong: wrongIn(fix) }).toEqual({ fix, wrong: [] })
  })
})

describe('where a mistake stands', () => {
  test('is the line of its word, also behind a line continuation and in a loop', () => {
    const source = `kubectl get pods \\\n  --al-namespaces\n\nfor p in a; do\n  kubectl delete pdo $p\ndone`
    expect(findingsOf(source).map(({ line, fix }) => ({ line, fix }))).toEqual([
      { line: 2, fix: '  --all-namespaces' },
      { line: 5, fix: '  kubectl delete pod $p' },
    ])
  })

  test('is the heredoc line, in a manifest that a command is handed', () => {
    const source =
      'kubectl apply -f - <<EOF\napiVersion: v1\nkind: Pod\nmetadata:\n  name: $NAME\nspec:\n  container: [{name: a, image: b}]\nEOF'
    expect(findingsOf(source)).toMatchObject([{ line: 7, message: expect.stringContaining('"containers"') }])
  })
})

describe('what only the running shell knows', () => {
  test.each([
    'kubectl logs "$POD" -c $CONTAINER --tail=$N',
    'kubectl delete $THINGS',
    'kubectl get pods $FLAGS',
    'kubectl scale deployment/$NAME --replicas="$COUNT"',
    'kubectl label $(kubectl get pods -o name) app=web',
    'kubectl $VERB pods',
    'kubectl get {pods,services}',
  ])('is not judged: %s', command => expect(wrongIn(command)).toEqual([]))

  test('keeps what surrounds it checked', () => {
    expect(wrongIn('kubectl scale deploymnt/$NAME --replica=$COUNT')).toEqual([
      expect.stringContaining('did you mean --replicas?'),
      'kubectl scale needs --replicas',
      expect.stringContaining('did you mean "deployment"?'),
    ])
  })
})

describe('placeholders', () => {
  test.each([
    'kubectl get TYPE NAME',
    'kubectl logs NAMESPACE-POD',
    'kubectl cp NAMESPACE/POD:/PATH ./FILE',
    'docker run IMAGE:TAG',
  ])('stand for any name or type: %s', command => expect(wrongIn(command)).toEqual([]))

  test('do not stand for numbers, durations and switches', () => {
    expect(wrongIn('kubectl logs POD --tail=LINES --since=DURATION --follow=BOOL')).toHaveLength(3)
  })
})

describe('versions', () => {
  test('are every one that has a table, whether read off the program or off release notes', () => {
    expect(tablesOf('kubectl').map(({ version, read }) => [version, read])).toEqual([
      ['1.30', true],
      ['1.31', true],
      ['1.32', true],
      ['1.33', true],
      ['1.34', false],
      ['1.35', false],
      ['1.36', true],
      ['1.37', false],
    ])
  })

  test.each([
    ['kubectl get pods', ['1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37']],
    ['kubectl autoscale deployment web --max=5 --cpu=80%', ['1.34', '1.35', '1.36', '1.37']],
    ['kubectl kuberc view', ['1.36', '1.37']],
    ['kubectl alpha kuberc view', ['1.35']],
    ['kubectl diff -f a.yaml --show-secrets', ['1.36', '1.37']],
    ['kubectl drain NODE --delete-local-data', ['1.30']],
    ['kubectl get deviceclasses', ['1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37']],
    [
      'kubectl get pods && kubectl logs POD --all-pods',
      ['1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37'],
    ],
    ['kubectl get pods --nonsense', []],
  ])('%s is right in %j', (command, versions) => {
    expect(checkScript(command).statements[0]?.holds.get('kubectl')?.right).toEqual(versions)
  })

  test('are named where a command is right only in some', () => {
    expect(findingsOf('kubectl autoscale deployment web --max=5 --cpu=80%')).toMatchObject([
      { level: 'limited', message: expect.stringContaining('right only in kubectl 1.34–1.37; in 1.30–1.33') },
    ])
    expect(findingsOf('kubectl get deviceclasses')).toMatchObject([
      { level: 'limited', message: 'needs Kubernetes 1.31, which brought DeviceClass' },
    ])
  })
})

test('a flag that is on its way out is advised against, and is right all the same', () => {
  const { findings, statements } = checkScript('kubectl autoscale deployment web --max=5 --cpu-percent=80')
  expect(findings).toMatchObject([{ level: 'advice', message: expect.stringContaining('write --cpu=80%') }])
  expect(statements[0]?.holds.get('kubectl')?.right).toHaveLength(8)
})

describe('programs', () => {
  test.each([
    ['sudo -E kubectl get podz', 1],
    ['watch -n 2 "kubectl get podz"', 1],
    ["bash -c 'kubectl get podz'", 1],
    ['timeout 10 kubectl get podz', 1],
    ['env A=b kubectl get podz', 1],
    ['echo x | xargs -n 1 kubectl get podz', 1],
    ['minikube kubectl -- get podz', 1],
    ['/usr/local/bin/kubectl get podz', 1],
    ['kubectl exec web -- kubectl get podz', 0],
    ['kubectl krew install neat', 0],
    ['docker scout cves nginx', 0],
    ['helm diff upgrade web ./chart', 0],
  ])('%s has %i mistakes', (command, count) => expect(wrongIn(command)).toHaveLength(count))

  test('that are not checked are named, everyday ones are not', () => {
    const { statements } = checkScript(
      'crictl ps | grep web && kubectl neat get pod web && sudo kubeadm version',
    )
    expect(statements[0]?.others).toEqual(['crictl', 'kubectl neat', 'kubeadm'])
    expect([...(statements[0]?.holds.keys() ?? [])]).toEqual([])
  })
})

describe('hostile scripts', () => {
  const hostile = [
    '$('.repeat(9_000),
    '`'.repeat(19_000),
    '"'.repeat(19_000),
    '<<A '.repeat(4_000),
    'if '.repeat(6_000),
    'x|'.repeat(9_000),
    'sudo '.repeat(3_900),
    'kubectl get podz\n'.repeat(1_100),
    `kubectl get ${'--foo '.repeat(3_000)}`,
    `kubectl get pods -l "${'a in ('.repeat(3_000)}"`,
    `kubectl ${'x'.repeat(19_000)}`,
    'kubectl get pods\n'.repeat(3_000),
  ]

  test.each(hostile.map(source => [source.slice(0, 20), source]))(
    '%j… ends, with a bounded answer',
    (_, source) => {
      const { findings } = checkScript(source)
      expect(findings.length).toBeLessThanOrEqual(60)
      for (const { message } of findings) expect(message.length).toBeLessThan(500)
    },
  )

  test('never throw, whatever they hold', () => {
    const word = fc.constantFrom(
      'kubectl',
      'get',
      'pods',
      '--',
      '-n',
      '-o',
      '$X',
      '"$X"',
      '$(kubectl get po)',
      '|',
      '&&',
      ';',
      '\n',
      "'",
      '"',
      '<<EOF',
      'EOF',
      'docker',
      'run',
      'helm',
      'install',
      '--set',
      'a=b',
      'pod/web',
      '{a,b}',
      '(',
      ')',
      'xargs',
      'sudo',
      'sh',
      '-c',
      '=',
      '-it',
      '\u0000',
      '“',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 8 })), { maxLength: 25 }), words => {
        checkScript(words.join(' '))
      }),
      { numRuns: 300 },
    )
  })
})
