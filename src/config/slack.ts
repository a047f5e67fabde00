/** SLACK_… and what belongs to it: how the bot connects to Slack, and to one workspace or to many. */
import { checkedUrl, type Env, listOf, type Report } from './env.ts'

export type SlackConfig = {
  /** Ends with a slash. */
  apiUrl?: string
  /** Socket Mode needs an app-level token, HTTP mode the signing secret. */
  mode: { kind: 'socket'; appToken: string } | { kind: 'http'; signingSecret: string }
  /** One workspace by its token, or many that install the app through OAuth. */
  auth: { kind: 'token'; botToken: string } | OAuthConfig
  /** Who may set up the daily post: all but guests, admins and owners, everyone, or people by their ids. */
  managers: 'members' | 'admins' | 'everyone' | string[]
}

export type OAuthConfig = {
  kind: 'oauth'
  clientId: string
  clientSecret: string
  stateSecret: string
  publicUrl: string
  /** 32 bytes each; the first encrypts, all of them decrypt. */
  encryptionKeys: Buffer[]
}

const KEY_BYTES = 32
const STATE_SECRET_LENGTH = 16

/** Variables that mean nothing without a token or a client id. */
const MODE_VARIABLES = ['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET']
const OAUTH_VARIABLES = ['SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET']

export function readSlack(env: Env, report: Report): SlackConfig | undefined {
  const apiUrl = checkedUrl(
    'SLACK_API_URL',
    env,
    report,
    'write the address of a Web API such as https://slack.com/api/',
  )
  const auth = env('SLACK_CLIENT_ID') === undefined ? readToken(env, report) : readOAuth(env, report)
  if (auth === undefined) return undefined
  const mode = readMode(env, report)
  return {
    auth,
    mode,
    managers: readManagers(env, report),
    ...(apiUrl && { apiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/` }),
  }
}

function readManagers(env: Env, report: Report): SlackConfig['managers'] {
  const value = env('SLACK_MANAGERS') ?? 'members'
  if (value === 'members' || value === 'admins' || value === 'everyone') return value
  const ids = listOf(value)
  for (const id of ids.filter(id => !/^[UW][A-Z0-9]+$/.test(id)))
    report(
      'SLACK_MANAGERS',
      `"${id}" is no person's id`,
      'write members, admins, everyone, or ids such as U012AB3CD separated by commas ("Copy member ID" in a profile)',
    )
  return ids
}

function readMode(env: Env, report: Report): SlackConfig['mode'] {
  const appToken = env('SLACK_APP_TOKEN')
  const signingSecret = env('SLACK_SIGNING_SECRET')
  if (appToken !== undefined && !/^xapp-\S+$/.test(appToken))
    report(
      'SLACK_APP_TOKEN',
      'it does not begin with xapp-',
      'make an app-level token with the scope connections:write under Basic Information',
    )
  if (appToken === undefined && signingSecret === undefined)
    report(
      'SLACK_APP_TOKEN',
      'it is missing although Slack is set up',
      'set it for Socket Mode (no public address needed), or set SLACK_SIGNING_SECRET for HTTP',
    )
  return appToken !== undefined
    ? { kind: 'socket', appToken }
    : { kind: 'http', signingSecret: signingSecret ?? '' }
}

function readToken(env: Env, report: Report): SlackConfig['auth'] | undefined {
  const botToken = env('SLACK_BOT_TOKEN')
  const set = (variable: string): boolean => env(variable) !== undefined
  for (const variable of OAUTH_VARIABLES.filter(set))
    report(
      'SLACK_CLIENT_ID',
      `it is missing although ${variable} is set`,
      'copy the client id from Basic Information, or remove that variable to serve one workspace by its token',
    )
  if (botToken === undefined) {
    for (const variable of MODE_VARIABLES.filter(set))
      report(
        'SLACK_BOT_TOKEN',
        `it is missing although ${variable} is set`,
        'copy the "Bot User OAuth Token" (xoxb-…) from OAuth & Permissions',
      )
    return undefined
  }
  if (!/^(xoxe\.)?xoxb-\S+$/.test(botToken))
    report(
      'SLACK_BOT_TOKEN',
      'it does not begin with xoxb-',
      'copy the "Bot User OAuth Token" from OAuth & Permissions',
    )
  return { kind: 'token', botToken }
}

function readOAuth(env: Env, report: Report): OAuthConfig {
  if (env('SLACK_BOT_TOKEN') !== undefined)
    report(
      'SLACK_BOT_TOKEN',
      'it is set together with SLACK_CLIENT_ID',
      'remove it to serve several workspaces, or remove SLACK_CLIENT_ID to serve one',
    )
  const needed = (variable: string, todo: string): string => {
    const value = env(variable)
    if (value === undefined) report(variable, 'it is missing although SLACK_CLIENT_ID is set', todo)
    return value ?? ''
  }
  const clientSecret = needed('SLACK_CLIENT_SECRET', 'copy the client secret from Basic Information')
  const stateSecret = needed(
    'SLACK_STATE_SECRET',
    'write a long random text, such as openssl rand -hex 32 prints',
  )
  if (stateSecret !== '' && stateSecret.length < STATE_SECRET_LENGTH)
    report(
      'SLACK_STATE_SECRET',
      `it has fewer than ${STATE_SECRET_LENGTH} characters`,
      'write a long random text, such as openssl rand -hex 32 prints',
    )
  const publicUrl = needed(
    'PUBLIC_URL',
    'write the address at which browsers reach this server, such as https://kube-notes.example.com',
  )
  if (publicUrl !== '')
    checkedUrl('PUBLIC_URL', env, report, 'write an address such as https://kube-notes.example.com')
  return {
    kind: 'oauth',
    clientId: env('SLACK_CLIENT_ID') ?? '',
    clientSecret,
    stateSecret,
    publicUrl,
    encryptionKeys: readKeys(needed('ENCRYPTION_KEY', KEY_TODO), report),
  }
}

const KEY_TODO =
  'write 32 random bytes in hex or base64, such as openssl rand -hex 32 prints; to replace a key, put the new one before the old with a comma between'

function readKeys(value: string, report: Report): Buffer[] {
  const texts = value.split(',').map(text => text.trim())
  const keys = texts.map(text => Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64'))
  if (value !== '' && keys.some(key => key.length !== KEY_BYTES))
    report('ENCRYPTION_KEY', `it does not hold ${KEY_BYTES} bytes`, KEY_TODO)
  return keys
}
