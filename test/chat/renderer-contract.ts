/**
 * What every platform's renderer must do with any card. A platform's test calls
 *
 *   rendererContract('Slack', (card, stash) => Shown)
 *
 * with a function that draws `card` as the first (or only) message a person gets, holds that message against
 * the platform's documented limits, and reports what there is to see. The contract follows "Show more" by
 * itself. It knows no platform: how markup is taken off, what breaks a limit and what would ping somebody is
 * for the platform's function to find out from the message, not from the card.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseButton } from '../../src/ask/question.ts'
import type { Card } from '../../src/cards/card.ts'
import { pieces } from '../../src/cards/pieces.ts'
import { createStash, type Stash } from '../../src/chat/stash.ts'
import type { Block, Span } from '../../src/notes/note.ts'

export type Shown = {
  /** Everything a person reads in the message, without markup, in the order of the layout. */
  text: string
  /** What a person without the layout gets (notification, screen reader); `text` again where there is no such thing. */
  plain: string
  /** Each block of code as the platform would put it on the clipboard. */
  code: string[]
  /** All that can be pressed or picked: what it says and the line it sends. */
  buttons: { label: string; line: string }[]
  /** What would notify or mention anybody, other than the person in `card.asked.by`. */
  pings: string[]
  /** Where the platform would refuse or cut the message, or show a fence that is left open. */
  problems: string[]
}

export type Show = (card: Card, stash: Stash) => Shown

/** Words from chat and from strangers' notes that mean something to some platform or program. */
export const HOSTILE = [
  '@everyone @here <!channel> <!here> <!everyone|x> <!subteam^S1> <@U024BE7LH> <@!80351110224678912> <@&165511591545143296> <#C1>',
  '```\nout of the fence\n```',
  '````` ``` `` `',
  '*bold* _slanted_ ~struck~ **strong** __under__ ||hidden||',
  '[click](https://evil.example) <https://evil.example|kubernetes.io> https://evil.example',
  '&lt;!channel&gt; &amp;lt; &#60;!here&#62;',
  '# heading\n> quote\n- item\n1. item\n-# small',
  '\u202Egnirts desrever\u202C \u2066isolated\u2069 \u200Bnothing\uFEFF',
  '\u0000\u0007\u001B[31mred\u001B[0m',
  ':smile: <:x:1> <t:0> <id:home> </k8s:1> <a:b:2>',
  '\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 e\u0301 עברית العربية',
  '\\* \\` \\\\ %s $& $1 {{x}}',
]

const PAGES = 400

