import { describe, expect, test, vi } from 'vitest'
import { HOSTILE } from '../chat/renderer-contract.ts'
import { modalOf } from './people.ts'
import { answering, hearing, MODES, scene } from './scene.ts'
import { mentions, see } from './see.ts'
import { BOT } from './world.ts'

const NODEPORT = 'A NodePort Service opens the same port on every node'

describe.each(MODES)('over %s', mode => {
  test('/k8s answers the asker alone, with explanation, command and manifest', async () => {
    const { ann, bob, answer } = await scene(mode)
    expect(await ann.command('C1', 'what is a NodePort')).toMatchObject({ ok: true })
    const message = await answer(ann, 'C1')
    expect(message.shown).toContain(NODEPORT)
    expect(message.code).toEqual(['kubectl get service SERVICE', expect.stringContaining('type: NodePort')])
    expect(bob.sees('C1')).toEqual([])
  })

  test('/k8s works where the bot is no member', async () => {
    const { ann, answer } = await scene(mode)
    await ann.command('C9', 'nodeport')
    expect((await answer(ann, 'C9')).shown).toContain(NODEPORT)
  })

  test('a private answer is shared by its asker: all see it, with who asked what, and the private one is gone', async () => {
    const { ann, bob, slack, answer } = await scene(mode)
    await ann.command('C1', 'what is a NodePort')
    await ann.press(await answer(ann, 'C1'), 'Share with the channel', 'C1')
    const shared = await answer(bob, 'C1')
    expect(shared.shown).toContain(`@U1: what is a NodePort`)
    expect(shared.shown).toContain(NODEPORT)
    await vi.waitFor(() => expect(slack.world.channels.get('C1')?.messages).toHaveLength(1))
    expect(shared.controls.map(({ label }) => label)).not.toContain('Share with the channel')
  })

  test('/k8s … --share answers all at once, unless there is no answer to show', async () => {
    const { ann, bob, answer } = await scene(mode)
    await ann.command('C1', 'what is a NodePort --share')
    expect((await answer(bob, 'C1')).shown).toContain('@U1: what is a NodePort')
    await ann.command('C1', '--share what is for lunch')
    expect((await answer(ann, 'C1', 2)).shown).toContain('I have no note on that')
    expect(bob.sees('C1')).toHaveLength(1)
  })

  test('a mention is answered in its thread, for all to see', async () => {
    const { ann, bob, answer } = await scene(mode)
    const { message } = await ann.say('C1', '<@U0BOT> what is a NodePort?')
    const given = await answer(bob, 'C1', 1, message.ts)
    expect(given.thread_ts).toBe(message.ts)
    expect(given.shown).toContain(NODEPORT)
    expect(given.controls.map(({ label }) => label)).toContain('Delete')
  })

  test('what concerns only who asked is told to them alone, also after a mention', async () => {
    const { ann, bob, answer } = await scene(mode, {
      through: bot => ({
        ...bot,
        async respond(heard) {
          const reply = await bot.respond(heard)
          return reply.kind === 'card' ? { ...reply, audience: 'asker' } : reply
        },
      }),
    })
    const { message } = await ann.say('C1', '<@U0BOT> nodeport')
    expect(await answer(ann, 'C1')).toMatchObject({ only: 'U1', thread_ts: message.ts })
    expect(bob.sees('C1').filter(({ user }) => user === BOT.user)).toEqual([])
  })

  test('a mention in the thread of an answer continues the conversation', async () => {
    const places: unknown[] = []
    const { ann, bob, answer } = await scene(mode, {
      through: bot => hearing(bot, ({ place }) => places.push(place)),
    })
    const { message } = await ann.say('C1', '<@U0BOT> nodeport')
    await answer(ann, 'C1', 1, message.ts)
    await bob.say('C1', 'and how do I delete it <@U0BOT>', { thread_ts: message.ts })
    const second = await answer(ann, 'C1', 2, message.ts)
    expect(second.thread_ts).toBe(message.ts)
    expect(places).toEqual([
      { platform: 'slack', workspace: 'T1', channel: 'C1', thread: message.ts },
      { platform: 'slack', workspace: 'T1', channel: 'C1', thread: message.ts },
    ])
  })

  test('a direct message is answered without a thread, in a thread within that thread', async () => {
    const { ann, answer } = await scene(mode)
    await ann.say('D1', 'what is a NodePort')
    const first = await answer(ann, 'D1')
    expect(first.thread_ts).toBeUndefined()
    expect(first.controls.map(({ label }) => label)).not.toContain('Share with the channel')
    await ann.say('D1', 'pod', { thread_ts: '1.5' })
    expect((await answer(ann, 'D1', 2)).thread_ts).toBe('1.5')
  })

  test('in the agent view each question is answered in a thread of its own', async () => {
    const { ann, answer } = await scene(mode)
    const { message } = await ann.say('D1', 'nodeport', { more: { app_context: { entities: [] } } })
    expect((await answer(ann, 'D1')).thread_ts).toBe(message.ts)
  })

  test('"Explain this" explains anybody’s message, in private, also what a tool wrote into attachments', async () => {
    const { ann, bob, answer } = await scene(mode)
    const { message } = await bob.say('C1', 'what is a NodePort', {})
    await ann.explain('C1', message)
    expect((await answer(ann, 'C1')).shown).toContain(NODEPORT)
    const alert = await bob.say('C1', '', {
      more: { attachments: [{ fallback: 'x', title: 'NodePort', fields: [] }] },
    })
    await ann.explain('C1', alert.message)
    expect((await answer(ann, 'C1', 2)).shown).toContain(NODEPORT)
    expect(bob.sees('C1').filter(({ user }) => user === 'U0BOT')).toEqual([])
  })

  test('"Explain this" answers within the thread, or beside it where the bot is no member', async () => {
    const { ann, bob, answer } = await scene(mode)
    for (const [channel, thread] of [
      ['C1', '1.5'],
      ['C9', undefined],
    ] as const) {
      const { message } = await bob.say(channel, 'nodeport', { thread_ts: '1.5' })
      await ann.explain(channel, message)
      const given = await answer(ann, channel)
      expect(given.only).toBe('U1')
      expect(given.thread_ts).toBe(thread)
    }
  })

  test('/k8s alone opens a search: suggestions while typing, and the pick shows the card', async () => {
    const { ann, bob, slack, answer } = await scene(mode)
    await ann.command('C1', '')
    const empty = await vi.waitUntil(() => slack.world.views.size > 0 && modalOf(slack))
    expect((await ann.suggestions(empty, '')).length).toBeGreaterThan(0)
    const suggested = await ann.suggestions(empty, 'nodep')
    const labels = suggested.map(({ label }) => label)
    expect(labels.slice(0, 2)).toEqual(['NodePort', 'NodePort or LoadBalancer'])
    expect(labels.at(-1)).toBe('Ask: nodep')
    const [first] = suggested
    if (first !== undefined) await ann.pick(empty, first)
    await vi.waitFor(() => expect(modalOf(slack).shown).toContain(NODEPORT))

    await ann.press(modalOf(slack), 'Service')
    await vi.waitFor(() => expect(modalOf(slack).shown).toContain('Service is a thing'))
    await ann.press(modalOf(slack), 'Share with the channel')
    expect((await answer(bob, 'C1')).shown).toContain('Service is a thing')
    await vi.waitFor(() => expect(modalOf(slack).shown).toContain('Shared'))
  })

  test('a question typed into the search is asked as it stands', async () => {
    const { ann, slack } = await scene(mode)
    await ann.command('C1', '  ')
    const empty = await vi.waitUntil(() => slack.world.views.size > 0 && modalOf(slack))
    const ask = (await ann.suggestions(empty, 'what is a node port')).at(-1)
    if (ask !== undefined) await ann.pick(empty, ask)
    await vi.waitFor(() => expect(modalOf(slack).shown).toContain(NODEPORT))
  })

  test('where no modal opens, /k8s alone says how to ask', async () => {
    const { ann, slack, answer } = await scene(mode)
    slack.fail('views.open', { error: 'expired_trigger_id' })
    await ann.command('C1', '')
    expect((await answer(ann, 'C1')).shown).toContain('Ask me about Kubernetes')
  })

  test('the Home tab has search, topics, the concept of the day and what the bot keeps; buttons open a modal', async () => {
    const { ann, slack } = await scene(mode)
    await ann.openHome()
    const home = await vi.waitUntil(() => slack.world.homes.get('U1'))
    const { text, controls } = see(home.blocks)
    expect(text).toMatch(/Concept of the day[\s\S]*What I keep/)
    expect(controls.map(({ action_id }) => action_id)).toContain('search')
    expect(controls.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['networking', 'workloads', 'Random note', 'Help', 'What I keep']),
    )
    await ann.press(home, 'networking')
    await vi.waitFor(() => expect(modalOf(slack).shown).toContain('Topic: networking'))
  })

  test.each([
    ['nothing but a mention', '<@U0BOT>'],
    ['40,000 characters', `nodeport ${'why '.repeat(10_000)}`],
    ['one word of 30,000 characters', 'x'.repeat(30_000)],
    ['only control characters', '\u0000\u0007\u001b[0m'],
    ...HOSTILE.map((words): [string, string] => ['hostile words', words]),
  ] as [string, string][])('%s are answered, and ping nobody: %j', async (_, words) => {
    const { ann, answer } = await scene(mode)
    await ann.say('D1', words)
    const given = await answer(ann, 'D1')
    expect(given.shown.trim()).not.toBe('')
    expect([...given.pings, ...mentions(given.text)]).toEqual([])
  })

  test.each(HOSTILE)(
    'a shared question is shown as words, and pings nobody but who shares it: %j',
    async words => {
      const { ann, bob, answer } = await scene(mode, { through: bot => answering(bot, 'show nodeport') })
      await ann.command('C1', `${words} --share`)
      const shared = await answer(bob, 'C1')
      expect(shared.pings).toEqual(['<@U1>'])
      expect(mentions(shared.text)).toEqual(['<@U1>'])
      expect(shared.shown).toContain(NODEPORT)
      expect(shared.text.replace('<@U1>', '')).not.toMatch(/<|&(?!amp;|lt;|gt;)/)
    },
  )
})

test.each(MODES)('anybody in a channel may say which Kubernetes runs there (%s)', async mode => {
  const { ann, bob, answer } = await scene(mode)
  await ann.command('C1', 'version 1.31')
  expect((await answer(ann, 'C1')).shown).toContain('Kubernetes 1.31')
  await bob.command('C1', 'nodeport')
  expect((await answer(bob, 'C1')).shown).toContain('for Kubernetes 1.31, set here')
})
