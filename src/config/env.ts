/** How a part of the configuration reads its variables and reports what is wrong with them. */

/** The value of a variable; undefined where it is unset, empty or blank. */
export type Env = (variable: string) => string | undefined

/** Says that a variable is wrong, how, and what to do instead. Secrets are never repeated. */
export type Report = (variable: string, wrong: string, todo: string) => void

/** A variable that must hold an http address where it is set. */
export function checkedUrl(variable: string, env: Env, report: Report, todo: string): string | undefined {
  const url = env(variable)
  if (url === undefined) return undefined
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    report(variable, `"${url}" is no http address`, todo)
  return url
}

/** A whole number in a range, or `otherwise` where it is not set. */
export function wholeNumber(
  variable: string,
  { from, to, otherwise }: { from: number; to: number; otherwise: number },
  env: Env,
  report: Report,
): number {
  const value = env(variable) ?? String(otherwise)
  const number = /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN
  if (!(number >= from && number <= to))
    report(variable, `"${value}" is not what it takes`, `write a whole number from ${from} to ${to}`)
  return number
}

/** A value's parts, separated by commas. */
export const listOf = (value: string): string[] =>
  value
    .split(',')
    .map(item => item.trim())
    .filter(Boolean)
