import { describe, expect, test } from 'vitest'
import { hintsOf, markWords } from '../../src/cards/checks.ts'
import { compose } from '../../src/cards/compose.ts'
import { cardCommands, cardText } from '../../src/cards/text.ts'
import { renderTerminal } from '../../src/chat/terminal/render.ts'
import { checkNote } from '../../src/notes/check.ts'
import { commandsOf, plain } from '../../src/notes/note.ts'
import { note } from '../fixtures.ts'

const withCommands = (...commands: string[]) =>
  checkNote(
    note('web', 'Web', { body: `Summary.\n\n## Commands\n\n\`\`\`sh\n${commands.join('\n\n')}\n\`\`\`\n` }),
  ).note
const hintsUnder = (command: string): string[] =>
  commandsOf(withCommands(command)).flatMap(hintsOf).map(plain)

test('the mark says what was checked, and what was not', () => {
  const kubectl = { tool: 'kubectl' as const, versions: ['1.30', '1.31', '1.32', '1.33', '1.36'] }
  expect(markWords({ tools: [kubectl], api: '1.36', others: [] })).toBe(
    'checked: kubectl 1.30–1.33, 1.36 · API 1.36',
  )
  expect(
    markWords({ tools: [{ tool: 'docker', versions: ['28.5'] }], others: ['crictl', 'HTTPRoute'] }),
  ).toBe('checked: docker 28.5; not checked: crictl, HTTPRoute')
})

describe('under a command stands', () => {
  test.each([
    ['kubectl get pods', []],
    ['kubectl autoscale deployment web --max=5 --cpu=80%', ['Needs kubectl 1.34 or newer.']],
    [
      'kubectl drain NODE --delete-local-data',
      expect.arrayContaining(['Works up to kubectl 1.30, not after.']),
    ],
    ['helm rollback web --recreate-pods', ['Works up to helm 3.19, not after.']],
    [
      'kubectl drain NODE',
      [
        'Careful: this evicts all Pods of the node and lets no new ones in.',
        'Try it first: kubectl drain NODE --dry-run=server',
        'Way back: kubectl uncordon NODE',
      ],
    ],
    [
      'kubectl delete pod web',
      [
        'Careful: this ends the Pods it names. What manages them makes new ones; without that they are gone.',
        'Try it first: kubectl delete pod web --dry-run=server',
      ],
    ],
    [
      'docker system prune',
      [
        'Careful: this deletes everything of its type that is not in use. There is no way back.',
        'Look first: docker system df',
      ],
    ],
    [
      'kubectl delete deployment web',
      [
        'Careful: this deletes what it names.',
        'Try it first: kubectl delete deployment web --dry-run=server',
        'Keep a copy first: kubectl get deployment web -o yaml > backup.yaml',
      ],
    ],
  ])('%s', (command, hints) => expect(hintsUnder(command)).toEqual(hints))
})

test('the card shows all of it, and gives scripts the command alone', () => {
  const web = withCommands('# Empty it', 'kubectl drain NODE')
  const card = compose(
    { kind: 'note', note: web, related: [], confidence: 1 },
    { kind: 'show', note: 'web' },
    { audience: 'alone', asker: 'me' },
  )
  for (const shown of [cardText(card), renderTerminal(card, false)]) {
    expect(shown).toContain('Careful: this evicts all Pods')
    expect(shown).toContain('Try it first: kubectl drain NODE --dry-run=server\n')
    expect(shown).toContain('checked: kubectl 1.30–1.33, 1.36')
  }
  expect(cardCommands(card)).toEqual(['kubectl drain NODE'])
})
