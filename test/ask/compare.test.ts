import { beforeAll, expect, test } from 'vitest'
import { answer } from '../../src/ask/answer.ts'
import { notesOf } from '../../src/ask/notes-of.ts'
import { type Knowledge, knowledgeOf } from '../../src/bot.ts'
import { compose } from '../../src/cards/compose.ts'
import { cardText } from '../../src/cards/text.ts'
import { loadLibrary } from '../../src/notes/load.ts'

let knowledge: Knowledge
beforeAll(async () => {
  const { library } = await loadLibrary(['knowledge'])
  if (library === undefined) throw new Error('the notes do not parse')
  knowledge = knowledgeOf(library)
})
const ask = (text: string) =>
  answer({ kind: 'ask', text }, { ...knowledge, recent: [], pick: () => 0, day: 1 })

test.each([
  ['Role vs ClusterRole', ['role', 'clusterrole']],
  ['should I use a ConfigMap or a Secret?', ['configmap', 'secret']],
  ['what is the difference between a Job and a CronJob', ['job', 'cronjob']],
  ['kubectl apply or create?', ['kubectl-apply', 'kubectl-create']],
  ['taints and tolerations, I keep mixing them up', ['taint', 'toleration']],
  ['helm or kustomize for in-house apps?', ['helm', 'kustomize']],
])('%s', (text, notes) => {
  const told = ask(text)
  expect(told).toMatchObject({ kind: 'comparison', written: expect.anything() })
  expect(notesOf(told).toSorted()).toEqual(notes.toSorted())
})

test('what nobody compared in writing is composed of the notes, and marked so', () => {
  const told = ask('PodDisruptionBudget vs ResourceQuota')
  expect(told.kind === 'comparison' && told.written).toBeFalsy()
  const card = compose(told, { kind: 'help' }, { audience: 'alone', asker: 'u' })
  const words = cardText(card)
  expect(words).toContain('Nobody has compared these in writing yet')
  expect(words).toContain('policy/v1 PodDisruptionBudget')
  expect(card.blocks.some(block => block.kind === 'table')).toBe(true)
})

test('three are compared, with buttons to the pairs that were compared in writing', () => {
  const told = ask('Deployment vs StatefulSet vs DaemonSet')
  expect(notesOf(told)).toEqual(['deployment', 'statefulset', 'daemonset'])
  expect(told.kind === 'comparison' && told.pairs?.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      'deployment-vs-statefulset',
      'deployment-vs-daemonset',
      'statefulset-vs-daemonset',
    ]),
  )
})

test.each([
  'which pods use the most memory',
  'list the pods of a node',
  'how do pods on separate nodes talk',
])('names that merely stand in one question are not compared: %s', text =>
  expect(ask(text).kind).not.toBe('comparison'),
)
