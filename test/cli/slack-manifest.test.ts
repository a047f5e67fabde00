import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { EXPLAIN, LOOK_UP } from '../../src/chat/slack/listen.ts'
import { SCOPES } from '../../src/chat/slack/scopes.ts'

/** The parts of Slack's schema for manifests that concern this one, with its limits. */
const url = z
  .string()
  .regex(/^https:\/\//)
  .max(3000)
  .optional()
const Manifest = z.strictObject({
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().max(140),
    long_description: z.string().min(175).max(4000),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.record(z.string(), z.boolean()),
    bot_user: z.strictObject({ display_name: z.string().max(80), always_online: z.boolean() }),
    shortcuts: z
      .array(
        z.strictObject({
          name: z.string().max(24),
          type: z.enum(['message', 'global']),
          callback_id: z.string().max(255),
          description: z.string().max(150),
        }),
      )
      .max(10),
    slash_commands: z.array(
      z.strictObject({
        command: z.string().startsWith('/').max(32),
        description: z.string().max(2000),
        usage_hint: z.string().max(1000),
        should_escape: z.boolean(),
        url,
      }),
    ),
    agent_view: z
      .strictObject({
        agent_description: z.string().max(300),
        suggested_prompts: z.array(z.strictObject({ title: z.string(), message: z.string() })).max(4),
      })
      .optional(),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({ bot: z.array(z.string()) }),
    redirect_urls: z.array(z.string()).optional(),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ bot_events: z.array(z.string()), request_url: url }),
    interactivity: z.strictObject({
      is_enabled: z.literal(true),
      request_url: url,
      message_menu_options_url: url,
    }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
})

async function print(args: string[] = [], env: Record<string, string> = {}) {
  const { stdout } = await promisify(execFile)(process.execPath, ['src/cli/slack-manifest.ts', ...args], {
    env: { PATH: process.env.PATH, ...env },
  })
  return { text: stdout, manifest: Manifest.parse(parse(stdout)) }
}

describe('the manifest', () => {
  const committed = Manifest.parse(parse(readFileSync('manifest.yaml', 'utf8')))

  test('asks for just the scopes that the code knows, each explained', () => {
    expect(committed.oauth_config.scopes.bot).toEqual(Object.keys(SCOPES))
    const lines = readFileSync('manifest.yaml', 'utf8').split('\n')
    for (const scope of Object.keys(SCOPES))
      expect(lines[lines.findIndex(line => line.trim() === `- ${scope}`) - 1]).toMatch(/^ +# \S/)
  })

  test('names the shortcuts that the code listens for', () => {
    expect(committed.features.shortcuts.map(({ callback_id }) => callback_id)).toEqual([EXPLAIN, LOOK_UP])
  })

  test('printed without an address is the committed one, for Socket Mode', async () => {
    const { manifest, text } = await print()
    expect(manifest).toEqual(committed)
    expect(manifest.settings.socket_mode_enabled).toBe(true)
    expect(text).toContain('# To hear when it is mentioned')
  })

  test.each([
    [['--url', 'https://bot.example.com/'], {}],
    [[], { PUBLIC_URL: 'https://bot.example.com' }],
  ])('printed with an address has every request URL filled in (%o)', async (args, env) => {
    const { manifest } = await print(args, env)
    const events = 'https://bot.example.com/slack/events'
    expect(manifest.features.slash_commands[0]?.url).toBe(events)
    expect(manifest.settings.event_subscriptions.request_url).toBe(events)
    expect(manifest.settings.interactivity).toMatchObject({
      request_url: events,
      message_menu_options_url: events,
    })
    expect(manifest.oauth_config.redirect_urls).toEqual(['https://bot.example.com/slack/oauth_redirect'])
    expect(manifest.settings.socket_mode_enabled).toBe(false)
  })

  test('stays with Socket Mode where there is an app-level token', async () => {
    const { manifest } = await print(['--url', 'https://bot.example.com'], { SLACK_APP_TOKEN: 'xapp-1' })
    expect(manifest.settings).toMatchObject({
      socket_mode_enabled: true,
      interactivity: { is_enabled: true },
    })
    expect(manifest.settings.event_subscriptions.request_url).toBeUndefined()
  })

  test('has an agent view with suggested prompts on request', async () => {
    expect((await print()).manifest.features.agent_view).toBeUndefined()
    expect((await print(['--agent'])).manifest.features.agent_view?.suggested_prompts).toHaveLength(4)
  })

  test('refuses an address that Slack would refuse, with how to use it', async () => {
    await expect(print(['--url', 'http://bot.example.com'])).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/begins with https[\s\S]*Usage/),
    })
  })
})
