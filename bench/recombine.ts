/**
 * More notes than there are, for measuring: parts of real notes put together anew, with some words exchanged for words that no
 * other note has, so that the vocabulary grows with the notes as it does in real collections.
 */
import type { Note } from '../src/notes/note.ts'

/** One word in so many becomes a new one in a made-up note. */
const NEW_WORD_EVERY = 40

/** @returns `count` notes: the real ones first, then made-up ones; the same for the same input */
export function recombine(notes: readonly Note[], count: number): Note[] {
  const random = createRandom(42)
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)]
  const made = notes.slice(0, count)
  while (made.length < count) {
    const number = made.length
    const [base, other] = [pick(notes), pick(notes)]
    if (base === undefined || other === undefined) break
    const vary = (text: string): string =>
      text.replace(/[a-z]{4,}/g, word =>
        random() * NEW_WORD_EVERY < 1 ? `${word}${syllables(random)}` : word,
      )
    const own = syllables(random)
    made.push({
      ...base,
      id: `${base.id}-${number}`,
      title: `${base.title} ${own}`,
      aliases: base.aliases.map(alias => `${alias} ${own}`),
      asks: [...base.asks.slice(0, 5), ...other.asks.slice(5)].map(vary),
      signs: base.signs.map(sign => `${sign} ${own}`),
      summary: base.summary.map(block => varied(block, vary)),
      sections: [...base.sections.slice(0, 2), ...other.sections.slice(2)].map(section => ({
        ...section,
        blocks: section.blocks.map(block => varied(block, vary)),
      })),
    })
  }
  return linkedWithin(made)
}

/** Links to notes that were left out would be problems, which take their time to explain. */
function linkedWithin(notes: Note[]): Note[] {
  const ids = new Set(notes.map(note => note.id))
  return notes.map(({ compares, ...note }) => ({
    ...note,
    related: note.related.filter(id => ids.has(id)),
    ...(compares?.every(id => ids.has(id)) && { compares }),
  }))
}

function varied(block: Note['summary'][number], vary: (text: string) => string): Note['summary'][number] {
  if (block.kind === 'text')
    return { ...block, text: block.text.map(span => ({ ...span, text: vary(span.text) })) }
  if (block.kind === 'list')
    return {
      ...block,
      items: block.items.map(item => item.map(span => ({ ...span, text: vary(span.text) }))),
    }
  return block
}

const syllables = (random: () => number): string =>
  Array.from(
    { length: 3 },
    () => `${'bdfgklmnprstvz'[Math.floor(random() * 14)]}${'aeiou'[Math.floor(random() * 5)]}`,
  ).join('')

/** Mulberry32: small, fast, and the same everywhere. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
