/** The links of a note to the documentation and elsewhere, and whether a list of pages has them. */
import { nearest } from '../kubernetes/finding.ts'
import { blocksOf, type Note, type Problem, type Span } from './note.ts'

/** `address`: a path on kubernetes.io such as `/docs/concepts/#pods`, or a whole https address. `line` is the file's. */
export type Link = { address: string; line: number }

const SITE = /^https?:\/\/(www\.)?kubernetes\.io(?=\/)/

/** @param source the note's file, in which the lines of links are looked up */
export function linksOf(note: Note, source: string): Link[] {
  const lines = source.split('\n')
  const links: Link[] =
    note.docs === undefined ? [] : [{ address: note.docs, line: note.lines.get('docs') ?? 1 }]
  for (const { href } of blocksOf(note).flatMap(spansOf))
    if (href !== undefined)
      links.push({ address: href, line: lines.findIndex(line => line.includes(`(${href})`)) + 1 || 1 })
  return links
    .map(({ address, line }) => ({ address: address.replace(SITE, ''), line }))
    .filter(({ address }) => /^(\/|https?:\/\/)/.test(address))
}

function spansOf(block: ReturnType<typeof blocksOf>[number]): Span[] {
  switch (block.kind) {
    case 'text':
    case 'heading':
    case 'quote':
      return block.text
    case 'list':
      return block.items.flat()
    case 'table':
      return [...block.head, ...block.rows.flat()].flat()
    case 'commands':
    case 'code':
      return []
    default:
      return block satisfies never
  }
}

/** What exists on kubernetes.io: paths of pages, each with a slash at its end, and `path#id` of their headings. */
export type Pages = { pages: ReadonlySet<string>; anchors: ReadonlySet<string> }

/** Reads lists of pages and of anchors, one a line, in any mixture. */
export function readPages(lists: readonly string[]): Pages {
  const lines = lists
    .flatMap(list => list.split('\n').map(line => line.trim()))
    .filter(line => line.startsWith('/'))
  const anchors = lines.filter(line => line.includes('#'))
  const pages = lines.filter(line => !line.includes('#'))
  return { pages: new Set([...pages, ...anchors.map(pageOf)]), anchors: new Set(anchors) }
}

const pageOf = (address: string): string => address.split('#')[0] ?? ''

/** The links that lead to no page or heading of the lists. Anchors are judged only where the lists hold any. */
export function deadLinks(file: string, links: readonly Link[], { pages, anchors }: Pages): Problem[] {
  return links.flatMap(({ address, line }) => {
    if (!/^\/(docs|releases)\//.test(address)) return []
    const page = pageOf(address)
    if (!pages.has(page)) {
      const near = pages.has(`${page}/`) ? `${page}/` : nearPage(page, pages)
      const way = near === undefined ? 'look it up on kubernetes.io' : `did you mean ${near}?`
      return [{ file, line, message: `there is no page ${page}; ${way}` }]
    }
    if (anchors.size === 0 || !address.includes('#') || anchors.has(address)) return []
    const id = address.slice(page.length + 1)
    const ids = [...anchors].flatMap(anchor =>
      pageOf(anchor) === page ? [anchor.slice(page.length + 1)] : [],
    )
    const near = nearest(id, ids)
    const way = near === undefined ? `leave "#${id}" out` : `did you mean #${near}?`
    return [{ file, line, message: `the page ${page} has no heading #${id}; ${way}` }]
  })
}

/** A page that moved keeps its name; a misspelt one lies near. */
function nearPage(page: string, pages: ReadonlySet<string>): string | undefined {
  const name = page.split('/').filter(Boolean).at(-1) ?? ''
  return nearest(page, pages) ?? [...pages].find(other => other.endsWith(`/${name}/`))
}
