import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { blanksIn, fillBlanks } from '../../src/explain/blanks.ts'
import { fillNames, fillText } from '../../src/explain/fill.ts'
import { PLACEHOLDERS } from '../../src/explain/reading.ts'
import { checkScript } from '../../src/kubernetes/commands/script.ts'
import { readScript } from '../../src/kubernetes/shell.ts'
import { loadLibrary } from '../../src/notes/load.ts'
import { type Command, commandsOf } from '../../src/notes/note.ts'

let commands: Command[] = []
beforeAll(async () => {
  const { library } = await loadLibrary(['knowledge'])
  commands = [...(library?.notes.values() ?? [])].flatMap(commandsOf)
})

const wrongIn = (text: string): string[] =>
  checkScript(text).findings.flatMap(({ level, message }) => (level === 'wrong' ? [message] : []))
const command = (text: string): Command => ({ text, does: '', line: 1 })
const wordsOf = (text: string): string[] =>
  readScript(text).statements.flatMap(one =>
    one.commands.flatMap(({ words }) => words.map(({ value }) => value)),
  )

describe('names from a paste', () => {
  test.each([
    ['kubectl logs POD --previous', 'kubectl -n shop logs web-1 -c app --previous'],
    ['kubectl describe pod POD', 'kubectl -n shop describe pod web-1'],
    ['kubectl get events -n NAMESPACE', 'kubectl get events -n shop'],
    ['kubectl get nodes', 'kubectl get nodes'],
    ['kubectl describe node NODE', 'kubectl describe node n-1'],
    ['kubectl top node NODE', 'kubectl top node n-1'],
    ['kubectl get pods --all-namespaces', 'kubectl get pods --all-namespaces'],
    ['kubectl exec POD -c CONTAINER -- sh', 'kubectl -n shop exec web-1 -c app -- sh'],
    ['kubectl cordon NODE && kubectl logs POD', 'kubectl cordon n-1 && kubectl -n shop logs web-1 -c app'],
    ['echo $POD', 'echo $POD'],
  ])('%s', (before, after) => {
    const names = { POD: 'web-1', NAMESPACE: 'shop', CONTAINER: 'app', NODE: 'n-1' }
    expect(fillNames(command(before), names).text).toBe(after)
  })

  test.each(['a b', '$(reboot)', '-n', 'x;rm', '`id`', "o'clock", 'A', '', '..', 'a'.repeat(300)])(
    'that Kubernetes would not take are not put into a shell: %s',
    name => {
      const text = 'kubectl logs POD -n NAMESPACE'
      expect(fillNames(command(text), { POD: name, NAMESPACE: name }).text).toBe(text)
    },
  )

  test('never make a command of any note wrong, and never make more commands of it', () => {
    const label = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?$/)
    const names = fc.record(
      Object.fromEntries(PLACEHOLDERS.map(placeholder => [placeholder, fc.oneof(label, fc.string())])),
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.nat(commands.length - 1), names, (at, given) => {
        const before = commands[at] as Command
        const after = fillNames(before, given)
        expect(wrongIn(after.text).filter(message => !wrongIn(before.text).includes(message))).toEqual([])
        const count = (text: string): number =>
          readScript(text).statements.flatMap(one => one.commands).length
        expect(count(after.text)).toBe(count(before.text))
      }),
      { numRuns: 400 },
    )
  })
})

describe('a form for a command', () => {
  test('asks for its placeholders, at most five, and never for a secret', () => {
    expect(blanksIn('kubectl logs POD -c CONTAINER -n NAMESPACE')).toEqual(['POD', 'CONTAINER', 'NAMESPACE'])
    expect(blanksIn('kubectl x A1 B1 C1 D1 E1 F1')).toHaveLength(5)
    expect(blanksIn('kubectl create secret generic NAME --from-literal=p=PASSWORD')).toEqual(['NAME'])
  })

  test.each([
    ['POD', 'Web 1', 'lower-case'],
    ['PORT', '99999', 'from 1 to 65535'],
    ['MEMORY', '512MB', '512M'],
    ['NAMESPACE', '', 'missing'],
    ['FILE', '--rm', 'flag'],
    ['FILE', 'a\nb', 'one line'],
  ])('says what cannot stand for %s: %j', (placeholder, value, says) => {
    const { blanks } = fillBlanks(`echo ${placeholder}`, { [placeholder]: value })
    expect(blanks[0]?.problem).toContain(says)
  })

  test('whatever is filled in stays one word of the shell, as it was typed', () => {
    fc.assert(
      fc.property(
        fc
          .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
          .filter(text => !/^-|\p{Cc}|\uFFFC|\p{Cs}/u.test(text)),
        fc.constantFrom('echo VALUE', 'echo a=VALUE', 'echo "VALUE"', "echo 'x VALUE y'", 'echo x/VALUE:z'),
        (value, text) => {
          const filled = fillText(text, { VALUE: value })
          const [, word] = wordsOf(text)
          expect(wordsOf(filled)).toEqual(['echo', word?.replace('VALUE', () => value)])
        },
      ),
      { numRuns: 400 },
    )
  })

  test('the filled command passes the check that the open one passed', () => {
    const { command: filled, blanks } = fillBlanks('kubectl logs POD -n NAMESPACE', {
      POD: 'web-1',
      NAMESPACE: 'shop',
    })
    expect(blanks.filter(({ problem }) => problem !== undefined)).toEqual([])
    expect(filled).toBe('kubectl logs web-1 -n shop')
    expect(fillBlanks('kubectl get TYPE', { TYPE: 'podz' }).blanks[0]?.problem).toContain('podz')
  })
})
