/** People at a local Slack: what they do reaches the app as Slack would send it, and what they see is what is there. */
import { z } from 'zod'
import { type Block, OptionsSchema } from './block-kit.ts'
import type { Acknowledged, Retry } from './deliveries.ts'
import type { LocalSlack } from './local-slack.ts'
import { type Control, see } from './see.ts'
import { BOT, type Message, TEAM, type View } from './world.ts'

export type SeenMessage = Message & { shown: string; code: string[]; controls: Control[]; pings: string[] }

export type Said = { message: Message; acknowledged: Acknowledged; payload: Record<string, unknown> }

export type Person = {
  id: string
  command(channel: string, text: string): Promise<Acknowledged>
  /** Writes a message; the app hears of it as an app that has the scopes of manifest.yaml would. */
  say(channel: string, text: string, more?: Partial<Message>): Promise<Said>
  explain(channel: string, message: Message): Promise<Acknowledged>
  /** Presses what `label` says, or picks it, in a message or a view. */
  press(where: SeenMessage | View, label: string, channel?: string): Promise<Acknowledged>
  /** What the search box of a view suggests. */
  suggestions(view: View, typed: string): Promise<{ label: string; value: string }[]>
  pick(view: View, suggestion: { label: string; value: string }): Promise<Acknowledged>
  /** Fills in the inputs of an open modal by their labels and sends it; it closes unless the app objects. */
  submit(view: View, filled: Record<string, string>): Promise<Acknowledged>
  openHome(): Promise<Acknowledged>
  /** Messages of the channel that this person can see, oldest first; all of them or those of one thread. */
  sees(channel: string, thread?: string): SeenMessage[]
}

/** Text as a client sends it: what is typed is escaped, a mention picked from the list is not. */
const typed = (text: string): string =>
  text
    .split(/(<@U\w+>)/)
    .map((part, at) =>
      at % 2 ? part : part.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    )
    .join('')

/** The envelope of an event. */
export const eventOf = (
  event: Record<string, unknown>,
  id: string,
  team = TEAM,
): Record<string, unknown> => ({
  token: 'legacy',
  team_id: team,
  api_app_id: BOT.app,
  type: 'event_callback',
  event_id: id,
  event_time: Math.floor(Date.now() / 1000),
  authorizations: [
    { enterprise_id: null, team_id: team, user_id: BOT.user, is_bot: true, is_enterprise_install: false },
  ],
  event,
})

const seen = (message: Message): SeenMessage => {
  const { text: shown, ...rest } = see(message.blocks)
  return { ...message, ...rest, shown }
}

/** What an input holds when its view is sent. */
function inputState({ element, label }: Block & { type: 'input' }, filled: Record<string, string>): object {
  const typed = filled[label.text]
  if (element.type === 'static_select') {
    const named = element.options.find(({ text }) => text.text === typed)
    return {
      type: element.type,
      selected_option: (typed === undefined ? element.initial_option : named) ?? null,
    }
  }
  const initial = element.type === 'plain_text_input' ? element.initial_value : undefined
  return { type: element.type, value: (typed ?? initial ?? '') || null }
}

