/** `npm run -s slack:manifest`: prints manifest.yaml as this bot's way to connect needs it. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import dotenv from 'dotenv'
import { parseDocument } from 'yaml'
import { EVENTS_PATH, REDIRECT_PATH } from '../chat/slack/http.ts'

const USAGE = `Usage: npm run -s slack:manifest -- [--url https://…] [--agent]

Prints the manifest of the Slack app, to be pasted at https://api.slack.com/apps.

  --url    for HTTP: where Slack and browsers reach this bot; PUBLIC_URL when missing
           (with SLACK_APP_TOKEN set it stays with Socket Mode and only names where to install from)
  --agent  with Slack's agent view and its suggested prompts (paid plans and sandboxes)
`

/** What the agent view offers to ask; at most four. */
const PROMPTS = [
  { title: 'Why does my Pod restart?', message: 'my pod keeps restarting' },
  { title: 'Open an app to the outside', message: 'how do I reach my app from outside the cluster' },
  { title: 'Deployment or StatefulSet?', message: 'Deployment or StatefulSet?' },
  { title: 'Concept of the day', message: 'today' },
]

dotenv.config({ quiet: true })
const { url, agent } = readArguments()
const manifest = parseDocument(readFileSync(new URL('../../manifest.yaml', import.meta.url), 'utf8'))
const inHttp = url !== undefined && !process.env.SLACK_APP_TOKEN

manifest.setIn(['settings', 'socket_mode_enabled'], !inHttp)
if (url !== undefined) {
  const base = url.replace(/\/+$/, '')
  manifest.setIn(['oauth_config', 'redirect_urls'], manifest.createNode([base + REDIRECT_PATH]))
  if (inHttp)
    for (const place of [
      ['features', 'slash_commands', 0, 'url'],
      ['settings', 'event_subscriptions', 'request_url'],
      ['settings', 'interactivity', 'request_url'],
      ['settings', 'interactivity', 'message_menu_options_url'],
    ])
      manifest.setIn(place, base + EVENTS_PATH)
}
if (agent)
  manifest.setIn(
    ['features', 'agent_view'],
    manifest.createNode({
      agent_description: 'Answers Kubernetes questions from reviewed notes.',
      suggested_prompts: PROMPTS,
    }),
  )
/** Its first lines speak about the file as it stands in the repository. */
manifest.commentBefore = null
process.stdout.write(manifest.toString({ lineWidth: 120 }))

function readArguments(): { url: string | undefined; agent: boolean } {
  try {
    const { values } = parseArgs({
      options: { url: { type: 'string' }, agent: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
    if (values.help) {
      process.stdout.write(USAGE)
      process.exit(0)
    }
    const url = values.url ?? (process.env.PUBLIC_URL || undefined)
    if (url !== undefined && !/^https:\/\/[^\s/]+/.test(url))
      throw new Error(`Slack needs an address that begins with https://, and "${url}" does not.`)
    return { url, agent: values.agent ?? false }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
    process.exit(2)
  }
}
