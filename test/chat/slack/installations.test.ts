import type { Installation } from '@slack/bolt'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createInstallations, createMemoryVault } from '../../../src/chat/slack/installations.ts'
import { createSeal } from '../../../src/chat/slack/seal.ts'

const key = (byte: number): Buffer => Buffer.alloc(32, byte)
const installed = (team: string, token: string): Installation<'v2', false> => ({
  team: { id: team },
  enterprise: undefined,
  user: { id: 'U1', token: undefined, scopes: undefined },
  bot: { token, id: 'B1', userId: 'U0', scopes: ['commands'] },
})
const query = (teamId: string, enterpriseId?: string) => ({
  teamId,
  enterpriseId,
  isEnterpriseInstall: false,
})

describe('a seal', () => {
  test('opens what it closed, under the same name and with the same key only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (secret, name) => {
        const sealed = createSeal([key(1)]).close(secret, name)
        expect(createSeal([key(1)]).open(sealed, name)).toBe(secret)
        expect(createSeal([key(1)]).open(sealed, `${name}x`)).toBeUndefined()
        expect(createSeal([key(2)]).open(sealed, name)).toBeUndefined()
      }),
    )
  })

  test('closes the same secret differently every time', () => {
    const { close } = createSeal([key(1)])
    expect(close('secret', 'T1')).not.toBe(close('secret', 'T1'))
  })

  test('does not open what was changed, in whichever place', () => {
    const seal = createSeal([key(1)])
    const sealed = seal.close('secret', 'T1')
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
      if (Buffer.from(changed.slice(3), 'base64').equals(Buffer.from(sealed.slice(3), 'base64')) && at > 2)
        continue
      expect(seal.open(changed, 'T1')).toBeUndefined()
    }
    for (const broken of ['', 'v1:', 'v1:AAAA', 'v2:x', 'nonsense'])
      expect(seal.open(broken, 'T1')).toBeUndefined()
  })

  test('with a new key in front still opens what the old one closed, and closes with the new one', () => {
    const old = createSeal([key(1)]).close('secret', 'T1')
    const both = createSeal([key(2), key(1)])
    expect(both.open(old, 'T1')).toBe('secret')
    expect(createSeal([key(2)]).open(both.close('secret', 'T1'), 'T1')).toBe('secret')
  })
})

describe('installations', () => {
  const setUp = () => {
    let now = 1000
    const vault = createMemoryVault()
    const make = () => createInstallations(vault, createSeal([key(1)]), () => now)
    return {
      vault,
      make,
      wait: (ms: number) => {
        now += ms
      },
    }
  }

  test('are found again, by another process as well', async () => {
    const { make } = setUp()
    await make().storeInstallation(installed('T1', 'xoxb-1'))
    expect(await make().fetchInstallation(query('T1'))).toMatchObject({ bot: { token: 'xoxb-1' } })
    await expect(make().fetchInstallation(query('T2'))).rejects.toThrow('not installed')
  })

  test('of a workspace come before that of its organisation', async () => {
    const { make } = setUp()
    const all = make()
    const organisation: Installation<'v2', true> = {
      ...installed('', 'xoxb-org'),
      team: undefined,
      enterprise: { id: 'E1' },
      isEnterpriseInstall: true,
    }
    await all.storeInstallation(organisation)
    expect(await all.fetchInstallation(query('T1', 'E1'))).toMatchObject({ bot: { token: 'xoxb-org' } })
    await all.storeInstallation(installed('T1', 'xoxb-1'))
    expect(await all.fetchInstallation(query('T1', 'E1'))).toMatchObject({ bot: { token: 'xoxb-1' } })
  })

  test('are asked for again after a minute, so that every process hears of a removal', async () => {
    const { make, vault, wait } = setUp()
    const all = make()
    await all.storeInstallation(installed('T1', 'xoxb-1'))
    vault.kept.clear()
    expect(await all.fetchInstallation(query('T1'))).toBeDefined()
    wait(60_000)
    await expect(all.fetchInstallation(query('T1'))).rejects.toThrow('not installed')
  })

  test('are forgotten as they were; one made later stays', async () => {
    const { make, vault, wait } = setUp()
    const one = make()
    const other = make()
    await one.storeInstallation(installed('T1', 'xoxb-1'))
    wait(10)
    await other.storeInstallation(installed('T1', 'xoxb-2'))
    await one.forget('T1')
    expect(await one.fetchInstallation(query('T1'))).toMatchObject({ bot: { token: 'xoxb-2' } })
    await one.forget('T1', 1005)
    expect(vault.kept.size).toBe(1)
    await one.forget('T1', 1010)
    expect(vault.kept.size).toBe(0)
  })

  test('that no key opens any more are as if they were not there, and can be forgotten', async () => {
    const { vault } = setUp()
    vault.kept.set('T1', createSeal([key(9)]).close('{}', 'T1'))
    const all = createInstallations(vault, createSeal([key(1)]), () => 0)
    await expect(all.fetchInstallation(query('T1'))).rejects.toThrow('not installed')
    await all.forget('T1')
    expect(vault.kept.size).toBe(0)
  })
})
