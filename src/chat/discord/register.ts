/** Tells Discord which commands there are, when it does not know them already. */
import { isDeepStrictEqual } from 'node:util'
import { type RESTPostAPIApplicationCommandsJSONBody as CommandBody, type REST, Routes } from 'discord.js'
import { z } from 'zod'

/** How many servers are looked through for commands that were once registered there; more are past trying out. */
const FEW_SERVERS = 25

const Option = z.object({
  type: z.number(),
  name: z.string(),
  description: z.string(),
  required: z.boolean().default(false),
  autocomplete: z.boolean().default(false),
  max_length: z
    .number()
    .nullish()
    .transform(value => value ?? undefined),
  choices: z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number()]) })).default([]),
  /** Of a subcommand. */
  get options() {
    return z.array(Option).default([])
  },
})

/** What makes two commands the same; everything else Discord adds by itself. */
const Known = z.object({
  type: z.number().default(1),
  name: z.string(),
  description: z.string().default(''),
  options: z.array(Option).default([]),
  default_member_permissions: z
    .string()
    .nullish()
    .transform(value => value ?? undefined),
  contexts: z.array(z.number()).nullish().transform(sorted),
  integration_types: z.array(z.number()).nullish().transform(sorted),
})
type Known = z.infer<typeof Known>

const Listed = z.array(z.object({ id: z.string(), name: z.string() }))

function sorted(values: number[] | null | undefined): number[] {
  return [...(values ?? [])].sort()
}

export type Registered = 'changed' | 'unchanged'

/** Registers `commands` for all servers, and takes away those that were registered for one of `guilds` before. */
export async function registerEverywhere(
  rest: REST,
  applicationId: string,
  commands: CommandBody[],
  guilds: string[],
): Promise<Registered> {
  const registered = await register(rest, Routes.applicationCommands(applicationId), commands)
  if (guilds.length > FEW_SERVERS) return registered
  for (const guild of guilds) {
    const there = Listed.parse(await rest.get(Routes.applicationGuildCommands(applicationId, guild)))
    for (const { id, name } of there)
      if (commands.some(command => command.name === name))
        await rest.delete(Routes.applicationGuildCommand(applicationId, guild, id))
  }
  return registered
}

/** Registers `commands` in one server, at once. @returns also whether all servers have one of the same name */
export async function registerInGuild(
  rest: REST,
  applicationId: string,
  commands: CommandBody[],
  guild: string,
): Promise<{ registered: Registered; twice: boolean }> {
  /** Contexts and ways of installing mean nothing in a single server, and Discord does not keep them there. */
  const here = commands.map(({ contexts: _, integration_types: __, ...body }) => body)
  const registered = await register(rest, Routes.applicationGuildCommands(applicationId, guild), here)
  const global = Listed.parse(await rest.get(Routes.applicationCommands(applicationId)))
  return { registered, twice: global.some(({ name }) => commands.some(command => command.name === name)) }
}

async function register(rest: REST, route: `/${string}`, commands: object[]): Promise<Registered> {
  const there = z.array(Known).parse(await rest.get(route))
  const wanted = z.array(Known).parse(commands)
  if (isDeepStrictEqual(byName(there), byName(wanted))) return 'unchanged'
  await rest.put(route, { body: commands })
  return 'changed'
}

const byName = (commands: Known[]): Known[] =>
  commands.toSorted((a, b) => a.type - b.type || a.name.localeCompare(b.name, 'en'))
