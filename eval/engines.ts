/** Other search engines, asked the same questions as the bot. */
import { OTHERS } from '../bench/engines.ts'
import type { Note } from '../src/notes/note.ts'
import type { Row } from './questions.ts'
import { judge, type Outcome } from './score.ts'

/** They only rank: whatever they find first counts as their answer, the first three as offered, and finding nothing as saying so. */
export function askEngines(rows: readonly Row[], notes: readonly Note[]): Map<string, Outcome[]> {
  return new Map(
    OTHERS.map(kind => {
      const engine = kind.build(notes)
      const outcomes = rows.map(row => {
        const found = engine.search(row.text)
        const compared = notes.find(({ id }) => id === found[0])?.compares
        return judge(row, {
          firm: found.length > 0,
          offered: false,
          lists: true,
          notes: [...(compared ?? []), ...found],
          confidence: 1,
        })
      })
      return [kind.name, outcomes]
    }),
  )
}
