/** Kubernetes versions such as `1.30`, and what is known to hold in which. */

/** `1.9` before `1.30`; negative, zero or positive as for Array.sort. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map(version => version.split('.').map(Number))
  for (let at = 0; at < 2; at++) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** `1.30, 1.31, 1.32, 1.36` → `1.30–1.32, 1.36`: neighbours joined, gaps left open. */
export function formatVersions(versions: readonly string[]): string {
  const sorted = [...versions].sort(compareVersions)
  const runs: string[][] = []
  for (const version of sorted) {
    const run = runs.at(-1)
    if (run !== undefined && isNext(run.at(-1) ?? '', version)) run.push(version)
    else runs.push([version])
  }
  return runs.map(run => (run.length === 1 ? run[0] : `${run[0]}–${run.at(-1)}`)).join(', ')
}

function isNext(before: string, after: string): boolean {
  const [major, minor] = before.split('.').map(Number)
  return after === `${major}.${(minor ?? 0) + 1}`
}

/** Where something works, as far as the tables know: `tables` are all versions looked at, `right` those it works in. */
export type Holds = { tables: readonly string[]; right: readonly string[] }

/** Whether something works in `version`: between two tables that agree it does as they do; beyond them nobody knows. */
export function holdsIn({ tables, right }: Holds, version: string): 'yes' | 'no' | 'unknown' {
  const says = (table: string): 'yes' | 'no' => (right.includes(table) ? 'yes' : 'no')
  if (tables.includes(version)) return says(version)
  const before = tables.filter(table => compareVersions(table, version) < 0).at(-1)
  const after = tables.find(table => compareVersions(table, version) > 0)
  if (before === undefined || after === undefined) return 'unknown'
  return says(before) === says(after) ? says(before) : 'unknown'
}

/** Whether a cluster of `version` serves what came in `since` and went in `removed`; neither is known of add-ons. */
export function servedIn(
  life: { since?: string; removed?: string },
  version: string,
): 'yes' | 'no' | 'unknown' {
  if (life.since !== undefined && compareVersions(version, life.since) < 0) return 'no'
  if (life.removed !== undefined && compareVersions(version, life.removed) >= 0) return 'no'
  return life.since === undefined ? 'unknown' : 'yes'
}
