/** Many channels, as different as people might set them up. */
import { PATHS } from '../src/daily/paths.ts'
import { createLibrary, type Library } from '../src/notes/library.ts'
import type { Subscription } from '../src/store/daily.ts'
import { createRandom, PLATFORMS } from './world.ts'

/** Every zone that this Node knows by a name of its own. */
export const ZONES = [...Intl.supportedValuesOf('timeZone'), 'UTC'].filter(
  (zone, at, all) => all.indexOf(zone) === at,
)

/** Also times that some clocks jump over, or show twice, and the edges of a day. */
const TIMES = [
  '09:00',
  '09:00',
  '09:00',
  '08:30',
  '07:15',
  '12:00',
  '17:30',
  '00:00',
  '00:30',
  '01:30',
  '02:00',
  '02:15',
  '02:30',
  '03:00',
  '23:30',
  '23:59',
]
const DAYS = [[1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5], [1, 3, 5], [6, 7], [2]]
const TOPICS = ['networking', 'storage', 'security', 'workloads,scheduling', 'troubleshooting']

/** The first tenth sits in one workspace, at one minute. */
export function makeSubscriptions(count: number, seed: number): Subscription[] {
  const random = createRandom(seed)
  const any = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)]
    if (item === undefined) throw new Error('nothing to choose from')
    return item
  }
  const abouts = [
    'all',
    'all',
    ...TOPICS.map(topics => `topics ${topics}`),
    ...Object.keys(PATHS).map(path => `path ${path}`),
  ]
  const platforms = Object.keys(PLATFORMS)
  return Array.from({ length: count }, (_, at): Subscription => {
    const crowd = at < count / 10
    const platform = crowd ? 'discord' : any(platforms)
    const workspace = crowd ? 'large' : `w${at % Math.ceil(count / 8)}`
    return {
      place: { platform, workspace, channel: `c${at}` },
      time: crowd ? '09:00' : any(TIMES),
      zone: crowd ? 'Europe/Berlin' : (ZONES[at % ZONES.length] ?? 'UTC'),
      days: any(DAYS),
      about: any(abouts),
      by: 'somebody',
      direct: false,
    }
  })
}

/** `library` without every tenth note until `from`, so that new ones join on the way. */
export function growing(library: Library, from: number): (now: number) => Library {
  const all = [...library.notes.values()]
  const fewer = createLibrary([all.filter((_, at) => at % 10 !== 0)]).library
  return now => (now < from ? fewer : library)
}
