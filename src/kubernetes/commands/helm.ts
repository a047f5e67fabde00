/** What the arguments of helm's commands must be. Its help puts brackets around what it needs, so the counts stand here. */

import { dnsSubdomain } from '../formats.ts'
import { isOpen } from '../open.ts'
import type { Read } from './command-line.ts'
import { countArguments } from './docker.ts'

/** In docker's notation: `[X]` may be missing, `X...` may be many. */
const FORMS: Record<string, string> = {
  create: 'NAME',
  'dependency build': '[CHART]',
  'dependency list': '[CHART]',
  'dependency update': '[CHART]',
  env: '[NAME]',
  'get all': 'RELEASE',
  'get hooks': 'RELEASE',
  'get manifest': 'RELEASE',
  'get metadata': 'RELEASE',
  'get notes': 'RELEASE',
  'get values': 'RELEASE',
  history: 'RELEASE',
  install: '[NAME] CHART',
  lint: '[PATH...]',
  list: '',
  package: 'CHART_PATH...',
  'plugin install': 'PLUGIN',
  'plugin list': '',
  'plugin uninstall': 'PLUGIN...',
  'plugin update': 'PLUGIN...',
  pull: 'CHART...',
  push: 'CHART REMOTE',
  'registry login': 'HOST',
  'registry logout': 'HOST',
  'repo add': 'NAME URL',
  'repo index': 'DIRECTORY',
  'repo list': '',
  'repo remove': 'NAME...',
  'repo update': '[NAME...]',
  rollback: 'RELEASE [REVISION]',
  'search hub': '[KEYWORD...]',
  'search repo': '[KEYWORD...]',
  'show all': 'CHART',
  'show chart': 'CHART',
  'show crds': 'CHART',
  'show readme': 'CHART',
  'show values': 'CHART',
  status: 'RELEASE',
  template: '[NAME] CHART',
  test: 'RELEASE',
  uninstall: 'RELEASE...',
  upgrade: 'RELEASE CHART',
  verify: 'PATH',
  version: '',
}

export function checkHelm({ call, complaints }: Read): void {
  const { command, args, given, help, loose } = call
  const form = FORMS[command.path]
  if (help || form === undefined) return
  if (!loose) complaints.push(...countArguments(call.name, args, `helm ${command.path} ${form}`.trim()))
  const flags = new Set(given.map(({ flag }) => flag.name))
  const [first, second] = args
  if (command.path === 'install' && first !== undefined && second === undefined && !loose)
    if (!flags.has('generate-name') && !flags.has('name-template'))
      complaints.push({ word: first, message: 'the name of the release is missing: helm install NAME CHART' })
  if (/^(install|upgrade|template)$/.test(command.path) && first !== undefined && second !== undefined)
    if (/[/\\]|\.tgz$|^oci:/.test(first.value) && !/^[./]|\/|\.tgz$/.test(second.value))
      complaints.push({
        word: first,
        message: `the name of the release comes before the chart: helm ${command.path} ${second.text} ${first.text}`,
      })
    else if (!isOpen(first.value) && (dnsSubdomain(first.value) !== undefined || first.value.length > 53))
      complaints.push({
        word: first,
        message: `the release name "${first.text}" must be at most 53 lower-case letters, digits and "-"`,
      })
  if (
    command.path === 'rollback' &&
    second !== undefined &&
    !isOpen(second.value) &&
    !/^\d+$/.test(second.value)
  )
    complaints.push({
      word: second,
      message: `the revision is a number, as "helm history ${first?.text}" lists it`,
    })
  for (const { flag, value, word } of given)
    if (
      /^set(-string|-json|-file|-literal)?$/.test(flag.name) &&
      value !== undefined &&
      !isOpen(value) &&
      !/^\{|^[^=]+=/.test(value)
    )
      complaints.push({ word, message: `--${flag.name} takes KEY=VALUE, not "${value}"` })
}
