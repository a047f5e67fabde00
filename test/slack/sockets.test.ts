import { describe, expect, test, vi } from 'vitest'
import type { run } from './app.ts'
import { scene } from './scene.ts'

/** Nothing that happens to a connection may end the process. */
const fatal = vi.fn()
process.on('unhandledRejection', fatal)

const opens = (slack: { calls: { method: string }[] }): number =>
  slack.calls.filter(({ method }) => method === 'apps.connections.open').length

describe('Socket Mode', () => {
  test('keeps two connections, and each question reaches one of them', async () => {
    const { ann, slack, answers } = await scene('socket')
    await vi.waitFor(() => expect(slack.sockets()).toBe(2))
    for (const note of ['nodeport', 'pod', 'service']) await ann.say('C1', `<@U0BOT> ${note}`)
    expect(await answers(ann, 'C1', 3)).toHaveLength(3)
  })

  test.each(['warning', 'refresh_requested'] as const)('%s: new connections come at once', async reason => {
    const { ann, slack, chat, answers } = await scene('socket', { timing: { ping: 5000 } })
    await vi.waitFor(() => expect(slack.sockets()).toBe(2))
    const before = opens(slack)
    slack.refresh(reason)
    await vi.waitFor(() => expect(opens(slack)).toBe(before + 2))
    await vi.waitFor(() => expect(chat.ready()).toBe(true))
    await vi.waitFor(() => expect(slack.sockets()).toBe(2))
    expect(await ann.command('C1', 'nodeport')).toMatchObject({ ok: true })
    await answers(ann, 'C1', 1)
  })

  test('cut connections: readiness tells, new ones follow', async () => {
    const { ann, slack, chat, answers } = await scene('socket')
    await vi.waitFor(() => expect(slack.sockets()).toBe(2))
    slack.fail('apps.connections.open', { cut: true })
    slack.dropAll()
    await vi.waitFor(() => expect(chat.ready()).toBe(false))
    slack.heal()
    await vi.waitFor(() => expect(chat.ready()).toBe(true))
    await ann.say('C1', '<@U0BOT> nodeport')
    await answers(ann, 'C1', 1)
  })

  test('a connection that falls silent is noticed and replaced', async () => {
    const { ann, slack, answers } = await scene('socket')
    await vi.waitFor(() => expect(slack.sockets()).toBe(2))
    const before = opens(slack)
    slack.fallSilent()
    await vi.waitFor(() => expect(opens(slack)).toBeGreaterThanOrEqual(before + 2), { timeout: 4000 })
    await vi.waitFor(() => expect(slack.sockets()).toBe(2))
    await ann.say('C1', '<@U0BOT> nodeport')
    await answers(ann, 'C1', 1)
  })

  test.each([
    ['no answer at all', { cut: true }],
    ['500', { status: 500 }],
    ['429', { status: 429, retryAfter: 0 }],
    ['an error of Slack’s', { error: 'internal_error' }],
    ['invalid_auth for a while', { error: 'invalid_auth' }],
  ] as const)(
    'apps.connections.open failing many times with %s: the process lives and comes back',
    async (_, fault) => {
      const { ann, slack, chat, answers } = await scene('socket')
      await vi.waitFor(() => expect(slack.sockets()).toBe(2))
      const before = opens(slack)
      slack.fail('apps.connections.open', fault)
      slack.dropAll()
      await vi.waitFor(() => expect(opens(slack)).toBeGreaterThan(before + 12), { timeout: 4000 })
      expect(chat.ready()).toBe(false)
      slack.heal()
      await vi.waitFor(() => expect(chat.ready()).toBe(true))
      await ann.say('C1', '<@U0BOT> nodeport')
      await answers(ann, 'C1', 1)
      expect(fatal).not.toHaveBeenCalled()
    },
  )

  test('a connection that never says hello is given up, and another one tried', async () => {
    const { slack, chat } = await scene('socket', { start: false, timing: { hello: 100 } })
    slack.greet(false)
    const started = chat.start()
    await vi.waitFor(() => expect(opens(slack)).toBeGreaterThan(2))
    expect(chat.ready()).toBe(false)
    slack.greet(true)
    await started
    await vi.waitFor(() => expect(chat.ready()).toBe(true))
  })

  test('an event whose acknowledgement was lost with its connection is answered once when it comes again', async () => {
    const { ann, slack, answers } = await scene('socket')
    await vi.waitFor(() => expect(slack.sockets()).toBe(2))
    const said = ann.say('C1', '<@U0BOT> nodeport')
    slack.dropAll()
    const { payload } = await said
    await vi.waitFor(() => expect(slack.sockets()).toBe(2))
    expect(await slack.deliver('events_api', payload, { num: 1, reason: 'timeout' })).toMatchObject({
      ok: true,
    })
    expect(await answers(ann, 'C1', 1)).toHaveLength(1)
  }, 10_000)

  test('after a stop nothing connects any more', async () => {
    const { slack, chat } = await scene('socket')
    await vi.waitFor(() => expect(slack.sockets()).toBe(2))
    await chat.stop()
    await vi.waitFor(() => expect(slack.sockets()).toBe(0))
    expect(chat.ready()).toBe(false)
    const before = opens(slack)
    slack.dropAll()
    expect(opens(slack)).toBe(before)
  })

  test('Slack out of reach at the start: it starts, says so, and connects when it can', async () => {
    const { ann, slack, chat, answers, logged } = await scene('socket', { start: false })
    slack.fail('auth.test', { cut: true })
    slack.fail('apps.connections.open', { cut: true })
    await chat.start()
    expect(chat.ready()).toBe(false)
    expect(logged.map(({ message }) => message)).toContain('slack: cannot be reached yet, trying again')
    slack.heal()
    await vi.waitFor(() => expect(chat.ready()).toBe(true))
    await ann.say('C1', '<@U0BOT> nodeport')
    await answers(ann, 'C1', 1)
  })
})

describe('a start with wrong tokens says what to do', () => {
  const starting = async (settings: Parameters<typeof run>[1]) =>
    (await scene('socket', { ...settings, start: false })).chat.start()

  test('a bot token that Slack does not know', async () => {
    const auth = { kind: 'token', botToken: 'xoxb-wrong' } as const
    await expect(starting({ settings: { auth } })).rejects.toThrow(
      /refuses the bot token \(invalid_auth\): check SLACK_BOT_TOKEN/,
    )
  })

  test('an app-level token that Slack does not know, or without its scope', async () => {
    const mode = { kind: 'socket', appToken: 'xapp-wrong' } as const
    await expect(starting({ settings: { mode } })).rejects.toThrow(/check SLACK_APP_TOKEN/)
    const { slack, chat } = await scene('socket', { start: false })
    slack.fail('apps.connections.open', { error: 'missing_scope', needed: 'connections:write' })
    await expect(chat.start()).rejects.toThrow(/lacks the scope connections:write/)
  })

  test('each scope that is missing, what does not work without it and where to add it', async () => {
    const { slack, chat, logged } = await scene('socket', { start: false })
    slack.world.scopes.delete('app_mentions:read')
    slack.world.scopes.delete('files:read')
    await chat.start()
    expect(logged.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /scope app_mentions:read is missing, so mentions are not heard; add it at .*OAuth/,
      ),
      expect.stringMatching(/optional scope files:read is missing, so text files are not read/),
    ])
  })
})
