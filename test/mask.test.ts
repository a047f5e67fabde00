import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mask } from '../src/mask.ts'
import { PLANTED } from './secrets.ts'

const words = fc.constantFrom(
  '',
  'how do I use this',
  'error: pod failed',
  'kubectl get pods -n web',
  'x: 1',
  '```',
  'why?',
  '{"a": 1}',
)
const between = fc.constantFrom('\n', '\n\n', ' \n')

describe('no secret comes through', () => {
  test.each(Object.entries(PLANTED))('%s', (_, planted) => {
    fc.assert(
      fc.property(planted, words, words, between, ({ text, secret }, before, after, gap) => {
        expect(mask(`${before}${gap}${text}${gap}${after}`)).not.toContain(secret)
      }),
      { numRuns: 60 },
    )
  })

  test('however many stand in one text', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(...Object.values(PLANTED)), { maxLength: 6 }), all => {
        const masked = mask(all.map(({ text }) => text).join('\n---\n'))
        for (const { secret } of all) expect(masked).not.toContain(secret)
      }),
      { numRuns: 200 },
    )
  })

  test('at least forty kinds are known', () => {
    expect(Object.keys(PLANTED).length).toBeGreaterThanOrEqual(40)
  })
})

test.each([
  'how do I see why a pod restarts',
  'Error from server (Forbidden): pods "web-7d4b9c6f5d-x2x9z" is forbidden: User "system:serviceaccount:default:ci" cannot get resource "pods" in API group "" in the namespace "web"',
  'MountVolume.SetUp failed for volume "certs" : secret "web-tls" not found',
  "couldn't find key username in Secret default/db",
  'kubectl create secret generic db --from-file=./user.txt',
  'spec:\n  automountServiceAccountToken: true\n  imagePullSecrets:\n    - name: regcred\n  containers:\n    - name: web\n      image: nginx:1.27\n      ports:\n        - containerPort: 80',
  'kubectl logs -p web-7d4b9c6f5d-x2x9z --since=1h',
  'kubectl get pods -o jsonpath="{.items[*].metadata.name}"',
  'what is the difference between a token and a password',
])('leaves alone what is no secret: %s', text => {
  expect(mask(text)).toBe(text)
})

test('says what stood there and keeps the rest readable', () => {
  expect(mask('{"a":{"password":"x y","user":"u"}}')).toBe('{"a":{"password":"[masked-value]","user":"u"}}')
  expect(mask('mail bob@example.com or ask <@U012345>')).toBe('mail [masked-e-mail] or ask [masked-person]')
})

test('masking twice changes nothing', () => {
  fc.assert(
    fc.property(fc.oneof(...Object.values(PLANTED)), ({ text }) => {
      expect(mask(mask(text))).toBe(mask(text))
    }),
    { numRuns: 500 },
  )
})

test('hostile text of 40,000 characters is masked in no time, whatever it repeats', () => {
  const bits = [
    'a',
    'A',
    '0',
    ' ',
    '\n',
    '\t',
    '.',
    '-',
    '_',
    ':',
    '=',
    '"',
    "'",
    '\\',
    '\\"',
    '/',
    '@',
    '{',
    '[',
    '<',
    '&',
    '|',
    ',',
  ].concat([
    'eyJ',
    'password',
    'password=',
    'password:"',
    '-----BEGIN PRIVATE KEY-----',
    '://a:',
    'name: a\n',
    'data: {',
    'kind: Secret\ndata:\n ',
    'ghp_',
    'sk-',
    'login ',
    'mysql ',
    'a@',
    'x@x.',
    '<@',
    '--a ',
    'a=',
    'a: ',
    'password: |\n ',
    'name:a,',
    '[masked-',
    'xoxb-',
    'password is ',
    'cookie:',
    'SG.aaaaaaaaaaaaaaaaaa.',
    `${'M'.repeat(23)}.`,
    '\u2028',
    'é',
  ])
  const slow: string[] = []
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...bits), { minLength: 1, maxLength: 4 }), parts => {
      const bit = parts.join('')
      const text = `kind: Secret\n${bit.repeat(Math.ceil(40_000 / bit.length)).slice(0, 40_000)}`
      const started = performance.now()
      mask(text)
      // What grows with the square of the length takes seconds here.
      if (performance.now() - started > 500) slow.push(bit)
    }),
    { numRuns: 150 },
  )
  expect(slow).toEqual([])
})
