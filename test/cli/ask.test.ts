import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { NODEPORT_BODY, noteSource } from '../fixtures.ts'

const folder = mkdtempSync(join(tmpdir(), 'notes-'))
writeFileSync(
  join(folder, 'nodeport.md'),
  noteSource('NodePort', { aliases: 'node port', body: NODEPORT_BODY }),
)
writeFileSync(join(folder, 'pod.md'), noteSource('Pod'))

function ask(args: string[], input = ''): { code: number | null; lines: string[]; error: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli/ask.ts', ...args], {
    input,
    encoding: 'utf8',
    env: { ...process.env, KNOWLEDGE_DIRS: folder, NO_COLOR: '1' },
  })
  return { code: status, lines: stdout.split('\n').slice(0, -1), error: stderr }
}

describe('npm run ask', () => {
  test('prints the card of one question and does not wait for standard input', () => {
    const { code, lines } = ask(['what', 'is a', 'NodePort'], 'pod\n')
    expect(code).toBe(0)
    expect(lines[0]).toBe('NodePort')
    expect(lines).toContain('    kubectl get service SERVICE')
    expect(lines.join()).not.toContain('Pod is a thing')
  })

  test('--json prints one object per question on a line of its own, in the promised form and order', () => {
    const { code, lines, error } = ask(['--json'], 'NodePort\n\n"what is\\na Pod"\nbananas for breakfast')
    expect(code).toBe(0)
    expect(error).toBe('')
    const answers = lines.map(line => JSON.parse(line))
    expect(answers.map(answer => [answer.question, answer.kind, answer.notes])).toEqual([
      ['NodePort', 'note', ['nodeport']],
      ['what is\na Pod', 'note', ['pod']],
      ['bananas for breakfast', 'unknown', []],
    ])
    for (const answer of answers)
      expect(Object.keys(answer)).toEqual([
        'question',
        'kind',
        'notes',
        'confidence',
        'text',
        'commands',
        'ms',
      ])
    expect(answers[0]).toMatchObject({
      confidence: 1,
      commands: ['kubectl get service SERVICE'],
      ms: expect.any(Number),
    })
    expect(answers[0].text).toContain('kind: Service')
  })

  test('answers an empty question with help', () => {
    expect(JSON.parse(ask(['--json', '']).lines[0] ?? '').kind).toBe('help')
  })

  test('ends with 2 and says how it is used when used wrongly', () => {
    const { code, lines, error } = ask(['--jsno', 'pod'])
    expect([code, lines]).toEqual([2, []])
    expect(error).toMatch(/--jsno[\s\S]*Usage: npm run -s ask/)
  })
})
