import { describe, expect, test } from 'vitest'
import { createLibrary } from '../../src/notes/library.ts'
import { formatProblem } from '../../src/notes/note.ts'
import { library, note, notes } from '../fixtures.ts'

describe('a library', () => {
  test.each(['nodeport', 'NodePort', 'Node-Port', 'NODE_PORT', ' node  port '])(
    'finds a note by its name %j',
    name => {
      expect(library().byName(name)?.id).toBe('nodeport')
    },
  )

  test('groups notes by topic, both in the order of their names', () => {
    const { topics } = library()
    expect(topics.map(topic => topic.name)).toEqual(['comparisons', 'networking', 'workloads'])
    expect(topics[1]?.notes.map(({ title }) => title)).toEqual(['LoadBalancer', 'NodePort', 'Service'])
  })

  test('finds a written comparison in either order', () => {
    expect(library().comparison('loadbalancer', 'nodeport')?.id).toBe('nodeport-vs-loadbalancer')
    expect(library().comparison('pod', 'nodeport')).toBeUndefined()
  })
})

describe('notes are checked against each other', () => {
  const problems = (...all: Parameters<typeof note>[]): string[] =>
    createLibrary([all.map(args => note(...args))]).problems.map(formatProblem)

  test('an alias that two notes claim', () => {
    expect(problems(['pod', 'Pod', { aliases: 'po' }], ['job', 'Job', { aliases: 'Po' }])).toEqual([
      'knowledge/networking/job.md:3 the alias "Po" already belongs to knowledge/networking/pod.md; remove it from one of the two',
    ])
  })

  test('an alias that is the title of another note, wherever it stands', () => {
    expect(problems(['job', 'Job', { aliases: 'pod' }], ['pod', 'Pod'])).toHaveLength(1)
  })

  test('two notes with one id', () => {
    expect(problems(['pod', 'Pod'], ['pod', 'Pods', { topic: 'workloads' }])).toEqual([
      'knowledge/workloads/pod.md:1 the name "pod" is taken by knowledge/networking/pod.md; rename one of the two files',
    ])
  })

  test('a related note that is not there', () => {
    expect(problems(['pod', 'Pod', { related: 'servise' }], ['service', 'Service'])).toEqual([
      'knowledge/networking/pod.md:4 no note is called "servise"; did you mean "service"?',
    ])
  })

  test('a comparison of notes that are not there', () => {
    expect(
      problems(['pod', 'Pod'], ['pod-vs-jbo', 'Pod or Job', { topic: 'comparisons' }], ['job', 'Job']),
    ).toEqual(['knowledge/comparisons/pod-vs-jbo.md:1 no note is called "jbo"; did you mean "job"?'])
  })
})

describe('a later folder', () => {
  test('replaces a note with the same id and takes over its names', () => {
    const ours = note('pod', 'Pod, as we run it', { aliases: 'our pod' })
    const made = createLibrary([notes(), [ours]])
    expect(made.problems).toEqual([])
    expect(made.library.byName('pod')).toBe(ours)
    expect(made.library.byName('our pod')).toBe(ours)
    expect(made.library.notes.size).toBe(notes().length)
  })

  test('may give a name of an earlier folder to a note of its own', () => {
    const ours = note('ingress-of-ours', 'Our ingress', { aliases: 'load balancer' })
    const made = createLibrary([notes(), [ours]])
    expect(made.problems).toEqual([])
    expect(made.library.byName('load balancer')).toBe(ours)
  })
})
