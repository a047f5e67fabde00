import { describe, expect, test, vi } from 'vitest'
import { createMemoryVault } from '../../src/chat/slack/installations.ts'
import type { SlackSettings } from '../../src/chat/slack/slack.ts'
import { eventOf, person } from './people.ts'
import { MODES, type Scene, scene } from './scene.ts'
import { addChannel, BOT } from './world.ts'

const auth: SlackSettings['auth'] = {
  kind: 'oauth',
  clientId: 'client',
  clientSecret: 'client-secret',
  stateSecret: 'a long random text',
  publicUrl: 'https://kube-notes.example.com/',
  encryptionKeys: [Buffer.alloc(32, 7)],
}

const many = async (mode: (typeof MODES)[number] = 'http') => {
  const vault = createMemoryVault()
  return { ...(await scene(mode, { settings: { auth }, vault })), vault }
}

/** What a browser does at /slack/install: follows the link with its state, and brings the cookie back. */
async function begin({ url }: Scene): Promise<{ consent: URL; cookie: string }> {
  const page = await fetch(`${url}/slack/install`)
  const link = /href="([^"]+\/oauth\/v2\/authorize[^"]+)"/.exec(await page.text())?.[1] ?? ''
  const cookie = (page.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  return { consent: new URL(link.replaceAll('&amp;', '&')), cookie }
}

async function finish({ url }: Scene, query: Record<string, string>, cookie: string): Promise<number> {
  const back = await fetch(`${url}/slack/oauth_redirect?${new URLSearchParams(query)}`, {
    headers: { cookie },
  })
  await back.text()
  return back.status
}

async function install(here: Scene, team: string): Promise<void> {
  const { consent, cookie } = await begin(here)
  const state = consent.searchParams.get('state') ?? ''
  expect(await finish(here, { code: `code-${team}`, state }, cookie)).toBe(200)
}

describe('several workspaces', () => {
  test('the install page asks for just the scopes of the manifest, and brings people back here', async () => {
    const here = await many()
    const { consent, cookie } = await begin(here)
    expect(consent.origin).toBe(here.slack.url)
    expect(Object.fromEntries(consent.searchParams)).toMatchObject({
      client_id: 'client',
      scope: 'commands,chat:write,app_mentions:read,im:history,users:read,files:read',
      redirect_uri: 'https://kube-notes.example.com/slack/oauth_redirect',
    })
    expect(cookie).toMatch(/^slack-app-oauth-state=./)
  })

  test.each(MODES)('each installed workspace is answered with its own token (%s)', async mode => {
    const here = await many(mode)
    await install(here, 'T1')
    await install(here, 'T2')
    addChannel(here.slack.world, 'C2', ['U5', BOT.user])
    const other = person(here.slack, 'U5', 'T2')
    await here.ann.say('C1', '<@U0BOT> nodeport')
    await other.say('C2', '<@U0BOT> nodeport')
    await here.answer(here.ann, 'C1')
    await here.answer(other, 'C2')
    const posts = here.slack.calls.filter(({ method }) => method === 'chat.postMessage')
    expect(posts.map(({ args, token }) => [args.channel, token?.slice(0, 10)])).toEqual([
      ['C1', 'xoxb-of-T1'],
      ['C2', 'xoxb-of-T2'],
    ])
  })

  test('tokens are kept sealed: nothing of them can be read in the store', async () => {
    const here = await many()
    await install(here, 'T1')
    expect([...here.vault.kept.keys()]).toEqual(['T1'])
    expect([...here.vault.kept.values()].join()).not.toMatch(
      /xoxb-|token_type|accessToken|botUserId|installedAt/,
    )
  })

  test('a state that is forged, missing, of another browser or of no page of ours installs nothing', async () => {
    const here = await many()
    const { consent, cookie } = await begin(here)
    const state = consent.searchParams.get('state') ?? ''
    const other = await begin(here)
    for (const [query, cookies] of [
      [{ code: 'code-T1', state: `${state}x` }, cookie],
      [{ code: 'code-T1', state: '' }, cookie],
      [{ code: 'code-T1' }, cookie],
      [{ code: 'code-T1', state }, ''],
      [{ code: 'code-T1', state }, other.cookie],
      [{ code: 'code-T1', state: 'e30.e30.x' }, 'slack-app-oauth-state=e30.e30.x'],
      [{ code: 'forged', state }, cookie],
      [{ error: 'access_denied', state }, cookie],
      [{ state }, cookie],
    ] as const)
      expect(await finish(here, query as Record<string, string>, cookies)).toBeGreaterThanOrEqual(400)
    expect(here.vault.kept.size).toBe(0)
    expect(JSON.stringify(here.logged)).not.toContain(state)
  })

  test.each(['app_uninstalled', 'tokens_revoked'])('%s forgets the workspace and its token', async type => {
    const here = await many()
    await install(here, 'T1')
    const tokens = { oauth: [], bot: [BOT.user] }
    await here.slack.deliver(
      'events_api',
      eventOf({ type, ...(type === 'tokens_revoked' && { tokens }) }, 'Ev1'),
    )
    await vi.waitFor(() => expect(here.vault.kept.size).toBe(0))
    expect(await here.ann.command('C1', 'nodeport')).toMatchObject({ ok: true })
    expect(here.slack.calls.filter(({ method }) => method === 'respond')).toEqual([])
  })

  test('an uninstallation that is told late does not undo a new installation', async () => {
    const here = await many()
    await install(here, 'T1')
    const late = {
      ...eventOf({ type: 'app_uninstalled' }, 'Ev1'),
      event_time: Math.floor(Date.now() / 1000) - 60,
    }
    expect(await here.slack.deliver('events_api', late)).toMatchObject({ ok: true })
    await here.ann.say('C1', '<@U0BOT> nodeport')
    await here.answer(here.ann, 'C1')
    expect(here.vault.kept.size).toBe(1)
  })

  test('a token that Slack refuses is forgotten, and the other workspaces go on', async () => {
    const here = await many()
    await install(here, 'T1')
    await install(here, 'T2')
    addChannel(here.slack.world, 'C2', ['U5', BOT.user])
    here.slack.fail('chat.postMessage', { error: 'account_inactive' }, 1)
    await here.ann.say('C1', '<@U0BOT> nodeport')
    await vi.waitFor(() => expect([...here.vault.kept.keys()]).toEqual(['T2']))
    const other = person(here.slack, 'U5', 'T2')
    await other.say('C2', '<@U0BOT> nodeport')
    await here.answer(other, 'C2')
    expect(here.chat.ready()).toBe(true)
  })

  test('a store that is away for a while silences nobody who was heard before', async () => {
    const here = await many()
    await install(here, 'T1')
    here.vault.find = () => Promise.reject(new Error('away'))
    await here.ann.say('C1', '<@U0BOT> nodeport')
    await here.answer(here.ann, 'C1')
  })
})
