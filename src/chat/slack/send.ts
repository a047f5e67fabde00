/**
 * Every call to Slack goes through here: in order for each method and place, waiting as Slack asks to wait
 * without holding up other places, and sending again only what certainly did not arrive.
 */
import type { WebClient } from '@slack/web-api'
import { postJson } from './post.ts'
import { type Trouble, troubleNamed, troubleOf, troubleOfStatus } from './trouble.ts'

export type Sent = { ok: true; data: Record<string, unknown> } | { ok: false; trouble: Trouble }

export type Sender = {
  /** Calls a method of the Web API; calls of one method for one `place` arrive in the order they are made. */
  call(workspace: Workspace, method: string, place: string, args: Record<string, unknown>): Promise<Sent>
  /** Calls a method a single time, whatever comes of it; the client gives up after its own timeout. */
  once(workspace: Workspace, method: string, args: Record<string, unknown>): Promise<Sent>
  /** Posts to the address that came with a command or a click. */
  respond(workspace: Workspace, url: string, body: Record<string, unknown>): Promise<Sent>
}

/** Where the bot is installed, and the client that speaks for it there. */
export type Workspace = { id: string; client: WebClient }

export type SenderParts = {
  /** Told about each trouble that ended a call. */
  onTrouble: (workspace: string, method: string, trouble: Trouble) => void
  /** Resolves after that many milliseconds. */
  wait: (ms: number) => Promise<void>
}

/** An answer that comes later than this helps nobody any more. */
const WAIT_AT_MOST_MS = 5 * 60_000
/** Pauses before what did not arrive is sent again. */
const AGAIN_AFTER_MS = [300, 1500, 5000]
/** So many calls may wait for one place; what comes on top is dropped. */
const LANE_LENGTH = 100
const TIMEOUT_MS = 10_000

export function createSender({ onTrouble, wait }: SenderParts): Sender {
  const lanes = new Map<string, { last: Promise<unknown>; length: number }>()

  /** Runs `send` after all others of its lane. */
  async function inLane(key: string, send: () => Promise<Sent>): Promise<Sent> {
    const lane = lanes.get(key) ?? { last: Promise.resolve(), length: 0 }
    if (lane.length >= LANE_LENGTH)
      return { ok: false, trouble: { kind: 'limited', code: 'too_many_waiting' } }
    lanes.set(key, lane)
    lane.length++
    const mine = lane.last.then(send)
    lane.last = mine
    try {
      return await mine
    } finally {
      lane.length--
      if (lane.length === 0) lanes.delete(key)
    }
  }

  async function untilSent(send: () => Promise<Sent>): Promise<Sent> {
    let waited = 0
    for (let tries = 0; ; tries++) {
      const sent = await send()
      if (sent.ok) return sent
      const pause = pauseBefore(sent.trouble, tries)
      if (pause === undefined || waited + pause > WAIT_AT_MOST_MS) return sent
      waited += pause
      await wait(pause)
    }
  }

  async function tell(workspace: string, method: string, sending: Promise<Sent>): Promise<Sent> {
    const sent = await sending
    if (!sent.ok) onTrouble(workspace, method, sent.trouble)
    return sent
  }

  async function post(url: string, body: string): Promise<Sent> {
    try {
      const { status, text, retryAfter } = await postJson(url, body, TIMEOUT_MS)
      if (status < 200 || status > 299)
        return { ok: false, trouble: troubleOfStatus(status, text, retryAfter) }
      const refusal = text.includes('"ok":false') ? /"error":\s*"([a-z_]+)"/.exec(text)?.[1] : undefined
      return refusal === undefined ? { ok: true, data: {} } : { ok: false, trouble: troubleNamed(refusal) }
    } catch (error) {
      return { ok: false, trouble: troubleOf(error) }
    }
  }

  const callOnce = ({ client }: Workspace, method: string, args: Record<string, unknown>): Promise<Sent> =>
    client.apiCall(method, args).then(
      data => ({ ok: true, data: { ...data } }),
      error => ({ ok: false, trouble: troubleOf(error) }),
    )

  return {
    once: (workspace, method, args) => tell(workspace.id, method, callOnce(workspace, method, args)),
    call: (workspace, method, place, args) => {
      const send = () => callOnce(workspace, method, args)
      const key = `${workspace.id} ${method} ${place}`
      return tell(
        workspace.id,
        method,
        inLane(key, () => untilSent(send)),
      )
    },
    respond: (workspace, url, body) => {
      const text = JSON.stringify(body)
      const sending = untilSent(() => post(url, text))
      return tell(workspace.id, 'response_url', sending)
    },
  }
}

/** Milliseconds until it may be sent again; undefined when it must not be. */
function pauseBefore({ kind, waitMs }: Trouble, tries: number): number | undefined {
  if (kind === 'limited') return waitMs
  return kind === 'unsent' ? AGAIN_AFTER_MS[tries] : undefined
}
