/** The concept of the day on Slack: setting it up, posting it, and what happens where that does not go well. */
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createInstallations, createMemoryVault } from '../../src/chat/slack/installations.ts'
import { createSeal } from '../../src/chat/slack/seal.ts'
import { createStore } from '../../src/store/create.ts'
import { freshSqlite } from '../store/databases.ts'
import { modalOf } from './people.ts'
import { MODES, type Scene, scene } from './scene.ts'
import { addChannel, BOT } from './world.ts'

/** The moment at which the local Slack's messages begin: 22:13:20 UTC on 14 November 2023, a Tuesday. */
const START = 1_700_000_000_000
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

type Daily = Scene & { clock: { now: number }; posts: (channel?: string) => string[] }

async function daily(
  mode: (typeof MODES)[number] = 'socket',
  options: Parameters<typeof scene>[1] = {},
): Promise<Daily> {
  const clock = { now: START }
  const store = createStore({ url: await freshSqlite(), days: 90, now: () => clock.now })
  await store.start()
  onTestFinished(() => store.stop())
  const here = await scene(mode, { ...options, daily: { store: store.daily, now: () => clock.now } })
  const posts = (channel = 'C1'): string[] =>
    here.bob
      .sees(channel)
      .filter(({ user, shown }) => user === BOT.user && /Concept of the day/.test(shown))
      .map(({ shown }) => shown)
  return { ...here, clock, posts }
}

const said = (here: Scene, person = here.ann, channel = 'C1') =>
  vi.waitUntil(
    () =>
      person
        .sees(channel)
        .filter(({ only }) => only === person.id)
        .at(-1),
    { timeout: 4000, interval: 5 },
  )

/** Sets it up for a quarter to eleven in the evening, and comes to that moment. */
async function setUp(here: Daily): Promise<void> {
  await here.ann.command('C1', 'daily 22:45 UTC')
  await said(here)
  here.clock.now = START + 32 * MINUTE
}

describe.each(MODES)('the daily post on Slack (%s)', mode => {
  test('is set up by a command, told to the channel, and comes once at its time', async () => {
    const here = await daily(mode)
    await here.ann.command('C1', 'daily 22:45 UTC mon-fri')
    const answer = await said(here)
    expect(answer.shown).toContain('Monday to Friday at 22:45, UTC')
    expect(answer.shown).toMatch(/Next: Tuesday,? 14 November 2023 at 22:45/)
    expect(here.bob.sees('C1').at(0)?.shown).toContain('A Kubernetes concept every day')
    expect(here.posts()).toEqual([])
    here.clock.now = START + 32 * MINUTE
    const [post] = await vi.waitUntil(() => here.posts().length > 0 && here.posts(), { timeout: 4000 })
    expect(post).toContain('Concept of the day, 14 November 2023')
    here.clock.now = START + DAY + 32 * MINUTE
    await vi.waitUntil(() => here.posts().length > 1, { timeout: 4000 })
    expect(here.posts()[1]).toContain('Concept of the day, 15 November 2023')
    expect(here.posts()).toHaveLength(2)
  })

  test('shows the answer to its question to who presses for it, and to nobody else', async () => {
    const here = await daily(mode)
    await here.ann.command('C1', 'daily 22:45 UTC')
    await said(here)
    here.clock.now = START + 32 * MINUTE
    const post = await vi.waitUntil(
      () => here.bob.sees('C1').find(({ shown }) => /Concept of the day/.test(shown)),
      { timeout: 4000 },
    )
    expect(post.shown).toContain('Which nodes answer?')
    expect(post.shown).not.toContain('All of them.')
    await here.bob.press(post, 'Show the answer', 'C1')
    expect((await said(here, here.bob)).shown).toContain('All of them.')
    expect(here.ann.sees('C1').filter(({ shown }) => /All of them/.test(shown))).toEqual([])
  })

  test('is set up by a form that says what is wrong', async () => {
    const here = await daily(mode)
    await here.ann.command('C1', 'daily form')
    await vi.waitUntil(() => here.slack.world.views.size === 1)
    const { payload } = await here.ann.submit(modalOf(here.slack), {
      Time: 'soon',
      'Time zone': 'Europe/Pragu',
    })
    expect(payload).toMatchObject({
      response_action: 'errors',
      errors: {
        time: expect.stringContaining('"soon" is no time'),
        zone: expect.stringContaining('no time zone'),
      },
    })
    await here.ann.submit(modalOf(here.slack), {
      Time: '8:30',
      'Time zone': 'Europe/Prague',
      'What about': 'Topic networking',
    })
    const answer = await said(here)
    expect(answer.shown).toContain('Monday to Friday at 08:30, Europe/Prague')
    expect(answer.shown).toContain('About networking')
  })
})

