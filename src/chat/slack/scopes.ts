/** The permissions that manifest.yaml asks for, and what does not work without each. */

export const SCOPES = {
  commands: { needed: true, without: '/k8s and "Explain this" cannot be used' },
  'chat:write': { needed: true, without: 'no answer can be posted' },
  'app_mentions:read': { needed: true, without: 'mentions are not heard' },
  'im:history': { needed: true, without: 'direct messages are not heard' },
  'users:read': {
    needed: false,
    without: 'the daily post can only be set up by those whom SLACK_MANAGERS names',
  },
  'files:read': { needed: false, without: 'text files are not read' },
} as const satisfies Record<string, { needed: boolean; without: string }>

export const WHERE_SCOPES =
  'add it at https://api.slack.com/apps under OAuth & Permissions, Bot Token Scopes, and reinstall the app'

/** What to tell the operator about each scope that `granted` lacks. */
export function missingScopes(granted: readonly string[]): { scope: string; message: string }[] {
  const has = new Set(granted)
  return Object.entries(SCOPES)
    .filter(([scope]) => !has.has(scope))
    .map(([scope, { needed, without }]) => ({
      scope,
      message: `Slack: the ${needed ? '' : 'optional '}scope ${scope} is missing, so ${without}; ${WHERE_SCOPES}`,
    }))
}

/** What to do about a token that Slack refuses, by Slack's own name for the reason. */
export function tokenAdvice(code: string): string {
  switch (code) {
    case 'token_revoked':
    case 'account_inactive':
      return 'the app was removed from the workspace or its token taken back; install it again and copy the new "Bot User OAuth Token" into SLACK_BOT_TOKEN'
    case 'token_expired':
      return 'the token has expired; turn token rotation off under OAuth & Permissions, or use OAuth (SLACK_CLIENT_ID)'
    default:
      return 'check SLACK_BOT_TOKEN against the "Bot User OAuth Token" under OAuth & Permissions, and SLACK_API_URL where you set it'
  }
}

/** What to do about an app-level token that Slack refuses. */
export const appTokenAdvice = (code: string): string =>
  code === 'missing_scope'
    ? 'the app-level token lacks the scope connections:write; make a new one under Basic Information, App-Level Tokens'
    : 'check SLACK_APP_TOKEN against the app-level token (xapp-…) under Basic Information, and that Socket Mode is on'
