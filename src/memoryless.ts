/** The parts of a bot that keeps nothing and lets anybody ask as fast as they like: for the terminal, scripts and tests. */
import type { BotParts } from './bot.ts'
import { createClaims } from './claims.ts'
import { createConversations } from './conversations.ts'
import { noLimits } from './limits.ts'
import { noStore } from './store/store.ts'
import { createVersions } from './versions.ts'

export const memoryless = (
  store = noStore,
): Pick<BotParts, 'claims' | 'conversations' | 'versions' | 'store' | 'limits'> => ({
  claims: createClaims(store),
  conversations: createConversations(store),
  versions: createVersions(store, performance.now.bind(performance)),
  store,
  limits: noLimits,
})
