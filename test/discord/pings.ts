/** Whom a message of the bot's would notify, by its text and its allowed_mentions. */
import { everyComponent, MessageSchema } from './message-rules.ts'
import type { World } from './world.ts'

const ALL = ['users', 'roles', 'everyone']

/**
 * @param replied the author of the message it replies to
 * @param byDefault what counts where allowed_mentions is missing: everything in channels, people in interactions
 */
export function pingsOf(
  world: World,
  body: Record<string, unknown>,
  replied: string[],
  byDefault = ALL,
): string[] {
  const allowed = (body.allowed_mentions ?? { parse: byDefault, replied_user: true }) as {
    parse?: string[]
    replied_user?: boolean
  }
  const components = MessageSchema.safeParse(body).data?.components ?? []
  const text = everyComponent(components)
    .flatMap(component => (component.type === 10 ? [component.content] : []))
    .join('\n')
  const parse = allowed.parse ?? []
  return [
    ...(parse.includes('users') ? [...text.matchAll(/<@!?(\d+)>/g)].map(([, id = '']) => id) : []),
    ...(parse.includes('roles') ? (text.match(/<@&\d+>/g) ?? []) : []),
    ...(parse.includes('everyone') ? (text.match(/@(everyone|here)/g) ?? []) : []),
    ...(allowed.replied_user ? replied.filter(id => id !== world.bot.id) : []),
  ]
}
