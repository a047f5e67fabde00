/**
 * A name as people vary it: case, and hyphen, underscore and space, make no difference.
 * `Node-Port`, `node_port` and `node port` are one name.
 */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()
