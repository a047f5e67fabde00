import { PermissionFlagsBits as P } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { run } from './app.ts'
import { furnish, startLocalDiscord } from './local-discord.ts'
import { addGuild, BOT_PERMISSIONS } from './world.ts'

const puts = (calls: string[]): string[] => calls.filter(call => call.startsWith('PUT'))

describe('the commands', () => {
  test('are registered for all servers, for people and for servers', async () => {
    const { discord } = await run()
    await expect.poll(() => discord.world.commands.get('')).toHaveLength(5)
    expect(discord.world.commands.get('')).toMatchObject([
      { name: 'k8s', integration_types: [0, 1], contexts: [0, 1, 2] },
      { name: 'Explain this', type: 3, integration_types: [0, 1], contexts: [0, 1, 2] },
      {
        name: 'k8s-setup',
        integration_types: [0],
        contexts: [0],
        default_member_permissions: String(P.ManageGuild),
      },
      {
        name: 'k8s-version',
        integration_types: [0],
        contexts: [0],
        default_member_permissions: String(P.ManageGuild),
      },
      { name: 'k8s-daily', integration_types: [0], contexts: [0, 1] },
    ])
  })

  test('are registered again only when they differ', async () => {
    const discord = await startLocalDiscord()
    const done = (app: Awaited<ReturnType<typeof run>>) =>
      expect.poll(() => app.logged.filter(({ message }) => message.includes('commands for'))).toHaveLength(1)
    await done(await run({ discord }))
    await done(await run({ discord }))
    expect(puts(discord.world.calls)).toHaveLength(1)

    const [first] = discord.world.commands.get('') ?? []
    if (first) first.description = 'Something else'
    await done(await run({ discord }))
    expect(puts(discord.world.calls)).toHaveLength(2)
    await discord.stop()
  })

  test('are registered in one server where the configuration names one, with a warning when they would show twice', async () => {
    const discord = await startLocalDiscord()
    const { general } = furnish(discord.world)
    const guildId = general.guildId ?? ''
    const first = await run({ discord, guildId })
    await expect.poll(() => discord.world.commands.get(guildId)).toHaveLength(5)
    expect(discord.world.commands.get('')).toBeUndefined()
    expect(first.logged.filter(({ level }) => level !== 'info')).toEqual([])

    await run({ discord })
    await expect.poll(() => discord.world.commands.get('')).toHaveLength(5)
    await expect.poll(() => discord.world.commands.get(guildId)).toEqual([])

    const third = await run({ discord, guildId })
    await expect.poll(() => third.logged.map(({ message }) => message).join()).toContain('show twice')
    await discord.stop()
  })

  test('are registered although Discord fails at first', async () => {
    const { discord } = await run({
      before: ({ fault }) => fault({ on: /GET \/applications/, times: 6, status: 503 }),
    })
    await expect.poll(() => discord.world.commands.get('')).toHaveLength(5)
  })

  test('that cannot be registered are named, and the bot answers all the same', async () => {
    const { alice, general, logged, me } = await run({ guildId: '123' })
    await expect.poll(() => logged.filter(({ level }) => level === 'error')).toHaveLength(1)
    expect(logged.find(({ level }) => level === 'error')).toMatchObject({
      fields: { server: '123', code: 50001 },
      message: expect.stringContaining('add the bot to this server'),
    })
    alice.says(general, `${me} pod`)
    await alice.sees(general)
  })
})

