import { describe, expect, test } from 'vitest'
import { createBot } from '../../../src/bot.ts'
import { createPage } from '../../../src/chat/web/page.ts'
import { botParts } from '../../fixtures.ts'

function setUp() {
  const parts = botParts()
  return createPage(createBot(parts), parts.stash)
}

const HERE = 'http://localhost:3000'
const form = (fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(fields),
  headers: { origin: HERE, ...headers },
})

describe('the local page', () => {
  test('shows help when nothing was asked', async () => {
    expect(await (await setUp().request(`${HERE}/`)).text()).toContain('Ask me about Kubernetes')
  })

  test('answers by link and by form', async () => {
    const page = setUp()
    for (const response of [
      await page.request(`${HERE}/?q=nodeport`),
      await page.request(`${HERE}/`, form({ q: 'nodeport' })),
    ])
      expect(await response.text()).toContain('<h2>NodePort</h2>')
  })

  test('takes a pressed button as the line it carries', async () => {
    const response = await setUp().request(`${HERE}/press`, form({ line: 'show service' }))
    expect(await response.text()).toContain('<h2>Service</h2>')
  })

  test('shows hostile words as words', async () => {
    const words = '</textarea><script>alert(1)</script>"\''
    const text = await (await setUp().request(`${HERE}/`, form({ q: words }))).text()
    expect(text).not.toContain('<script>alert')
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })

  test('is closed to foreign sites and to foreign names for this machine', async () => {
    const page = setUp()
    expect((await page.request('http://evil.example/')).status).toBe(403)
    expect(
      (await page.request(`${HERE}/press`, form({ line: 'help' }, { origin: 'https://evil.example' })))
        .status,
    ).toBe(403)
  })

  test('allows nothing inline and no other site', async () => {
    const { headers } = await setUp().request(`${HERE}/`)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  })
})
