import { describe, expect, test } from 'vitest'
import { examine } from '../../src/explain/clinic.ts'
import { linesOf } from '../../src/explain/lines.ts'

const clinic = (text: string) => {
  const found = examine(linesOf(text))
  if (found === undefined) throw new Error('no manifest')
  return found
}
const wrong = (text: string) => clinic(text).findings.filter(({ level }) => level === 'wrong')

const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector:\n    app: web\n  ports:\n    - port: 80\n'

describe('a manifest in a paste', () => {
  test('is found between other lines, and its lines are counted in the whole paste', () => {
    const text = `why does this not work?\n\n${SERVICE.replace('selector', 'selectr')}\nthanks in advance`
    expect(wrong(text)).toMatchObject([{ line: 8, message: expect.stringContaining('selector') }])
    expect(clinic(text).corrections).toEqual([{ line: 8, was: '  selectr:', now: '  selector:' }])
  })

  test.each([
    'just words',
    'Name: web\nNamespace: shop',
    '{"kind":"Status","apiVersion":"v1","status":"Failure"}',
    'error: x\nkind: of odd',
  ])('is not seen where there is none: %s', text => expect(examine(linesOf(text))).toBeUndefined())

  test('behind a removed apiVersion is checked as what replaces it', () => {
    const found = clinic(
      'apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata:\n  name: a\nspec:\n  rules:\n  - http:\n      paths:\n      - path: /\n        backend:\n          serviceName: web\n          servicePort: 80\n',
    )
    expect(found.findings.map(({ line }) => line)).toEqual(expect.arrayContaining([1, 11, 12]))
    expect(found.corrections[0]?.now).toBe('apiVersion: networking.k8s.io/v1')
  })

  test('with tabs is told so, and checked as if there were none', () => {
    const found = clinic(SERVICE.replace('  name', '\tname').replace('port: 80', 'port: "x"'))
    expect(found.findings.map(({ message }) => message).join()).toContain('a tab')
    expect(found.corrections).toContainEqual({ line: 4, was: '\tname: web', now: '  name: web' })
    expect(found.findings.filter(({ level }) => level === 'wrong')).toHaveLength(2)
  })

  test('that lost its indentation is not blamed for what that breaks', () => {
    const found = clinic(SERVICE.replaceAll(/^ +/gm, ''))
    expect(found).toMatchObject({ flat: true, findings: [] })
  })

  test('gets advice, marked as such, on limits, probes and images', () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: a\n    image: nginx\n    ports:\n    - containerPort: 80\n'
    const { findings } = clinic(pod)
    expect(findings.every(({ level }) => level === 'advice')).toBe(true)
    const said = findings.map(({ message }) => message).join()
    for (const word of ['limits.memory', 'readinessProbe', 'fixed tag']) expect(said).toContain(word)
  })

  test('finds a Service beside Pods that it does not select', () => {
    const deployment =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  selector:\n    matchLabels:\n      name: web\n  template:\n    metadata:\n      labels:\n        name: web\n    spec:\n      containers:\n      - name: web\n        image: nginx:1.29\n'
    expect(wrong(`${deployment}---\n${SERVICE}`)[0]?.message).toContain('would find nothing')
    expect(wrong(`${deployment}---\n${SERVICE.replace('app: web', 'name: web')}`)).toEqual([])
  })

  test('masked values are not judged', () => {
    expect(
      wrong('apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\ndata:\n  key: [masked-data]\n'),
    ).toEqual([])
  })
})
