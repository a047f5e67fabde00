/** What Discord accepts as a message of components V2, as far as it documents it. Lengths are code points. */
import { z } from 'zod'

export const V2 = 1 << 15
export const EPHEMERAL = 1 << 6

const length = (min: number, max: number) =>
  z.string().refine(text => [...text].length >= min && [...text].length <= max, {
    message: `Must be between ${min} and ${max} in length.`,
  })

/** Discord trims what it shows; only space is nothing. */
const shown = (max: number) =>
  length(1, max).refine(text => text.trim() !== '', { message: 'This field is required' })

/** Addresses need a host that could be public. */
const link = length(1, 512).refine(
  text =>
    URL.canParse(text) && /^(https?|discord):$/.test(new URL(text).protocol) && /\./.test(new URL(text).host),
  { message: 'Not a well formed URL.' },
)

const Button = z.union([
  z.strictObject({
    type: z.literal(2),
    style: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    label: shown(80),
    custom_id: shown(100),
    disabled: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal(2), style: z.literal(5), label: shown(80), url: link }),
])

const Select = z.strictObject({
  type: z.literal(3),
  custom_id: shown(100),
  placeholder: shown(150).optional(),
  options: z
    .array(z.strictObject({ label: shown(100), value: shown(100), description: shown(100).optional() }))
    .min(1)
    .max(25)
    .refine(options => new Set(options.map(({ value }) => value)).size === options.length, {
      message: 'Option values must be unique.',
    }),
})

const Row = z.strictObject({
  type: z.literal(1),
  components: z.union([z.array(Button).min(1).max(5), z.array(Select).length(1)]),
})
const TextDisplay = z.strictObject({ type: z.literal(10), content: shown(4000) })
const Section = z.strictObject({
  type: z.literal(9),
  components: z.array(TextDisplay).min(1).max(3),
  accessory: Button,
})
const Separator = z.strictObject({
  type: z.literal(14),
  divider: z.boolean().optional(),
  spacing: z.union([z.literal(1), z.literal(2)]).optional(),
})
const Inside = z.union([Row, TextDisplay, Section, Separator])
const Container = z.strictObject({
  type: z.literal(17),
  accent_color: z.number().int().min(0).max(0xffffff).nullish(),
  components: z.array(Inside).min(1),
})

export type Component = z.infer<typeof Container> | z.infer<typeof Inside>

export const MessageSchema = z
  .object({
    flags: z.number().int(),
    components: z.array(z.union([Container, Inside])).min(1),
  })
  .superRefine(({ flags, components }, context) => {
    const object = (message: string): void => void context.addIssue({ code: 'custom', message })
    const all = everyComponent(components)
    if ((flags & V2) === 0) object('These components need the flag IS_COMPONENTS_V2.')
    if (all.length > 40) object(`${all.length} components are more than 40.`)
    const texts = all.flatMap(component => (component.type === 10 ? [component.content] : []))
    const points = texts.reduce((sum, text) => sum + [...text].length, 0)
    if (points > 4000) object(`The text displays hold ${points} characters, more than 4000.`)
    const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 12, 0)
    if (bytes > 10_170) object(`The text displays take ${bytes} bytes; Discord answers 500 above 10170.`)
    const ids = all.flatMap(component => ('custom_id' in component ? [component.custom_id] : []))
    for (const id of new Set(ids))
      if (ids.filter(other => other === id).length > 1) object(`The custom id ${id} is not unique.`)
  })

type Any = Component | z.infer<typeof Button> | z.infer<typeof Select>

/** Every component, however deep, as Discord counts them. */
export const everyComponent = (components: readonly Any[]): Any[] =>
  components.flatMap(component => [
    component,
    ...('components' in component ? everyComponent(component.components) : []),
    ...('accessory' in component ? [component.accessory] : []),
  ])

/** Why Discord would refuse `message`; empty when it would not. */
export function objections(message: unknown): string[] {
  const read = MessageSchema.safeParse(message)
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
}
