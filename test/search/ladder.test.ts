/** The rungs of the ladder, from a name spelt out to words put right, each on our own notes. */
import { describe, expect, test } from 'vitest'
import { foundFor, library, search } from './library.ts'

const sure = (text: string, recent: string[] = []) => {
  const { verdict, matches } = search.find(text, { recent })
  return verdict === 'sure' ? matches[0]?.note.id : undefined
}

describe('a name', () => {
  test.each([
    ['nodeport', 'nodeport'],
    ['NodePort', 'nodeport'],
    ['node port', 'nodeport'],
    ['Node-Ports', 'nodeport'],
    ['what is a NodePort?', 'nodeport'],
    ['please explain config maps to me', 'configmap'],
    ['crash loop back off', 'crashloopbackoff'],
    ['persistent volume claim', 'persistentvolumeclaim'],
    ['k8s ingress', 'ingress'],
    ['--dry-run', 'dry-run'],
  ])('%s is the note %s', (text, id) => expect(sure(text)).toBe(id))

  test.each([
    ['po', 'pod'],
    ['svc', 'service'],
    ['deploy', 'deployment'],
    ['pvc', 'persistentvolumeclaim'],
    ['cm', 'configmap'],
    ['ns', 'namespace'],
    ['sa', 'serviceaccount'],
    ['hpa', 'horizontalpodautoscaler'],
    ['pdb', 'poddisruptionbudget'],
    ['sts', 'statefulset'],
    ['ds', 'daemonset'],
    ['netpol', 'networkpolicy'],
  ])('the short name %s is %s', (short, id) => expect(sure(short)).toBe(id))

  test('that is only a flag names its note as it is typed, not as a word', () => {
    expect(sure('--replicas')).toBe('kubectl-scale')
    expect(sure('what is a replica')).toBe('replica')
  })

  test('every note is found by its id and its title', () => {
    const lost = [...library.notes.values()].filter(
      ({ id, title }) => sure(id.replaceAll('-', ' ')) !== id || sure(title) !== id,
    )
    expect(lost.map(({ id }) => id)).toEqual([])
  })
})

describe('a misspelt word', () => {
  test.each([
    ['namesapce', 'namespace', 'letters changed round'],
    ['ectd', 'etcd', 'letters of a short word changed round'],
    ['deploymemt', 'deployment', 'a key beside the right one'],
    ['ingres', 'ingress', 'a letter left out'],
    ['volumne', 'volume', 'a letter too many'],
    ['konfigmap', 'configmap', 'written as it sounds'],
    ['crashlopback', 'crashloopbackoff', 'cut short'],
    ['what is a stateful sett', 'statefulset', 'split and misspelt'],
  ])('%s means %s: %s', (text, id) => expect(foundFor(text)[0]).toBe(id))

  test('is not put right where it is a word of its own', () => {
    const { reading } = search.examine('my port is in the harbour', { recent: [] })
    expect(reading.words.map(({ raw }) => raw)).toEqual(['my', 'port', 'is', 'in', 'the', 'harbour'])
  })
})

describe('an error sign', () => {
  test.each([
    ['0/3 nodes are available: 3 Insufficient cpu.', 'insufficient-cpu'],
    ['Back-off pulling image "ghcr.io/acme/api:1.4.2"', 'imagepullbackoff'],
    [
      'Error from server (Forbidden): pods is forbidden: User "jane" cannot list resource "pods"',
      'forbidden',
    ],
    [
      'The Service "web" is invalid: spec.ports[0].nodePort: Invalid value: 31: provided port is not in the valid range',
      'nodeport',
    ],
    ['Error: INSTALLATION FAILED: cannot re-use a name that is still in use', 'helm-install'],
  ])('%s leads to %s', (text, id) => expect(foundFor(text).slice(0, 3)).toContain(id))
})

describe('the kind of question chooses between notes that share words', () => {
  test('how one does it, or what it is', () => {
    expect(foundFor('what is a rollback')[0]).toBe('rollback')
    expect(foundFor('kubectl command to undo the last rollout')[0]).toBe('kubectl-rollout-undo')
  })

  test('a symptom leads to what fails', () =>
    expect(foundFor('my pod was killed because it used too much memory')[0]).toBe('oomkilled'))
})

describe('recent notes of a conversation', () => {
  test('count', () => {
    const place = (recent: string[]) => {
      const at = foundFor('how do I delete it', recent).indexOf('kubectl-delete')
      return at === -1 ? Number.POSITIVE_INFINITY : at
    }
    const { candidates, notes } = search.examine('and how do I see its address', { recent: ['service'] })
    expect(candidates.map(({ note }) => notes[note]?.id)).toContain('service')
    expect(place(['configmap'])).toBeLessThan(5)
  })
})

describe('one side of a written comparison', () => {
  test.each([
    ['does a liveness probe restart the whole pod', 'liveness-probe'],
    ['my pod is in CrashLoopBackOff and the log is empty', 'crashloopbackoff'],
    ['what does an ingress do with a host that nobody configured', 'ingress'],
  ])('alone leads to its own note: %s', (text, id) => {
    const [first, ...others] = foundFor(text)
    expect(first).toBe(id)
    expect(others.some(other => other.includes('-vs-'))).toBe(true)
  })
})

describe('what is not about our subject', () => {
  test.each([
    'a pod of whales swam past our boat',
    'tips for a job interview at a bank',
    'the volume of my music is too low',
    'where can I buy replica watches',
    'how do I bake sourdough bread',
    'hello, how are you all today?',
    'best pizza in Prague',
    'how do I center a div in css',
    'asdf qwer zxcv',
    '',
    '   ',
    '🤷',
  ])('%j gets no answer', text => expect(search.find(text, { recent: [] }).verdict).not.toBe('sure'))
})

test('the same question is answered in the same way, whatever was asked in between', () => {
  const ask = () => search.find('how do i expose my app outside the cluster', { recent: [] })
  const before = ask()
  for (const text of ['deploymemt', 'svc vs ingress', 'x'.repeat(5000)]) search.find(text, { recent: [] })
  expect(ask()).toEqual(before)
})
