/** Values that stand open: upper-case words for the reader to fill in, and what only the running shell knows. */
import { HOLE } from './shell.ts'

/** Upper-case words that stand for what the reader fills in, such as POD, NAMESPACE or MY_APP. */

/** Two letters at least; what is joined to it by `/`, `:`, `=`, `.` or `,` may be anything. */
const PLACEHOLDER = /(?:^|[/:=.,@[-])([A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*)(?=$|[/:=.,\]@-])/

/** The first placeholder in a word's value; undefined where it has none. */
export function placeholderIn(value: string): string | undefined {
  const name = PLACEHOLDER.exec(value)?.[1]
  return name !== undefined && name.length > 1 ? name : undefined
}

/** What cannot be told before it runs, or is the reader's to fill in, is not judged. */
export const isOpen = (value: string): boolean =>
  value.includes(HOLE) || /\$[\w{(]/.test(value) || placeholderIn(value) !== undefined