describe('the daily post on Slack', () => {
  test('is paused, resumed, skipped, brought forward and turned off', async () => {
    const here = await daily()
    await here.ann.command('C1', 'daily 22:45 UTC')
    await said(here)
    const order = async (words: string, answer: RegExp): Promise<string> => {
      await here.ann.command('C1', `daily ${words}`)
      const found = await vi.waitUntil(
        () =>
          here.ann
            .sees('C1')
            .filter(({ shown }) => answer.test(shown))
            .at(-1),
        { timeout: 4000, interval: 5 },
      )
      return found.shown
    }
    expect(await order('pause until 2023-12-01', /paused/)).toMatch(/Friday,? 1 December 2023 at 22:45/)
    expect(await order('resume', /goes on/)).toMatch(/Next: Tuesday,? 14 November 2023/)
    expect(await order('skip', /left out/)).toContain('The post of 14 November 2023 is left out')
    await order('now', /on its way/)
    await vi.waitUntil(() => here.posts().length === 1, { timeout: 4000 })
    await order('now', /there already/)
    expect(await order('status', /The concept of the day here/)).toContain('1 of 1 concept so far')
    await order('pause until yesterday', /I need a date to come/)
    await order('10:15', /at 10:15, UTC/)
    await order('path:beginner', /The path "beginner"/)
    expect(await order('status', /here\n.*The path "beginner"/s)).toContain('at 10:15, UTC')
    await order('off', /is off/)
    await order('status', /No concept of the day here/)
    here.clock.now = START + 5 * DAY
    await here.ann.command('C1', 'daily resume')
    expect(here.posts()).toHaveLength(1)
  })

  test('is not for guests to change, who are told so privately', async () => {
    const here = await daily()
    here.slack.world.people.set('U2', { is_restricted: true })
    await here.bob.command('C1', 'daily 22:45 UTC')
    expect((await said(here, here.bob)).shown).toContain('Only for who manages this channel')
    expect(here.ann.sees('C1')).toEqual([])
  })

  test('says what to do where Slack does not tell who is a guest', async () => {
    const here = await daily()
    here.slack.world.scopes.delete('users:read')
    await here.ann.command('C1', 'daily 22:45 UTC')
    expect((await said(here)).shown).toContain('SLACK_MANAGERS')
  })

  test('may be for admins only, or for people by their ids', async () => {
    const admins = await daily('socket', { settings: { managers: 'admins' } })
    admins.slack.world.people.set('U1', { is_admin: true })
    await admins.bob.command('C1', 'daily off')
    expect((await said(admins, admins.bob)).shown).toContain('Only for who manages')
    await admins.ann.command('C1', 'daily off')
    expect((await said(admins)).shown).toContain('No concept of the day here')
    const named = await daily('socket', { settings: { managers: ['U2'] } })
    await named.bob.command('C1', 'daily off')
    expect((await said(named, named.bob)).shown).toContain('No concept of the day here')
  })

  test('is refused at once where the bot is no member, with what to do', async () => {
    const here = await daily()
    await here.ann.command('C9', 'daily 22:45 UTC')
    expect((await said(here, here.ann, 'C9')).shown).toContain('Invite me with /invite')
    await here.ann.command('C9', 'daily status')
    await vi.waitUntil(() =>
      here.ann.sees('C9').some(({ shown }) => /No concept of the day here/.test(shown)),
    )
  })

  test('sent into a connection that breaks, counts as sent where Slack does not let the bot look', async () => {
    const here = await daily()
    await setUp(here)
    here.slack.fail('chat.postMessage', { cut: true }, 1)
    here.clock.now += MINUTE
    await vi.waitUntil(() => here.slack.calls.some(({ error }) => error === 'cut'), { timeout: 4000 })
    here.clock.now += 20 * MINUTE
    await vi.waitUntil(() => here.slack.calls.some(({ method }) => method === 'conversations.history'), {
      timeout: 4000,
    })
    await here.ann.command('C1', 'daily status')
    await said(here)
    expect(here.posts()).toEqual([])
  })

  test('is sent again where the bot may look and sees that it is not there', async () => {
    const here = await daily()
    here.slack.world.scopes.add('channels:history')
    await here.ann.command('C1', 'daily 22:45 UTC')
    await said(here)
    here.slack.fail('chat.postMessage', { cut: true }, 1)
    here.clock.now = START + 32 * MINUTE
    await vi.waitUntil(() => here.slack.calls.some(({ error }) => error === 'cut'), { timeout: 4000 })
    here.clock.now += 10 * MINUTE
    await vi.waitUntil(() => here.posts().length === 1, { timeout: 4000 })
  })

  test('waits as long as Slack asks to wait', async () => {
    const here = await daily()
    await here.ann.command('C1', 'daily 22:45 UTC')
    await said(here)
    here.slack.fail('chat.postMessage', { status: 429, retryAfter: 600 }, 1)
    here.clock.now = START + 32 * MINUTE
    await vi.waitUntil(() => here.slack.calls.some(({ error }) => error === 'http_429'), { timeout: 4000 })
    here.clock.now += 5 * MINUTE
    await here.ann.command('C1', 'daily status')
    await vi.waitUntil(() =>
      here.ann.sees('C1').some(({ shown }) => /The concept of the day here/.test(shown)),
    )
    expect(here.posts()).toEqual([])
    here.clock.now += 6 * MINUTE
    await vi.waitUntil(() => here.posts().length === 1, { timeout: 4000 })
  })

  test('to a channel that is archived is tried for a day, then paused, and who set it up hears of it', async () => {
    const here = await daily()
    addChannel(here.slack.world, 'C5', ['U1', BOT.user])
    await here.ann.command('C5', 'daily 22:45 UTC')
    await said(here, here.ann, 'C5')
    const channel = here.slack.world.channels.get('C5')
    if (channel === undefined) throw new Error('no channel')
    channel.archived = true
    for (let hours = 1; hours <= 27; hours++) {
      here.clock.now = START + 31 * MINUTE + hours * 60 * MINUTE
      await new Promise(resolve => setTimeout(resolve, 40))
    }
    const note = await vi.waitUntil(() => here.ann.sees('D1').at(-1), { timeout: 4000 })
    expect(note.shown).toContain('The daily post is paused')
    expect(note.shown).toContain('the channel is archived')
    channel.archived = false
    await here.ann.command('C5', 'daily resume')
    await vi.waitUntil(() => here.ann.sees('C5').some(({ shown }) => /goes on/.test(shown)), {
      timeout: 4000,
    })
  })
})

