import { describe, expect, test } from 'vitest'
import { library, note, notes } from '../fixtures.ts'
import { run } from './app.ts'
import { person } from './people.ts'
import { BOT_PERMISSIONS } from './world.ts'

const NODEPORT = 'A NodePort Service opens the same port on every node'

describe('/k8s', () => {
  test('answers everybody with explanation, command and manifest', async () => {
    const { alice, bob, general } = await run()
    alice.asks(general, 'what is a NodePort')
    const [answer] = await alice.sees(general)
    expect(answer?.text).toContain(NODEPORT)
    expect(answer?.code).toEqual(['kubectl get service SERVICE', expect.stringContaining('type: NodePort')])
    expect(bob.seen(general)).toEqual([answer])
  })

  test('answers only the asker where they want that, who may then share it with name and question', async () => {
    const { alice, bob, general } = await run()
    alice.asks(general, 'what is a NodePort', { private: true })
    const [answer] = await alice.sees(general)
    expect(answer?.private).toBe(true)
    expect(bob.seen(general)).toEqual([])

    if (answer) alice.presses(answer, 'Share with the channel')
    const [shared] = await bob.sees(general)
    expect(shared?.text).toContain(`@${alice.id}: what is a NodePort\nNodePort\n`)
    expect(shared?.mentions).toEqual([`user ${alice.id}`])
    expect(shared?.text).toContain(NODEPORT)
    expect(shared?.message.pings).toEqual([])
    await expect.poll(() => alice.seen(general).map(({ id }) => id)).toEqual([shared?.id])
  })

  test('is private by default where the configuration says so, unless the asker says otherwise', async () => {
    const { alice, general } = await run({ private: true })
    alice.asks(general, 'pod')
    expect((await alice.sees(general))[0]?.private).toBe(true)
    alice.asks(general, 'service', { private: false })
    expect((await alice.sees(general, 2))[1]?.private).toBe(false)
  })

  test('works where the bot may not write, and in servers that never added it', async () => {
    const { alice, general, discord } = await run({
      before: (_, channel) => {
        channel.denied = BOT_PERMISSIONS
      },
    })
    alice.asks(general, 'pod')
    await alice.sees(general)
    const group = { ...general, id: discord.world.id(), type: 3 }
    delete group.guildId
    discord.world.channels.set(group.id, group)
    alice.asks(group, 'pod')
    const [answer] = await alice.sees(group)
    expect(answer?.controls.map(({ label }) => label)).toContain('Delete')
  })
})

describe('while somebody types', () => {
  test('up to 25 notes are offered, the best first, and popular ones for nothing', async () => {
    const many = Array.from({ length: 40 }, (_, at) => note(`note-${at}`, `Node thing ${at}`))
    const { alice, general } = await run({ notes: library([...notes(), ...many]) })
    expect(await alice.types(general, 'nodep')).toContain('NodePort')
    expect(await alice.types(general, 'node')).toHaveLength(25)
    expect((await alice.types(general, '')).length).toBeGreaterThan(0)
    expect(await alice.types(general, 'zzzz')).toEqual([])
  })

  test('fifty people are served at once', async () => {
    const { discord, general } = await run()
    const people = Array.from({ length: 50 }, (_, at) => person(discord, `person${at}`))
    const started = performance.now()
    const offered = await Promise.all(people.map(one => one.types(general, 'pod')))
    expect(offered.every(names => names.includes('Pod'))).toBe(true)
    expect(performance.now() - started).toBeLessThan(3000)
  })

  test('a picked suggestion is that note, and anything else typed is a question', async () => {
    const { alice, general, heard } = await run()
    alice.asks(general, 'show nodeport')
    expect((await alice.sees(general))[0]?.text).toContain(NODEPORT)
    expect(heard[0]).toMatchObject({ via: 'typed', text: 'show nodeport' })
  })

  test('a failure offers nothing instead of an error', async () => {
    const { alice, general } = await run({
      bot: {
        suggest: () => {
          throw new Error('broken')
        },
      },
    })
    expect(await alice.types(general, 'pod')).toEqual([])
  })
})

