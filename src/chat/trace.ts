/** Where an error arose, for logs. */

const FRAMES = 3

/** An error of ours for the log: its kind and where it arose, without its message, which may quote somebody. */
export function traceOf(error: unknown): { error: string; at: string[] } {
  if (!(error instanceof Error)) return { error: typeof error, at: [] }
  const { stack = '', message } = error
  const frames = stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .filter(line => /^\s+at /.test(line))
  return { error: error.name, at: frames.slice(0, FRAMES).map(frame => frame.trim()) }
}
