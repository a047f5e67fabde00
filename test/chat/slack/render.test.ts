import { renderCard } from '../../../src/chat/slack/render.ts'
import { MessageSchema, objections } from '../../slack/block-kit.ts'
import { mentions, see, unescaped } from '../../slack/see.ts'
import { rendererContract } from '../renderer-contract.ts'

rendererContract('Slack', (card, stash) => {
  const message = renderCard(card, stash.lineFor)
  const problems = objections(MessageSchema, message)
  const blocks = MessageSchema.safeParse(message).data?.blocks ?? []
  const { text, code, controls, pings } = see(blocks)
  const asker = card.asked === undefined ? [] : [`<@${card.asked.by}>`]
  return {
    text,
    plain: unescaped(message.text),
    code,
    buttons: controls,
    pings: [...pings, ...mentions(message.text)].filter(ping => !asker.includes(ping)),
    problems,
  }
})
