import { describe, expect, test } from 'vitest'
import { type Running, run } from './app.ts'

const answers = async ({ alice, general, me }: Running, count: number): Promise<void> => {
  alice.says(general, `${me} pod`)
  await alice.sees(general, count)
}

describe('a connection', () => {
  test('that drops is resumed, and what was asked meanwhile is answered', async () => {
    const app = await run()
    const { gateway } = app.discord
    gateway.drop()
    await expect.poll(() => app.chat.ready()).toBe(false)
    await answers(app, 1)
    expect(gateway.state).toMatchObject({ identified: 1, resumed: 1 })
    expect(app.chat.ready()).toBe(true)
    expect(app.logged.map(({ message }) => message)).toEqual(
      expect.arrayContaining(['discord: connection lost, reconnecting', 'discord: connected again']),
    )
  })

  test('that Discord wants renewed (op 7) is resumed', async () => {
    const app = await run()
    app.discord.gateway.askToReconnect()
    await expect.poll(() => app.discord.gateway.state.resumed, { timeout: 5000 }).toBe(1)
    await answers(app, 1)
  })

  test.each([
    ['no longer good is begun anew', false, { identified: 2 }],
    ['still good is resumed', true, { identified: 1, resumed: 1 }],
  ])(
    'whose session (op 9) is %s',
    async (_, resumable, state) => {
      const app = await run()
      app.discord.gateway.invalidate(resumable)
      await expect.poll(() => app.discord.gateway.state, { timeout: 9000 }).toMatchObject(state)
      await answers(app, 1)
    },
    15_000,
  )

  test('that goes silent is noticed, told, and replaced', async () => {
    const app = await run({
      before: ({ gateway }) => {
        gateway.state.heartbeatMs = 100
      },
    })
    app.discord.gateway.silence()
    await expect.poll(() => app.discord.gateway.state.resumed, { timeout: 5000 }).toBe(1)
    await answers(app, 1)
  })

  test('without a sign of life is not ready, though nothing was closed', async () => {
    let ahead = 0
    const { chat, alice, direct } = await run({ now: () => Date.now() + ahead })
    ahead = 91_000
    expect(chat.ready()).toBe(false)
    alice.says(direct, 'pod')
    await alice.sees(direct)
    expect(chat.ready()).toBe(true)
  })

  test('whose interactions were replayed too late goes on', async () => {
    const app = await run()
    app.discord.gateway.drop()
    app.alice.asks(app.general, 'nodeport', { age: 5000 })
    await expect
      .poll(() => app.logged.map(({ message }) => message), { timeout: 5000 })
      .toContain('discord: an answer came to nothing')
    await answers(app, 1)
  })

  test('that another answers in place of the gateway (502) is tried again', async () => {
    const app = await run()
    app.discord.gateway.state.refuse = 502
    app.discord.gateway.drop()
    await expect.poll(() => app.discord.gateway.state.refused, { timeout: 5000 }).toBe(2)
    expect(app.chat.ready()).toBe(false)
    app.discord.gateway.state.refuse = undefined
    await answers(app, 1)
    expect(app.chat.ready()).toBe(true)
  })
})

describe('starting', () => {
  test('goes on until Discord can be reached', async () => {
    const app = await run({
      start: false,
      before: discord => {
        discord.fault({ on: /GET \/gateway\/bot/, times: 9, status: 502 })
        discord.gateway.state.refuse = 503
      },
    })
    const started = app.chat.start()
    expect(app.chat.ready()).toBe(false)
    await expect
      .poll(() => app.logged.map(({ message }) => message))
      .toContain('discord: the connection failed')
    app.discord.gateway.state.refuse = undefined
    await started
    expect(app.chat.ready()).toBe(true)
    expect(app.logged.filter(({ message }) => message.includes('cannot reach')).length).toBe(2)
    await answers(app, 1)
  })

  test('does not wait for servers that are down for Discord', async () => {
    const app = await run({
      before: ({ world, gateway }) => {
        const [guild] = world.guilds.values()
        gateway.state.down = guild?.id
      },
    })
    app.alice.says(app.direct, 'pod')
    await app.alice.sees(app.direct)
  })

  test('can be stopped before it got anywhere', async () => {
    const app = await run({
      start: false,
      before: discord => discord.fault({ on: /GET \/gateway\/bot/, times: 1000, status: 502 }),
    })
    const started = app.chat.start()
    await expect
      .poll(() => app.logged.map(({ message }) => message))
      .toContain('discord: cannot reach Discord')
    await app.chat.stop()
    await started
  })
})
