import { describe, expect, test } from 'vitest'
import { run } from './app.ts'
import { addChannel, THREAD } from './world.ts'

describe('a follow-up', () => {
  test('by replying to an answer is about that answer, whoever replies and whatever came between', async () => {
    const { alice, bob, general, me, heard } = await run()
    alice.says(general, `${me} nodeport`)
    const [nodeport] = await alice.sees(general)
    alice.says(general, `${me} pod`)
    await alice.sees(general, 2)
    bob.says(general, 'how do I delete it', { replyTo: nodeport?.id ?? '' })
    await alice.sees(general, 3)
    expect(heard[2]).toMatchObject({ user: bob.id, text: 'how do I delete it', about: ['nodeport'] })
  })

  test('in a thread belongs to the thread, where everybody continues one topic', async () => {
    const { alice, bob, general, me, heard, discord } = await run({
      before: ({ world }, { guildId, id }) => {
        addChannel(world, 'a thread', { type: THREAD, parentId: id, ...(guildId && { guildId }) })
      },
    })
    const thread = [...discord.world.channels.values()].find(({ type }) => type === THREAD) ?? general
    alice.says(thread, `${me} nodeport`)
    await alice.sees(thread)
    bob.says(thread, `${me} how do I delete it`)
    await alice.sees(thread, 2)
    const place = { platform: 'discord', workspace: general.guildId, channel: general.id, thread: thread.id }
    expect(heard.map(told => told.place)).toEqual([place, place])
  })

  test('outside of threads each person continues their own', async () => {
    const { alice, general, direct, me, heard } = await run()
    alice.says(general, `${me} nodeport`)
    await alice.sees(general)
    alice.says(direct, 'pod')
    await alice.sees(direct)
    expect(heard.map(told => told.place)).toEqual([
      { platform: 'discord', workspace: general.guildId, channel: general.id },
      { platform: 'discord', workspace: '@me', channel: direct.id },
    ])
  })
})
