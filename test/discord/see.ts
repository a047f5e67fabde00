/** What a person sees of a message: words without markup, code to copy, what can be pressed, who is mentioned. */
import { parse } from 'discord-markdown-parser'
import { type Component, everyComponent } from './message-rules.ts'

export type Control = { label: string; line: string; customId: string; menu: boolean }

export type Seen = {
  text: string
  code: string[]
  controls: Control[]
  /** Mentions as Discord's clients draw them, whether or not they notify anybody. */
  mentions: string[]
  links: string[]
}

/** What Discord's client takes for a block of code; its copy button puts the group on the clipboard. */
const FENCE = /```(?:[a-z0-9_+\-.#]+?\n)?\n*([^\n][\s\S]*?)\n*```/gi

const MENTIONS = /^(user|role|channel|everyone|here|emoji|timestamp|slashCommand|guildNavigation)$/

export function see(components: readonly Component[]): Seen {
  const seen: Seen = { text: '', code: [], controls: [], mentions: [], links: [] }
  for (const component of everyComponent(components)) {
    if (component.type === 10) {
      component.content.split(FENCE).forEach((part, at) => {
        if (at % 2 === 0) read(parse(part, 'extended'), seen)
        else {
          seen.code.push(part)
          seen.text += `\n${part}\n`
        }
      })
      seen.text += '\n'
    } else if (component.type === 2)
      seen.controls.push(
        'custom_id' in component
          ? { label: component.label, line: component.custom_id, customId: component.custom_id, menu: false }
          : { label: component.label, line: component.url, customId: '', menu: false },
      )
    else if (component.type === 3)
      for (const { label, value } of component.options)
        seen.controls.push({ label, line: value, customId: component.custom_id, menu: true })
  }
  return seen
}

/** What stands on lines of its own. */
const LINES = /^(heading|subtext|blockQuote)$/

type Node = ReturnType<typeof parse>[number]

function read(nodes: Node[], seen: Seen): void {
  for (const node of nodes) {
    const { type, content, target } = node
    if (type === 'user') seen.text += `@${node.id}`
    if (MENTIONS.test(type)) seen.mentions.push(`${type} ${node.id ?? ''}`)
    if (type === 'link' || type === 'url' || type === 'autolink') seen.links.push(String(target))
    if (type === 'br') seen.text += '\n'
    else if (Array.isArray(content)) read(content, seen)
    else seen.text += String(content ?? node.name ?? '')
    if (LINES.test(type)) seen.text += '\n'
  }
}
