/** The YAML between the `---` lines at the top of a note. */
import { closestMatch } from 'leven'
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'

const words = z.array(z.string().trim().min(1))
const version = z.string().regex(/^1\.\d+$/)

const FrontMatter = z.strictObject({
  title: z.string().trim().min(1).max(60),
  topic: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .optional(),
  aliases: words.default([]),
  asks: words.default([]),
  signs: words.default([]),
  related: words.default([]),
  docs: z
    .string()
    .regex(/^(\/(docs|releases)\/|https:\/\/)\S*$/)
    .optional(),
  since: version.optional(),
  removed: version.optional(),
})

export type FrontMatter = z.infer<typeof FrontMatter>

type Finding = { line: number; message: string }

/** `lines` tells the line of each key in the file. */
export type FrontMatterRead = { value?: FrontMatter; findings: Finding[]; lines: Map<string, number> }

/** What a key must hold, in the words of the message that a note writer reads. */
const FORMS: Record<string, string> = {
  title: 'one line of at most 60 characters',
  topic: 'one lower-case word such as networking (hyphens are fine)',
  aliases: 'a list such as [node port, nodeport service]',
  asks: 'a list of questions, one per line after "- "',
  signs: 'a list of error texts, one per line after "- "',
  related: 'a list of note ids such as [service, ingress]',
  docs: 'a path such as /docs/concepts/ or an address that begins with https://',
  since: 'a Kubernetes version such as 1.29',
  removed: 'a Kubernetes version such as 1.29',
}

/** A file cut into front matter and body; `bodyLine` (from 1) is the body's first line. */
export type Parts = { front: string; body: string; bodyLine: number }

/** Cuts `source` at the lines `---`; undefined where it has no front matter. */
export function splitFrontMatter(source: string): Parts | undefined {
  const lines = source.split('\n')
  if (lines[0]?.trimEnd() !== '---') return undefined
  const end = lines.findIndex((line, at) => at > 0 && line.trimEnd() === '---')
  if (end === -1) return undefined
  return { front: lines.slice(1, end).join('\n'), body: lines.slice(end + 1).join('\n'), bodyLine: end + 2 }
}

/**
 * Reads front matter that begins on line 2 of its file.
 * Every scalar is text (YAML's failsafe schema): `since: 1.30` stays 1.30 and the alias `no` is no `false`.
 */
export function readFrontMatter(front: string): FrontMatterRead {
  const counter = new LineCounter()
  const document = parseDocument(front, { schema: 'failsafe', lineCounter: counter })
  const lines = new Map<string, number>()
  const lineOf = (offset: number | undefined): number => counter.linePos(offset ?? 0).line + 1
  if (document.errors.length > 0)
    return {
      findings: document.errors.map(error => ({
        line: lineOf(error.pos[0]),
        message: `the front matter is not valid YAML: ${firstLine(error.message)}`,
      })),
      lines,
    }
  for (const { key } of isMap(document.contents) ? document.contents.items : [])
    if (isScalar(key)) lines.set(String(key.value), lineOf(key.range?.[0]))
  const result = FrontMatter.safeParse(document.toJS() ?? {})
  if (result.success) return { value: result.data, findings: [], lines }
  return { findings: result.error.issues.flatMap(issue => findingsOf(issue, lines)), lines }
}

function findingsOf(issue: z.core.$ZodIssue, lines: Map<string, number>): Finding[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key => ({ line: lines.get(key) ?? 2, message: unknownKey(key) }))
  const key = String(issue.path[0] ?? '')
  if (key === '') return [{ line: 2, message: 'the front matter must be lines of the form "key: value"' }]
  const line = lines.get(key)
  const message =
    line === undefined
      ? `missing key "${key}"; add a line "${key}: …" (${FORMS[key]}) between the --- lines`
      : `"${key}" must be ${FORMS[key]}`
  return [{ line: line ?? 2, message }]
}

function unknownKey(key: string): string {
  const near = closestMatch(key, Object.keys(FORMS), { maxDistance: 4 })
  const way = near === undefined ? `the keys are ${Object.keys(FORMS).join(', ')}` : `did you mean "${near}"?`
  return `unknown key "${key}"; ${way}`
}

/** The YAML library's message without its own position, which counts from the front matter's first line. */
const firstLine = (message: string): string => message.replace(/ at line \d+[\s\S]*$/, '')
