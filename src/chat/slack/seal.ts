/** Tokens at rest: AES-256-GCM, so that a copy of the database is of no use without ENCRYPTION_KEY. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

export type Seal = {
  /** Encrypts `secret`; it opens only under the same `name`. */
  close(secret: string, name: string): string
  /** undefined where it was closed with another key, under another name, or was changed. */
  open(sealed: string, name: string): string | undefined
}

const VERSION = 'v1'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** @param keys 32 bytes each; the first closes, all of them open, so that keys can be replaced one after the other */
export function createSeal(keys: readonly Buffer[]): Seal {
  const [newest] = keys
  if (newest === undefined) throw new Error('a seal needs a key')
  return {
    close(secret, name) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', newest, nonce).setAAD(Buffer.from(name))
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return [VERSION, Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64')].join(':')
    },
    open(sealed, name) {
      const [version, data = ''] = sealed.split(':')
      const bytes = Buffer.from(data, 'base64')
      if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES) return undefined
      for (const key of keys) {
        const opened = openWith(key, bytes, name)
        if (opened !== undefined) return opened
      }
      return undefined
    },
  }
}

function openWith(key: Buffer, bytes: Buffer, name: string): string | undefined {
  const text = NONCE_BYTES + TAG_BYTES
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(name))
      .setAuthTag(bytes.subarray(NONCE_BYTES, text))
    return Buffer.concat([decipher.update(bytes.subarray(text)), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}
