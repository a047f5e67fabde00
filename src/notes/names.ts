/**
 * A name as people vary it: case, and hyphen, underscore and space within it, make no difference.
 * `Node-Port`, `node_port` and `node port` are one name; `--replicas` is a flag and not the name `replicas`.
 */
export const nameKey = (name: string): string => (PLAIN.test(name) ? name : keyOf(name))

/** What is its own key; most names and ways of asking are. */
const PLAIN = /^[a-z0-9]+(?: [a-z0-9]+)*$/

const keyOf = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .trim()
    .replace(/(?<=[^\s_-])[\s_-]+/g, ' ')
    .trimEnd()
