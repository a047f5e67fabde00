/** `npm run -s ask -- --explain "…"`: why the search answers as it does, in the order of the ladder. */
import type { Library } from '../notes/library.ts'
import { confidenceOf, SIGNALS } from '../search/certainty.ts'
import { FEATURES } from '../search/features.ts'
import type { Candidate } from '../search/rank.ts'
import type { Reading } from '../search/reading.ts'
import type { Search } from '../search/search.ts'
import { CERTAINTY, RANKING, RELEVANCE, THRESHOLDS } from '../search/weights.ts'

const CANDIDATES = 3
const PARTS = 6
const NO_CONTEXT = { recent: [] }

/** @returns plain text of some thirty lines */
export function explainSearch(question: string, search: Search, library: Library): string {
  const { reading, candidates, signals, confidence, notes } = search.examine(question, NO_CONTEXT)
  const { verdict, matches, compared } = search.find(question, NO_CONTEXT)
  const titleOf = (number: number): string => notes[number]?.id ?? ''
  const lines = [
    'Names',
    `  the whole question is a name of: ${library.byName(question)?.id ?? 'no note'}`,
    ...reading.mentions.map(
      ({ note, from, to }) => `  "${wordsFrom(reading, from, to)}" names ${titleOf(note)}`,
    ),
    'Signs',
    ...orNone(
      reading.signs.map(({ note, sign }) => `  "${sign}" is shown when ${titleOf(note)} explains it`),
    ),
    'Words, each with what it weighs',
    ...orNone(reading.slots.map(({ word, mass, fate }) => `  ${word.padEnd(20)} ${number(mass)}  ${fate}`)),
    `Kind of question: ${[...reading.intents].join(', ') || 'none in particular'}`,
    'Notes, and what speaks for each most (value × weight)',
    ...candidates
      .slice(0, CANDIDATES)
      .flatMap(candidate => [
        `  ${number(candidate.score)}  ${titleOf(candidate.note)} (a ${candidate.shape} note)`,
        ...partsOf(candidate),
      ]),
    'How sure (value × weight)',
    ...largest(
      SIGNALS.map((signal, at) => ({
        name: signal,
        value: signals[at] ?? 0,
        weight: CERTAINTY[signal] ?? 0,
      })),
    ),
    `  confidence ${number(confidenceOf(signals, CERTAINTY))}: at least ${THRESHOLDS.answer} answers`,
    `  one of the first three ${number(confidenceOf(signals, RELEVANCE))}: at least ${THRESHOLDS.choice} offers a choice`,
    'Answer',
    compared !== undefined
      ? `  compares ${compared.notes.map(note => note.id).join(' with ')} (${number(compared.confidence)})`
      : `  ${verdict}: ${matches.map(({ note, confidence: sure }) => `${note.id} ${number(sure)}`).join(', ') || 'no note'}${matches[0]?.confidence === 1 && confidence < 1 ? ' (by its name)' : ''}`,
  ]
  return `${lines.join('\n')}\n`
}

const wordsFrom = ({ words }: Reading, from: number, to: number): string =>
  words
    .slice(from, to)
    .map(({ raw }) => raw)
    .join(' ')

const orNone = (lines: string[]): string[] => (lines.length === 0 ? ['  none'] : lines)

const partsOf = ({ shape, features }: Candidate): string[] =>
  largest(
    FEATURES.map((feature, at) => ({
      name: feature,
      value: features[at] ?? 0,
      weight: RANKING[shape][feature] ?? 0,
    })),
  )

const largest = (parts: { name: string; value: number; weight: number }[]): string[] =>
  parts
    .filter(({ value, weight }) => value * weight !== 0)
    .sort((a, b) => Math.abs(b.value * b.weight) - Math.abs(a.value * a.weight))
    .slice(0, PARTS)
    .map(
      ({ name, value, weight }) =>
        `      ${number(value * weight)} = ${number(value)} × ${number(weight)}  ${name}`,
    )

const number = (value: number): string => value.toFixed(2).padStart(6)
