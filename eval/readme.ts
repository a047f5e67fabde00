/** Figures in the README and in DESIGN.md stand between two comments and are written by commands, never by hand. */
import { readFileSync, writeFileSync } from 'node:fs'

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`; throws where the file has no such place. */
export function writeFigures(file: 'README.md' | 'DESIGN.md', name: string, markdown: string): void {
  const [from, to] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const text = readFileSync(file, 'utf8')
  const [start, end] = [text.indexOf(from), text.indexOf(to)]
  if (start === -1 || end < start) throw new Error(`${file} has no place between ${from} and ${to}`)
  writeFileSync(file, `${text.slice(0, start + from.length)}\n${markdown}\n${text.slice(end)}`)
}

/** A Markdown table; all columns but the first are numbers. */
export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, at) => (at === 0 ? '---' : '---:')), ...rows]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n')
