/** A list of whole numbers that grows without boxing them: arrays of millions of numbers cost their bytes and no more. */
export type Numbers = {
  readonly size: number
  push(value: number): void
  /** Puts so many zeros at the end. */
  extend(by: number): void
  add(at: number, value: number): void
  /** The numbers, in an array of just their length. */
  done(): Uint32Array
}

export function createNumbers(): Numbers {
  let values = new Uint32Array(1024)
  let size = 0
  const reach = (length: number): void => {
    if (length <= values.length) return
    const larger = new Uint32Array(length * 2)
    larger.set(values)
    values = larger
  }
  return {
    get size() {
      return size
    },
    push(value) {
      reach(size + 1)
      values[size++] = value
    },
    extend(by) {
      reach(size + by)
      size += by
    },
    add(at, value) {
      values[at] = (values[at] ?? 0) + value
    },
    done: () => values.slice(0, size),
  }
}
