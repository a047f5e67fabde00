import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { formatConfigProblems, readConfig } from '../src/config.ts'

test('an empty environment is a good one', () => {
  expect(readConfig({}).config).toEqual({
    host: '127.0.0.1',
    port: 3000,
    knowledgeDirs: ['knowledge'],
    databaseUrl: 'file:data/kube-notes.db',
    retentionDays: 90,
    questionsPerMinute: 20,
    dailyGraceHours: 3,
    logLevel: 'info',
  })
})

test('a variable that is empty or blank counts as unset', () => {
  expect(readConfig({ PORT: '', HOST: ' ', SLACK_BOT_TOKEN: '', DISCORD_TOKEN: '  ' })).toEqual(
    readConfig({}),
  )
})

test('an app-level token chooses Socket Mode, a signing secret alone HTTP', () => {
  const tokens = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' }
  expect(readConfig({ ...tokens, SLACK_APP_TOKEN: 'xapp-1' }).config?.slack?.mode).toEqual({
    kind: 'socket',
    appToken: 'xapp-1',
  })
  expect(readConfig(tokens).config?.slack?.mode).toEqual({ kind: 'http', signingSecret: 's' })
})

test('a client id chooses many workspaces, a bot token one', () => {
  const oauth = {
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 's',
    SLACK_STATE_SECRET: 'a long random text',
    SLACK_SIGNING_SECRET: 's',
    ENCRYPTION_KEY: 'ab'.repeat(32),
    PUBLIC_URL: 'https://kube-notes.example.com',
  }
  expect(readConfig(oauth).config?.slack?.auth).toEqual({
    kind: 'oauth',
    clientId: '1.2',
    clientSecret: 's',
    stateSecret: 'a long random text',
    publicUrl: 'https://kube-notes.example.com',
    encryptionKeys: [Buffer.alloc(32, 0xab)],
  })
  expect(readConfig({ ...oauth, SLACK_BOT_TOKEN: 'xoxb-1' }).problems).toMatchObject([
    { variable: 'SLACK_BOT_TOKEN' },
  ])
  const { SLACK_CLIENT_ID } = oauth
  expect(
    readConfig({ SLACK_CLIENT_ID, SLACK_SIGNING_SECRET: 's', ENCRYPTION_KEY: 'abc' }).problems.map(
      problem => problem.variable,
    ),
  ).toEqual(['SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET', 'PUBLIC_URL', 'ENCRYPTION_KEY'])
})

test('an old encryption key may stand behind the new one, in hex and in base64', () => {
  const { config } = readConfig({
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 's',
    SLACK_STATE_SECRET: 'a long random text',
    SLACK_APP_TOKEN: 'xapp-1',
    ENCRYPTION_KEY: `${Buffer.alloc(32, 1).toString('base64')}, ${'02'.repeat(32)}`,
    PUBLIC_URL: 'https://kube-notes.example.com/',
  })
  expect(config?.slack?.auth).toMatchObject({ encryptionKeys: [Buffer.alloc(32, 1), Buffer.alloc(32, 2)] })
})

test('addresses of other APIs are taken with and without a slash at the end', () => {
  for (const url of ['http://localhost:1/api', 'http://localhost:1/api/']) {
    const { config } = readConfig({
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_APP_TOKEN: 'xapp-1',
      SLACK_API_URL: url,
      DISCORD_TOKEN: 't',
      DISCORD_API_URL: url,
    })
    expect(config?.slack?.apiUrl).toBe('http://localhost:1/api/')
    expect(config?.discord?.apiUrl).toBe('http://localhost:1/api')
  }
})

test('all problems come at once, each with the variable, what is wrong and what to do', () => {
  const { problems } = readConfig({
    PORT: '70000',
    LOG_LEVEL: 'loud',
    DATABASE_URL: 'mysql://x',
    SLACK_BOT_TOKEN: 'xapp-1',
    SLACK_APP_TOKEN: 'xoxb-1',
    SLACK_API_URL: 'slack.com',
    DISCORD_GUILD_ID: 'my server',
  })
  expect(problems.map(problem => problem.variable)).toEqual([
    'PORT',
    'LOG_LEVEL',
    'DATABASE_URL',
    'SLACK_API_URL',
    'SLACK_BOT_TOKEN',
    'SLACK_APP_TOKEN',
    'DISCORD_GUILD_ID',
    'DISCORD_TOKEN',
  ])
  expect(formatConfigProblems(problems)).toContain(
    '  PORT: "70000" is no port number; write a number from 1 to 65535, or 0 for any free port.',
  )
})

