/** One container: image, ports, environment, mounts, probes and resources. */
import { asDnsLabel, dnsLabel, portName, quantityValue } from '../../formats.ts'
import { isOpen } from '../../open.ts'
import {
  type At,
  at,
  entries,
  has,
  items,
  mustBe,
  mustDiffer,
  number,
  type Rules,
  text,
  word,
  wrong,
} from '../at.ts'
import { checkPort, checkProbes, oneOf } from './probe.ts'

/** The Pod around it. `volumes`: the names declared there; `early`: it is an init container. */
type Around = { spec: At; volumes: ReadonlySet<string>; early: boolean }

export function checkContainer(container: At, around: Around, rules: Rules): void {
  mustBe(rules, at(container, 'name'), dnsLabel, asDnsLabel)
  checkImage(container, rules)
  checkPorts(container, rules)
  checkEnvironment(container, rules)
  checkMounts(container, around, rules)
  checkProbes(container, around, rules)
  checkResources(at(container, 'resources'), rules)
  checkSecurity(container, around, rules)
  checkCommand(at(container, 'command'), rules)
}

function checkImage(container: At, rules: Rules): void {
  const image = at(container, 'image')
  if (image.tree === undefined)
    return void wrong(
      rules,
      image.line === container.line ? container : image,
      `${container.path}.image is missing; add image: NAME:TAG`,
    )
  mustBe(
    rules,
    image,
    value => {
      if (/^\s|\s$|\s/.test(value)) return 'must not contain spaces'
      const name = value.replace(/@.*$/, '').replace(/:[^:/]*$/, '')
      const path = /^[^/]*[.:][^/]*\//.test(name) ? name.slice(name.indexOf('/') + 1) : name
      if (/[A-Z]/.test(path)) return 'must be lower-case before the tag'
      return /:$/.test(value) ? 'lacks the tag behind the colon' : undefined
    },
    value =>
      /[A-Z]/.test(value.split(':')[0] ?? '') && !/\s/.test(value)
        ? value.replace(/^[^:@]*/, name => name.toLowerCase())
        : undefined,
  )
}

function checkPorts(container: At, rules: Rules): void {
  const ports = items(at(container, 'ports'))
  for (const one of ports) {
    for (const field of ['containerPort', 'hostPort']) checkPort(at(one, field), rules)
    mustBe(rules, at(one, 'name'), portName)
  }
  mustDiffer(
    rules,
    ports.map(one => at(one, 'name')),
    text,
    'the port name',
  )
}

function checkEnvironment(container: At, rules: Rules): void {
  for (const variable of items(at(container, 'env'))) {
    mustBe(rules, at(variable, 'name'), name =>
      /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)
        ? undefined
        : 'must be letters, digits, "_", "-" and ".", and not begin with a digit',
    )
    if (has(variable, 'value') && has(variable, 'valueFrom'))
      wrong(rules, at(variable, 'valueFrom'), `${variable.path} has value and valueFrom; leave one out`)
    oneOf(
      at(variable, 'valueFrom'),
      ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'],
      'source',
      rules,
    )
  }
  for (const source of items(at(container, 'envFrom')))
    oneOf(source, ['configMapRef', 'secretRef'], 'source', rules)
}

function checkMounts(container: At, { volumes }: Around, rules: Rules): void {
  const mounts = items(at(container, 'volumeMounts'))
  for (const mount of [...mounts, ...items(at(container, 'volumeDevices'))]) {
    const name = text(at(mount, 'name'))
    if (name !== undefined && !volumes.has(name) && !(rules.open && isOpen(name))) {
      const declared = [...volumes]
      wrong(
        rules,
        at(mount, 'name'),
        `${mount.path}.name "${name}" is no volume of this Pod; ${declared.length === 0 ? 'add it under volumes' : `its volumes are ${declared.join(', ')}`}`,
      )
    }
    mustBe(rules, at(mount, 'subPath'), value =>
      /^\/|(^|\/)\.\.(\/|$)/.test(value) ? 'must be a relative path without ".."' : undefined,
    )
  }
  mustDiffer(
    rules,
    mounts.map(mount => at(mount, 'mountPath')),
    text,
    'the mountPath',
  )
}

