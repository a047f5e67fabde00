import { PermissionFlagsBits as P } from 'discord.js'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Claims, createClaims } from '../../src/claims.ts'
import { createStore } from '../../src/store/create.ts'
import { freshSqlite } from '../store/databases.ts'
import { memoryClaims, type Options, type Running, run } from './app.ts'
import { startLocalDiscord } from './local-discord.ts'
import { addChannel, DM, type Interaction } from './world.ts'

/** A bot whose answers wait until they are let go. */
async function slowly(options: Options = {}) {
  const gate = Promise.withResolvers<void>()
  const claims = memoryClaims()
  const app = await run({
    ...options,
    claims: {
      async claim(platform, events) {
        await gate.promise
        return claims.claim(platform, events)
      },
    },
  })
  return { ...app, letGo: gate.resolve }
}

const acknowledged = (interaction: Interaction, type: number) =>
  expect.poll(() => interaction.acknowledged, { interval: 2 }).toBe(type)

const messagesOf = ({ logged }: Running): string => logged.map(({ message }) => message).join('\n')

describe('an answer that takes long', () => {
  test('is announced within three seconds and filled in later, for everybody or for one', async () => {
    const { alice, bob, general, letGo } = await slowly()
    const open = alice.asks(general, 'nodeport')
    const hidden = alice.asks(general, 'pod', { private: true })
    await acknowledged(open, 5)
    await acknowledged(hidden, 5)
    letGo()
    const answers = await alice.sees(general, 2)
    expect(answers.map(answer => answer.private).sort()).toEqual([false, true])
    expect(bob.seen(general).map(({ text }) => text.split('\n')[0])).toEqual(['NodePort'])
  })

  test('to a pressed button leaves the message with the button as it is', async () => {
    const discord = await startLocalDiscord()
    const quick = await run({ discord, claims: memoryClaims() })
    quick.alice.asks(quick.general, 'nodeport')
    const [answer] = await quick.alice.sees(quick.general)
    await quick.chat.stop()

    const gate = Promise.withResolvers<boolean>()
    const slow = await run({ discord, claims: { claim: () => gate.promise } })
    if (answer === undefined) throw new Error('no answer')
    const pressed = slow.bob.presses(answer, 'Service')
    await acknowledged(pressed, 6)
    gate.resolve(true)
    const [first, service] = await slow.bob.sees(quick.general, 2)
    expect(first?.text).toBe(answer.text)
    expect(service).toMatchObject({ private: true })
    expect(service?.text).toContain('Service is a thing')
    await discord.stop()
  })

  test('that concerns the asker alone is told only to them, even where it was announced to everybody', async () => {
    const { alice, bob, general, letGo } = await slowly({ store: { days: 90 } })
    await acknowledged(alice.asks(general, 'forget me'), 5)
    letGo()
    expect((await alice.sees(general))[0]).toMatchObject({ private: true })
    expect(bob.seen(general)).toEqual([])
  })

  test('to a share or a deletion does what it should all the same', async () => {
    const { alice, bob, general, letGo, discord } = await slowly()
    const asked = alice.asks(general, 'nodeport', { private: true })
    await acknowledged(asked, 5)
    letGo()
    const [answer] = await alice.sees(general)
    if (answer) alice.presses(answer, 'Share with the channel')
    const [shared] = await bob.sees(general)
    await expect.poll(() => alice.seen(general)).toHaveLength(1)
    if (shared) alice.presses(shared, 'Delete')
    await expect.poll(() => discord.world.messages.size).toBe(0)
  })
})

describe('the same event', () => {
  test('delivered three times gets one reply', async () => {
    const { alice, general, direct, me, heard, discord } = await run({
      before: ({ gateway }) => {
        gateway.state.copies = 3
      },
    })
    alice.asks(general, 'nodeport')
    alice.says(general, `${me} pod`)
    alice.says(direct, 'service')
    await expect.poll(() => heard).toHaveLength(9)
    await alice.sees(general, 2)
    await alice.sees(direct)
    const sent = discord.world.calls.filter(call => /callback|POST \/channels/.test(call))
    expect(sent).toHaveLength(3)
  })

  test('heard by two processes gets one reply', async () => {
    const discord = await startLocalDiscord()
    const claims = memoryClaims()
    const one = await run({ discord, claims })
    const two = await run({ discord, claims })
    one.alice.asks(one.general, 'nodeport')
    one.alice.says(one.general, `${one.me} pod`)
    await expect.poll(() => one.heard.length + two.heard.length).toBe(4)
    await one.alice.sees(one.general, 2)
    const sent = discord.world.calls.filter(call => /callback|POST \/channels/.test(call))
    expect(sent).toHaveLength(2)
    await discord.stop()
  })

  test('that two processes take long over is answered by one, whichever of them announced it', async () => {
    const discord = await startLocalDiscord()
    const gate = Promise.withResolvers<void>()
    const memory = memoryClaims()
    const claims: Claims = {
      async claim(platform, events) {
        await gate.promise
        return memory.claim(platform, events)
      },
    }
    const one = await run({ discord, claims })
    const two = await run({ discord, claims })
    const asked = one.alice.asks(one.general, 'nodeport')
    await expect.poll(() => discord.world.calls.filter(call => call.includes('callback'))).toHaveLength(2)
    gate.resolve()
    expect((await one.alice.sees(one.general))[0]?.text).toContain('A NodePort Service')
    expect(asked.acknowledged).toBe(5)
    expect([...one.logged, ...two.logged].filter(({ level }) => level !== 'info')).toEqual([])
    await discord.stop()
  })

  test('heard again after a restart gets no second reply', async () => {
    const discord = await startLocalDiscord()
    const url = await freshSqlite()
    const remembered = async (): Promise<Claims> => {
      const store = createStore({ url, days: 90, now: Date.now })
      await store.start()
      onTestFinished(() => store.stop())
      return createClaims(store)
    }
    const one = await run({ discord, claims: await remembered() })
    const asked = one.alice.says(one.general, `${one.me} pod`)
    await one.alice.sees(one.general)
    await one.chat.stop()

    const two = await run({ discord, claims: await remembered() })
    one.alice.tell(asked)
    one.alice.says(one.general, `${one.me} service`)
    expect((await one.alice.sees(one.general, 2)).map(({ text }) => text.split('\n')[0])).toEqual([
      'Pod',
      'Service',
    ])
    expect(two.heard).toHaveLength(2)
    await discord.stop()
  })
})

