/**
 * A process that posts what is due, for the proof with real processes: `node child.ts DATABASE PLATFORM`, where
 * PLATFORM is the address of a server that keeps what is posted. It works until it is killed.
 */
import { request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Found, Known, Posted } from '../src/chat/chat.ts'
import { createEditor } from '../src/daily/editor.ts'
import { createLoop, POLICY } from '../src/daily/loop.ts'
import { createLibrary } from '../src/notes/library.ts'
import { parseNote } from '../src/notes/parse.ts'
import { createStore } from '../src/store/create.ts'

const [url = '', platform = ''] = process.argv.slice(2)
/** As many as it takes; what they say does not matter here. */
const { library } = createLibrary([
  Array.from({ length: 30 }, (_, at) => {
    const { note } = parseNote(`notes/n${at}.md`, `---\ntitle: Note ${at}\n---\n\nA note.\n`)
    if (note === undefined) throw new Error('the note does not parse')
    return note
  }),
])
const store = createStore({ url, days: 90, now: Date.now })
await store.start()
while (!store.state().up) await pause(20)

/** The same rules, with less patience. */
const policy = { ...POLICY, lease: 1500, sending: 700, again: [100, 200, 400], begin: { all: 1, each: 1 } }

const loop = createLoop({
  store: store.daily,
  editor: createEditor(
    ['discord', 'slack-blind'].map(name => ({
      name,
      ready: () => true,
      poster: {
        post: (_, __, known, withinMs) => post(name, known, withinMs),
        wasPosted: (_, known) => find(name, known),
        tell: async () => {},
        mention: () => '',
      },
    })),
    () => library,
  ),
  onGone: async () => {},
  onEnd: () => {},
  onError: error => console.error(String(error)),
  now: Date.now,
  policy,
})
console.log('works')
for (;;) {
  await loop.tick()
  await pause(20)
}

async function post(name: string, known: Known, withinMs: number): Promise<Posted> {
  const status = await call('POST', `/${name}/${encodeURIComponent(known.name)}`, withinMs)
  if (status === 200) return { kind: 'sent' }
  return status === 429 ? { kind: 'unsent', why: 'limited' } : { kind: 'unsure', why: 'timeout' }
}

async function find(name: string, known: Known): Promise<Found> {
  if (name === 'slack-blind') return 'unknown'
  const status = await call('GET', `/${name}/${encodeURIComponent(known.name)}`, 500)
  return status === 200 ? 'yes' : status === 404 ? 'no' : 'later'
}

function call(method: string, path: string, withinMs: number): Promise<number> {
  return new Promise(resolve => {
    const sent = request(platform + path, { method, timeout: withinMs }, response => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
    sent.on('timeout', () => sent.destroy())
    sent.on('error', () => resolve(0))
    sent.end()
  })
}
