/** How far a word as typed is from a word as meant, by the slips that fingers and ears make. */

/** Letters beside each other on a keyboard. */
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const NEIGHBOURS = new Map<string, string>()
ROWS.forEach((row, line) => {
  ;[...row].forEach((letter, at) => {
    const around = [
      row[at - 1],
      row[at + 1],
      ROWS[line - 1]?.[at],
      ROWS[line - 1]?.[at + 1],
      ROWS[line + 1]?.[at - 1],
      ROWS[line + 1]?.[at],
    ]
    NEIGHBOURS.set(letter, around.join(''))
  })
})

/** Letters that sound alike. */
const ALIKE = ['ck', 'kq', 'cs', 'sz', 'iy', 'ei', 'ea', 'ao', 'ou', 'vw', 'gj', 'td', 'bp', 'fv', 'mn']
const SOUNDS = new Map<string, string>()
for (const [one, other] of ALIKE.map(pair => [...pair])) {
  if (one === undefined || other === undefined) continue
  SOUNDS.set(one, (SOUNDS.get(one) ?? '') + other)
  SOUNDS.set(other, (SOUNDS.get(other) ?? '') + one)
}

const SWAP = 0.7
const NEAR_KEY = 0.8
const ALIKE_SOUND = 0.7
const DOUBLED = 0.5
const VOWEL_LOST = 0.8
/** A letter that is missing at the end of a long word: people stop typing when it is clear what they mean. */
const CUT_SHORT = 0.35
const LONG = 8

/** Weighted edit distance (optimal string alignment); a plain insertion, loss or change of a letter costs 1. */
export function slipDistance(typed: string, meant: string): number {
  let before: number[] = []
  let last = Array.from({ length: meant.length + 1 }, (_, at) => at)
  for (let i = 1; i <= typed.length; i++) {
    const row = [i]
    for (let j = 1; j <= meant.length; j++) {
      const a = typed[i - 1] ?? ''
      const b = meant[j - 1] ?? ''
      let cost = Math.min(
        (last[j - 1] ?? 0) + changeCost(a, b),
        (last[j] ?? 0) + extraCost(a, typed[i - 2]),
        (row[j - 1] ?? 0) + extraCost(b, meant[j - 2]),
      )
      if (i > 1 && j > 1 && a !== b && a === meant[j - 2] && b === typed[i - 2])
        cost = Math.min(cost, (before[j - 2] ?? 0) + SWAP)
      row.push(cost)
    }
    before = last
    last = row
  }
  const distance =
    typed.length < LONG
      ? (last[meant.length] ?? 0)
      : Math.min(...last.map((cost, at) => cost + CUT_SHORT * (meant.length - at)))
  return typed[0] === meant[0] ? distance : distance + 0.3
}

function changeCost(a: string, b: string): number {
  if (a === b) return 0
  if (SOUNDS.get(a)?.includes(b)) return ALIKE_SOUND
  return NEIGHBOURS.get(a)?.includes(b) ? NEAR_KEY : 1
}

function extraCost(letter: string, beside: string | undefined): number {
  if (letter === beside) return DOUBLED
  return /[aeiou]/.test(letter) ? VOWEL_LOST : 1
}

/** Words this short keep too few letter pairs to be found by them when two letters change places. */
const SHORT = 5

/** A short word with each two neighbouring letters changed round; nothing for longer ones. */
export const swaps = (word: string): string[] =>
  word.length > SHORT
    ? []
    : Array.from(
        { length: word.length - 1 },
        (_, at) => word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2),
      )
