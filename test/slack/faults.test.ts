import { describe, expect, test, vi } from 'vitest'
import type { Call } from './local-slack.ts'
import { MODES, scene } from './scene.ts'

const posts = (calls: Call[], channel: string) =>
  calls.filter(({ method, args }) => method === 'chat.postMessage' && args.channel === channel)

const QUESTION = 'secret-question about NodePort xoxb-1-secret'

/** What happens to what the bot sends is the same, however it hears. */
describe('sending', () => {
  const mode = 'http'

  test('429 holds up one channel in its order, and no other', async () => {
    const { ann, slack, answers } = await scene(mode)
    slack.fail('chat.postMessage', { status: 429, retryAfter: 1 }, 1, ({ channel }) => channel === 'C1')
    await ann.say('C1', '<@U0BOT> nodeport')
    await ann.say('C1', '<@U0BOT> pod')
    await ann.say('D1', 'service')
    await answers(ann, 'D1', 1)
    expect(ann.sees('C1').filter(({ user }) => user === 'U0BOT')).toEqual([])
    const all = await answers(ann, 'C1', 2)
    expect(all.map(({ shown }) => shown.split('\n')[0])).toEqual(['NodePort', 'Pod'])
    const [first, again] = posts(slack.calls, 'C1')
    expect((again?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990)
  })

  test('429 on an answer to a command is waited for as well', async () => {
    const { ann, slack, answer } = await scene(mode)
    slack.fail('respond', { status: 429, retryAfter: 1 }, 1)
    await ann.command('C1', 'nodeport')
    expect((await answer(ann, 'C1')).shown).toContain('NodePort')
  })

  test.each([
    ['an error of the server', { status: 502 }],
    ['a cut connection', { cut: true }],
    ['an internal error', { error: 'fatal_error' }],
  ] as const)('what may have arrived is not sent again: %s', async (_, fault) => {
    const { ann, slack, answer, logged } = await scene(mode)
    slack.fail('chat.postMessage', fault, 1)
    slack.fail('respond', fault, 1)
    await ann.say('C1', '<@U0BOT> nodeport')
    await ann.command('C1', 'nodeport')
    await ann.say('D1', 'pod')
    await answer(ann, 'D1')
    await vi.waitFor(() => expect(slack.calls.filter(({ method }) => method === 'respond')).toHaveLength(1))
    expect(posts(slack.calls, 'C1')).toHaveLength(1)
    await vi.waitFor(() => expect(logged.filter(({ fields }) => 'method' in fields)).toHaveLength(2))
  })

  test('where the bot is no member, the answer to a mention comes by direct message and says why', async () => {
    const { ann, slack, answer } = await scene(mode)
    slack.world.channels.get('C1')?.members.delete('U0BOT')
    await ann.say('C1', '<@U0BOT> nodeport')
    expect((await answer(ann, 'D1')).shown).toMatch(/NodePort[\s\S]*Invite me to that channel/)
  })

  test('where the channel cannot be seen, likewise, in other words', async () => {
    const { ann, slack, answer } = await scene(mode)
    slack.fail('chat.postMessage', { error: 'channel_not_found' }, 1)
    await ann.say('C1', '<@U0BOT> nodeport')
    expect((await answer(ann, 'D1')).shown).toMatch(/NodePort[\s\S]*can no longer see the place/)
  })

  test('into an archived channel nothing is sent a second time, nor elsewhere', async () => {
    const { ann, slack, answer, logged } = await scene(mode)
    slack.fail('chat.postMessage', { error: 'is_archived' }, 1)
    await ann.say('C1', '<@U0BOT> nodeport')
    await ann.say('D1', 'pod')
    await answer(ann, 'D1')
    await vi.waitFor(() => expect(logged).toMatchObject([{ fields: { code: 'is_archived' } }]))
    expect(posts(slack.calls, 'C1')).toHaveLength(1)
    expect(ann.sees('D1').filter(({ user }) => user === 'U0BOT')).toHaveLength(1)
  })

  test('a missing scope is named to the operator once, with where to add it', async () => {
    const { ann, slack, logged } = await scene(mode)
    slack.world.scopes.delete('chat:write')
    await ann.say('C1', '<@U0BOT> nodeport')
    await ann.say('C1', '<@U0BOT> pod')
    await vi.waitFor(() => expect(posts(slack.calls, 'C1')).toHaveLength(2))
    await vi.waitFor(() =>
      expect(logged.map(({ message }) => message)).toEqual([
        expect.stringMatching(/chat:write is missing for chat\.postMessage; add it at .*Bot Token Scopes/),
      ]),
    )
  })

  test('a revoked token shows in readiness and in what to do, and a token that works again does too', async () => {
    const { ann, slack, chat, logged } = await scene(mode)
    expect(chat.ready()).toBe(true)
    slack.fail('chat.postMessage', { error: 'token_revoked' }, 1)
    await ann.say('C1', '<@U0BOT> nodeport')
    await vi.waitFor(() => expect(chat.ready()).toBe(false))
    expect(logged).toMatchObject([{ level: 'error', message: expect.stringContaining('install it again') }])
    /** Slash commands need no token, and go on. */
    await ann.command('C1', 'nodeport')
    await vi.waitFor(() => expect(ann.sees('C1').some(({ only }) => only === 'U1')).toBe(true))
    await vi.waitFor(() => expect(chat.ready()).toBe(true))
  })

  test('an expired address for answers falls back to what the bot may post itself', async () => {
    const { ann, slack, answer } = await scene(mode)
    slack.fail('respond', { status: 404 }, 1)
    await ann.command('C1', 'nodeport')
    expect((await answer(ann, 'C1')).only).toBe('U1')
  })

  test('stopping waits for what waits', async () => {
    const { ann, slack, chat } = await scene(mode)
    slack.fail('chat.postMessage', { status: 429, retryAfter: 1 }, 1)
    await ann.say('C1', '<@U0BOT> nodeport')
    await chat.stop()
    expect(ann.sees('C1').filter(({ user }) => user === 'U0BOT')).toHaveLength(1)
  })
})

describe.each(MODES)('over %s', mode => {
  test('a mistake of ours is told to who asked, and to the operator without their words', async () => {
    const { ann, answer, logged } = await scene(mode, {
      through: bot => ({ ...bot, respond: ({ text }) => Promise.reject(new Error(`cannot ${text}`)) }),
    })
    await ann.command('C1', QUESTION)
    expect((await answer(ann, 'C1')).shown).toContain('That was my fault')
    expect(JSON.stringify(logged)).not.toMatch(/secret/)
    expect(logged).toMatchObject([{ level: 'error' }])
  })

  test('acknowledges first: what takes long to answer is acknowledged at once, also under load', async () => {
    const answered: string[] = []
    const { ann } = await scene(mode, {
      through: bot => ({
        ...bot,
        async respond(heard) {
          const until = performance.now() + 10
          while (performance.now() < until);
          answered.push(heard.text)
          return bot.respond(heard)
        },
      }),
    })
    const all = await Promise.all(Array.from({ length: 60 }, () => ann.command('C1', 'nodeport')))
    expect(all.every(({ ok }) => ok)).toBe(true)
    expect(Math.max(...all.map(({ ms }) => ms))).toBeLessThan(3000)
    /** None of them waited for the answers to those before it. (Over HTTP this process is both ends, and busy.) */
    if (mode === 'socket') expect(answered.length).toBeLessThan(30)
    await vi.waitFor(() => expect(answered).toHaveLength(60), { timeout: 5000 })
  })

  test('stopping answers what was heard', async () => {
    const { ann, chat } = await scene(mode)
    await ann.say('C1', '<@U0BOT> nodeport')
    await ann.command('C1', 'nodeport')
    await chat.stop()
    expect(ann.sees('C1').filter(({ user }) => user === 'U0BOT')).toHaveLength(2)
  })

  test('once it stops, it hears nothing more, so that Slack tells another process', async () => {
    const { ann, chat } = await scene(mode)
    await chat.stop()
    const { acknowledged } = await ann.say('C1', '<@U0BOT> nodeport')
    expect(acknowledged.ok).toBe(false)
    expect(ann.sees('C1').filter(({ user }) => user === 'U0BOT')).toEqual([])
  })

  test('neither logs nor answers of Slack that were refused carry anybody’s words or tokens', async () => {
    const { ann, slack, answers, logged } = await scene(mode)
    for (const error of ['invalid_blocks', 'msg_too_long', 'fatal_error', 'missing_scope', 'ratelimited_not'])
      slack.fail('chat.postMessage', { error }, 1)
    slack.fail('respond', { cut: true }, 1)
    for (let at = 0; at < 5; at++) await ann.say('C1', `<@U0BOT> ${QUESTION}`)
    await ann.command('C1', QUESTION)
    await ann.say('D1', 'pod')
    await answers(ann, 'D1', 1)
    await vi.waitFor(() => expect(logged.length).toBeGreaterThanOrEqual(6))
    expect(JSON.stringify(logged)).not.toMatch(/secret|xoxb|xapp|NodePort/)
  })
})
