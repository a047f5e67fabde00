import { expect, test } from 'vitest'
import {
  asDnsLabel,
  cronSchedule,
  dnsLabel,
  dnsSubdomain,
  labelValue,
  portName,
  qualifiedName,
  quantity,
  quantityMeant,
  quantityValue,
} from '../../src/kubernetes/formats.ts'

const right = (judge: (value: string) => string | undefined, ...values: string[]): void => {
  for (const value of values) expect({ value, verdict: judge(value) }).toEqual({ value, verdict: undefined })
}
const wrong = (judge: (value: string) => string | undefined, ...values: string[]): void => {
  for (const value of values)
    expect({ value, verdict: judge(value) }).toEqual({ value, verdict: expect.any(String) })
}

test('names', () => {
  right(dnsLabel, 'a', '1', 'web-1', 'a'.repeat(63))
  wrong(dnsLabel, '', 'A', '-a', 'a-', 'a.b', 'a_b', 'a'.repeat(64))
  right(dnsSubdomain, 'a', 'a.b', '1.2', 'a'.repeat(253))
  wrong(dnsSubdomain, 'a..b', '.a', 'a.', 'A.b', 'a'.repeat(254))
  right(portName, 'http', 'a', 'http-2', 'a'.repeat(15))
  wrong(portName, '80', 'a--b', '-a', 'Http', 'a'.repeat(16), '')
})

test('labels', () => {
  right(qualifiedName, 'app', 'app.kubernetes.io/name', 'a_b.C-d', 'x.y/a')
  wrong(qualifiedName, '', 'a/b/c', '/a', 'a/', 'A_B/c', '-a', 'a'.repeat(64))
  right(labelValue, '', 'v1', '1.29', 'a_b-c', 'a'.repeat(63))
  wrong(labelValue, 'a b', '-a', 'a/b', 'a'.repeat(64))
})

test('quantities', () => {
  right(quantity, '1', '0.5', '.5', '500m', '1Gi', '1e3', '2E', '100k', '-1', '5Ei')
  wrong(quantity, '', '1 Gi', '1GB', '1gi', '1K', 'one', '1..0', 'Gi', '1mm')
  expect(['512MB', '1gb', '64MiB', '1 Gi', '100K', 'lots'].map(quantityMeant)).toEqual([
    '512M',
    '1G',
    '64Mi',
    '1Gi',
    '100k',
    undefined,
  ])
  expect(['500m', '1Ki', '2k', '1e3', '0.5'].map(quantityValue)).toEqual([0.5, 1024, 2000, 1000, 0.5])
})

test('schedules', () => {
  right(cronSchedule, '* * * * *', '*/5 0-6 1,15 JAN-MAR SUN', '0 0 31 12 7', '@hourly', '@every 5m')
  wrong(
    cronSchedule,
    '* * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 32 * *',
    '* * * 13 *',
    '* * * * 8',
    '0 0 0 0 0 0',
    'TZ=UTC * * * * *',
    '@often',
    'a;b * * * *',
  )
})

test('a wrong name leads to the nearest right one', () => {
  expect(['My_App', '-a-', 'ÄÖ', 'Web Server 1'].map(asDnsLabel)).toEqual([
    'my-app',
    'a',
    undefined,
    'web-server-1',
  ])
})
