/** A subscription as it would be typed, and what somebody who names only a part of it means. */
import { type Arrangement, type Draft, formatAbout, formatDays } from '../ask/daily.ts'
import type { Subscription } from '../store/daily.ts'
import { parseAbout } from './choose.ts'

export const arrangementOf = ({ time, zone, days, about }: Subscription): Arrangement => ({
  time,
  zone,
  days,
  about: parseAbout(about),
})

export const draftOf = (subscription: Subscription | undefined): Draft =>
  subscription === undefined
    ? { time: '09:00', zone: '', days: 'mon-fri', about: 'all' }
    : {
        time: subscription.time,
        zone: subscription.zone,
        days: formatDays(subscription.days),
        about: formatAbout(parseAbout(subscription.about)),
      }

/** Whoever names no zone changes only what they name. */
export function completed(draft: Draft, before: Subscription | undefined): Draft {
  if (draft.zone !== '' || before === undefined) return draft
  const old = draftOf(before)
  return {
    time: draft.time || old.time,
    zone: old.zone,
    days: draft.days || old.days,
    about: draft.about || old.about,
  }
}