const STANDARD = /^(cpu|memory|ephemeral-storage|storage|hugepages-.+)$/

/** Requests within limits, and resources that exist. */
function checkResources(resources: At, rules: Rules): void {
  for (const list of ['requests', 'limits'])
    for (const { key, line, value } of entries(at(resources, list))) {
      if (!STANDARD.test(key) && !key.includes('/') && !isOpen(key))
        wrong(
          rules,
          { line },
          `${resources.path}.${list}: there is no resource "${key}"; write cpu, memory, ephemeral-storage or a name with a domain such as nvidia.com/gpu`,
        )
      checkUnit(key, value, rules)
    }
  for (const { key, value } of entries(at(resources, 'requests'))) {
    const limit = at(resources, 'limits', key)
    const [asked, most] = [quantityValue(word(value) ?? ''), quantityValue(word(limit) ?? '')]
    if (asked !== undefined && most !== undefined && asked > most)
      wrong(
        rules,
        value,
        `${value.path} ${word(value)} is more than the limit ${word(limit)}; a request must not exceed its limit`,
      )
    if (key.includes('/') && limit.tree === undefined)
      wrong(
        rules,
        value,
        `${resources.path}.limits lacks ${key}; such resources need a limit equal to the request`,
      )
  }
}

/** Units that are valid and never meant: half a byte of memory, millions of cores. */
function checkUnit(resource: string, here: At, rules: Rules): void {
  const amount = word(here) ?? ''
  const [, digits = ''] = /^(\d+)/.exec(amount) ?? []
  if (resource === 'memory' && /^\d+m$/.test(amount))
    wrong(
      rules,
      here,
      `${here.path} ${amount} means thousandths of a byte; write ${digits}Mi`,
      replaced(here, amount, `${digits}Mi`, rules),
    )
  if (resource === 'cpu' && /^\d+[KMGTPE]i?$/.test(amount))
    wrong(
      rules,
      here,
      `${here.path} ${amount} means millions of cores; write ${digits}m for thousandths of one`,
      replaced(here, amount, `${digits}m`, rules),
    )
}

function replaced(here: At, before: string, after: string, { lines }: Rules): string | undefined {
  const line = lines[here.line - 1]
  return line !== undefined && line.split(before).length === 2 ? line.replace(before, after) : undefined
}

function checkSecurity(container: At, { spec }: Around, rules: Rules): void {
  const own = at(container, 'securityContext')
  const flag = (from: At, field: string): boolean | undefined => {
    const { tree } = at(from, field)
    return tree?.kind === 'scalar' && typeof tree.value === 'boolean' ? tree.value : undefined
  }
  if (flag(own, 'privileged') === true && flag(own, 'allowPrivilegeEscalation') === false)
    wrong(
      rules,
      at(own, 'allowPrivilegeEscalation'),
      `${own.path}: privileged: true and allowPrivilegeEscalation: false exclude each other`,
    )
  const pod = at(spec, 'securityContext')
  const mustNotBeRoot = flag(own, 'runAsNonRoot') ?? flag(pod, 'runAsNonRoot')
  const user = has(own, 'runAsUser') ? at(own, 'runAsUser') : at(pod, 'runAsUser')
  if (mustNotBeRoot === true && number(user) === 0)
    wrong(
      rules,
      user,
      `${user.path} is 0, which is root, but runAsNonRoot is true; the container would not start`,
    )
}

/** A list whose one item is a whole command line looks for a program of that name. */
function checkCommand(command: At, rules: Rules): void {
  const [first] = items(command)
  const value = first === undefined ? undefined : text(first)
  if (first !== undefined && value !== undefined && /^(\/\w+)*\/?(sh|bash|ash) -c\b/.test(value))
    wrong(
      rules,
      first,
      `${first.path} is looked up as one program "${value}"; write each word as an item: ["sh", "-c", "…"]`,
    )
}
