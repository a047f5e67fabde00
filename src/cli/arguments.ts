/** What the commands that check notes share: their arguments and which folders hold the notes. */
import { parseArgs } from 'node:util'
import dotenv from 'dotenv'

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>

/** Reads the arguments; what is wrong with them goes to standard error with `usage`, and the process ends with 2. */
export function readArguments<T extends Options>(options: T, usage: string) {
  try {
    return parseArgs({
      options: { ...options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    })
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`)
    process.exit(2)
  }
}

/** The folders that are named, or those that the bot reads. */
export function foldersOf(named: string[]): string[] {
  if (named.length > 0) return named
  dotenv.config({ quiet: true })
  const configured = (process.env.KNOWLEDGE_DIRS ?? '').split(',').map(folder => folder.trim())
  const folders = configured.filter(Boolean)
  return folders.length > 0 ? folders : ['knowledge']
}
