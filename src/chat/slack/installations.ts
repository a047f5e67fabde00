/** Where the app is installed when it serves several workspaces: each installation sealed under its workspace's id. */
import type { Installation, InstallationQuery, InstallationStore } from '@slack/bolt'
import { z } from 'zod'
import type { Seal } from './seal.ts'

/** What keeps the installations, such as a table of the database. It sees ids and sealed text only. */
export type Vault = {
  /** Adds, or replaces what is kept under `id`. */
  save(id: string, sealed: string): Promise<void>
  find(id: string): Promise<string | undefined>
  delete(id: string): Promise<void>
}

/** For tests, and until there is a database. */
export function createMemoryVault(): Vault & { kept: Map<string, string> } {
  const kept = new Map<string, string>()
  return {
    kept,
    save: async (id, sealed) => void kept.set(id, sealed),
    find: async id => kept.get(id),
    delete: async id => void kept.delete(id),
  }
}

export type Installations = InstallationStore & {
  /**
   * Forgets the installation as it was at `at` (milliseconds; missing: as this process knows it). One that was
   * made later stays: an old event, or a token that no longer works, says nothing about it.
   */
  forget(id: string, at?: number): Promise<void>
}

/** Nobody installed the app there, or it was removed. */
export class NotInstalled extends Error {}

/** So long a found installation is believed without asking again; other processes hear of a removal that late. */
const FRESH_MS = 60_000

const Kept = z.object({ at: z.number(), installation: z.custom<Installation>(isInstallation) })

/** @param now milliseconds since the epoch */
export function createInstallations(vault: Vault, seal: Seal, now: () => number): Installations {
  const known = new Map<string, { kept: z.infer<typeof Kept>; until: number }>()

  async function find(id: string): Promise<z.infer<typeof Kept> | undefined> {
    const cached = known.get(id)
    if (cached !== undefined && cached.until > now()) return cached.kept
    try {
      const sealed = await vault.find(id)
      const opened = sealed === undefined ? undefined : seal.open(sealed, id)
      const kept = opened === undefined ? undefined : Kept.safeParse(JSON.parse(opened)).data
      if (kept === undefined) known.delete(id)
      else known.set(id, { kept, until: now() + FRESH_MS })
      return kept
    } catch (error) {
      /** A database that is away for a while does not silence the bot where it was heard before. */
      if (cached !== undefined) return cached.kept
      throw error
    }
  }

  return {
    async storeInstallation(installation) {
      const id = idOf(installation)
      const kept = { at: now(), installation }
      await vault.save(id, seal.close(JSON.stringify(kept), id))
      known.set(id, { kept, until: now() + FRESH_MS })
    },
    async fetchInstallation(query) {
      for (const id of idsFor(query)) {
        const kept = await find(id)
        if (kept !== undefined) return kept.installation
      }
      throw new NotInstalled('the app is not installed there')
    },
    async deleteInstallation(query) {
      for (const id of idsFor(query)) {
        known.delete(id)
        await vault.delete(id)
      }
    },
    async forget(id, at) {
      const latest = at ?? known.get(id)?.kept.at ?? now()
      known.delete(id)
      const kept = await find(id)
      known.delete(id)
      if (kept === undefined || kept.at <= latest) await vault.delete(id)
    },
  }
}

function idOf(installation: Installation): string {
  const id = installation.isEnterpriseInstall ? installation.enterprise?.id : installation.team?.id
  if (id === undefined) throw new Error('an installation without a workspace')
  return id
}

/** A workspace's own installation comes before that of the organisation it belongs to. */
const idsFor = ({ teamId, enterpriseId, isEnterpriseInstall }: InstallationQuery<boolean>): string[] =>
  [isEnterpriseInstall ? undefined : teamId, enterpriseId].filter(id => id !== undefined)

function isInstallation(value: unknown): boolean {
  return z.object({ user: z.object({ id: z.string() }) }).safeParse(value).success
}
