/** What Discord accepts as commands. */
import { z } from 'zod'

const words = (max: number) => z.string().min(1).max(max)
const lowerCase = words(32).regex(/^[-_'\p{Ll}\p{N}]+$/u)

const Option = z
  .strictObject({
    type: z.number().int().min(1).max(11),
    name: lowerCase,
    description: words(100),
    required: z.boolean().optional(),
    autocomplete: z.boolean().optional(),
    max_length: z.number().int().min(1).max(6000).optional(),
    choices: z
      .array(z.strictObject({ name: words(100), value: z.union([words(100), z.number()]) }))
      .max(25)
      .optional(),
    /** Of a subcommand; these have none of their own. */
    options: z
      .array(
        z.strictObject({
          type: z.number().int().min(3).max(11),
          name: lowerCase,
          description: words(100),
          required: z.boolean().optional(),
          autocomplete: z.boolean().optional(),
        }),
      )
      .max(25)
      .optional(),
  })
  .refine(({ type, options }) => options === undefined || type === 1, 'only subcommands have options')
  .refine(({ autocomplete, choices }) => !(autocomplete && choices), 'autocomplete excludes choices')

const shared = {
  default_member_permissions: z.string().regex(/^\d+$/).nullish(),
  contexts: z.array(z.number().int().min(0).max(2)).nullish(),
  integration_types: z.array(z.number().int().min(0).max(1)).nullish(),
}

const Slash = z.strictObject({
  ...shared,
  type: z.literal(1),
  name: lowerCase,
  description: words(100),
  options: z
    .array(Option)
    .max(25)
    .refine(
      options =>
        !options.some(({ required }, at) => required && options.slice(0, at).some(other => !other.required)),
      'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    )
    .optional(),
})
const OnMessage = z.strictObject({ ...shared, type: z.literal(3), name: words(32) })

export const CommandList = z
  .array(z.discriminatedUnion('type', [Slash, OnMessage]))
  .max(115)
  .refine(
    all => new Set(all.map(({ type, name }) => `${type} ${name}`)).size === all.length,
    'names must be unique',
  )