export function rendererContract(name: string, show: Show): void {
  const shownBy = (card: Card): { pages: Page[]; stash: Stash } => {
    const stash = createStash(() => 0)
    return { pages: pagesOf(card, card => show(card, stash), stash), stash }
  }

  describe(`${name}: every card`, () => {
    test('is within every limit, complete, closed and silent', () => {
      fc.assert(
        fc.property(cards(), card => {
          const { pages } = shownBy(card)
          for (const page of pages) {
            expect(page.problems).toEqual([])
            expect(page.pings).toEqual([])
            expect(missing(page.text, [card.title])).toEqual([])
            expect(page.buttons.filter(({ label }) => label.trim() === '')).toEqual([])
            const leaves = page.blocks.flatMap(leavesOf)
            expect(missing(page.text, leaves)).toEqual([])
            if (!isCutBlock(page)) expect(missing(page.plain, leaves)).toEqual([])
          }
          expect(pages.flatMap(page => page.blocks)).toEqual(card.blocks)
        }),
        { numRuns: 300 },
      )
    }, 30_000)

    test('a block of empty lines swallows nothing that follows it', () => {
      const { pages } = shownBy(
        card(
          pieces([
            { kind: 'code', language: 'yaml', source: '\n', line: 1 },
            { kind: 'text', text: [{ text: '<@U1> after it' }] },
          ]),
        ),
      )
      for (const page of pages) expect(missing(page.text, page.blocks.flatMap(leavesOf))).toEqual([])
    })

    test.each(HOSTILE)('shows %j as words in every place', words => {
      const span: Span[] = [{ text: words }]
      const blocks = pieces([
        ...(['text', 'heading', 'quote'] as const).map(kind => ({ kind, text: span })),
        ...([undefined, 'code', 'strong', 'emphasis'] as const).map(style => ({
          kind: 'text' as const,
          text: [
            { text: words, ...(style && { style }) },
            { text: words, href: 'https://kubernetes.io/' },
          ],
        })),
        { kind: 'list', ordered: true, items: [span, span] },
        {
          kind: 'commands',
          commands: [{ does: words, text: `echo ${words}`, line: 1, hints: [span, span] }],
        },
        { kind: 'code', language: words, source: words, line: 1 },
        { kind: 'table', head: [span, span], rows: [[span, span]] },
      ])
      const { pages } = shownBy({
        ...card(blocks),
        title: `About ${words}`,
        footer: span,
        asked: { by: 'U1', text: words },
        rows: [{ label: words, buttons: [{ label: words, asks: { kind: 'ask', text: words } }] }],
      })
      expect(pages.flatMap(page => page.problems)).toEqual([])
      expect(pages.flatMap(page => page.pings)).toEqual([])
      for (const page of pages) expect(missing(page.text, page.blocks.flatMap(leavesOf))).toEqual([])
    })

    test('lets commands and manifests be copied exactly as they are written', () => {
      const command = `kubectl get pods -o jsonpath='{.items[*].metadata.name}' | grep -v "a&b" <<EOF\n\tx  y\nEOF`
      const manifest = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: "<web>"  # a & b'
      const { pages } = shownBy(
        card([
          {
            kind: 'commands',
            commands: [
              {
                does: 'List',
                text: command,
                line: 1,
                hints: [[{ text: 'Careful: ' }, { text: 'ls', style: 'code' }]],
              },
              { does: '', text: 'kubectl version', line: 9 },
            ],
          },
          { kind: 'code', language: 'yaml', source: manifest, line: 11 },
        ]),
      )
      expect(pages.flatMap(page => page.code)).toEqual([command, 'kubectl version', manifest])
    })

    test('has buttons that ask what they stand for, however long the question', () => {
      const questions = [
        { kind: 'show', note: 'pod' },
        { kind: 'share', of: { kind: 'ask', text: 'why? '.repeat(600) } },
        { kind: 'ask', text: '<@U1> `x`\n\u{1F600}' },
      ] as const
      const buttons = questions.map((asks, at) => ({ label: `Button ${at}`, asks }))
      const { pages, stash } = shownBy({ ...card([]), rows: [{ label: 'Buttons', buttons }] })
      const asked = pages.at(0)?.buttons.map(({ line }) => {
        const question = parseButton(line)
        return question.kind === 'recall' ? stash.recall(question.id) : question
      })
      expect(asked).toEqual(questions)
    })

    test('offers every button of a row of ninety', () => {
      const buttons = Array.from({ length: 90 }, (_, at) => ({
        label: `Note ${at}`,
        asks: { kind: 'show', note: `note-${at}` } as const,
      }))
      const { pages } = shownBy({ ...card([]), rows: [{ label: 'Notes', buttons }] })
      expect(pages.flatMap(page => page.problems)).toEqual([])
      expect(pages.flatMap(page => page.buttons.map(({ line }) => line))).toEqual(
        expect.arrayContaining(buttons.map(({ asks }) => `show ${asks.note}`)),
      )
    })
  })
}

/** A message and the blocks of the card that it shows. */
type Page = Shown & { blocks: Block[] }

/** The messages one gets by pressing "Show more" until there is no more. */
function pagesOf(whole: Card, show: (card: Card) => Shown, stash: Stash): Page[] {
  const pages: Page[] = []
  let from: number | undefined = 0
  while (from !== undefined && pages.length < PAGES) {
    const page = show({ ...whole, skipped: from, blocks: whole.blocks.slice(from) })
    const next: number | undefined = page.buttons
      .map(({ line }) => parseButton(line))
      .map(question => (question.kind === 'recall' ? stash.recall(question.id) : question))
      .find(question => question?.kind === 'more')?.from
    if (next !== undefined && next <= from) throw new Error(`"Show more" leads from ${from} to ${next}`)
    pages.push({ ...page, blocks: whole.blocks.slice(from, next) })
    from = next
  }
  return pages
}

/** Escapes can make one block alone longer than plain text may be; then, and only then, it may end in "…". */
const isCutBlock = ({ blocks, plain }: Page): boolean => blocks.length === 1 && plain.includes('…')

