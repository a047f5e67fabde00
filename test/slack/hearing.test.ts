import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createStore } from '../../src/store/create.ts'
import { freshSqlite } from '../store/databases.ts'
import { run } from './app.ts'
import { eventOf, redeliver } from './people.ts'
import { hearing, MODES, type Scene, scene } from './scene.ts'
import { BOT } from './world.ts'

/** Puts a file into Slack and describes it as an event does. */
function file({ slack }: Scene, name: string, mimetype: string, body: string | Buffer, more: object = {}) {
  slack.world.files.set(name, { body, type: mimetype })
  const described = { id: name, name, mimetype, mode: 'hosted', size: body.length, ...more }
  return { ...described, url_private: `${slack.url}/files/${name}` }
}

describe.each(MODES)('over %s', mode => {
  test('a mention and the message it stands in are one question, in either order', async () => {
    const { ann, slack, answers } = await scene(mode)
    const said = await ann.say('C1', '<@U0BOT> nodeport')
    const event = { ...(said.payload.event as object), type: 'message', channel_type: 'channel' }
    await slack.deliver('events_api', eventOf(event, 'EvOther'))
    await ann.say('C1', '<@U0BOT> pod')
    const all = await answers(ann, 'C1', 2)
    expect(all.map(({ shown }) => shown.split('\n')[0])).toEqual(['NodePort', 'Pod'])
  })

  test('an event that is delivered again gets no second reply, also after a restart and by another process', async () => {
    const url = await freshSqlite()
    const open = async () => {
      const store = createStore({ url, hashKey: undefined, days: 1, now: Date.now })
      await store.start()
      onTestFinished(() => store.stop())
      return store
    }
    const first = await scene(mode, { store: await open() })
    const { ann, slack, answers } = first
    const said = await ann.say('C1', '<@U0BOT> nodeport')
    await answers(ann, 'C1', 1)
    await redeliver(slack, said, { num: 1, reason: 'http_timeout' })
    await first.chat.stop()
    const heard = vi.fn()
    const other = await run(mode, { store: await open(), slack, through: bot => hearing(bot, heard) })
    const there = mode === 'http' ? `${other.url}/slack/events` : undefined
    await slack.deliver('events_api', said.payload, { num: 2, reason: 'http_timeout' }, there)
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1))
    await other.stop()
    expect(await answers(ann, 'C1', 1)).toHaveLength(1)
  })

  test('a mention that was lost the first time is answered when it comes again', async () => {
    const { ann, slack, answer } = await scene(mode)
    const payload = eventOf(
      { type: 'app_mention', user: 'U1', text: '<@U0BOT> pod', ts: '1.1', channel: 'C1', event_ts: '1.1' },
      'EvLost',
    )
    await slack.deliver('events_api', payload, { num: 1, reason: 'http_timeout' })
    expect((await answer(ann, 'C1')).shown).toContain('Pod')
  })

  test('the bot never speaks unasked, and never to bots, itself, edits or joins', async () => {
    const heard = vi.fn()
    const { ann, slack, answer } = await scene(mode, { through: bot => hearing(bot, heard) })
    const about = {
      type: 'message',
      channel: 'C1',
      channel_type: 'channel',
      user: 'U1',
      text: 'nodeport',
      ts: '1.1',
    }
    const direct = { ...about, channel: 'D1', channel_type: 'im' }
    const events = [
      about,
      { ...about, thread_ts: '1.0' },
      { ...direct, bot_id: 'B9' },
      { ...direct, subtype: 'bot_message', bot_id: 'B9', user: undefined },
      { ...direct, subtype: 'message_changed', message: direct },
      { ...direct, subtype: 'message_deleted' },
      { ...direct, subtype: 'channel_join' },
      { ...direct, user: BOT.user },
      { ...direct, user: 'USLACKBOT' },
      { ...about, type: 'app_mention', text: '<@U0BOT> nodeport', bot_id: 'B9' },
    ]
    for (const [at, event] of events.entries())
      expect(await slack.deliver('events_api', eventOf(event, `Ev${at}`))).toMatchObject({ ok: true })
    await ann.say('D1', 'pod')
    await answer(ann, 'D1')
    expect(heard).toHaveBeenCalledTimes(1)
  })

  test('a mention without text under a message points to "Explain this"', async () => {
    const { ann, bob, answer } = await scene(mode)
    const { message } = await bob.say('C1', 'CrashLoopBackOff?!')
    await ann.say('C1', '<@U0BOT>', { thread_ts: message.ts })
    expect((await answer(ann, 'C1', 1, message.ts)).shown).toContain('choose "Explain this"')
    await ann.say('C1', '<@U0BOT>')
    expect((await answer(ann, 'C1', 2)).shown).toContain('Ask me about Kubernetes')
  })

  test('text files and snippets are read with the question, in mentions, direct messages and "Explain this"', async () => {
    const texts: string[] = []
    const here = await scene(mode, { through: bot => hearing(bot, ({ text }) => texts.push(text)) })
    const { ann, answer } = here
    const log = file(here, 'F1', 'text/plain', 'Back-off restarting failed container')
    const snippet = file(here, 'F2', '', 'kind: Pod', { mode: 'snippet', filetype: 'yaml' })
    await ann.say('C1', '<@U0BOT> why?', { files: [log] })
    await answer(ann, 'C1')
    await ann.say('D1', '', { files: [snippet] })
    await answer(ann, 'D1')
    const { message } = await ann.say('C1', 'look', { files: [log, snippet] })
    await ann.explain('C1', message)
    await vi.waitFor(() =>
      expect(texts).toEqual([
        'why?\nBack-off restarting failed container',
        'kind: Pod',
        'look\nBack-off restarting failed container\nkind: Pod',
      ]),
    )
  })

  test('of what it cannot read the bot says so: pictures, long files, other files', async () => {
    const here = await scene(mode)
    const { ann, answer } = here
    const picture = file(here, 'F1', 'image/png', Buffer.alloc(9))
    const cases = [
      ['', [picture], 'I cannot read pictures'],
      ['nodeport', [picture], 'I cannot read pictures'],
      ['', [file(here, 'F2', 'text/plain', 'x'.repeat(100_001))], 'up to 100 kB'],
      ['', [file(here, 'F3', 'text/plain', 'x'.repeat(100_001), { size: 5 })], 'up to 100 kB'],
      ['', [file(here, 'F4', 'application/pdf', '%PDF')], 'plain text only'],
      ['', [file(here, 'F5', 'text/plain', 'a\0b')], 'plain text only'],
      ['', [{ id: 'F6', file_access: 'check_file_info' }], 'not allowed to read'],
    ] as const
    for (const [at, [text, files, words]] of cases.entries()) {
      await ann.say('D1', text, { files: [...files] })
      const { shown } = await answer(ann, 'D1', at + 1)
      expect(shown).toContain(words)
      if (text !== '') expect(shown).toContain('A NodePort Service opens')
    }
  })

  test('without the permission to read files it says so, and the token goes to nobody but Slack', async () => {
    const here = await scene(mode)
    const { ann, slack, answer } = here
    slack.world.scopes.delete('files:read')
    await ann.say('D1', '', { files: [file(here, 'F1', 'text/plain', 'x')] })
    expect((await answer(ann, 'D1')).shown).toContain('not allowed to read')

    slack.world.scopes.add('files:read')
    const foreign = { ...file(here, 'F2', 'text/plain', 'x'), url_private: 'http://127.0.0.1:9/files/F2' }
    const fetched = vi.spyOn(globalThis, 'fetch')
    await ann.say('D1', '', { files: [foreign] })
    expect((await answer(ann, 'D1', 2)).shown).toContain('not allowed to read')
    expect(fetched.mock.calls.filter(([url]) => String(url).includes(':9/'))).toEqual([])
    fetched.mockRestore()
  })

  test('"Explain this" on a message without text says that there is none', async () => {
    const { ann, bob, answer } = await scene(mode)
    const { message } = await bob.say('C1', '')
    await ann.explain('C1', message)
    expect((await answer(ann, 'C1')).shown).toContain('no text that I can read')
  })
})
