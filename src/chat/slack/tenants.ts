/** Who the bot is in each workspace: one workspace by its token, or all those that installed the app. */
import type { Authorize } from '@slack/bolt'
import type { InstallProvider } from '@slack/oauth'
import { WebClient, type WebClientOptions } from '@slack/web-api'
import { z } from 'zod'
import type { Log } from '../chat.ts'
import { type Installations, NotInstalled } from './installations.ts'
import { missingScopes, tokenAdvice } from './scopes.ts'
import type { Timing } from './timing.ts'
import { type Trouble, troubleOf } from './trouble.ts'

export type Tenants = {
  /** The token of a workspace; undefined where the app is not installed there. Rejects where nobody can tell now. */
  tokenOf(workspace: string): Promise<string | undefined>
  /** Bolt asks it for each payload. */
  authorize: Authorize<boolean>
  /** Throws an error whose message tells the operator what to do when Slack refuses the token. */
  start(): Promise<void>
  stop(): void
  /** Whether Slack accepts the token, as far as is known. */
  ready(): boolean
  /** Slack refused this workspace's token. */
  refused(workspace: string, code: string): Promise<void>
  /** This workspace removed the app at that time, in milliseconds. */
  left(workspace: string, at: number): Promise<void>
}

const Identity = z.object({
  user_id: z.string(),
  bot_id: z.string(),
  team_id: z.string(),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
})

export type SingleParts = {
  botToken: string
  options: WebClientOptions
  log: Log
  timing: Timing
  pause: (ms: number, signal: AbortSignal) => Promise<void>
}

export function createSingle({ botToken, options, log, timing, pause }: SingleParts): Tenants {
  const client = new WebClient(botToken, options)
  const stopping = new AbortController()
  let self: z.infer<typeof Identity> | undefined
  let valid = false
  let looking = false

  /** Asks Slack who we are; gives what went wrong. */
  async function look(): Promise<Trouble | undefined> {
    try {
      self = Identity.parse(await client.auth.test())
      valid = true
      return undefined
    } catch (error) {
      return troubleOf(error)
    }
  }

  /** The pauses grow from `first` up to `lookAgain`. */
  async function lookUntilValid(first: number): Promise<void> {
    if (looking) return
    looking = true
    for (let ms = first; !valid && !stopping.signal.aborted; ms *= 2) {
      await pause(Math.min(ms, timing.lookAgain), stopping.signal)
      await look()
    }
    looking = false
    if (valid) log.info({}, 'slack: the bot token works')
    reportScopes()
  }

  function reportScopes(): void {
    const granted = self?.response_metadata?.scopes
    for (const { scope, message } of granted === undefined ? [] : missingScopes(granted))
      log.warn({ scope }, message)
  }

  return {
    tokenOf: async () => botToken,
    authorize: async () => ({
      botToken,
      ...(self && { botId: self.bot_id, botUserId: self.user_id, teamId: self.team_id }),
    }),
    async start() {
      const trouble = await look()
      if (trouble === undefined) return reportScopes()
      if (trouble.kind === 'token' || trouble.kind === 'refused')
        throw new Error(`Slack refuses the bot token (${trouble.code}): ${tokenAdvice(trouble.code)}.`)
      log.warn({ code: trouble.code }, 'slack: cannot be reached yet, trying again')
      void lookUntilValid(timing.pause)
    },
    stop: () => stopping.abort(),
    ready: () => valid,
    async refused(_, code) {
      if (valid) log.error({ code }, `Slack refuses the bot token (${code}): ${tokenAdvice(code)}`)
      valid = false
      void lookUntilValid(timing.lookAgain)
    },
    async left() {
      valid = false
      log.error({}, `Slack: ${tokenAdvice('token_revoked')}`)
      void lookUntilValid(timing.lookAgain)
    },
  }
}

export function createMany(installer: InstallProvider, installations: Installations, log: Log): Tenants {
  const asking = new Map<string, ReturnType<Authorize<boolean>>>()
  return {
    tokenOf: async teamId => {
      const query = { teamId, enterpriseId: undefined, isEnterpriseInstall: false }
      const installation = await installations.fetchInstallation(query).catch((error: unknown) => {
        if (error instanceof NotInstalled) return undefined
        throw error
      })
      // Tokens that rotate are renewed on the way.
      return installation && (await installer.authorize(query)).botToken
    },
    /** One question at a time for each workspace, so that a token that is renewed is renewed once. */
    authorize(source) {
      const key = JSON.stringify([source.teamId, source.enterpriseId, source.isEnterpriseInstall])
      const found = asking.get(key) ?? installer.authorize(source).finally(() => asking.delete(key))
      asking.set(key, found)
      return found
    },
    start: async () => {},
    stop() {},
    ready: () => true,
    async refused(workspace, code) {
      log.warn({ workspace, code }, 'slack: a workspace’s token no longer works, forgetting it')
      await installations.forget(workspace)
    },
    async left(workspace, at) {
      log.info({ workspace }, 'slack: a workspace removed the app, forgetting its token')
      await installations.forget(workspace, at)
    },
  }
}
