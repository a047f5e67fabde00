/** Takes a reply to the people it is for, by whatever way Slack leaves open. */
import type { Card } from '../../cards/card.ts'
import type { Form } from '../../cards/form.ts'
import { noticeCard, withNotices } from '../../cards/notices.ts'
import type { Audience, Reply } from '../chat.ts'
import { renderForm } from './form.ts'
import { type LineFor, type Message, renderCard } from './render.ts'
import type { Sender, Sent, Workspace } from './send.ts'
import { renderHome, renderModal } from './views.ts'

/**
 * Where an answer goes, and what Slack gave along to get it there. public: a message that all of the channel
 * or direct message see. private: a message that only `user` sees. modal: the modal `view`, or a new one.
 */
export type Spot = {
  workspace: Workspace
  user: string
  kind: 'public' | 'private' | 'modal'
  channel?: string
  thread?: string
  responseUrl?: string
  /** Opens a modal, within three seconds and once. */
  trigger?: string
  view?: string
  /** The message whose button was pressed. */
  pressed?: { ts: string; private: boolean }
}

export type Deliver = {
  reply(spot: Spot, reply: Reply): Promise<void>
  card(spot: Spot, card: Card): Promise<Sent>
  /** Opens the modal in which one looks notes up. */
  search(spot: Spot): Promise<Sent>
  home(workspace: Workspace, user: string, card: Card): Promise<Sent>
}

/** So that an answer full of addresses does not grow previews, and nobody's words are taken for markup. */
export const QUIET = { mrkdwn: false, unfurl_links: false, unfurl_media: false }

export function createDeliver(sender: Sender, lineFor: LineFor): Deliver {
  const draw = (card: Card): Message => renderCard(card, lineFor)

  async function reply(spot: Spot, given: Reply): Promise<void> {
    switch (given.kind) {
      case 'silence':
        return
      case 'remove':
        await takeAway(spot)
        return
      case 'form':
        if (!(await open(spot, given.form))) await showCard(privately(spot, given.audience), given.card)
        return
      case 'card': {
        if (given.audience === 'channel' && spot.kind !== 'public') await shareCard(spot, given.card)
        else await showCard(privately(spot, given.audience), given.card)
        return
      }
      default:
        given satisfies never
    }
  }

  /** A form needs a trigger, which comes with commands and clicks only. */
  async function open(spot: Spot, form: Form): Promise<boolean> {
    const { workspace, user, trigger: trigger_id, view: view_id } = spot
    if (trigger_id === undefined) return false
    const view = renderForm(form, spot, lineFor)
    const { ok } =
      view_id === undefined
        ? await sender.call(workspace, 'views.open', user, { trigger_id, view })
        : await sender.call(workspace, 'views.update', view_id, { view_id, view })
    return ok
  }

  function showCard(spot: Spot, card: Card): Promise<Sent> {
    switch (spot.kind) {
      case 'public':
        return post(spot, card)
      case 'private':
        return whisper(spot, draw(card))
      case 'modal':
        return view(spot, draw(card))
      default:
        return spot.kind satisfies never
    }
  }

  /** Where the bot cannot write, the answer goes to who asked, and says so. */
  async function post(spot: Spot, card: Card): Promise<Sent> {
    const sent = await message(spot, draw(card))
    if (sent.ok || (sent.trouble.kind !== 'outside' && sent.trouble.kind !== 'closed')) return sent
    const notice = sent.trouble.kind === 'outside' ? 'not-in-channel' : 'closed-channel'
    return message({ workspace: spot.workspace, channel: spot.user }, draw(withNotices(card, [notice])))
  }

  function message(
    { workspace, channel = '', thread }: Pick<Spot, 'workspace' | 'channel' | 'thread'>,
    drawn: Message,
  ) {
    const args = { channel, ...(thread !== undefined && { thread_ts: thread }), ...drawn, ...QUIET }
    return sender.call(workspace, 'chat.postMessage', channel, args)
  }

  /** In a thread only chat.postEphemeral is seen; elsewhere the response_url works even where the bot is no member. */
  function whisper(spot: Spot, drawn: Message): Promise<Sent> {
    const { workspace, user, channel = '', thread, responseUrl } = spot
    const ephemeral = (more: { thread_ts?: string }) => () =>
      sender.call(workspace, 'chat.postEphemeral', channel, { channel, user, ...more, ...drawn })
    const body = { response_type: 'ephemeral', replace_original: false, ...drawn, ...QUIET }
    return firstWay([
      thread === undefined ? undefined : ephemeral({ thread_ts: thread }),
      responseUrl === undefined ? undefined : () => sender.respond(workspace, responseUrl, body),
      ephemeral({}),
    ])
  }

  async function view(spot: Spot, drawn: Message | undefined): Promise<Sent> {
    const { workspace, user, trigger, view: view_id } = spot
    const view = renderModal(drawn, spot)
    return view_id === undefined
      ? sender.call(workspace, 'views.open', user, { trigger_id: trigger ?? '', view })
      : sender.call(workspace, 'views.update', view_id, { view_id, view })
  }

  /** A private answer cannot become public: it is posted anew, and the private one is taken away. */
  async function shareCard(spot: Spot, card: Card): Promise<void> {
    const { workspace, thread, responseUrl } = spot
    const drawn = draw(card)
    const inThread = thread === undefined ? {} : { thread_ts: thread }
    const body = { response_type: 'in_channel', replace_original: false, ...inThread, ...drawn, ...QUIET }
    const sent = await firstWay([
      responseUrl === undefined ? undefined : () => sender.respond(workspace, responseUrl, body),
      () => message(spot, drawn),
    ])
    if (!sent.ok) await showCard(spot, noticeCard('trouble'))
    else if (spot.kind === 'modal') await showCard(spot, noticeCard('shared'))
    else if (spot.pressed !== undefined) await takeAway(spot)
  }

  async function takeAway({ workspace, channel = '', responseUrl, pressed }: Spot): Promise<void> {
    const own = pressed !== undefined && !pressed.private ? pressed.ts : undefined
    await firstWay([
      responseUrl === undefined
        ? undefined
        : () => sender.respond(workspace, responseUrl, { delete_original: true }),
      own === undefined
        ? undefined
        : () => sender.call(workspace, 'chat.delete', channel, { channel, ts: own }),
    ])
  }

  return {
    reply,
    card: showCard,
    search: spot => view(spot, undefined),
    home: (workspace, user, card) =>
      sender.call(workspace, 'views.publish', user, { user_id: user, view: renderHome(draw(card)) }),
  }
}

const privately = (spot: Spot, audience: Audience): Spot =>
  audience === 'asker' && spot.kind === 'public' ? { ...spot, kind: 'private' } : spot

/** Tries one way after another, until one works or may have worked. */
async function firstWay(ways: ((() => Promise<Sent>) | undefined)[]): Promise<Sent> {
  let sent: Sent = { ok: false, trouble: { kind: 'late', code: 'no_way_left' } }
  for (const way of ways) {
    if (way === undefined) continue
    sent = await way()
    if (sent.ok || sent.trouble.kind === 'unsure') break
  }
  return sent
}
