/** What Discord accepts as a modal, as far as it documents it. */
import { z } from 'zod'

const length = (min: number, max: number) =>
  z.string().refine(text => [...text].length >= min && [...text].length <= max, {
    message: `Must be between ${min} and ${max} in length.`,
  })

const TextInput = z.strictObject({
  type: z.literal(4),
  custom_id: length(1, 100),
  style: z.union([z.literal(1), z.literal(2)]),
  required: z.boolean().optional(),
  min_length: z.number().int().min(0).max(4000).optional(),
  max_length: z.number().int().min(1).max(4000).optional(),
  value: length(1, 4000).optional(),
  placeholder: length(0, 100).optional(),
})
const Select = z.strictObject({
  type: z.literal(3),
  custom_id: length(1, 100),
  required: z.boolean().optional(),
  placeholder: length(0, 150).optional(),
  options: z
    .array(
      z.strictObject({
        label: length(1, 100),
        value: length(1, 100),
        description: length(1, 100).optional(),
        default: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(25)
    .refine(options => options.filter(option => option.default).length <= 1, 'more than max_values')
    .refine(
      options => new Set(options.map(({ value }) => value)).size === options.length,
      'Option values must be unique.',
    ),
})
const Label = z.strictObject({
  type: z.literal(18),
  label: length(1, 45),
  description: length(1, 100).optional(),
  component: z.discriminatedUnion('type', [TextInput, Select]),
})
const TextDisplay = z.strictObject({ type: z.literal(10), content: length(1, 4000) })

export const ModalSchema = z.strictObject({
  custom_id: length(1, 100),
  title: length(1, 45),
  components: z
    .array(z.discriminatedUnion('type', [Label, TextDisplay]))
    .min(1)
    .max(5)
    .refine(all => {
      const ids = all.flatMap(part => (part.type === 18 ? [part.component.custom_id] : []))
      return new Set(ids).size === ids.length
    }, 'custom ids must be unique'),
})

export type Modal = z.infer<typeof ModalSchema>
