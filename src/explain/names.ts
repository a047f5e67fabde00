/** Which names of objects a paste tells, so that they can be filled into commands. */
import type { Cause } from './diagnose.ts'
import { findPattern, pattern } from './pattern.ts'
import { type Names, PLACEHOLDERS, type Placeholder, placeholderOf, type Reading } from './reading.ts'

/** Texts that name things whatever is wrong with them; a name counts where the whole paste holds only one. */
const NAMING = [
  'container "{container}" in pod "{pod}" is waiting',
  '(pod: "{pod}_{namespace}(*)", container: {container})',
  'failed container={container} pod={pod}_{namespace}(',
  'failed container {container} in pod {pod}_{namespace}(',
  'container {container} failed * probe',
  'successfully assigned {namespace}/{pod} to {node}',
  'created container: {container}',
  'created container {container}',
  'started container {container}',
  'created pod: {pod}',
  'container image "{image}" already present',
  'pulling image "{image}"',
  'in the namespace "{namespace}"',
  'pods "{pod}" is forbidden',
  'pod/{pod}',
].map(pattern)
const NAMED_AT_MOST = 12

/** @param flat see pattern.ts */
function namesSaid({ flat }: Pick<Reading, 'flat'>): Names {
  const said = new Map<Placeholder, Set<string>>()
  for (const wanted of NAMING) {
    let begin = 0
    for (let count = 0; count < NAMED_AT_MOST; count++) {
      const hit = findPattern(wanted, flat, begin)
      if (hit === undefined) break
      begin = hit.to
      for (const placeholder of PLACEHOLDERS) {
        const value = namesOf(hit.values)[placeholder]?.replace(/[.,;:]+$/, '')
        if (value !== undefined && /^[\w.:/@-]+$/.test(value))
          said.set(placeholder, (said.get(placeholder) ?? new Set()).add(value))
      }
    }
  }
  return Object.fromEntries(
    [...said].flatMap(([placeholder, [one, other]]) => (other === undefined ? [[placeholder, one]] : [])),
  )
}

/** The holes of an error text that are placeholders. */
export function namesOf(values: Record<string, string>): Names {
  const names: Names = {}
  for (const [hole, value] of Object.entries(values)) {
    const placeholder = PLACEHOLDERS.find(name => name.toLowerCase() === hole)
    if (placeholder !== undefined) names[placeholder] = value
  }
  return names
}

/** `pod/web` → POD. */
export function objectNames(object: string | undefined): Names {
  const [type = '', name] = object?.split('/') ?? []
  const placeholder = placeholderOf(type)
  return placeholder === undefined || name === undefined ? {} : { [placeholder]: name }
}

/**
 * Every placeholder for which the paste has a value: that of the cause, else that of its commands and headings, else one
 * that is named somewhere. What belongs to another Pod than the cause's is left out.
 */
export function namesFor(cause: Cause, reading: Reading): Names {
  const { POD, CONTAINER, NODE, ...others } = { ...namesSaid(reading), ...reading.names }
  const own = cause.names.POD === undefined || cause.names.POD === POD
  return {
    ...others,
    ...(own && POD !== undefined && { POD }),
    ...(own && CONTAINER !== undefined && { CONTAINER }),
    ...(own && NODE !== undefined && { NODE }),
    ...cause.names,
  }
}
