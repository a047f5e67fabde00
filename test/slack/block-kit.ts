/**
 * Slack's documented Block Kit limits, as the local Slack enforces them: lengths, counts, required fields,
 * unique ids, and no property that the reference does not name. Written from docs.slack.dev/reference/block-kit,
 * on purpose without looking at src/chat/slack/limits.ts.
 */
import { z } from 'zod'

const text = (max: number, min = 1) => z.string().min(min).max(max)
const plainText = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: text(max), emoji: z.boolean().optional() })
const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: text(max), verbatim: z.boolean().optional() })
const textObject = (max: number) => z.union([plainText(max), mrkdwn(max)])
const url = text(3000).regex(/^https?:\/\/\S+$/)
const id = text(255)

const confirm = z.strictObject({
  title: plainText(100),
  text: textObject(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(['primary', 'danger']).optional(),
})
const button = z.strictObject({
  type: z.literal('button'),
  action_id: id,
  text: plainText(75),
  url: url.optional(),
  value: text(2000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
  accessibility_label: text(75).optional(),
})
const option = z.strictObject({
  text: plainText(75),
  value: text(150),
  description: plainText(75).optional(),
})
export const OptionsSchema = z.strictObject({ options: z.array(option).max(100) })
const select = {
  action_id: id,
  placeholder: plainText(150).optional(),
  confirm: confirm.optional(),
  focus_on_load: z.boolean().optional(),
}
const staticSelect = z.strictObject({
  ...select,
  type: z.literal('static_select'),
  options: z.array(option).min(1).max(100),
  initial_option: option.optional(),
})
const externalSelect = z.strictObject({
  ...select,
  type: z.literal('external_select'),
  min_query_length: z.int().min(0).optional(),
  initial_option: option.optional(),
})
const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: id,
  initial_value: z.string().max(3000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.int().max(3000).optional(),
  max_length: z.int().min(1).max(3000).optional(),
  placeholder: plainText(150).optional(),
  focus_on_load: z.boolean().optional(),
})
const interactive = z.discriminatedUnion('type', [button, staticSelect, externalSelect])

const style = z
  .strictObject({
    bold: z.boolean(),
    italic: z.boolean(),
    strike: z.boolean(),
    code: z.boolean(),
    underline: z.boolean(),
  })
  .partial()
  .optional()
const richText = z.strictObject({ type: z.literal('text'), text: text(40_000), style })
const richLink = z.strictObject({
  type: z.literal('link'),
  url,
  text: text(40_000).optional(),
  style,
  unsafe: z.boolean().optional(),
})
const richLeaf = z.discriminatedUnion('type', [
  richText,
  richLink,
  z.strictObject({ type: z.literal('user'), user_id: z.string().regex(/^[UW][A-Z0-9]+$/), style }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: z.string(), style }),
  z.strictObject({ type: z.literal('channel'), channel_id: z.string(), style }),
  z.strictObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']), style }),
  z.strictObject({ type: z.literal('emoji'), name: z.string(), unicode: z.string().optional(), style }),
])
const border = z.union([z.literal(0), z.literal(1)]).optional()
const richSection = z.strictObject({
  type: z.literal('rich_text_section'),
  elements: z.array(richLeaf).min(1),
})
const richElement = z.discriminatedUnion('type', [
  richSection,
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: z.array(richSection).min(1),
    indent: z.int().min(0).max(8).optional(),
    offset: z.int().min(0).optional(),
    border,
  }),
  z.strictObject({
    type: z.literal('rich_text_preformatted'),
    elements: z.array(z.discriminatedUnion('type', [richText, richLink])).min(1),
    border,
  }),
  z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(richLeaf).min(1), border }),
])

const block = { block_id: id.optional() }
const blockSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...block, type: z.literal('header'), text: plainText(150) }),
  z.strictObject({ ...block, type: z.literal('divider') }),
  z.strictObject({
    ...block,
    type: z.literal('section'),
    text: textObject(3000).optional(),
    fields: z.array(textObject(2000)).min(1).max(10).optional(),
    accessory: interactive.optional(),
    expand: z.boolean().optional(),
  }),
  z.strictObject({
    ...block,
    type: z.literal('context'),
    elements: z.array(textObject(3000)).min(1).max(10),
  }),
  z.strictObject({ ...block, type: z.literal('actions'), elements: z.array(interactive).min(1).max(25) }),
  z.strictObject({ ...block, type: z.literal('rich_text'), elements: z.array(richElement).min(1) }),
  z.strictObject({
    ...block,
    type: z.literal('input'),
    label: plainText(2000),
    element: z.discriminatedUnion('type', [plainTextInput, staticSelect, externalSelect]),
    dispatch_action: z.boolean().optional(),
    hint: plainText(2000).optional(),
    optional: z.boolean().optional(),
  }),
])
export type Block = z.infer<typeof blockSchema>

const blocks = (max: number) => z.array(blockSchema).max(max).superRefine(idsAreUnique)

function idsAreUnique(all: Block[], context: z.RefinementCtx): void {
  const twice = (ids: (string | undefined)[], what: string): void => {
    const known = ids.filter(id => id !== undefined)
    if (new Set(known).size < known.length)
      context.addIssue({ code: 'custom', message: `${what} not unique` })
  }
  twice(
    all.map(block => block.block_id),
    'block_id',
  )
  for (const block of all)
    if (block.type === 'actions')
      twice(
        block.elements.map(element => element.action_id),
        'action_id',
      )
}

/** A message to chat.postMessage, chat.postEphemeral, chat.update or a response_url, without where it goes. */
export const MessageSchema = z.strictObject({
  text: z.string().max(4000).optional(),
  blocks: blocks(50).optional(),
  mrkdwn: z.boolean().optional(),
  unfurl_links: z.boolean().optional(),
  unfurl_media: z.boolean().optional(),
  thread_ts: z.string().optional(),
  metadata: z
    .strictObject({ event_type: text(255), event_payload: z.record(z.string(), z.unknown()) })
    .optional(),
})

const view = {
  blocks: blocks(100),
  private_metadata: z.string().max(3000).optional(),
  callback_id: text(255).optional(),
  external_id: text(255).optional(),
}
export const ViewSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...view, type: z.literal('home') }),
  z
    .strictObject({
      ...view,
      type: z.literal('modal'),
      title: plainText(24),
      submit: plainText(24).optional(),
      close: plainText(24).optional(),
      clear_on_close: z.boolean().optional(),
      notify_on_close: z.boolean().optional(),
    })
    .refine(({ blocks, submit }) => submit !== undefined || !blocks.some(({ type }) => type === 'input'), {
      message: 'a view with inputs needs submit',
    }),
])

/** What Slack would say against `value`, with where: `must be less than 76 characters [json-pointer:/blocks/0/…]`. */
export function objections(schema: z.ZodType, value: unknown): string[] {
  const checked = schema.safeParse(value)
  const found = checked.success
    ? []
    : checked.error.issues.map(issue => `${issue.message} [json-pointer:/${issue.path.join('/')}]`)
  if (JSON.stringify(value).length > 250_000) found.push('larger than 250 kB')
  return found
}