describe('a mention', () => {
  test('is answered as a reply, and pings nobody', async () => {
    const { alice, general, me } = await run()
    const asked = alice.says(general, `${me} what is a NodePort`)
    const [answer] = await alice.sees(general)
    expect(answer).toMatchObject({ replyTo: asked.id, private: false })
    expect(answer?.text).toContain(NODEPORT)
    expect(answer?.message.pings).toEqual([])
  })

  test("of the bot's own role counts, with a hint where Discord keeps the words to itself", async () => {
    const { alice, general, discord, heard } = await run()
    const [guild] = discord.world.guilds.values()
    alice.says(general, `<@&${guild?.roleId}> what is a NodePort`)
    const [hint] = await alice.sees(general)
    expect(hint?.text).toContain('/k8s')
    expect(hint?.text).toContain('Explain this')
    expect(heard[0]?.via).toBe('button')
  })

  test('with nothing else brings help; under somebody’s message it leads to "Explain this"', async () => {
    const { alice, bob, general, me } = await run()
    alice.says(general, me)
    expect((await alice.sees(general))[0]?.text).toContain('Ask me about Kubernetes')
    const error = bob.says(general, 'CrashLoopBackOff')
    alice.says(general, me, { replyTo: error.id })
    expect((await alice.sees(general, 2))[1]?.text).toContain('Explain this')
  })

  test('of everybody, of other people, by bots and by itself is left alone', async () => {
    const { alice, general, me, discord, heard } = await run()
    const robot = person(discord, 'robot')
    const user = discord.world.users.get(robot.id)
    if (user) user.bot = true
    robot.says(general, `${me} what is a pod`)
    alice.says(general, '@everyone what is a pod')
    alice.says(general, `<@${robot.id}> what is a pod`)
    alice.says(general, `${me} pod`)
    await alice.sees(general)
    expect(heard).toHaveLength(1)
  })
})

describe('a reply to the bot', () => {
  test('is answered where Discord delivers its words', async () => {
    const { alice, general, me } = await run()
    alice.says(general, `${me} what is a NodePort`)
    const [answer] = await alice.sees(general)
    alice.says(general, 'pod', { replyTo: answer?.id ?? '' })
    expect((await alice.sees(general, 2))[1]?.text).toContain('Pod is a thing')
  })

  test('to the answer of a command comes without words, and gets a hint', async () => {
    const { alice, general } = await run()
    alice.asks(general, 'what is a NodePort')
    const [answer] = await alice.sees(general)
    alice.says(general, 'and what is a pod', { replyTo: answer?.id ?? '' })
    expect((await alice.sees(general, 2))[1]?.text).toContain('/k8s')
  })

  test('without a ping is meant for other people', async () => {
    const { alice, general, me, heard } = await run()
    alice.says(general, `${me} what is a NodePort`)
    const [answer] = await alice.sees(general)
    alice.says(general, 'look at this', { replyTo: answer?.id ?? '', ping: false })
    alice.says(general, `${me} pod`)
    await alice.sees(general, 2)
    expect(heard).toHaveLength(2)
  })
})

describe('a direct message', () => {
  test('is answered, with nothing to share or delete', async () => {
    const { alice, direct } = await run()
    alice.says(direct, 'what is a NodePort')
    const [answer] = await alice.sees(direct)
    expect(answer?.text).toContain(NODEPORT)
    expect(answer?.controls.map(({ label }) => label)).toEqual(['Service', 'Show the port of a Service'])
  })

  test('buttons are answered in the open, since nobody else is there', async () => {
    const { alice, direct } = await run()
    alice.asks(direct, 'nodeport')
    const [answer] = await alice.sees(direct)
    if (answer) alice.presses(answer, 'Service')
    const [, service] = await alice.sees(direct, 2)
    expect(service?.private).toBe(false)
  })

  test('a forwarded message is explained', async () => {
    const { alice, direct, heard } = await run()
    alice.says(direct, '', { forwarded: 'what is a NodePort' })
    expect((await alice.sees(direct))[0]?.text).toContain(NODEPORT)
    expect(heard[0]?.via).toBe('explain')
  })
})

describe('"Explain this" on a message', () => {
  test('explains it to the one who asked', async () => {
    const { alice, bob, general, heard } = await run()
    alice.explains(bob.says(general, 'NodePort'))
    const [answer] = await alice.sees(general)
    expect(answer).toMatchObject({ private: true })
    expect(answer?.text).toContain(NODEPORT)
    expect(bob.seen(general)).toEqual([])
    expect(heard[0]).toMatchObject({ via: 'explain', audience: 'asker', user: alice.id })
  })

  test('reads what monitoring tools embed, and says so when there is nothing to read', async () => {
    const { alice, bob, general, heard } = await run()
    alice.explains(
      bob.says(general, '', {
        embeds: [
          {
            type: 'rich',
            title: 'Firing',
            description: 'NodePort',
            fields: [{ name: 'pod', value: 'web-1' }],
          },
        ],
      }),
    )
    await alice.sees(general)
    expect(heard[0]?.text).toBe('Firing\nNodePort\npod\nweb-1')
    alice.explains(bob.says(general, ''))
    expect((await alice.sees(general, 2))[1]?.text).toContain('no text')
  })

  test('never takes the words for a command', async () => {
    const { alice, bob, general } = await run()
    alice.explains(bob.says(general, 'help'))
    expect((await alice.sees(general))[0]?.text).not.toContain('Ask me about Kubernetes')
  })
})

