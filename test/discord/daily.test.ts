/** The concept of the day on Discord: /k8s-daily, the post, and what happens where that does not go well. */
import { PermissionFlagsBits as P } from 'discord.js'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createStore } from '../../src/store/create.ts'
import { freshSqlite } from '../store/databases.ts'
import { type Options, run } from './app.ts'
import { startLocalDiscord } from './local-discord.ts'
import type { Shown } from './people.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

async function daily(options: Options = {}) {
  const discord = await startLocalDiscord()
  onTestFinished(() => discord.stop())
  const { world } = discord
  const store = createStore({ url: await freshSqlite(), days: 90, now: world.now })
  await store.start()
  onTestFinished(() => store.stop())
  const here = await run({ ...options, discord, daily: { store: store.daily, now: world.now } })
  const { general, alice, bob } = here
  const posts = (): Shown[] => bob.seesNow(general).filter(({ text }) => /Concept of the day,/.test(text))
  const wait = { timeout: 5000, interval: 5 }
  return {
    ...here,
    world,
    posts,
    manages: { permissions: alice.mayManage },
    /** The wall clock in UTC in so many minutes. */
    inMinutes: (minutes: number) => new Date(world.now() + minutes * MINUTE).toISOString().slice(11, 16),
    postsOnce: (count: number) => vi.waitUntil(() => posts().length >= count && posts(), wait),
    /** The last message that only this person sees and that says so. */
    told: (words: RegExp, person = alice) =>
      vi.waitUntil(
        () =>
          person
            .seesNow(general)
            .filter(({ text, private: hidden }) => hidden && words.test(text))
            .at(-1),
        wait,
      ),
  }
}

async function setUp(options?: Options) {
  const here = await daily(options)
  here.alice.daily(here.general, 'on', { time: here.inMinutes(2), zone: 'UTC' }, here.manages)
  await here.told(/set up/)
  return here
}

test('the daily post is set up by a command, told to the channel, and comes once', async () => {
  const here = await daily()
  here.alice.daily(
    here.general,
    'on',
    { time: here.inMinutes(2), zone: 'UTC', about: 'networking' },
    here.manages,
  )
  const answer = await here.told(/set up/)
  expect(answer.text).toContain('Every day at')
  expect(answer.text).toContain('About networking')
  expect(here.bob.seesNow(here.general)[0]?.text).toContain('A Kubernetes concept every day')
  expect(here.posts()).toEqual([])
  here.world.ahead += 3 * MINUTE
  const [post] = await here.postsOnce(1)
  expect(post?.message.pings).toEqual([])
  here.world.ahead += 24 * HOUR
  expect(await here.postsOnce(2)).toHaveLength(2)
})

test('its question shows its answer to who presses for it alone', async () => {
  const here = await setUp()
  here.world.ahead += 3 * MINUTE
  const [post] = await here.postsOnce(1)
  if (post === undefined) throw new Error('no post')
  expect(post.text).toContain('Which nodes answer?')
  expect(post.text).not.toContain('All of them.')
  here.bob.presses(post, 'Show the answer')
  expect((await here.told(/All of them\./, here.bob)).private).toBe(true)
})

test('only who may manage the server, or has a configured role, can change it; others are told privately', async () => {
  const managerRoles: string[] = []
  const here = await daily({ managerRoles })
  const role = here.world.guilds.get(here.general.guildId ?? '')?.roleId ?? ''
  managerRoles.push(role)
  here.bob.daily(here.general, 'on', { time: '09:00', zone: 'UTC' })
  expect((await here.told(/Only for who manages/, here.bob)).private).toBe(true)
  here.bob.daily(here.general, 'status')
  await here.told(/No concept of the day here/, here.bob)
  here.bob.daily(here.general, 'on', { time: '09:00', zone: 'UTC' }, { roles: [role] })
  await here.told(/set up/, here.bob)
})

test('a form does the same, and brings back what was wrong', async () => {
  const here = await daily()
  const asked = here.alice.daily(here.general, 'form', {}, here.manages)
  expect((await here.alice.form(asked)).title).toBe('A concept every day')
  here.alice.fills(asked, { Time: '9:00', 'Time zone': 'Prag' }, here.manages)
  const card = await here.told(/no time zone; did you mean Europe\/Prague/)
  const again = here.alice.presses(card, 'Mend it', here.manages)
  await here.alice.form(again)
  here.alice.fills(again, { 'Time zone': 'Prague' }, here.manages)
  expect((await here.told(/set up/)).text).toContain('Monday to Friday at 09:00, Europe/Prague')
})

test('zones, paths and topics are suggested while they are typed', async () => {
  const here = await daily()
  const typing = (name: string, value: string) =>
    here.alice.typesIn(here.general, 'k8s-daily', [
      { name: 'on', type: 1, options: [{ name, type: 3, value, focused: true }] },
    ])
  expect(await typing('zone', 'prag')).toEqual(['Europe/Prague'])
  expect(await typing('about', 'beg')).toEqual(['path:beginner'])
  expect(await typing('about', 'networking,wor')).toEqual(['networking,workloads'])
})

test('what the bot lacks to post there is named at once, and nothing is set up', async () => {
  const here = await daily({
    before: (_, general) => {
      general.denied = P.SendMessages
    },
  })
  here.alice.daily(here.general, 'on', { time: '09:00', zone: 'UTC' }, here.manages)
  expect((await here.told(/I cannot post here yet/)).text).toContain('Send Messages')
  here.alice.daily(here.general, 'status')
  await here.told(/No concept of the day here/)
})

test('an answer that gets lost leads to no second post, soon or late', async () => {
  const here = await setUp()
  here.discord.fault({ on: new RegExp(`POST /channels/${here.general.id}/messages`), lost: true, times: 4 })
  here.world.ahead += 3 * MINUTE
  await here.postsOnce(1)
  const looks = () =>
    here.world.calls.filter(call => call === `GET /channels/${here.general.id}/messages`).length
  await vi.waitUntil(
    () => {
      here.world.ahead += 10_000
      return looks() > 0
    },
    { timeout: 15_000, interval: 20 },
  )
  expect(here.posts()).toHaveLength(1)
}, 20_000)

test('a post that never arrived is sent again', async () => {
  const here = await setUp()
  here.discord.fault({ on: new RegExp(`POST /channels/${here.general.id}/messages`), broken: true, times: 4 })
  here.world.ahead += 3 * MINUTE
  await vi.waitUntil(
    () => {
      here.world.ahead += 10_000
      return here.posts().length > 0
    },
    { timeout: 15_000, interval: 20 },
  )
  expect(here.posts()).toHaveLength(1)
}, 20_000)

test('a channel that was deleted is given up after a day, and who set it up hears of it', async () => {
  const here = await setUp()
  here.general.deleted = true
  const notes = () =>
    [...here.world.messages.values()].filter(({ components }) =>
      JSON.stringify(components).includes('The daily post is paused'),
    )
  await vi.waitUntil(
    () => {
      here.world.ahead += 20 * MINUTE
      return notes().length > 0
    },
    { timeout: 15_000, interval: 30 },
  )
  expect(here.world.channels.get(notes()[0]?.channelId ?? '')?.name).toBe(here.alice.id)
  expect(JSON.stringify(notes()[0]?.components)).toContain('no longer exists')
}, 20_000)
