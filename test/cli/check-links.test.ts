import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { askSite } from '../../src/cli/ask-site.ts'
import { noteSource } from '../fixtures.ts'
import { freshFolder } from '../store/databases.ts'

let server: Server | undefined
afterEach(() => void server?.closeAllConnections())
afterEach(() => void server?.close())

type Site = { address: string; asked: string[]; most: () => number }

/** A site with the given pages; remembers what was asked, and how many requests were under way at once. */
async function siteWith(pages: Record<string, string | number>): Promise<Site> {
  const asked: string[] = []
  let [now, most, busy] = [0, 0, 1]
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    most = Math.max(most, ++now)
    setImmediate(() => {
      now--
      const page = pages[request.url ?? '']
      if (page === 503 && busy-- > 0) response.writeHead(503, { 'retry-after': '0' }).end()
      else if (typeof page === 'string' || page === 503) response.end(String(page))
      else response.writeHead(page ?? 404).end()
    })
  })
  await new Promise<void>(ready => server?.listen(0, '127.0.0.1', ready))
  const bound = server.address()
  return {
    address: `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`,
    asked,
    most: () => most,
  }
}

const manners = { atOnce: 2, pauseMs: 0, timeoutMs: 5000, onProgress: () => undefined }

describe('asking a site', () => {
  test('tells missing pages and missing headings', async () => {
    const site = await siteWith({ '/a/': '<h2 id="one">One</h2><a name=two>', '/gone/': 410 })
    const verdicts = await askSite(
      ['/a/', '/a/#one', '/a/#two', '/a/#three', '/b/', '/gone/'].map(path => site.address + path),
      manners,
    )
    const told = Object.fromEntries(
      verdicts.map(({ address, problem }) => [address.replace(site.address, ''), problem]),
    )
    expect(told).toEqual({
      '/a/': undefined,
      '/a/#one': undefined,
      '/a/#two': undefined,
      '/a/#three': 'has no heading #three',
      '/b/': 'answers 404',
      '/gone/': 'answers 410',
    })
  })

  test('asks for each page once, and for no more than two at a time', async () => {
    const paths = Array.from({ length: 12 }, (_, at) => `/${at}/`)
    const site = await siteWith(Object.fromEntries(paths.map(path => [path, 'x'])))
    await askSite(
      [...paths, ...paths, ...paths.map(path => `${path}#x`)].map(path => site.address + path),
      manners,
    )
    expect(site.asked.toSorted()).toEqual(paths.toSorted())
    expect(site.most()).toBeLessThanOrEqual(2)
  })

  test('asks a busy site again', async () => {
    const site = await siteWith({ '/a/': 503 })
    expect(await askSite([`${site.address}/a/`], manners)).toEqual([{ address: `${site.address}/a/` }])
    expect(site.asked).toHaveLength(2)
  })

  test('reports progress, and gives up where nothing can be reached', async () => {
    const site = await siteWith({})
    await new Promise(closed => server?.close(closed))
    const progress: [number, number][] = []
    const pages = Array.from({ length: 40 }, (_, at) => `${site.address}/${at}/`)
    const verdicts = await askSite(pages, {
      ...manners,
      onProgress: (done, all) => void progress.push([done, all]),
    })
    expect(verdicts.length).toBeLessThan(10)
    expect(verdicts.every(({ unreachable }) => unreachable)).toBe(true)
    expect(progress[0]).toEqual([1, 39])
  })
})

describe('npm run check:links', { timeout: 30_000 }, () => {
  const run = (site: string, folder: string): Promise<{ code: number | null; err: string; out: string }> =>
    new Promise(done => {
      const child = spawn(process.execPath, ['src/cli/check-links.ts', '--site', site, folder])
      const out: string[] = []
      const err: string[] = []
      child.stdout.on('data', chunk => void out.push(String(chunk)))
      child.stderr.on('data', chunk => void err.push(String(chunk)))
      child.on('close', code => done({ code, err: err.join(''), out: out.join('') }))
    })
  const folderWith = (body: string): string => {
    const folder = freshFolder()
    writeFileSync(join(folder, 'web.md'), noteSource('Web', { body }))
    return folder
  }

  test('names file and line of a dead link, and ends with 1', async () => {
    const site = await siteWith({ '/docs/concepts/': 'x' })
    const { code, err } = await run(site.address, folderWith('See [there](/docs/nope/).\n'))
    expect(err).toMatch(/web\.md:8 http:\S+\/docs\/nope\/ answers 404\n$/)
    expect(code).toBe(1)
  })

  test('ends with 0 where all links live, and with 2 where no site can be reached', async () => {
    const site = await siteWith({ '/docs/concepts/': 'x' })
    const folder = folderWith('Summary.\n')
    expect(await run(site.address, folder)).toEqual({ code: 0, err: '', out: '1 link, all fine\n' })
    await new Promise(closed => server?.close(closed))
    expect(await run(site.address, folder)).toMatchObject({
      code: 2,
      err: expect.stringContaining('No site can be reached'),
    })
  })
})
