/** Everything that Slack may tell the app, and what is done about it: acknowledge, hear, ask the bot, deliver. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { App, Context } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { noticeCard, withNotices } from '../../cards/notices.ts'
import { askSuggestion } from '../../cards/search.ts'
import type { Bot, Heard, Log, Reply } from '../chat.ts'
import { type Read, withFiles } from '../files.ts'
import type { Stash } from '../stash.ts'
import { traceOf } from '../trace.ts'
import type { Deliver, Spot } from './deliver.ts'
import type { Desk } from './desk.ts'
import { type Download, readFiles } from './files.ts'
import { FORM, problemsIn } from './form.ts'
import {
  type Hearing,
  hearCommand,
  hearExplain,
  hearForm,
  hearMessage,
  hearPress,
  type WithFiles,
} from './hear.ts'
import { LIMITS } from './limits.ts'
import type { Members } from './members.ts'
import type { Workspace } from './send.ts'
import { label } from './text.ts'

export type ListenParts = {
  bot: Bot
  stash: Stash
  deliver: Deliver
  members: Members
  desk: Desk
  log: Log
  /** Downloads a private file with the workspace's token. */
  downloadWith: (token: string) => Download
  /** A workspace or organisation removed the app, or took back its token, at that time in milliseconds. */
  onLeft: (workspace: string, at: number) => Promise<void>
}

/** How long a form that was sent may wait for its answer: half of Slack's three seconds. */
const SUBMIT_MS = 1500

/** The callback ids in manifest.yaml. */
export const EXPLAIN = 'explain'
export const LOOK_UP = 'search'