describe('a callback', () => {
  test('whose receipt got lost is not sent as a second answer', async () => {
    const { alice, general, discord } = await run()
    discord.fault({ on: /^POST \/interactions\/.*callback/, lost: true })
    alice.asks(general, 'nodeport')
    const [answer] = await alice.sees(general)
    await expect.poll(() => discord.world.calls.filter(call => /callback/.test(call)).length).toBe(2)
    expect(await alice.sees(general)).toHaveLength(1)
    expect(answer?.text).toContain('NodePort')
  })

  test('that Discord fails to take is sent again', async () => {
    const { alice, general, discord } = await run()
    discord.fault({ on: /callback/, times: 6, status: 503 })
    alice.asks(general, 'nodeport')
    await alice.sees(general)
  })

  test('that comes too late is given up, and the next one is answered', async () => {
    const app = await run()
    app.alice.asks(app.general, 'nodeport', { age: 4000 })
    await expect.poll(() => messagesOf(app)).toContain('came to nothing')
    app.alice.asks(app.general, 'pod')
    expect((await app.alice.sees(app.general))[0]?.text).toContain('Pod')
    expect(app.logged.filter(({ level }) => level !== 'info')).toEqual([])
  })
})

describe('a message', () => {
  test('is sent when the rate limit is over, and other channels do not wait for it', async () => {
    const { alice, general, direct, me, discord } = await run()
    const limit = { status: 429, headers: { 'retry-after': '0.3', 'x-ratelimit-scope': 'shared' } }
    discord.fault({ on: new RegExp(`POST /channels/${general.id}/messages`), ...limit })
    alice.says(general, `${me} nodeport`)
    alice.says(direct, 'pod')
    await alice.sees(direct)
    expect(alice.seen(general)).toEqual([])
    await alice.sees(general)
  })

  test('waits for a global rate limit', async () => {
    const app = await run()
    const headers = { 'retry-after': '0.1', 'x-ratelimit-scope': 'global', 'x-ratelimit-global': 'true' }
    app.discord.fault({ on: /POST \/channels/, status: 429, headers })
    app.alice.says(app.general, `${app.me} nodeport`)
    app.alice.says(app.direct, 'pod')
    await app.alice.sees(app.general)
    await app.alice.sees(app.direct)
  })

  test('outlasts an outage, and is never doubled by one', async () => {
    const { alice, general, me, discord } = await run()
    discord.fault({ on: /POST \/channels/, times: 9, status: 502 })
    alice.says(general, `${me} nodeport`)
    await alice.sees(general)
    discord.fault({ on: /POST \/channels/, lost: true })
    discord.fault({ on: /POST \/channels/, broken: true })
    alice.says(general, `${me} pod`)
    await alice.sees(general, 2)
    await expect
      .poll(() => discord.world.calls.filter(call => call.startsWith('POST /channels')).length)
      .toBe(13)
    expect(await alice.sees(general, 2)).toHaveLength(2)
  })

  test('goes to the asker where the bot may not write, without knocking', async () => {
    const { alice, general, me, discord, logged } = await run({
      before: (_, channel) => {
        channel.denied = P.SendMessages
      },
    })
    alice.says(general, `${me} nodeport`)
    const whispered = () =>
      [...discord.world.channels.values()].find(({ type, name }) => type === DM && name === alice.id)
    await expect.poll(whispered).toBeDefined()
    const direct = whispered()
    if (direct === undefined) return
    expect((await alice.sees(direct))[0]?.text).toContain(
      'I lack the permission to write where you mentioned me',
    )
    expect(discord.world.calls).not.toContain(`POST /channels/${general.id}/messages`)
    expect(logged).toContainEqual(
      expect.objectContaining({ fields: { channel: general.id, missing: ['Send Messages'] } }),
    )
  })

  test.each([50001, 50013])(
    'that Discord refuses with %i goes to the asker, and the channel is left alone',
    async code => {
      const { alice, general, me, discord } = await run()
      discord.fault({ on: /POST \/channels/, status: 403, code })
      alice.says(general, `${me} nodeport`)
      const tries = () =>
        discord.world.calls.filter(call => call === `POST /channels/${general.id}/messages`).length
      await expect
        .poll(() => discord.world.calls.filter(call => call === 'POST /users/@me/channels').length)
        .toBe(1)
      alice.says(general, `${me} pod`)
      await expect.poll(() => discord.world.messages.size).toBe(4)
      expect(tries()).toBe(1)
    },
  )

  test('that may neither be posted nor whispered is given up', async () => {
    const app = await run()
    app.discord.fault({ on: /POST \/channels/, status: 403, code: 50013 })
    app.discord.fault({ on: /POST \/channels/, status: 403, code: 50007 })
    app.alice.says(app.general, `${app.me} nodeport`)
    await expect
      .poll(() => app.logged.filter(({ message }) => message.includes('could not be sent')))
      .toHaveLength(2)
    app.alice.asks(app.general, 'pod')
    await app.alice.sees(app.general)
  })

  test('stands alone where the bot may not read what it replies to', async () => {
    const { alice, general, me } = await run({
      before: (_, channel) => {
        channel.denied = P.ReadMessageHistory
      },
    })
    alice.says(general, `${me} nodeport`)
    expect((await alice.sees(general))[0]?.replyTo).toBeUndefined()
  })

  test('is not sent for a question that was taken back, or to a channel that is gone', async () => {
    const app = await run()
    const { alice, general, me, discord } = app
    const other = addChannel(discord.world, 'other', { ...general, id: discord.world.id() })
    discord.fault({
      on: /POST \/channels/,
      until: Promise.resolve().then(() => discord.world.messages.clear()),
    })
    alice.says(general, `${me} nodeport`)
    await expect
      .poll(() => app.logged.filter(({ fields }) => 'trouble' in fields && fields.trouble === 'gone'))
      .toHaveLength(1)
    general.deleted = true
    alice.says(general, `${me} nodeport`)
    await expect
      .poll(() => app.logged.filter(({ fields }) => 'trouble' in fields && fields.trouble === 'gone'))
      .toHaveLength(2)
    alice.asks(other, 'pod')
    await alice.sees(other)
  })

  test('that Discord finds wrong is replaced by an apology, and the places are logged', async () => {
    const { alice, general, me, discord, logged } = await run()
    discord.fault({ on: /POST \/channels/, status: 400, code: 50035 })
    alice.says(general, `${me} nodeport`)
    expect((await alice.sees(general))[0]?.text).toContain('Something went wrong')
    discord.fault({ on: /callback/, status: 400, code: 50035 })
    alice.asks(general, 'nodeport')
    expect((await alice.sees(general, 2))[1]?.text).toContain('Something went wrong')
    expect(logged.filter(({ level }) => level === 'error')).toHaveLength(2)
  })
})

