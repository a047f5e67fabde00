import { renderDiscord } from '../../../src/chat/discord/render.ts'
import { MessageSchema, objections } from '../../discord/message-rules.ts'
import { see } from '../../discord/see.ts'
import { rendererContract } from '../renderer-contract.ts'

rendererContract('Discord', (card, stash) => {
  const message = renderDiscord(card, stash.lineFor)
  const components = MessageSchema.safeParse(message).data?.components ?? []
  const { text, code, controls, mentions } = see(components)
  const asker = `user ${card.asked?.by}`
  return {
    text,
    plain: text,
    code,
    buttons: controls,
    pings: mentions.filter(mention => mention !== asker),
    problems: objections(message),
  }
})
