/** Which version of Kubernetes each place runs, as somebody there has said. */
import type { Store, Who } from './store/store.ts'

/** Other processes may change it; after this the store is asked again. */
const BELIEVED_FOR_MS = 5 * 60_000
const PLACES = 10_000

export type Versions = {
  /** Such as `1.31`; undefined where nobody has said, or while nobody can tell. */
  of(who: Who): Promise<string | undefined>
  /** @returns false when it could not be kept */
  set(who: Who, version: string | undefined): Promise<boolean>
  /** Drops what a person has said for where they are alone with the bot. */
  forget(who: Who): void
}

/** Kept in memory for a while, so that answers do not wait for the store. @param now milliseconds of any clock */
export function createVersions(store: Pick<Store, 'version' | 'setVersion'>, now: () => number): Versions {
  const known = new Map<string, { version: string | undefined; until: number }>()
  const put = (who: Who, version: string | undefined): void => {
    known.delete(keyOf(who))
    known.set(keyOf(who), { version, until: now() + BELIEVED_FOR_MS })
    const [oldest] = known.keys()
    if (known.size > PLACES && oldest !== undefined) known.delete(oldest)
  }
  return {
    async of(who) {
      const found = known.get(keyOf(who))
      if (found !== undefined && found.until > now()) return found.version
      const { told, version } = await store.version(who)
      /** While the store cannot tell, what was known before is more likely than nothing. */
      put(who, told ? version : found?.version)
      return told ? version : found?.version
    },
    async set(who, version) {
      const done = await store.setVersion(who, version)
      if (done) put(who, version)
      return done
    },
    forget: who => void known.delete(keyOf(who)),
  }
}

/** A channel has one version for all; where people are alone with the bot, each has their own. */
const keyOf = ({ place: { platform, workspace, channel }, user, audience }: Who): string =>
  JSON.stringify([platform, workspace, audience === 'alone' ? ['user', user] : channel])
