import { describe, expect, test } from 'vitest'
import { mask } from '../../src/mask.ts'
import { library, note } from '../fixtures.ts'
import { run } from './app.ts'

const SECRETS = 'my-secret-words @everyone <@1> hunter2'

const HOSTILE = '@everyone <@&165511591545143296> [nodeport](https://evil.example)'

describe('nothing that the bot says', () => {
  test('pings anybody or carries anybody’s markup, even where it repeats a question to everybody', async () => {
    const notes = library([note('loud', 'Loud', { aliases: JSON.stringify(mask(HOSTILE)) })])
    const { alice, bob, general, me, discord } = await run({ notes })
    alice.asks(general, HOSTILE, { private: true })
    const [answer] = await alice.sees(general)
    if (answer) alice.presses(answer, 'Share with the channel')
    const [shared] = await bob.sees(general)
    expect(shared?.text).toContain(`@${alice.id}: ${mask(HOSTILE)}`)
    expect(shared?.mentions).toEqual([`user ${alice.id}`])
    expect(shared?.links).toEqual(answer?.links)

    bob.says(general, `${me} ${HOSTILE}`)
    await bob.sees(general, 2)
    expect([...discord.world.messages.values()].flatMap(({ pings }) => pings)).toEqual([])
  })
})

describe('logs', () => {
  test('hold no words of anybody’s and no token, even where everything goes wrong', async () => {
    const { alice, general, direct, me, discord, logged } = await run()
    discord.fault({ on: /callback/, times: 20, status: 400, code: 50035 })
    discord.fault({ on: /POST \/channels/, times: 20, status: 403, code: 50013 })
    const asked = alice.asks(general, SECRETS)
    alice.explains(alice.says(general, SECRETS))
    alice.says(general, `${me} ${SECRETS}`)
    alice.says(direct, SECRETS)
    await expect.poll(() => logged.filter(({ level }) => level !== 'info').length).toBeGreaterThanOrEqual(6)
    const text = JSON.stringify(logged)
    for (const secret of ['my-secret-words', 'hunter2', asked.token, discord.world.token])
      expect(text).not.toContain(secret)
  })
})