test('each workspace that installed the app gets its posts with its own token', async () => {
  const key = Buffer.alloc(32, 7)
  const auth = {
    kind: 'oauth' as const,
    clientId: 'client',
    clientSecret: 'client-secret',
    stateSecret: 'a long random text',
    publicUrl: 'https://kube-notes.example.com/',
    encryptionKeys: [key],
  }
  const vault = createMemoryVault()
  const here = await daily('http', { settings: { auth }, vault })
  await createInstallations(vault, createSeal([key]), Date.now).storeInstallation({
    team: { id: 'T1' },
    enterprise: undefined,
    user: { id: 'U1', token: undefined, scopes: undefined },
    bot: { token: 'xoxb-T1', id: BOT.id, userId: BOT.user, scopes: [] },
    isEnterpriseInstall: false,
  })
  here.slack.world.tokens.set('xoxb-T1', 'T1')
  await here.ann.command('C1', 'daily 22:45 UTC')
  await said(here)
  here.clock.now = START + 32 * MINUTE
  await vi.waitUntil(() => here.posts().length === 1, { timeout: 4000 })
  const posted = here.slack.calls.filter(({ method }) => method === 'chat.postMessage')
  expect(new Set(posted.map(({ token }) => token))).toEqual(new Set(['xoxb-T1']))
})
