/** One simulated stretch of time on one database. */
import { sql } from 'kysely'
import { createLibrary } from '../src/notes/library.ts'
import { loadLibrary } from '../src/notes/load.ts'
import { createStore, type OpenStore } from '../src/store/create.ts'
import { connect } from '../src/store/open.ts'
import { judge, type Verdict } from './judge.ts'
import { growing, makeSubscriptions } from './plan.ts'
import { type Run, simulate } from './simulate.ts'

export type Options = {
  url: string
  processes: number
  count: number
  from: string
  days: number
  seed: number
  /** How often a process is killed, of a thousand calls; 1 when missing. */
  kills?: number
  /** How often a platform fails, of a thousand posts; 8 when missing. */
  trouble?: number
  /** Platforms say that nothing is there, whatever is: to see that the judge sees it. */
  forgetful?: true
  outages: { processes: number; platforms: number; places: number }
  onProgress?: (share: number, run: Run) => void
}

const DAY = 86_400_000

export async function prove(options: Options): Promise<{ run: Run; verdict: Verdict }> {
  const { library } = createLibrary([(await loadLibrary(['knowledge'])).notes])
  const from = Date.parse(`${options.from}T00:00:00Z`)
  const to = from + options.days * DAY
  const stores = await Promise.all(Array.from({ length: options.processes }, () => started(options.url)))
  const { db, close } = connect({ url: options.url })
  const subscriptions = makeSubscriptions(options.count, options.seed)
  const notes = growing(library, from + (to - from) / 3)
  const { onProgress } = options
  try {
    const run = await simulate({
      stores: stores.map(store => store.daily),
      subscriptions,
      library: notes,
      from,
      to,
      seed: options.seed,
      kills: options.kills ?? 1,
      failures: 0.5,
      trouble: options.trouble ?? 8,
      forgetful: options.forgetful === true,
      outages: options.outages,
      async soonest() {
        const [post, subscription] = await Promise.all([
          db
            .selectFrom('posts')
            .select(row => row.fn.min('until').as('at'))
            .where(sql<boolean>`state in ('claimed', 'sending')`)
            .executeTakeFirst(),
          db
            .selectFrom('subscriptions')
            .select(row => row.fn.min('next_at').as('at'))
            .executeTakeFirst(),
        ])
        return Math.min(post?.at ?? Number.POSITIVE_INFINITY, subscription?.at ?? Number.POSITIVE_INFINITY)
      },
      ...(onProgress && { onProgress: (now, run) => onProgress((now - from) / (to - from), run) }),
    })
    const rows = await db.selectFrom('posts').selectAll().orderBy('place').orderBy('date').execute()
    const ends = new Map(
      rows.map(({ place, date, state, tries, reason }) => [
        `${place} ${date}`,
        `${state}, ${tries} tries, ${reason}`,
      ]),
    )
    const sent = rows
      .filter(({ state }) => state === 'sent')
      .map(({ place, date, due, note }) => ({ place, date, due, note: note ?? '' }))
    const rowOf = (key: string, date: string): string => ends.get(`${key} ${date}`) ?? 'no row'
    return { run, verdict: judge({ run, subscriptions, sent, rowOf, library: notes, from, to }) }
  } finally {
    await close()
    for (const store of stores) await store.stop()
  }
}

async function started(url: string): Promise<OpenStore> {
  const store = createStore({ url, days: 90, now: Date.now })
  await store.start()
  if (!store.state().up) throw new Error(`the database ${url} cannot be opened: ${store.state().problem}`)
  return store
}
