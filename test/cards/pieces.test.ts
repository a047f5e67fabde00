import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PIECE, pieces, WHOLE } from '../../src/cards/pieces.ts'
import { blockText } from '../../src/cards/text.ts'
import type { Block, Span } from '../../src/notes/note.ts'

const text = (words: string): Span[] => [{ text: words }]
const bare = (blocks: Block[]): string => blocks.map(blockText).join('').replace(/\s/g, '')

describe('pieces', () => {
  test('leaves short blocks as they are', () => {
    const blocks: Block[] = [
      { kind: 'text', text: text('Short.') },
      { kind: 'code', language: 'yaml', source: 'a: 1', line: 3 },
    ]
    expect(pieces(blocks)).toEqual(blocks)
  })

  test('cuts long text between words', () => {
    const parts = pieces([{ kind: 'text', text: text('word '.repeat(1000)) }])
    expect(parts.length).toBeGreaterThan(3)
    for (const part of parts) expect(blockText(part)).toMatch(/^(word )+$/)
  })

  test('goes on counting where a long numbered list is cut', () => {
    const items = Array.from({ length: 100 }, (_, at) => text(`step ${at + 1} ${'x'.repeat(50)}`))
    const parts = pieces([{ kind: 'list', ordered: true, items }])
    expect(parts.length).toBeGreaterThan(3)
    const numbered = parts.flatMap(part => [...blockText(part).matchAll(/^(\d+)\. step (\d+)/gm)])
    expect(numbered).toHaveLength(100)
    for (const [, number, step] of numbered) expect(number).toBe(step)
  })

  test('keeps what is copied whole as long as a message can hold it', () => {
    const source = 'key: value\n'.repeat(250).trimEnd()
    const command = `kubectl apply -f - <<EOF\n${source}\nEOF`
    const blocks: Block[] = [
      { kind: 'code', language: 'yaml', source, line: 1 },
      { kind: 'commands', commands: [{ does: 'Apply', text: command, line: 1 }] },
    ]
    expect(pieces(blocks)).toEqual(blocks)
  })

  test('cuts what no message can hold between lines, and knows the line each part begins in', () => {
    const source = Array.from({ length: 1000 }, (_, at) => `line${at + 10}: x`).join('\n')
    for (const part of pieces([{ kind: 'code', language: 'yaml', source, line: 10 }]))
      expect(part).toMatchObject({ line: Number(/line(\d+)/.exec(blockText(part))?.[1]) })
  })

  test('repeats the head of a table that is cut', () => {
    const rows = Array.from({ length: 100 }, (_, at) => [text(`row ${at}`), text('x'.repeat(60))])
    const parts = pieces([{ kind: 'table', head: [text('Row'), text('What')], rows }])
    expect(parts.length).toBeGreaterThan(3)
    for (const part of parts) expect(blockText(part)).toMatch(/^Row \| What\nrow /)
  })

  test('makes parts of bounded length and loses not a word, whatever the block', () => {
    const words = fc.oneof(fc.lorem({ maxCount: 600 }), fc.string({ unit: 'grapheme', maxLength: 4000 }))
    const spans = fc.array(fc.record({ text: words }), { maxLength: 4 })
    const block: fc.Arbitrary<Block> = fc.oneof(
      fc.record({
        kind: fc.constantFrom('text' as const, 'heading' as const, 'quote' as const),
        text: spans,
      }),
      fc.record({
        kind: fc.constant('code' as const),
        language: fc.constant('yaml'),
        source: words,
        line: fc.nat(),
      }),
    )
    fc.assert(
      fc.property(block, block => {
        const parts = pieces([block])
        expect(bare(parts)).toBe(bare([block]))
        for (const part of parts) {
          expect(blockText(part).length).toBeLessThanOrEqual(part.kind === 'code' ? WHOLE : PIECE)
          expect(blockText(part)).not.toMatch(/[\uD800-\uDBFF]$/)
        }
      }),
    )
  })
})
