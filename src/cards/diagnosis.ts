/** The words of a diagnosis: what the paste shows, what it means, how to make sure, and how to mend it. */
import type { CauseFound, Explained, Sight } from '../ask/explain.ts'
import type { ContainerSeen, RunSeen } from '../explain/fields.ts'
import { fillNames } from '../explain/fill.ts'
import type { Names } from '../explain/reading.ts'
import { type Block, type Command, commandsOf, type Note, type Span } from '../notes/note.ts'
import { footerOf, withHints } from './checks.ts'
import { findingBlocks } from './findings.ts'
import { type Contents, code, heading, links, list, plural, row, showButton, strong, text } from './parts.ts'

type Diagnosis = Extract<Explained, { kind: 'diagnosis' }>

/** Characters of a telling line that are repeated, and how many such lines. */
const LINE = 400
const LINES = 2
const COMMANDS = 4
const CONTAINERS = 5
const TERMS = 6

export function diagnosisCard(diagnosis: Diagnosis): Contents {
  const [first, ...others] = diagnosis.causes
  if (first === undefined) return quietCard(diagnosis)
  const { note, names, lines, reasons } = first
  const object = objectOf(names)
  const sight = sightItems(diagnosis.sight, names)
  return {
    title: object === undefined ? note.title : `${note.title}: ${object}`,
    blocks: [
      ...lines.slice(0, LINES).map((line): Block => ({ kind: 'quote', text: [{ text: clip(line) }] })),
      ...note.summary,
      ...(sight.length > 0 ? [heading('What your paste shows'), list(sight)] : []),
      ...commandBlocks(note, names),
      ...reasonBlocks(note, reasons, names),
      ...(diagnosis.clinic === undefined
        ? []
        : [heading('And in your manifest'), ...findingBlocks(diagnosis.clinic)]),
      ...otherBlocks(others),
    ],
    rows: [
      ...row('The whole note', [showButton(note)]),
      ...row(
        'Also possible',
        others.map(cause => showButton(cause.note)),
      ),
    ],
    footer: footerOf(note),
  }
}

const clip = (line: string): string => (line.length > LINE ? `${line.slice(0, LINE)}…` : line)

/** A container is named with its Pod; else the first thing that the paste names. */
function objectOf(names: Names): string | undefined {
  const { NAMESPACE, CONTAINER, POD, NODE, IMAGE, ...others } = names
  return POD ?? Object.values(others)[0] ?? NODE ?? CONTAINER ?? IMAGE ?? NAMESPACE
}

function quietCard({ about, sight }: Diagnosis): Contents {
  return {
    title: 'Nothing in this looks wrong',
    blocks: [
      text(
        `I read ${plural(sight.rows, 'row')}, and each is as it should be. If something does not work all the same, paste what "kubectl describe" and "kubectl logs" say about it.`,
      ),
      ...(about.length > 0 ? [text('What this output is about:'), links(about)] : []),
    ],
    rows: row('Notes', about.map(showButton)),
    footer: [],
  }
}

/** The names, the containers and what the scheduler said, one item each. */
function sightItems({ containers, refusal }: Sight, names: Names): Span[][] {
  const { NAMESPACE, POD, NODE } = names
  const where: Span[] = []
  if (POD !== undefined) where.push({ text: 'Pod ' }, code(POD))
  if (NAMESPACE !== undefined)
    where.push({ text: where.length > 0 ? ' in namespace ' : 'Namespace ' }, code(NAMESPACE))
  if (NODE !== undefined) where.push({ text: where.length > 0 ? ' on node ' : 'Node ' }, code(NODE))
  return [
    ...(where.length > 0 ? [where] : []),
    ...containers.slice(0, CONTAINERS).map(containerItem),
    ...(refusal?.terms ?? [])
      .slice(0, TERMS)
      .map(({ nodes, text: words }): Span[] => [
        strong(
          nodes === undefined || refusal === undefined ? 'Scheduler' : `${nodes} of ${refusal.nodes} nodes`,
        ),
        { text: `: ${words.replace(/^\d+ (?:node\(s\) )?/, '').replace(/\.$/, '')}` },
      ]),
  ]
}

