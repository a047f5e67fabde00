/** Slack: connects the bot to one workspace by its token, or to many that installed the app. */
import type { RequestListener } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { App } from '@slack/bolt'
import type { InstallProvider } from '@slack/oauth'
import { WebClient, type WebClientOptions } from '@slack/web-api'
import type { Bot, Chat, Log } from '../chat.ts'
import type { Stash } from '../stash.ts'
import { traceOf } from '../trace.ts'
import { createDeliver } from './deliver.ts'
import { createDesk } from './desk.ts'
import { createDownload } from './files.ts'
import { createEvents, createInstaller, createSlackPaths, type OAuthSettings } from './http.ts'
import { createInstallations, type Vault } from './installations.ts'
import { listen } from './listen.ts'
import { createMembers, type Managers } from './members.ts'
import { createPoster } from './poster.ts'
import { renderCard } from './render.ts'
import { appTokenAdvice, WHERE_SCOPES } from './scopes.ts'
import { sdkLogger } from './sdk-log.ts'
import { createSeal } from './seal.ts'
import { createSender, type Workspace } from './send.ts'
import { createSockets } from './sockets.ts'
import { createMany, createSingle, type Tenants } from './tenants.ts'
import { TIMING, type Timing } from './timing.ts'
import type { Trouble } from './trouble.ts'

export type SlackSettings = {
  /** Another Web API than Slack's own, with a slash at its end. */
  apiUrl?: string
  mode: { kind: 'socket'; appToken: string } | { kind: 'http'; signingSecret: string }
  /** Who may set up what the bot posts by itself. */
  managers: Managers
  auth:
    | { kind: 'token'; botToken: string }
    | ({ kind: 'oauth'; encryptionKeys: readonly Buffer[] } & OAuthSettings)
}

export type SlackParts = {
  settings: SlackSettings
  bot: Bot
  stash: Stash
  log: Log
  /** Where installations are kept; used for several workspaces only. */
  vault: Vault
  /** Told about each call to Slack that failed, for metrics. */
  onTrouble?: (method: string, code: string) => void
  /** Shorter pauses, for tests. */
  timing?: Timing
}

/** Workspaces that are posted to without being asked. */
const CLIENTS_KEPT = 1000

/** `paths` serves every path below /slack/ on the bot's own server. */
export type Slack = Chat & { readonly paths: RequestListener }

export function createSlack(parts: SlackParts): Slack {
  const { settings, bot, stash, log, onTrouble = () => {}, timing = TIMING } = parts
  const { apiUrl } = settings
  const logger = sdkLogger(log)
  const api = apiUrl === undefined ? {} : { slackApiUrl: apiUrl }
  /** The library sends nothing again by itself: it would repeat what may have arrived. See send.ts. */
  const clientOptions: WebClientOptions = {
    ...api,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 10_000,
  }

  const { tenants, installer, publicUrl } = openTenants()
  const sockets =
    settings.mode.kind === 'socket'
      ? createSockets({
          appToken: settings.mode.appToken,
          clientOptions: api,
          logger,
          log,
          pause,
          timing,
        })
      : undefined
  const events = settings.mode.kind === 'http' ? createEvents(settings.mode.signingSecret, logger) : undefined
  const receiver = sockets ?? events
  const app = new App({
    ...(receiver && { receiver }),
    authorize: tenants.authorize,
    logger,
    convoStore: false,
    clientOptions: { ...clientOptions, logger },
  })
  const desk = createDesk(error => log.error(traceOf(error), 'slack: work was left undone'))
  const sender = createSender({ wait: ms => pause(ms), onTrouble: onSendTrouble })
  listen(app, {
    bot,
    stash,
    deliver: createDeliver(sender, stash.lineFor),
    members: createMembers(sender, settings.managers, Date.now),
    desk,
    log,
    downloadWith: token => createDownload(fetch, token, apiUrl),
    onLeft: tenants.left,
  })
  const told = new Set<string>()

  /** What follows from a failed call beyond the answer it was for. */
  function onSendTrouble(workspace: string, method: string, { kind, code, needed }: Trouble): void {
    onTrouble(method, code)
    if (kind === 'token') void tenants.refused(workspace, code).catch(() => {})
    else if (kind === 'scope') {
      const message = `Slack: the scope ${needed ?? 'that this needs'} is missing for ${method}; ${WHERE_SCOPES}`
      if (!told.has(message)) log.error({ workspace, method, code }, message)
      told.add(message)
    } else if (kind === 'refused') log.error({ workspace, method, code }, 'slack: refused')
    else log.warn({ workspace, method, code }, 'slack: not delivered')
  }

  function openTenants(): { tenants: Tenants; installer?: InstallProvider; publicUrl?: string } {
    const { auth } = settings
    if (auth.kind === 'token')
      return {
        tenants: createSingle({
          botToken: auth.botToken,
          options: { ...clientOptions, logger },
          log,
          pause,
          timing,
        }),
      }
    const installations = createInstallations(parts.vault, createSeal(auth.encryptionKeys), Date.now)
    const installer = createInstaller(auth, installations, apiUrl, logger)
    return { tenants: createMany(installer, installations, log), installer, publicUrl: auth.publicUrl }
  }

  const clients = new Map<string, WebClient>()

  async function workspaceNamed(id: string): Promise<Workspace | undefined> {
    const token = await tenants.tokenOf(id)
    if (token === undefined) return undefined
    const client = clients.get(token) ?? new WebClient(token, { ...clientOptions, logger })
    if (clients.size > CLIENTS_KEPT) clients.clear()
    clients.set(token, client)
    return { id, client }
  }

  return {
    name: 'slack',
    poster: createPoster({
      sender,
      draw: card => renderCard(card, stash.lineFor),
      workspace: workspaceNamed,
    }),
    paths: createSlackPaths(events, installer, publicUrl),
    async start() {
      await tenants.start()
      const trouble = await sockets?.start()
      if (trouble !== undefined)
        throw new Error(`Slack refuses Socket Mode (${trouble.code}): ${appTokenAdvice(trouble.code)}.`)
    },
    /** First nothing new is heard, then what was heard is answered. */
    async stop() {
      await Promise.all([sockets?.stop(), events?.stop()])
      await desk.settled()
      tenants.stop()
    },
    ready: () => tenants.ready() && (sockets === undefined || sockets.connected()),
  }
}

/** Resolves after so many milliseconds, or when `signal` aborts; it keeps no process alive. */
const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { ref: false, ...(signal && { signal }) }).catch(() => {})
