/** Posts JSON. Every answer to a command goes this way, and fetch takes three times as long for it as this. */
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'

export type Posted = { status: number; text: string; retryAfter: string | undefined }

/** Answers are short; more than this of one is not kept. */
const TEXT_LENGTH = 10_000

/** Rejects with the network's error, whose `code` says what happened. Redirects are not followed. */
export function postJson(url: string, body: string, timeoutMs: number): Promise<Posted> {
  return new Promise((resolve, reject) => {
    const request = url.startsWith('https:') ? requestHttps : requestHttp
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const sent = request(url, { method: 'POST', headers, timeout: timeoutMs }, response => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        if (text.length < TEXT_LENGTH) text += part
      })
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text, retryAfter: response.headers['retry-after'] }),
      )
    })
    sent.on('error', reject)
    sent.on('timeout', () =>
      sent.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })),
    )
    sent.end(body)
  })
}
