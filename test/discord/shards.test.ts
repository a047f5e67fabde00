import { expect, test } from 'vitest'
import { memoryClaims, run } from './app.ts'
import { startLocalDiscord } from './local-discord.ts'
import { addChannel, addGuild, type World } from './world.ts'

/** A channel in a server of each shard. */
const channelOn = (world: World, shard: number, shards: number) =>
  addChannel(world, `on ${shard}`, { guildId: addGuild(world, `Server ${shard}`, { shard, shards }).id })

test('takes all shards that Discord asks for, and answers on each', async () => {
  const { discord, alice, chat, me } = await run({
    before: ({ gateway, world }) => {
      gateway.state.shards = 3
      for (const shard of [0, 1, 2]) channelOn(world, shard, 3)
    },
  })
  expect(discord.gateway.sessions().sort()).toEqual(['0/3', '1/3', '2/3'])
  expect(chat.ready()).toBe(true)
  for (const channel of [...discord.world.channels.values()].filter(({ name }) => name.startsWith('on '))) {
    alice.says(channel, `${me} pod`)
    await alice.sees(channel)
  }
})

test('takes the range it is given, so that several processes share a bot', async () => {
  const discord = await startLocalDiscord()
  discord.gateway.state.shards = 4
  const channels = [0, 1, 2, 3].map(shard => channelOn(discord.world, shard, 4))
  const claims = memoryClaims()
  const first = await run({ discord, claims, shards: { ids: [0, 1], count: 4 } })
  const second = await run({ discord, claims, shards: { ids: [2, 3], count: 4 } })
  expect(discord.gateway.sessions()).toEqual(['0/4', '1/4', '2/4', '3/4'])
  for (const channel of channels) {
    first.alice.says(channel, `${first.me} pod`)
    await first.alice.sees(channel)
  }
  expect(first.heard).toHaveLength(2)
  expect(second.heard).toHaveLength(2)
  await discord.stop()
})

test('takes more of them when it has outgrown those it has', async () => {
  const { discord, alice, general, me, chat } = await run()
  discord.gateway.state.shards = 2
  discord.gateway.close(4011)
  await expect.poll(() => discord.gateway.sessions().sort()).toEqual(['0/2', '1/2'])
  await expect.poll(() => chat.ready()).toBe(true)
  alice.says(general, `${me} pod`)
  await alice.sees(general)
})
