/** Slack's paths on the bot's own HTTP server: events in HTTP mode, and where the app is installed from. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { type App, HTTPModuleFunctions, type Logger, type Receiver } from '@slack/bolt'
import { InstallProvider } from '@slack/oauth'
import type { Installations } from './installations.ts'
import { SCOPES } from './scopes.ts'

export const EVENTS_PATH = '/slack/events'
const INSTALL_PATH = '/slack/install'
export const REDIRECT_PATH = '/slack/oauth_redirect'

const BODY_LIMIT = 2 * 1024 * 1024

type Payload = Record<string, unknown>
const isPayload = (value: unknown): value is Payload =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A receiver of Bolt's without a server of its own. */
export type Events = Receiver & {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** From now on Slack is sent away, to come again or to another process; resolves when all is heard that came before. */
  stop(): Promise<void>
}

/**
 * Checks the signature and the time of a request with Bolt's own means, acknowledges it at once, and then hands
 * it to the app. Bolt's HTTPReceiver would acknowledge later, and a body that is no object ends the process there.
 */
export function createEvents(signingSecret: string, logger: Logger): Events {
  const { parseAndVerifyHTTPRequest, parseHTTPRequestBody, isRawBodyError } = HTTPModuleFunctions
  const going = new Set<Promise<void>>()
  let stopping = false
  let app: App | undefined

  async function bodyOf(request: IncomingMessage): Promise<Payload | 400 | 401 | 413> {
    try {
      const options = { enabled: true, signingSecret, bodyLimit: BODY_LIMIT }
      const verified = await parseAndVerifyHTTPRequest(options, request)
      try {
        const body: unknown = parseHTTPRequestBody(verified)
        return isPayload(body) ? body : 400
      } catch {
        return 400
      }
    } catch (error) {
      logger.warn(error)
      if (!isRawBodyError(error)) return 401
      return error.type === 'entity.too.large' ? 413 : 400
    }
  }

  return {
    init(made) {
      app = made
    },
    start: async () => {},
    async stop() {
      stopping = true
      await Promise.allSettled(going)
    },
    handle(request, response) {
      if (stopping) return Promise.resolve(void response.writeHead(503).end())
      const heard = hear(request, response).finally(() => going.delete(heard))
      going.add(heard)
      return heard
    },
  }

  async function hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    if (typeof body === 'number') return void response.writeHead(body).end()
    if (body.ssl_check === '1') return void response.writeHead(200).end()
    if (body.type === 'url_verification') return void sendJson(response, { challenge: body.challenge })
    /** Suggestions, and what is wrong with a form, are wanted within the acknowledgement; all else is answered later. */
    const answered = body.type === 'block_suggestion' || body.type === 'view_submission'
    if (!answered) response.writeHead(200).end()
    const ack = async (answer?: unknown): Promise<void> => {
      if (answered) answer ? sendJson(response, answer) : response.writeHead(200).end()
    }
    await app?.processEvent({ body, ack })
    if (!response.headersSent) response.writeHead(404).end()
  }
}

const sendJson = (response: ServerResponse, value: unknown): void =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))

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
  events: Events | undefined,
  installer: InstallProvider | undefined,
  publicUrl: string | undefined,
): RequestListener {
  return (request, response) => {
    const failed = (): void => {
      if (!response.headersSent) response.writeHead(500)
      response.end()
    }
    const path = (request.url ?? '').replace(/\?.*$/s, '')
    if (events !== undefined && path === EVENTS_PATH && request.method === 'POST')
      return void events.handle(request, response).catch(failed)
    if (installer !== undefined && publicUrl !== undefined && request.method === 'GET') {
      const installation = {
        scopes: Object.keys(SCOPES),
        redirectUri: publicUrl.replace(/\/+$/, '') + REDIRECT_PATH,
      }
      if (path === INSTALL_PATH)
        return void installer.handleInstallPath(request, response, {}, installation).catch(failed)
      if (path === REDIRECT_PATH) return void installer.handleCallback(request, response).catch(failed)
    }
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found.\n')
  }
}
