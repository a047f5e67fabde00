import { describe, expect, test } from 'vitest'
import { type Options, run } from './app.ts'
import { channelJson } from './wire.ts'
import { addChannel, type Channel, FORUM, THREAD } from './world.ts'

const FORUM_ID = '7777777777777777777'

/** A bot that watches a help forum, and somebody who posts there. */
async function help(options: Options = { forums: [FORUM_ID] }) {
  const app = await run({
    ...options,
    before: ({ world }, { guildId }) => {
      const tags = [
        { id: '11', name: 'nodeport' },
        { id: '12', name: 'solved' },
      ]
      addChannel(world, 'help', { id: FORUM_ID, type: FORUM, tags, ...(guildId && { guildId }) })
    },
  })
  const { world, gateway } = app.discord
  const guildId = app.general.guildId ?? ''

  function tell(post: Channel, isNew = true): void {
    gateway.dispatch({
      name: 'THREAD_CREATE',
      guildId,
      intent: 'guilds',
      data: () => ({ ...channelJson(world, post), newly_created: isNew }),
    })
  }
  function posts(title: string, more: Partial<Channel> = {}, isNew = true): Channel {
    const post = addChannel(world, title, {
      type: THREAD,
      parentId: FORUM_ID,
      guildId,
      ownerId: app.alice.id,
      ...more,
    })
    tell(post, isNew)
    return post
  }
  return { ...app, posts, tell }
}

describe('a new post in a help forum', () => {
  test('gets one offer, which says why it is there, and which its author can delete', async () => {
    const { alice, bob, posts, tell } = await help()
    const post = posts('NodePort')
    tell(post)
    const [offer] = await alice.sees(post)
    expect(offer?.text).toContain('A NodePort Service opens the same port on every node')
    expect(offer?.text).toContain('Nobody asked me')
    expect(offer?.message.pings).toEqual([])
    if (offer) bob.presses(offer, 'Delete')
    await bob.sees(post, 2)
    if (offer) alice.presses(offer, 'Delete')
    await alice.sees(post, 0)
  })

  test('is judged by its tags as well', async () => {
    const { alice, posts } = await help()
    const post = posts('How?', { appliedTags: ['11'] })
    expect((await alice.sees(post))[0]?.text).toContain('NodePort')
  })

  test('waits for the first message, which may be later than the post', async () => {
    const { alice, posts, discord } = await help()
    const post = posts('NodePort', { early: 3 })
    await alice.sees(post)
    expect(discord.world.calls.filter(call => call.startsWith('POST'))).toHaveLength(4)
  })

  test('whose first message never comes is given up', async () => {
    const { alice, direct, posts, logged } = await help()
    const post = posts('NodePort', { early: 100 })
    await expect.poll(() => logged.filter(({ fields }) => 'trouble' in fields)).toHaveLength(6)
    alice.says(direct, 'pod')
    await alice.sees(direct)
    expect(alice.seen(post)).toEqual([])
  })

  test('gets nothing when the bot is not certain', async () => {
    const { alice, posts, heard } = await help()
    const vague = posts('My app does not work, please help')
    const clear = posts('NodePort')
    await alice.sees(clear)
    expect(heard.length).toBe(2)
    expect(alice.seen(vague)).toEqual([])
  })

  test('that is old, and that the bot only now comes to see, gets nothing', async () => {
    const { alice, posts, heard } = await help()
    const old = posts('NodePort', {}, false)
    const fresh = posts('NodePort')
    await alice.sees(fresh)
    expect(heard).toHaveLength(1)
    expect(alice.seen(old)).toEqual([])
  })

  test('gets nothing in forums that are not configured', async () => {
    const { alice, posts, general, me, heard } = await help({})
    posts('NodePort')
    alice.says(general, `${me} pod`)
    await alice.sees(general)
    expect(heard).toHaveLength(1)
  })
})