describe('whoever starts the bot', () => {
  test('is given the link that adds it with just the permissions it needs', async () => {
    const { said, discord } = await run()
    const link = new URL(/https:\S+/.exec(said.join('\n'))?.[0] ?? '')
    expect(link.origin + link.pathname).toBe('https://discord.com/oauth2/authorize')
    expect(Object.fromEntries(link.searchParams)).toEqual({
      client_id: discord.world.application,
      scope: 'bot applications.commands',
      permissions: '274877991936',
    })
  })

  test('reads which permissions are missing in which server', async () => {
    let id = ''
    const { logged } = await run({
      before: ({ world }) => {
        id = addGuild(world, 'Strict', {
          permissions: BOT_PERMISSIONS & ~P.SendMessages & ~P.ReadMessageHistory,
        }).id
      },
    })
    await expect
      .poll(() => logged.find(({ message }) => message.includes('permissions')))
      .toMatchObject({ fields: { server: id, missing: ['Send Messages', 'Read Message History'] } })
  })

  test('needs no privileged intent', async () => {
    const { discord } = await run()
    expect(discord.gateway.state.identifies).toMatchObject([{ intents: (1 << 0) | (1 << 9) | (1 << 12) }])
  })
})

describe('/k8s-setup', () => {
  test('tells people who manage the server what is missing in a channel', async () => {
    const { alice, general } = await run({
      before: (_, channel) => {
        channel.denied = P.SendMessages
      },
    })
    alice.commands(general, 'k8s-setup', [], { permissions: P.ManageGuild })
    const [card] = await alice.sees(general)
    expect(card?.private).toBe(true)
    expect(card?.text).toContain('- Send Messages\n')
    expect(card?.links.join()).toContain('oauth2/authorize')
    general.denied = 0n
    alice.commands(general, 'k8s-setup', [], { permissions: P.ManageGuild })
    expect((await alice.sees(general, 2))[1]?.text).toContain('Everything is set up')
  })

  test('is refused to others, even where a server opened it to everybody', async () => {
    const { alice, general } = await run()
    alice.commands(general, 'k8s-setup', [], { permissions: P.SendMessages })
    const [card] = await alice.sees(general)
    expect(card?.private).toBe(true)
    expect(card?.text).toContain('may manage this server')
  })
})

describe('wrong configuration keeps it from starting, and says what to do', () => {
  test('a token that Discord does not know', async () => {
    const { chat } = await run({ start: false, token: 'wrong' })
    await expect(chat.start()).rejects.toThrow('DISCORD_TOKEN: Discord does not know it; copy it anew')
  })

  test('a token that is no longer good when it connects', async () => {
    const { chat } = await run({
      start: false,
      before: ({ gateway }) => {
        gateway.state.reject = 4004
      },
    })
    await expect(chat.start()).rejects.toThrow('DISCORD_TOKEN')
  })

  test('a token that is taken back later is told with what to do', async () => {
    const { discord, chat, logged } = await run()
    discord.gateway.close(4004)
    await expect.poll(() => chat.ready()).toBe(false)
    const errors = logged.filter(({ level }) => level === 'error')
    expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining('DISCORD_TOKEN')])
  })

  test('too few shards', async () => {
    const { chat } = await run({
      start: false,
      shards: { ids: [0], count: 2 },
      before: ({ gateway }) => {
        gateway.state.shards = 4
      },
    })
    await expect(chat.start()).rejects.toThrow('DISCORD_SHARDS: 2 shards do not suit Discord')
  })
})

describe('/k8s-version', () => {
  const version = (value: string) => [{ name: 'version', type: 3, value }]

  test('says which Kubernetes runs in a channel, so that answers there tell what holds', async () => {
    const { alice, bob, general } = await run()
    alice.commands(general, 'k8s-version', version('v1.31.2'), { permissions: P.ManageGuild })
    expect((await alice.sees(general))[0]).toMatchObject({ private: true })
    bob.asks(general, 'nodeport')
    expect((await bob.sees(general))[0]?.text).toContain('for Kubernetes 1.31, set here')
  })

  test('takes nothing that is no version, and is for who manages the server', async () => {
    const { alice, general } = await run()
    alice.commands(general, 'k8s-version', version('latest'), { permissions: P.ManageGuild })
    expect((await alice.sees(general))[0]?.text).toContain('That is no version')
    alice.commands(general, 'k8s-version', version('1.31'), { permissions: P.SendMessages })
    expect((await alice.sees(general, 2))[1]?.text).toContain('Only people who may manage this server')
  })
})