test.each([
  [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN'],
  [{ SLACK_SIGNING_SECRET: 's' }, 'SLACK_BOT_TOKEN'],
  [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_APP_TOKEN'],
  [{ KNOWLEDGE_DIRS: ' , ' }, 'KNOWLEDGE_DIRS'],
  [{ DISCORD_TOKEN: 'a b' }, 'DISCORD_TOKEN'],
  [{ DATABASE_URL: 'file::memory:' }, 'DATABASE_URL'],
  [{ DATABASE_URL: 'file://data/x.db' }, 'DATABASE_URL'],
  [{ RETENTION_DAYS: '0' }, 'RETENTION_DAYS'],
  [{ RETENTION_DAYS: '90 days' }, 'RETENTION_DAYS'],
  [{ QUESTIONS_PER_MINUTE: '-1' }, 'QUESTIONS_PER_MINUTE'],
  [{ USER_HASH_KEY: 'short' }, 'USER_HASH_KEY'],
])('%o lacks or spoils %s', (environment, variable) => {
  expect(readConfig(environment).problems.map(problem => problem.variable)).toContain(variable)
})

test('no message shows a secret', () => {
  const { problems } = readConfig({
    SLACK_BOT_TOKEN: 'secret-1',
    SLACK_APP_TOKEN: 'secret-2',
    DISCORD_TOKEN: 'secret 3',
    DATABASE_URL: 'secret-4',
    USER_HASH_KEY: 'secret-5',
  })
  expect(problems).toHaveLength(5)
  expect(formatConfigProblems(problems)).not.toContain('secret')
})

test('Discord: shards as a range or one of many, forums as a list', () => {
  const discord = (more: Record<string, string>) =>
    readConfig({ DISCORD_TOKEN: 't', ...more }).config?.discord
  expect(discord({})).toEqual({ token: 't', private: false, forums: [], managerRoles: [] })
  expect(discord({ DISCORD_SHARDS: '0-3/16' })?.shards).toEqual({ ids: [0, 1, 2, 3], count: 16 })
  expect(discord({ DISCORD_SHARDS: '5/16' })?.shards).toEqual({ ids: [5], count: 16 })
  expect(discord({ DISCORD_FORUMS: '1, 2,', DISCORD_PRIVATE: 'TRUE' })).toMatchObject({
    forums: ['1', '2'],
    private: true,
  })
})

test.each([
  [{ DISCORD_SHARDS: '3-1/16' }, 'DISCORD_SHARDS'],
  [{ DISCORD_SHARDS: '0-16/16' }, 'DISCORD_SHARDS'],
  [{ DISCORD_SHARDS: 'all' }, 'DISCORD_SHARDS'],
  [{ DISCORD_FORUMS: 'help' }, 'DISCORD_FORUMS'],
  [{ DISCORD_PRIVATE: 'yes' }, 'DISCORD_PRIVATE'],
])('Discord: %o is refused with the variable’s name', (more, variable) => {
  const { problems } = readConfig({ DISCORD_TOKEN: 't', ...more })
  expect(problems.map(problem => problem.variable)).toEqual([variable])
})

test('.env.example holds every variable that is read, and no other', () => {
  const read = new Set<string>()
  const record = (given: Record<string, string>) =>
    readConfig(
      new Proxy<Record<string, string | undefined>>(given, {
        get: (_, variable) => {
          read.add(String(variable))
          return given[String(variable)]
        },
      }),
    )
  record({})
  record({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', DISCORD_TOKEN: 'x' })
  record({ SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'x', SLACK_SIGNING_SECRET: 'x' })
  const example = readFileSync('.env.example', 'utf8').matchAll(/^#?([A-Z_]+)=/gm)
  expect([...example].map(([, variable]) => variable).sort()).toEqual([...read].sort())
})
