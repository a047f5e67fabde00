/** The local page: ask in a browser and see the card. For trying the bot and for writing notes. */
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { secureHeaders } from 'hono/secure-headers'
import { filledLine } from '../../cards/form.ts'
import type { Bot, Heard } from '../chat.ts'
import type { Stash } from '../stash.ts'
import { renderForm, valuesIn } from './form.ts'
import { renderWeb } from './render.ts'
import { SCRIPT, STYLE } from './style.ts'

const QUESTION_LIMIT = 40_000
const LINE_LIMIT = 2000

const hear = (text: string, via: Heard['via']): Heard => ({
  text: text.slice(0, QUESTION_LIMIT),
  via,
  user: 'local',
  place: { platform: 'web', workspace: 'local', channel: 'page' },
  events: [],
  audience: 'alone',
  manager: true,
})

const isLocal = (address: string): boolean =>
  URL.canParse(address) && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(address).hostname)

async function field(context: Context, name: string): Promise<string> {
  const value = (await context.req.parseBody())[name]
  return typeof value === 'string' ? value : ''
}

export function createPage(bot: Bot, stash: Stash): Hono {
  const page = new Hono()
  page.use(
    secureHeaders({
      strictTransportSecurity: false,
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    }),
  )
  /** Neither a foreign site nor a foreign name that resolves to this machine may use the page. */
  page.use(async (context, next) => {
    const callers = [context.req.url, context.req.header('origin') ?? context.req.url]
    return callers.every(isLocal) ? next() : context.text('Open this page as http://localhost.\n', 403)
  })

  page.get('/style.css', context => context.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }))
  page.get('/script.js', context =>
    context.body(SCRIPT, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  )
  page.get('/', async context => context.html(await show(context.req.query('q') ?? '', 'typed')))
  page.post('/', async context => context.html(await show(await field(context, 'q'), 'typed')))
  page.post('/press', async context => context.html(await show(await field(context, 'line'), 'button')))

  page.post('/fill', async context => {
    const values = valuesIn(await context.req.parseBody())
    return context.html(await show(filledLine(await field(context, 'line'), values), 'button'))
  })

  async function show(text: string, via: Heard['via']) {
    const reply = await bot.respond(hear(text, via))
    if (reply.kind !== 'card' && reply.kind !== 'form')
      return html`<!doctype html><title>Nothing to show</title><a href="/">Ask again</a>`
    const { card } = reply
    const shown =
      reply.kind === 'form'
        ? renderForm(reply.form, stash.lineFor(reply.form.of, LINE_LIMIT))
        : renderWeb(card, button => stash.lineFor(button.asks, LINE_LIMIT))
    const asked = via === 'typed' ? text : ''
    return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${card.title} – kube-notes</title>
<link rel="stylesheet" href="/style.css"><script src="/script.js" defer></script>
</head>
<body>
<header><h1><a href="/">kube-notes</a></h1></header>
<main>
<form method="post" action="/" class="ask" role="search">
<label for="q">Ask about Kubernetes, or paste an error</label>
<div><textarea id="q" name="q" rows="1" maxlength="${QUESTION_LIMIT}" autofocus>${asked}</textarea><button>Ask</button></div>
</form>
${shown}
</main>
</body>
</html>`
  }
  return page
}