function containerItem({ name, init, image, now, last, restarts, memoryLimit }: ContainerSeen): Span[] {
  const parts = [
    ...(now === undefined ? [] : [runWords('is', now)]),
    ...(last === undefined ? [] : [runWords('its last run', last)]),
    ...(restarts === undefined || restarts === 0 ? [] : [plural(restarts, 'restart')]),
    ...(memoryLimit === undefined ? [] : [`memory limit ${memoryLimit}`]),
  ]
  return [
    { text: init ? 'Init container ' : 'Container ' },
    ...(name === undefined ? [] : [code(name), { text: ' ' }]),
    ...(image === undefined || name !== undefined ? [] : [code(image), { text: ' ' }]),
    { text: parts.join('; ') },
  ]
}

function runWords(what: 'is' | 'its last run', { state, reason, exitCode }: RunSeen): string {
  const why = [
    ...(reason === undefined ? [] : [reason]),
    ...(exitCode === undefined ? [] : [`exit code ${exitCode}`]),
  ].join(', ')
  if (what === 'is') return `is ${state ?? 'there'}${why === '' ? '' : ` (${why})`}`
  return `its last run ended${why === '' ? '' : ` with ${why}`}`
}

/** Commands that change something; all others only look. */
const CHANGES =
  /^(?:sudo )?(?:kubectl (?:-n \S+ )?(?:apply|create|delete|edit|patch|replace|set|scale|autoscale|label|annotate|taint|cordon|uncordon|drain|rollout (?:restart|undo|pause|resume)|run|expose|cp|certificate (?:approve|deny)|config (?:set|use|delete|rename|unset))|helm (?:install|upgrade|rollback|uninstall|repo (?:add|update|remove))|docker (?:run|build|rm|rmi|pull|push|login|start|stop|restart|tag|system prune|volume (?:rm|prune)|image prune)|kubeadm (?!version|certs check)|systemctl (?:start|stop|restart|enable|daemon-reload)|crictl (?:rm|rmi|stop|pull)|chmod|chown|usermod|sysctl -w|swapoff|modprobe|mount|sed -i|rm|mv|tee)\b/

/** The note's commands with the names of the paste in them: those that look first, then those that change something. */
function commandBlocks(note: Note, names: Names): Block[] {
  const own = note.sections.filter(({ role }) => role === 'commands').flatMap(({ blocks }) => blocks)
  const all = (
    own.length > 0 ? own : note.sections.some(({ role }) => role === 'causes') ? [] : bare(note)
  ).flatMap(block => (block.kind === 'commands' ? block.commands : []))
  const filled = all.map(command => fillNames(command, names))
  const changing = filled.filter(({ text: words }) => CHANGES.test(words))
  return [
    ...part(
      'To make sure',
      filled.filter(one => !changing.includes(one)),
    ),
    ...part('To mend it', changing),
  ]
}

const bare = (note: Note): Block[] => [{ kind: 'commands', commands: commandsOf(note) }]

const part = (words: string, commands: Command[] = []): Block[] =>
  commands.length === 0
    ? []
    : [heading(words), withHints({ kind: 'commands', commands: commands.slice(0, COMMANDS) })]

/** What may be behind it, as the note tells it, with the names of the paste in its commands. */
function reasonBlocks(note: Note, reasons: readonly Block[][], names: Names): Block[] {
  const [section] = note.sections.filter(({ role }) => role === 'causes')
  if (section === undefined) return []
  const filled = reasons
    .flat()
    .map(block =>
      block.kind === 'commands'
        ? withHints({ ...block, commands: block.commands.map(command => fillNames(command, names)) })
        : block,
    )
  return [heading(section.heading), ...filled]
}

function otherBlocks(others: readonly CauseFound[]): Block[] {
  if (others.length === 0) return []
  return [
    heading('It also shows'),
    list(
      others.map(({ note, lines: [line] }) => [
        strong(note.title),
        ...(line === undefined ? [] : [{ text: ' – ' }, code(line.slice(0, 160))]),
      ]),
    ),
  ]
}
