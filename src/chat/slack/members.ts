/** Who may set up what the bot posts by itself. */
import { z } from 'zod'
import type { Sender, Workspace } from './send.ts'

/** members: all but guests. admins: admins and owners. everyone: whoever can write there. Or the people with these ids. */
export type Managers = 'members' | 'admins' | 'everyone' | readonly string[]

export type Members = {
  /** unknown: Slack does not tell who is a guest. */
  mayArrange(workspace: Workspace, user: string): Promise<boolean | 'unknown'>
}

/** So long what Slack said of a person is believed. */
const FRESH_MS = 5 * 60_000
const KNOWN_AT_MOST = 1000

const Info = z.object({
  user: z.object({
    is_admin: z.boolean().default(false),
    is_owner: z.boolean().default(false),
    is_restricted: z.boolean().default(false),
    is_ultra_restricted: z.boolean().default(false),
    is_stranger: z.boolean().default(false),
    is_bot: z.boolean().default(false),
    deleted: z.boolean().default(false),
  }),
})
type User = z.infer<typeof Info>['user']

/** @param now milliseconds since the epoch */
export function createMembers(sender: Sender, managers: Managers, now: () => number): Members {
  const known = new Map<string, { user: User; until: number }>()

  async function lookUp(workspace: Workspace, id: string): Promise<User | undefined> {
    const key = `${workspace.id} ${id}`
    const cached = known.get(key)
    if (cached !== undefined && cached.until > now()) return cached.user
    const sent = await sender.once(workspace, 'users.info', { user: id })
    const user = sent.ok ? Info.safeParse(sent.data).data?.user : undefined
    if (user === undefined) return undefined
    known.delete(key)
    known.set(key, { user, until: now() + FRESH_MS })
    const [oldest] = known.keys()
    if (known.size > KNOWN_AT_MOST && oldest !== undefined) known.delete(oldest)
    return user
  }

  return {
    async mayArrange(workspace, id) {
      if (managers === 'everyone') return true
      if (managers !== 'members' && managers !== 'admins') return managers.includes(id)
      const user = await lookUp(workspace, id)
      if (user === undefined) return 'unknown'
      if (user.deleted || user.is_bot || user.is_stranger) return false
      return managers === 'admins'
        ? user.is_admin || user.is_owner
        : !user.is_restricted && !user.is_ultra_restricted
    },
  }
}
