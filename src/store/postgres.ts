/** PostgreSQL through pg, as a dialect of Kysely. */
import { Socket } from 'node:net'
import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'

const CONNECT_WITHIN_MS = 2000
const CONNECTIONS = 5

export type Postgres = {
  dialect: Dialect
  /** Cuts every connection at once, also one that waits for an answer that may never come. */
  cut(): void
}

export function postgres(url: string): Postgres {
  const sockets = new Set<Socket>()
  const types = new pg.TypeOverrides()
  // Counts and times are 64 bit wide, which pg would hand over as text; all of ours are exact as numbers.
  types.setTypeParser(pg.types.builtins.INT8, Number)
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'kube-notes',
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    max: CONNECTIONS,
    keepAlive: true,
    types,
    stream() {
      const socket = new Socket()
      sockets.add(socket)
      return socket.once('close', () => sockets.delete(socket))
    },
  })
  // A connection that breaks fails its query, or while idle is replaced by the next; without these listeners, of which
  // the pool's hears idle connections only, it would end the process.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  return {
    dialect: new PostgresDialect({ pool }),
    cut() {
      for (const socket of sockets) socket.destroy()
    },
  }
}