export function listen(app: App, parts: ListenParts): void {
  const { bot, stash, deliver, desk, log } = parts

  app.command(/^\//, async ({ ack, command, client, context }) => {
    await acknowledge(ack)
    const { spot, heard } = hearCommand(command, workspaceOf(context, client))
    desk.take(() => (heard === undefined ? lookUp(spot) : answer({ heard, spot })))
  })

  app.shortcut({ callback_id: EXPLAIN, type: 'message_action' }, async ({ ack, body, client, context }) => {
    await acknowledge(ack)
    const hearing = hearExplain(body, workspaceOf(context, client))
    if (hearing !== undefined) desk.take(() => answerWithFiles(hearing, context))
  })

  app.shortcut({ callback_id: LOOK_UP, type: 'shortcut' }, async ({ ack, body, client, context }) => {
    await acknowledge(ack)
    const { trigger_id: trigger, user } = body
    desk.take(() =>
      lookUp({ workspace: workspaceOf(context, client), user: user.id, kind: 'modal', trigger }),
    )
  })

  app.action(/.*/, async ({ ack, body, client, context }) => {
    await acknowledge(ack)
    const hearing = hearPress(body, workspaceOf(context, client))
    if (hearing !== undefined) desk.take(() => answer(hearing))
  })

  /** What is wrong with a form is told within the acknowledgement, which leaves it open; any other answer closes it. */
  app.view({ callback_id: FORM, type: 'view_submission' }, async ({ ack, body, client, context }) => {
    const hearing = hearForm(body, workspaceOf(context, client))
    if (hearing === undefined) return acknowledge(ack)
    const replying = ask(hearing)
    const early = await within(replying, SUBMIT_MS)
    const problems = early?.kind === 'form' ? problemsIn(early.form) : {}
    if (Object.keys(problems).length > 0)
      return acknowledge(() => ack({ response_action: 'errors', errors: problems }))
    await acknowledge(ack)
    desk.take(() => answer(hearing, [], replying))
  })

  /** Suggestions are wanted within the acknowledgement itself. */
  app.options(/.*/, async ({ ack, payload }) => {
    const typed = payload.value.slice(0, LIMITS.textObject)
    const found = [...bot.suggest(typed, LIMITS.options - 1), ...askSuggestion(typed)]
    await ack({
      options: found.map(({ label: words, asks }) => ({
        text: { type: 'plain_text', text: label(words, LIMITS.optionText), emoji: false },
        value: stash.lineFor(asks, LIMITS.optionValue),
      })),
    })
  })

  const onMessage = async (
    event: unknown,
    id: string,
    context: Context,
    client: WebClient,
  ): Promise<void> => {
    const hearing = hearMessage(event, id, context.botUserId, workspaceOf(context, client))
    if (hearing !== undefined) desk.take(() => answerWithFiles(hearing, context))
  }
  app.event('app_mention', ({ event, body, context, client }) =>
    onMessage(event, body.event_id, context, client),
  )
  app.event('message', ({ event, body, context, client }) => onMessage(event, body.event_id, context, client))

  app.event('app_home_opened', async ({ event, body, context, client }) => {
    if (event.tab === 'home')
      desk.take(() => showHome(event.user, body.event_id, workspaceOf(context, client)))
  })

  /** Slack tells times in whole seconds; what happened within this one came before. */
  const onLeft = async ({ event_time }: { event_time: number }, context: Context): Promise<void> => {
    const id = context.isEnterpriseInstall ? context.enterpriseId : (context.teamId ?? context.enterpriseId)
    if (id !== undefined) await parts.onLeft(id, event_time * 1000 + 999)
  }
  app.event('app_uninstalled', ({ body, context }) => onLeft(body, context))
  app.event('tokens_revoked', async ({ event, body, context }) => {
    if ((event.tokens.bot ?? []).length > 0) await onLeft(body, context)
  })

  app.error(async error => {
    log.error({ code: error.code, ...traceOf(error) }, 'slack: a payload could not be handled')
  })

  /** In direct messages there is nobody else to ask. */
  const ask = ({ heard, spot }: Hearing): Promise<Reply> =>
    bot.respond({
      ...heard,
      mayArrange: async () =>
        heard.audience === 'alone' || parts.members.mayArrange(spot.workspace, heard.user),
    })

  /** Asks the bot and delivers; whatever fails here is our fault, and who asked hears so. */
  async function answer(
    { heard, spot }: Hearing,
    notices: Read['notices'] = [],
    replying?: Promise<Reply>,
  ): Promise<void> {
    try {
      const reply = await (replying ?? ask({ heard, spot }))
      await deliver.reply(
        spot,
        reply.kind === 'card' ? { ...reply, card: withNotices(reply.card, notices) } : reply,
      )
    } catch (error) {
      log.error({ ...traceOf(error), via: heard.via }, 'slack: a question could not be answered')
      await deliver.card(spot, noticeCard('trouble'))
    }
  }

  async function answerWithFiles({ heard, spot, files }: WithFiles, { botToken }: Context): Promise<void> {
    const read = await readFiles(files, parts.downloadWith(botToken ?? ''))
    const whole = withFiles(heard, read)
    return answer({ heard: whole, spot }, whole.via === 'button' ? [] : read.notices)
  }

  async function lookUp(spot: Spot): Promise<void> {
    const { ok } = await deliver.search(spot)
    if (!ok && spot.responseUrl !== undefined) await answer({ heard: plainly('help', spot), spot })
  }

  async function showHome(user: string, event: string, workspace: Workspace): Promise<void> {
    try {
      const spot: Spot = { workspace, user, kind: 'modal' }
      const reply = await bot.respond({ ...plainly('home', spot), events: [`event:${event}`] })
      if (reply.kind === 'card') await deliver.home(workspace, user, reply.card)
    } catch (error) {
      log.error(traceOf(error), 'slack: the Home tab could not be drawn')
    }
  }
}

/** What comes of `work` in time; undefined where it takes longer or fails, which who waits for it afterwards sees. */
const within = <Value>(work: Promise<Value>, ms: number): Promise<Value | undefined> =>
  Promise.race([work, sleep(ms, undefined, { ref: false })]).catch(() => undefined)

/** Slack hears that it was heard; where that does not arrive, the answer may still. */
async function acknowledge(ack: () => Promise<unknown>): Promise<void> {
  await ack().catch(() => {})
}

const workspaceOf = ({ teamId, enterpriseId }: Context, client: WebClient): Workspace => ({
  id: teamId ?? enterpriseId ?? '',
  client,
})

/** A line as if a button had carried it, for one person. */
const plainly = (text: string, { workspace, user, channel = 'home' }: Spot): Heard => ({
  text,
  via: 'button',
  user,
  place: { platform: 'slack', workspace: workspace.id, channel },
  events: [],
  audience: 'asker',
  manager: false,
})
