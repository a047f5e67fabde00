/** How long Slack is waited for, all in milliseconds. */
export type Timing = {
  /** From asking for a connection until Slack says hello. */
  hello: number
  /** A ping without an answer for so long means that the connection is dead. */
  ping: number
  /** The pause after a first failure to connect; it doubles up to `pauseAtMost`. */
  pause: number
  pauseAtMost: number
  /** A connection that ends sooner counts as a failure. */
  steady: number
  /** Between looks whether a token that Slack refused works again. */
  lookAgain: number
}

export const TIMING: Readonly<Timing> = {
  hello: 15_000,
  ping: 5000,
  pause: 500,
  pauseAtMost: 30_000,
  steady: 10_000,
  lookAgain: 60_000,
}