/** Texts that must be shown, in their order. */
function leavesOf(block: Block): string[] {
  const words = (spans: Span[]): string[] => spans.map(span => span.text)
  switch (block.kind) {
    case 'text':
    case 'heading':
    case 'quote':
      return words(block.text)
    case 'list':
      return block.items.flatMap(words)
    case 'commands':
      return block.commands.flatMap(({ does, text, hints = [] }) => [does, text, ...hints.flatMap(words)])
    case 'code':
      return [block.source]
    case 'table':
      return block.rows.flat().flatMap(words)
    default:
      return block satisfies never
  }
}

/** Those of `leaves` that `text` does not hold in this order; space and invisible characters do not count. */
function missing(text: string, leaves: string[]): string[] {
  const bare = (words: string): string => words.replace(/[\s\p{C}]+/gu, '')
  const shown = bare(text)
  let at = 0
  return leaves.filter(leaf => {
    const found = shown.indexOf(bare(leaf), at)
    if (found >= 0) at = found + bare(leaf).length
    return found < 0
  })
}

const card = (blocks: Block[]): Card => ({
  title: 'A card',
  blocks,
  rows: [],
  footer: [],
  of: { kind: 'show', note: 'pod' },
  skipped: 0,
})

/** Any card that the steps could compose, from one word to books, with anything for words. */
function cards(): fc.Arbitrary<Card> {
  const words = fc.oneof(
    { weight: 4, arbitrary: fc.lorem({ maxCount: 30 }) },
    { weight: 1, arbitrary: fc.lorem({ maxCount: 900 }) },
    { weight: 2, arbitrary: fc.constantFrom(...HOSTILE) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('&', '`', 'x', '\u{1F600}', '*'), fc.nat(5000))
        .map(([c, n]) => c.repeat(n)),
    },
  )
  const span = fc.record(
    {
      text: words,
      style: fc.constantFrom('code' as const, 'strong' as const, 'emphasis' as const),
      href: fc.constantFrom(
        'https://kubernetes.io/docs/?a=1&b=<x>|y',
        'javascript:alert(1)',
        'not an address',
      ),
    },
    { requiredKeys: ['text'] },
  )
  const spans = fc.array(span, { maxLength: 5 })
  const lines = fc.array(words, { maxLength: 40 }).map(all => all.join('\n'))
  const block: fc.Arbitrary<Block> = fc.oneof(
    fc.record({
      kind: fc.constantFrom('text' as const, 'heading' as const, 'quote' as const),
      text: spans,
    }),
    fc.record({
      kind: fc.constant('list' as const),
      ordered: fc.boolean(),
      items: fc.array(spans, { maxLength: 12 }),
    }),
    fc.record({
      kind: fc.constant('commands' as const),
      commands: fc.array(
        fc.record(
          { text: lines, does: words, line: fc.constant(1), hints: fc.array(spans, { maxLength: 3 }) },
          { requiredKeys: ['text', 'does', 'line'] },
        ),
        { maxLength: 5 },
      ),
    }),
    fc.record({
      kind: fc.constant('code' as const),
      language: fc.constantFrom('yaml', 'text', '', 'a`b'),
      source: lines,
      line: fc.constant(1),
    }),
    fc.record({
      kind: fc.constant('table' as const),
      head: fc.array(spans, { minLength: 2, maxLength: 2 }),
      rows: fc.array(fc.array(spans, { minLength: 2, maxLength: 2 }), { maxLength: 6 }),
    }),
  )
  const button = fc.record({
    label: words.map(text => `Do ${text}`),
    asks: words.map(text => ({ kind: 'ask' as const, text: `x${text}` })),
  })
  const row = fc.record({ label: words, buttons: fc.array(button, { minLength: 1, maxLength: 30 }) })
  return fc.record(
    {
      title: words.map(text => `A ${text.slice(0, 200)}`),
      blocks: fc.array(block, { maxLength: 12 }).map(pieces),
      rows: fc.array(row, { maxLength: 4 }),
      footer: fc.array(
        span.map(({ text, ...rest }) => ({ text: text.slice(0, 200), ...rest })),
        {
          maxLength: 3,
        },
      ),
      asked: fc.record({ by: fc.constant('U1'), text: words.map(text => text.slice(0, 301)) }),
      of: fc.constant({ kind: 'show' as const, note: 'pod' }),
      skipped: fc.constant(0),
    },
    { requiredKeys: ['title', 'blocks', 'rows', 'footer', 'of', 'skipped'] },
  )
}