export function person(slack: LocalSlack, id: string, team = TEAM): Person {
  const { world } = slack
  const user = { id, username: id.toLowerCase(), name: id.toLowerCase(), team_id: team }
  const about = { team: { id: team, domain: 'local' }, user, api_app_id: BOT.app, token: 'legacy' }

  const trigger = (): string => {
    const made = world.id('trigger.')
    world.triggers.add(made)
    return made
  }
  const responseUrl = (channel: string, original?: Message): string => {
    const key = world.id('r')
    world.answering.set(key, { channel, user: id, uses: 0, expired: false, ...(original && { original }) })
    return `${slack.url}/respond/${key}`
  }
  const isView = (where: SeenMessage | View): where is View => 'type' in where

  async function act(
    where: SeenMessage | View,
    control: Control,
    value: string,
    channel: string,
  ): Promise<Acknowledged> {
    const action = {
      type: control.type,
      action_id: control.action_id,
      block_id: `b${control.block}`,
      action_ts: world.ts(),
      ...(control.type === 'button'
        ? { value, text: { type: 'plain_text', text: control.label } }
        : { selected_option: { text: { type: 'plain_text', text: control.label }, value } }),
    }
    const common = { type: 'block_actions', ...about, trigger_id: trigger(), actions: [action] }
    if (isView(where))
      return slack.deliver('interactive', {
        ...common,
        container: { type: 'view', view_id: where.id },
        view: { ...where, team_id: team, app_installed_team_id: team, state: { values: {} } },
      })
    const { ts, thread_ts, only } = where
    return slack.deliver('interactive', {
      ...common,
      container: {
        type: 'message',
        message_ts: ts,
        channel_id: channel,
        is_ephemeral: only !== undefined,
        ...(thread_ts !== undefined && { thread_ts }),
      },
      channel: { id: channel, name: 'somewhere' },
      /** A click in a message that only one person sees comes without the message. */
      ...(only === undefined && { message: { type: 'message', user: BOT.user, ts, thread_ts } }),
      response_url: responseUrl(
        channel,
        world.channels.get(channel)?.messages.find(message => message.ts === ts),
      ),
    })
  }

  return {
    id,
    command: (channel, text) =>
      slack.deliver('slash_commands', {
        token: 'legacy',
        team_id: team,
        team_domain: 'local',
        channel_id: channel,
        channel_name: channel.startsWith('D') ? 'directmessage' : 'general',
        user_id: id,
        user_name: user.name,
        command: '/k8s',
        text,
        api_app_id: BOT.app,
        is_enterprise_install: 'false',
        response_url: responseUrl(channel),
        trigger_id: trigger(),
      }),
    async say(channel, text, more = {}) {
      const { more: extra, ...given } = more
      const message: Message = {
        ts: world.ts(),
        user: id,
        text: typed(text),
        blocks: [],
        ...given,
        ...(extra && { more: extra }),
      }
      world.channels.get(channel)?.messages.push(message)
      const direct = channel.startsWith('D')
      const event = {
        type: direct ? 'message' : 'app_mention',
        ...(direct && { channel_type: 'im' }),
        ...(message.files && { subtype: direct ? 'file_share' : undefined, files: message.files }),
        user: id,
        text: message.text,
        ts: message.ts,
        channel,
        event_ts: message.ts,
        ...(message.thread_ts !== undefined && { thread_ts: message.thread_ts }),
        ...extra,
      }
      const payload = eventOf(event, world.id('Ev'), team)
      const heard = direct || message.text.includes(`<@${BOT.user}>`)
      const acknowledged = heard
        ? await slack.deliver('events_api', payload)
        : { ok: true, ms: 0, payload: undefined }
      return { message, acknowledged, payload }
    },
    explain: (channel, message) =>
      slack.deliver('interactive', {
        type: 'message_action',
        callback_id: 'explain',
        ...about,
        trigger_id: trigger(),
        response_url: responseUrl(channel),
        action_ts: world.ts(),
        message_ts: message.ts,
        channel: { id: channel, name: 'somewhere' },
        message: { type: 'message', ...message, only: undefined, more: undefined, ...message.more },
      }),
    press(where, label, channel = '') {
      const controls = isView(where) ? see(where.blocks).controls : where.controls
      const control = controls.find(({ label: words }) => words === label)
      if (control === undefined)
        throw new Error(`no "${label}" among ${controls.map(({ label }) => label).join(', ')}`)
      return act(where, control, control.line, channel)
    },
    async suggestions(view, text) {
      const { payload } = await slack.deliver('interactive', {
        type: 'block_suggestion',
        ...about,
        action_id: 'search',
        block_id: 'b0',
        value: text,
        container: { type: 'view', view_id: view.id },
        view: { ...view, team_id: team },
      })
      return OptionsSchema.parse(payload).options.map(({ text: { text: label }, value }) => ({
        label,
        value,
      }))
    },
    pick: (view, { label, value }) =>
      act(view, { type: 'external_select', action_id: 'search', block: 0, label, line: value }, value, ''),
    async submit(view, filled) {
      const values = Object.fromEntries(
        view.blocks.flatMap(block =>
          block.type === 'input'
            ? [[block.block_id ?? '', { [block.element.action_id]: inputState(block, filled) }] as const]
            : [],
        ),
      )
      const acknowledged = await slack.deliver('interactive', {
        type: 'view_submission',
        ...about,
        trigger_id: trigger(),
        view: { ...view, team_id: team, app_installed_team_id: team, state: { values } },
        response_urls: [],
      })
      const objected = z.object({ response_action: z.string() }).safeParse(acknowledged.payload).success
      if (acknowledged.ok && !objected) world.views.delete(view.id)
      return acknowledged
    },
    openHome: () =>
      slack.deliver(
        'events_api',
        eventOf(
          {
            type: 'app_home_opened',
            user: id,
            channel: id.replace(/^U/, 'D'),
            tab: 'home',
            event_ts: world.ts(),
          },
          world.id('Ev'),
          team,
        ),
      ),
    sees: (channel, thread) =>
      (world.channels.get(channel)?.messages ?? [])
        .filter(
          ({ only, thread_ts, ts }) =>
            (only ?? id) === id && (thread === undefined || thread === (thread_ts ?? ts)),
        )
        .map(seen),
  }
}

/** Delivers the same event once more, as Slack does when it believes that it did not arrive. */
export const redeliver = (slack: LocalSlack, { payload }: Said, retry: Retry): Promise<Acknowledged> =>
  slack.deliver('events_api', payload, retry)

/** The one open modal. */
export function modalOf(slack: LocalSlack): View & { shown: string; controls: Control[] } {
  const [view] = z.tuple([z.custom<View>()]).parse([...slack.world.views.values()])
  const { text: shown, controls } = see(view.blocks)
  return { ...view, shown, controls }
}
