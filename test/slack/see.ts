/** What a person sees of Block Kit: words without markup, code to copy, what can be pressed, who would be pinged. */
import type { Block } from './block-kit.ts'

export type Control = { label: string; line: string; action_id: string; type: string; block: number }

export type Seen = { text: string; code: string[]; controls: Control[]; pings: string[] }

type Leaf = Record<string, unknown>

/** Words of mrkdwn as Slack shows them. */
export const unescaped = (text: string): string =>
  text
    .replaceAll(/<([^<>|]*)(?:\|([^<>]*))?>/g, (_, target: string, name?: string) => name ?? target)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** Mentions of people, groups and channels in mrkdwn. */
export const mentions = (text: string): string[] => text.match(/<[@!#][^<>]*>/g) ?? []

export function see(blocks: readonly Block[]): Seen {
  const seen: Seen = { text: '', code: [], controls: [], pings: [] }
  blocks.forEach((block, at) => {
    look(block, seen, at)
    seen.text += '\n'
  })
  return seen
}

function look(block: Block, seen: Seen, at: number): void {
  switch (block.type) {
    case 'header':
      seen.text += block.text.text
      return
    case 'section':
    case 'context':
      for (const part of block.type === 'section' ? [block.text, ...(block.fields ?? [])] : block.elements)
        if (part?.type === 'mrkdwn') {
          seen.pings.push(...mentions(part.text))
          seen.text += unescaped(part.text)
        } else seen.text += part?.text ?? ''
      if (block.type === 'section' && block.accessory) control(block.accessory, seen, at)
      return
    case 'rich_text':
      for (const element of block.elements) {
        if (element.type === 'rich_text_preformatted')
          seen.code.push(element.elements.map(leaf => leaf.text ?? '').join(''))
        for (const part of element.elements)
          for (const leaf of part.type === 'rich_text_section' ? part.elements : [part]) leafOf(leaf, seen)
        seen.text += '\n'
      }
      return
    case 'actions':
      for (const element of block.elements) control(element, seen, at)
      return
    case 'input':
      seen.text += block.label.text
      control(block.element, seen, at)
      return
    case 'divider':
      return
    default:
      block satisfies never
  }
}

function leafOf(leaf: Leaf, seen: Seen): void {
  if (leaf.type === 'text' || leaf.type === 'link') seen.text += leaf.text ?? leaf.url
  else if (leaf.type === 'user') {
    seen.pings.push(`<@${leaf.user_id}>`)
    seen.text += `@${leaf.user_id}`
  } else seen.pings.push(`<!${Object.values(leaf).join(' ')}>`)
}

function control(element: Leaf & { type: string; action_id: string }, seen: Seen, block: number): void {
  const { type, action_id } = element
  const add = (label: unknown, line: unknown): void =>
    void seen.controls.push({ label: String(label ?? ''), line: String(line ?? ''), action_id, type, block })
  const words = (value: unknown): unknown => (value as { text?: unknown } | undefined)?.text
  if (type === 'button') add(words(element.text), element.value ?? element.url)
  else if (type === 'static_select')
    for (const option of element.options as Leaf[]) add(words(option.text), option.value)
  else add(words(element.placeholder), '')
}
