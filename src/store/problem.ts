/** What a database's error means for the bot. */

/** In one word, for readiness and logs. */
export type Problem =
  | 'locked'
  | 'full'
  | 'read-only'
  | 'damaged'
  | 'denied'
  | 'slow'
  | 'newer'
  | 'unreachable'
  | 'failing'

/** What to do about it, for the log. */
export const HINTS: Record<Problem, string> = {
  locked: 'another process holds its lock; writing resumes when that lets go',
  full: 'its disk is full; make room, or set RETENTION_DAYS lower',
  'read-only': 'it can only be read; mount its volume writable, or name the primary server in DATABASE_URL',
  damaged: 'it is damaged or no database; move the file away and a new one is made, or restore a copy',
  denied: 'access was refused; check the user and password in DATABASE_URL, or who owns the folder',
  slow: 'it does not answer in time; check the server and the way to it',
  newer: 'a later version of kube-notes has changed it; run that version',
  unreachable: 'it cannot be reached; check DATABASE_URL, and that its server runs or its folder can be made',
  failing: 'it reports an error; the reason stands beside this',
}

/** Thrown where nothing came back in time. */
export class TooSlow extends Error {}

/** Thrown on opening a database that a later version of the program has changed. */
export class TooNew extends Error {}

/** The database is in order, but can never do what was asked: trying again is of no use. */
export function isRefusal(error: unknown): boolean {
  const { sqlite, code } = codesOf(error)
  return sqlite === undefined ? /^2[23]/.test(code) : SQLITE_REFUSALS.has(sqlite)
}

export function problemOf(error: unknown): Problem {
  if (error instanceof TooSlow) return 'slow'
  if (error instanceof TooNew) return 'newer'
  const { sqlite, code, message } = codesOf(error)
  if (sqlite !== undefined) return SQLITE[sqlite] ?? 'failing'
  if (code === '') return /connect|terminated|timeout/i.test(message) ? 'unreachable' : 'failing'
  return CODES.find(([pattern]) => pattern.test(code))?.[1] ?? 'failing'
}

/** Settles as `work` does, or rejects with TooSlow after `ms` milliseconds. */
export function within<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TooSlow(`no answer within ${ms} ms`)), ms).unref()
    void work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** SQLite's primary result codes, https://sqlite.org/rescode.html */
const SQLITE: Record<number, Problem> = {
  5: 'locked',
  6: 'locked',
  8: 'read-only',
  11: 'damaged',
  13: 'full',
  14: 'unreachable',
  26: 'damaged',
}
/** TOOBIG, CONSTRAINT, MISMATCH, RANGE */
const SQLITE_REFUSALS = new Set([18, 19, 20, 25])

/** PostgreSQL's SQLSTATEs and the system's error codes. */
const CODES: [RegExp, Problem][] = [
  [/^53100$|^ENOSPC$|^EDQUOT$/, 'full'],
  [/^25006$|^EROFS$/, 'read-only'],
  [/^28|^42501$|^EACCES$|^EPERM$/, 'denied'],
  [/^40|^55P03$/, 'locked'],
  [/^XX00[12]$/, 'damaged'],
  [/^08|^57|^53300$|^E[A-Z]+$/, 'unreachable'],
]

function codesOf(error: unknown): { sqlite?: number; code: string; message: string } {
  if (!(error instanceof Error)) return { code: '', message: '' }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const sqlite = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined
  return { code, message: error.message, ...(sqlite !== undefined && { sqlite }) }
}
