/** A small library for tests: a handful of notes written the way a note writer would. */
import { type BotParts, knowledgeOf } from '../src/bot.ts'
import { createStash } from '../src/chat/stash.ts'
import { memoryless } from '../src/memoryless.ts'
import { createLibrary, type Library } from '../src/notes/library.ts'
import type { Note } from '../src/notes/note.ts'
import { parseNote } from '../src/notes/parse.ts'

type Parts = {
  topic?: string
  aliases?: string
  asks?: string[]
  signs?: string[]
  related?: string
  body?: string
}

/** The text of a note's file. */
export function noteSource(title: string, parts: Parts = {}): string {
  const list = (key: string, items: string[] = []): string =>
    items.length === 0 ? '' : `${key}:\n${items.map(item => `  - ${JSON.stringify(item)}`).join('\n')}\n`
  return [
    `---\ntitle: ${title}\n`,
    `aliases: [${parts.aliases ?? ''}]\n`,
    list('asks', parts.asks),
    list('signs', parts.signs),
    `related: [${parts.related ?? ''}]\n`,
    `docs: /docs/concepts/\n---\n\n`,
    parts.body ?? `${title} is a thing that Kubernetes knows.\n`,
  ].join('')
}

/** A parsed note; throws with its problems where it does not parse. */
export function note(id: string, title: string, parts: Parts = {}): Note {
  const parsed = parseNote(`knowledge/${parts.topic ?? 'networking'}/${id}.md`, noteSource(title, parts))
  if (parsed.note === undefined) throw new Error(JSON.stringify(parsed.problems))
  return parsed.note
}

export const NODEPORT_BODY = `A NodePort Service opens the same port on every node. It is built on a ClusterIP.

## Key points

- The port comes from 30000–32767.
- Set \`nodePort\` to ask for a **fixed** one.

## Commands

\`\`\`sh
# Show the port of a Service
kubectl get service SERVICE
\`\`\`

## Manifest

\`\`\`yaml
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: NodePort
  selector:
    app: web
  ports:
    - port: 80
\`\`\`

## Think about it

Which nodes answer?

All of them.
`

export const notes = (): Note[] => [
  note('nodeport', 'NodePort', {
    aliases: 'node port, nodeport service',
    related: 'service',
    body: NODEPORT_BODY,
  }),
  note('service', 'Service', { aliases: 'svc, services', related: 'nodeport, pod' }),
  note('pod', 'Pod', { topic: 'workloads', aliases: 'po, pods', related: 'service' }),
  note('loadbalancer', 'LoadBalancer', { aliases: 'load balancer', related: 'service' }),
  note('nodeport-vs-loadbalancer', 'NodePort or LoadBalancer', {
    topic: 'comparisons',
    body: 'Both let clients in.\n\n| | NodePort | LoadBalancer |\n| --- | --- | --- |\n| Port | high | any |\n\n## Choose\n\n- NodePort to try things.\n',
  }),
]

export function library(all: Note[] = notes()): Library {
  const made = createLibrary([all])
  if (made.problems.length > 0) throw new Error(JSON.stringify(made.problems))
  return made.library
}

/** What a bot is made of, with the notes above and without memory; tests put in what they are about. */
export function botParts(more: Partial<BotParts> = {}): BotParts {
  const knowledge = knowledgeOf(library())
  return {
    knowledge: () => knowledge,
    ...memoryless(more.store),
    stash: createStash(Date.now),
    pick: () => 0,
    onAnswer: () => {},
    ...more,
  }
}
