/** Asks web sites whether addresses exist, kindly: few at a time, with pauses, and waiting where a site says so. */
import { setTimeout as pause } from 'node:timers/promises'

/** What an address led to; undefined where it is fine. */
export type Verdict = { address: string; problem?: string; unreachable?: boolean }

export type Manners = {
  /** Requests under way at the same time. */
  atOnce: number
  /** Milliseconds that each of them waits before its next request. */
  pauseMs: number
  timeoutMs: number
  onProgress: (done: number, all: number) => void
}

export const KIND: Omit<Manners, 'onProgress'> = { atOnce: 2, pauseMs: 250, timeoutMs: 20_000 }

/** How often an address is asked for again when the site is busy, and the longest wait that a site can ask for. */
const TRIES = 3
const LONGEST_WAIT_MS = 60_000

/** After so many pages that cannot be reached, and none that can, there is no internet. */
const GIVE_UP_AFTER = 5

/** Asks for every page once, however many of its headings are linked. @param addresses whole addresses, `#id` included */
export async function askSite(addresses: readonly string[], manners: Manners): Promise<Verdict[]> {
  const pages = [...Map.groupBy(new Set(addresses), address => address.split('#')[0] ?? '')]
  const verdicts: Verdict[] = []
  const isOffline = (): boolean => done >= GIVE_UP_AFTER && verdicts.every(({ unreachable }) => unreachable)
  let done = 0
  const work = async (): Promise<void> => {
    for (let next = pages.shift(); next !== undefined && !isOffline(); next = pages.shift()) {
      const [page, wanted] = next
      verdicts.push(...(await askPage(page, wanted, manners)))
      manners.onProgress(++done, done + pages.length)
      if (pages.length > 0) await pause(manners.pauseMs)
    }
  }
  await Promise.all(Array.from({ length: manners.atOnce }, work))
  return verdicts
}

async function askPage(page: string, wanted: readonly string[], manners: Manners): Promise<Verdict[]> {
  const all = (verdict: Omit<Verdict, 'address'>): Verdict[] =>
    wanted.map(address => ({ address, ...verdict }))
  for (let tried = 1; ; tried++) {
    let response: Response
    try {
      response = await fetch(page, {
        headers: { 'user-agent': 'kube-notes link check', accept: 'text/html' },
        signal: AbortSignal.timeout(manners.timeoutMs),
      })
    } catch (error) {
      return all({ problem: reasonOf(error), unreachable: true })
    }
    const busy = response.status === 429 || response.status === 503
    if (busy && tried < TRIES) {
      await response.body?.cancel()
      const seconds = Number(response.headers.get('retry-after') ?? 5)
      await pause(Math.min(Number.isFinite(seconds) ? seconds * 1000 : 5000, LONGEST_WAIT_MS))
      continue
    }
    const text = await response.text().catch(() => '')
    if (!response.ok) return all({ problem: `answers ${response.status}` })
    return wanted.map(address => ({ address, ...missingHeading(address, text) }))
  }
}

function missingHeading(address: string, html: string): { problem?: string } {
  const id = address.split('#')[1]
  if (id === undefined || id === '') return {}
  return new RegExp(`\\s(id|name)=["']?${RegExp.escape(id)}["'\\s>]`).test(html)
    ? {}
    : { problem: `has no heading #${id}` }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message : String(cause)
}
