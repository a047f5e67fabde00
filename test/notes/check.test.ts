import { describe, expect, test } from 'vitest'
import { checkNote } from '../../src/notes/check.ts'
import { commandsOf } from '../../src/notes/note.ts'
import { note } from '../fixtures.ts'

const checked = (body: string) => checkNote(note('web', 'Web', { body: `Summary.\n\n${body}` }))
const sh = (...lines: string[]): string => `\`\`\`sh\n${lines.join('\n')}\n\`\`\`\n`
const yaml = (source: string, words = ''): string => `\`\`\`yaml${words}\n${source}\`\`\`\n`

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx:1.29\n'
const READ = ['1.30', '1.31', '1.32', '1.33', '1.36']

describe('the mark', () => {
  test('names the versions whose tables were read off the program, and the API of the manifests', () => {
    expect(checked(sh('kubectl get pods', 'docker ps', 'helm list') + yaml(POD)).note.checked).toEqual({
      tools: [
        { tool: 'kubectl', versions: READ },
        { tool: 'docker', versions: ['28.5'] },
        { tool: 'helm', versions: ['3.10'] },
      ],
      api: '1.36',
      others: [],
    })
  })

  test('names what was not checked: other programs, and kinds without a schema', () => {
    const route = 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n  name: web\n'
    expect(checked(sh('kubectl get pods | grep web', 'sudo crictl ps') + yaml(route)).note.checked).toEqual({
      tools: [{ tool: 'kubectl', versions: READ }],
      others: ['HTTPRoute', 'crictl'],
    })
  })

  test('is missing where nothing was checked', () => {
    expect(checked('Just text.').note.checked).toBeUndefined()
    expect(checked(sh('crictl ps')).note.checked).toBeUndefined()
    expect(checked(yaml('replicas: 2\n')).note.checked).toBeUndefined()
  })

  test('is withheld from all commands by one that is wrong, and from all manifests by one that is', () => {
    const wrongCommand = checked(sh('kubectl get pods', 'kubectl get podz') + yaml(POD))
    expect(wrongCommand.note.checked).toEqual({ tools: [], api: '1.36', others: [] })
    const wrongManifest = checked(sh('kubectl get pods') + yaml(POD) + yaml(POD.replace('image', 'imge')))
    expect(wrongManifest.note.checked).toEqual({ tools: [{ tool: 'kubectl', versions: READ }], others: [] })
  })

  test('goes as far as its commands do: a note of new commands only is marked for new versions only', () => {
    expect(checked(sh('kubectl kuberc view')).note.checked?.tools).toEqual([
      { tool: 'kubectl', versions: ['1.36'] },
    ])
    expect(checked(sh('kubectl kuberc view', 'kubectl get pods')).note.checked?.tools[0]?.versions).toEqual(
      READ,
    )
  })

  test('counts manifests that a command is handed in a heredoc', () => {
    expect(checked(sh('kubectl apply -f - <<EOF', POD.trimEnd(), 'EOF')).note.checked?.api).toBe('1.36')
  })
})

describe('doubts', () => {
  test('point to the line in the note’s file', () => {
    const { note: read, doubts } = checked(
      `${sh('# Look', 'kubectl get pods', '', '# Look again', 'kubectl \\', '  get podz')}\n${yaml(POD.replace('image', 'imge'))}`,
    )
    const lines = doubts.map(({ file, line, level }) => ({ file, line, level }))
    expect(lines).toEqual([
      { file: 'knowledge/networking/web.md', line: 16, level: 'wrong' },
      { file: 'knowledge/networking/web.md', line: 27, level: 'wrong' },
    ])
    expect(commandsOf(read).map(({ line }) => line)).toEqual([12, 15])
  })

  test('tell limited commands and advice apart from mistakes', () => {
    const endpoints = 'apiVersion: v1\nkind: Endpoints\nmetadata:\n  name: web\n'
    const { doubts, note: read } = checked(sh('kubectl kuberc view') + yaml(endpoints))
    expect(doubts.map(({ level }) => level)).toEqual(['limited', 'advice'])
    expect(read.checked?.api).toBe('1.36')
  })

  test('leave a part of a manifest its gaps', () => {
    const patch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 3\n'
    expect(checked(yaml(patch, ' part')).doubts).toEqual([])
    expect(checked(yaml(patch)).doubts.length).toBeGreaterThan(0)
  })
})

test('each command carries what is known about it', () => {
  const [drain] = commandsOf(checked(sh('kubectl drain NODE')).note)
  expect(drain?.check?.dangers).toMatchObject([{ risks: ['drains'] }])
  expect(drain?.check?.holds.get('kubectl')?.right).toHaveLength(8)
})
