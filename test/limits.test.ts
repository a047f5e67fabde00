import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLimits } from '../src/limits.ts'
import type { Who } from '../src/store/store.ts'

const person = (user: string, platform = 'slack'): Who => ({
  user,
  place: { platform, workspace: 'T', channel: 'C' },
  audience: 'asker',
})

test('no minute ever holds more than the limit, and who waits long enough always goes on', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.nat(40_000), { maxLength: 60 }),
      (perMinute, pauses) => {
        let now = 0
        const limits = createLimits(perMinute, () => now)
        const went: number[] = []
        for (const pause of pauses) {
          now += pause
          const pace = limits.pace(person('U'))
          if (pace === 'go') went.push(now)
          const within = went.filter(time => time > now - 60_000)
          expect(within.length).toBeLessThanOrEqual(perMinute)
          if (pace !== 'go') expect(within.length).toBe(perMinute)
        }
        now += 60_000
        expect(limits.pace(person('U'))).toBe('go')
      },
    ),
  )
})

test('says slow down once until somebody goes on', () => {
  let now = 0
  const limits = createLimits(1, () => now)
  const paces = () => [limits.pace(person('U')), limits.pace(person('U')), limits.pace(person('U'))]
  expect(paces()).toEqual(['go', 'slow-down', 'wait'])
  now = 60_000
  expect(paces()).toEqual(['go', 'slow-down', 'wait'])
})

test('counts each person of each platform for themselves', () => {
  const limits = createLimits(1, () => 0)
  expect(limits.pace(person('U'))).toBe('go')
  expect(limits.pace(person('U', 'discord'))).toBe('go')
  expect(limits.pace(person('V'))).toBe('go')
})

test('0 means no limit', () => {
  const limits = createLimits(0, () => 0)
  for (let at = 0; at < 1000; at++) expect(limits.pace(person('U'))).toBe('go')
})
