import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { noteSource } from '../fixtures.ts'
import { WRONG_MANIFESTS } from '../kubernetes/wrong-manifests.ts'
import { freshFolder } from '../store/databases.ts'

const wrongCommands = readFileSync('test/kubernetes/wrong-commands.txt', 'utf8')
  .split('\n')
  .filter(line => line !== '' && !line.startsWith('#'))
  .map(line => line.split(' => ') as [string, string])

function folderOf(notes: Record<string, string>): string {
  const folder = freshFolder()
  for (const [id, source] of Object.entries(notes)) {
    const file = join(folder, `${id}.md`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, source)
  }
  return folder
}

const withBody = (title: string, body: string): string => noteSource(title, { body: `Summary.\n\n${body}` })

function check(...args: string[]): { code: number | null; out: string; err: string; ms: number } {
  const start = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli/check-notes.ts', ...args], {
    encoding: 'utf8',
  })
  return { code: status, out: stdout, err: stderr, ms: performance.now() - start }
}

describe('npm run check:notes', { timeout: 60_000 }, () => {
  test('prints a message with file and line for every planted mistake, and ends with 1', () => {
    const notes: Record<string, string> = {}
    const expected: [place: string, says: string][] = []
    for (const [at, [command, says]] of wrongCommands.entries()) {
      notes[`c${at}`] = withBody(`C${at}`, `\`\`\`sh\n${command}\n\`\`\`\n`)
      expected.push([`c${at}.md:11 `, says])
    }
    for (const [at, { source, line, says }] of WRONG_MANIFESTS.entries()) {
      notes[`m${at}`] = withBody(`M${at}`, `\`\`\`yaml\n${source}\`\`\`\n`)
      expected.push([`m${at}.md:${line + 10} `, says])
    }
    const { code, err } = check(folderOf(notes))
    const told = err.split('\n')
    const missed = expected.filter(
      ([place, says]) => !told.some(line => line.includes(`/${place}`) && line.includes(says)),
    )
    expect({ code, missed }).toEqual({ code: 1, missed: [] })
  })

  test('offers the line as it should read', () => {
    const { err } = check(folderOf({ web: withBody('Web', '```sh\n# Look\nkubectl get podz -A\n```\n') }))
    expect(err).toMatch(
      /web\.md:12 there is no resource type "podz"; did you mean "pods"\?\n {4}write: kubectl get pods -A\n\n1 problem\n$/,
    )
  })

  test('accepts right notes, and tells remarks without failing', () => {
    const { code, out, err } = check(folderOf({ web: withBody('Web', '```sh\nkubectl kuberc view\n```\n') }))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/web\.md:11 \(remark\) right only in kubectl 1\.36–1\.37/)
    expect(out).toMatch(/1 note, no problems, 1 remark\n$/)
  })

  test('holds links against lists of pages', () => {
    const folder = folderOf({
      web: withBody('Web', 'See [there](/docs/concepts/#here) and [that](/docs/nope/).\n'),
    })
    const lists = folderOf({ pages: '/docs/concepts/\n', anchors: '/docs/concepts/#there\n' })
    const flags = ['pages', 'anchors'].flatMap(name => ['--docs-pages', join(lists, `${name}.md`)])
    const { code, err } = check(...flags, folder)
    expect(code).toBe(1)
    expect(err).toMatch(/web\.md:10 the page \/docs\/concepts\/ has no heading #here; did you mean #there\?/)
    expect(err).toMatch(/web\.md:10 there is no page \/docs\/nope\/; look it up/)
    expect(check(folder).code).toBe(0)
  })

  test.each([
    [['--docs-page', 'x'], /Unknown option '--docs-page'[\s\S]*Usage:/],
    [['--docs-pages', '/does/not/exist'], /--docs-pages: \/does\/not\/exist cannot be read\n\nUsage:/],
  ])('explains wrong usage %j, and ends with 2', (args, message) => {
    const { code, err } = check(...args)
    expect(code).toBe(2)
    expect(err).toMatch(message)
  })

  test('checks 500 notes in under 10 seconds', () => {
    const manifest = WRONG_MANIFESTS[0]?.source.replace('replica:', 'replicas:') ?? ''
    const commands = readFileSync('test/kubernetes/right-commands.sh', 'utf8').trim().split('\n')
    const notes = Array.from({ length: 500 }, (_, at) => {
      const some = [0, 1, 2, 3, 4].map(step => commands[(at * 5 + step) % commands.length])
      return [
        `n${at}`,
        withBody(`N${at}`, `\`\`\`sh\n${some.join('\n\n')}\n\`\`\`\n\n\`\`\`yaml\n${manifest}\`\`\`\n`),
      ] as const
    })
    const { code, out, ms } = check(folderOf(Object.fromEntries(notes)))
    expect(out).toMatch(/500 notes, no problems/)
    expect(code).toBe(0)
    expect(ms).toBeLessThan(10_000)
  })
})