describe('text files', () => {
  const file = (body: string, more = {}) => ({
    filename: 'message.txt',
    content_type: 'text/plain; charset=utf-8',
    size: body.length,
    body,
    ...more,
  })

  test('are read, since Discord turns long pastes into files', async () => {
    const { alice, direct, general, me, heard } = await run()
    alice.says(direct, '', { files: [file('what is a NodePort')] })
    expect((await alice.sees(direct))[0]?.text).toContain(NODEPORT)
    alice.says(general, `${me} why?`, {
      files: [file('x'.repeat(100_000)), file('a: 1', { filename: 'a.yaml', content_type: undefined })],
    })
    await alice.sees(general)
    expect(heard[1]?.text).toBe(`why?\n${'x'.repeat(100_000)}\na: 1`)
  })

  test('that are too long, and pictures, are named', async () => {
    const { alice, direct } = await run()
    alice.says(direct, '', { files: [file('x', { size: 100_001 })] })
    expect((await alice.sees(direct))[0]?.text).toContain('100 kB')
    alice.says(direct, '', { files: [file('x'.repeat(100_001), { size: 10 })] })
    expect((await alice.sees(direct, 2))[1]?.text).toContain('100 kB')
    alice.says(direct, '', { files: [file('', { content_type: 'image/png' })] })
    expect((await alice.sees(direct, 3))[2]?.text).toContain('pictures')
    alice.says(direct, 'nodeport', { files: [file('', { content_type: 'image/png' })] })
    const all = await alice.sees(direct, 4)
    expect(all[3]?.text).toContain(NODEPORT)
    expect(all[3]?.text).toContain('pictures')
  })
})

describe('bad input', () => {
  test.each([
    ['40,000 characters', 'x '.repeat(20_000)],
    ['control characters', '\u0000\u0007\u001B[31mnodeport'],
    ['right-to-left text', '\u202Etrop edon שלום'],
    ['markup that closes our fences', '``` @everyone <@1> [a](https://evil.example) ||x||'],
    ['only space', ' \n\t '],
  ])('%s gets a clear reply', async (_, text) => {
    const { alice, direct } = await run()
    alice.says(direct, text)
    const [answer] = await alice.sees(direct)
    expect(answer?.text.length).toBeGreaterThan(20)
    expect(answer?.message.pings).toEqual([])
  })

  test('a button of an older version gets a clear reply', async () => {
    const { alice, general } = await run()
    alice.asks(general, 'pod')
    const [answer] = await alice.sees(general)
    if (answer) alice.pressesLine(answer, 'frobnicate:v0:17')
    expect((await alice.sees(general, 2))[1]?.private).toBe(true)
  })
})

describe('what concerns one person alone', () => {
  test('is told only to them, though everybody sees the answers of the command', async () => {
    const { alice, bob, general } = await run({ store: { days: 90 } })
    alice.asks(general, 'forget me')
    expect((await alice.sees(general))[0]?.private).toBe(true)
    expect(bob.seen(general)).toEqual([])
  })

  test('comes as a direct message to who mentioned the bot in a channel', async () => {
    const { alice, general, direct, me, discord } = await run({
      limits: { perMinute: 1, pace: () => 'slow-down' },
    })
    discord.world.channels.delete(direct.id)
    alice.says(general, `${me} nodeport`)
    const whispered = () => [...discord.world.channels.values()].find(({ name }) => name === alice.id)
    await expect.poll(whispered).toBeDefined()
    const channel = whispered()
    if (channel) expect((await alice.sees(channel))[0]?.text).toContain('One moment, please')
    expect(alice.seen(general)).toEqual([])
  })
})

describe('votes', () => {
  test('are buttons under the answer, and thank only who pressed', async () => {
    const { alice, bob, general } = await run({ store: { record: () => 'a1b2c3' } })
    alice.asks(general, 'nodeport')
    const [answer] = await alice.sees(general)
    if (answer) bob.presses(answer, '👍 Helpful')
    const [, thanks] = await bob.sees(general, 2)
    expect(thanks?.private).toBe(true)
    expect(alice.seen(general)).toEqual([answer])
  })
})