describe('a failure of the bot', () => {
  test('is answered with an apology and logged without a word of the question', async () => {
    const app = await run({ bot: { respond: () => Promise.reject(new Error('secret words')) } })
    app.alice.asks(app.general, 'secret words')
    expect((await app.alice.sees(app.general))[0]?.text).toContain('Something went wrong')
    app.alice.says(app.direct, 'secret words')
    expect((await app.alice.sees(app.direct))[0]?.text).toContain('Something went wrong')
    expect(JSON.stringify(app.logged)).not.toContain('secret')
    expect(app.logged.filter(({ level }) => level === 'error')).toHaveLength(2)
  })
})

describe('being removed from a server', () => {
  test('in the middle of an answer hurts nothing else', async () => {
    const { alice, general, direct, me, discord, letGo, chat } = await slowly()
    alice.says(general, `${me} nodeport`)
    discord.world.guilds.delete(general.guildId ?? '')
    discord.gateway.dispatch({
      name: 'GUILD_DELETE',
      guildId: general.guildId,
      data: () => ({ id: general.guildId }),
    })
    letGo()
    alice.says(direct, 'pod')
    await alice.sees(direct)
    expect(alice.seen(general)).toEqual([])
    expect(chat.ready()).toBe(true)
  })
})

describe('stopping', () => {
  test('waits for what is in flight', async () => {
    const { alice, direct, discord, chat, heard, letGo } = await slowly({
      pause: () => new Promise(() => {}),
    })
    alice.says(direct, 'nodeport')
    await expect.poll(() => heard).toHaveLength(1)
    const stopped = chat.stop()
    expect(await alice.types(direct, 'pod')).toContain('Pod')
    letGo()
    await stopped
    expect(alice.seen(direct)).toHaveLength(1)
    expect(discord.gateway.sessions()).toEqual([])
    expect(chat.ready()).toBe(false)
  })
})
