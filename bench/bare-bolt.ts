/** The measure for bench/slack.ts: Bolt as its documentation begins, which posts one constant card. */
import { readFileSync } from 'node:fs'
import bolt, { type RespondArguments } from '@slack/bolt'

const card: RespondArguments = JSON.parse(readFileSync(process.env.CARD ?? '', 'utf8'))
const app = new bolt.App({
  token: process.env.SLACK_BOT_TOKEN ?? '',
  signingSecret: process.env.SLACK_SIGNING_SECRET ?? '',
  logLevel: bolt.LogLevel.ERROR,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL ?? '' },
})
app.command('/k8s', async ({ ack, respond }) => {
  await ack()
  await respond(card)
})
const server = await app.start(0)
const address = server.address()
console.log(`http://127.0.0.1:${typeof address === 'object' ? address?.port : address}`)
