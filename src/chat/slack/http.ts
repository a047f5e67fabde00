/** Slack's paths on the bot's own HTTP server: events in HTTP mode, and where the app is installed from. */
import type { RequestListener } from 'node:http'
import { HTTPReceiver, type Logger } from '@slack/bolt'
import { InstallProvider } from '@slack/oauth'
import type { Installations } from './installations.ts'
import { SCOPES } from './scopes.ts'

export const EVENTS_PATH = '/slack/events'
export const INSTALL_PATH = '/slack/install'
export const REDIRECT_PATH = '/slack/oauth_redirect'

/** Checks signatures and times of requests, and hands them to the app. It has no server of its own. */
export const createEvents = (signingSecret: string, logger: Logger): HTTPReceiver =>
  new HTTPReceiver({ signingSecret, endpoints: EVENTS_PATH, logger })

export type OAuthSettings = {
  clientId: string
  clientSecret: string
  stateSecret: string
  /** Where people's browsers reach this server, such as `https://kube-notes.example.com`. */
  publicUrl: string
}

export function createInstaller(
  { clientId, clientSecret, stateSecret }: OAuthSettings,
  installationStore: Installations,
  apiUrl: string | undefined,
  logger: Logger,
): InstallProvider {
  return new InstallProvider({
    clientId,
    clientSecret,
    stateSecret,
    installationStore,
    logger,
    /** Another Web API, such as GovSlack's, has its own page for consenting. */
    ...(apiUrl !== undefined && {
      authorizationUrl: new URL('/oauth/v2/authorize', apiUrl).href,
      clientOptions: { slackApiUrl: apiUrl },
    }),
  })
}

/** Serves every path below /slack/; what is not there in this mode is not found. */
export function createSlackPaths(
  events: HTTPReceiver | undefined,
  installer: InstallProvider | undefined,
  publicUrl: string | undefined,
): RequestListener {
  return (request, response) => {
    const path = (request.url ?? '').replace(/\?.*$/s, '')
    if (events !== undefined && path === EVENTS_PATH && request.method === 'POST')
      return events.requestListener(request, response)
    if (installer !== undefined && publicUrl !== undefined && request.method === 'GET') {
      const installation = {
        scopes: Object.keys(SCOPES),
        redirectUri: publicUrl.replace(/\/+$/, '') + REDIRECT_PATH,
      }
      const failed = (): void => void response.writeHead(500).end()
      if (path === INSTALL_PATH)
        return void installer.handleInstallPath(request, response, {}, installation).catch(failed)
      if (path === REDIRECT_PATH) return void installer.handleCallback(request, response).catch(failed)
    }
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found.\n')
  }
}
