/** Card → HTML. Hono's `html` escapes every value, so nobody's words become markup. */
import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Button, Card } from '../../cards/card.ts'
import type { Block, Command, Span } from '../../notes/note.ts'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/** @param lineOf the line that a button's question is sent back as */
export const renderWeb = (card: Card, lineOf: (button: Button) => string): Html => html`
<article class="card">
  <h2>${card.title}</h2>
  ${card.blocks.map(renderBlock)}
  ${card.rows.map(
    row => html`<form method="post" action="/press" aria-label="${row.label}"><span class="label">${row.label}</span>
    ${row.buttons.map(button => html`<button name="line" value="${lineOf(button)}">${button.label}</button> `)}</form>`,
  )}
  ${card.footer.length > 0 ? html`<p class="footer">${card.footer.map(renderSpan)}</p>` : ''}
</article>`

function renderBlock(block: Block): Html {
  switch (block.kind) {
    case 'text':
      return html`<p>${block.text.map(renderSpan)}</p>`
    case 'heading':
      return html`<h3>${block.text.map(renderSpan)}</h3>`
    case 'quote':
      return html`<blockquote>${block.text.map(renderSpan)}</blockquote>`
    case 'list': {
      const items = block.items.map(item => html`<li>${item.map(renderSpan)}</li>`)
      return block.ordered ? html`<ol start="${block.start ?? 1}">${items}</ol>` : html`<ul>${items}</ul>`
    }
    case 'commands':
      return html`${block.commands.map(renderCommand)}`
    case 'code':
      return html`<pre tabindex="0"><code>${block.source}</code></pre>`
    case 'table':
      return html`<table><thead><tr>${block.head.map(cell => html`<th>${cell.map(renderSpan)}</th>`)}</tr></thead>
      <tbody>${block.rows.map(row => html`<tr>${row.map(cell => html`<td>${cell.map(renderSpan)}</td>`)}</tr>`)}</tbody></table>`
    default:
      return block satisfies never
  }
}

const renderCommand = ({ does, text, hints = [] }: Command): Html =>
  html`${does === '' ? '' : html`<p class="does">${does}</p>`}<pre class="command" tabindex="0"><code>${text}</code></pre>
  ${hints.map(hint => html`<p class="hint">${hint.map(renderSpan)}</p>`)}`

function renderSpan({ text, style, href }: Span): Html {
  const inner =
    style === 'code'
      ? html`<code>${text}</code>`
      : style === 'strong'
        ? html`<strong>${text}</strong>`
        : style === 'emphasis'
          ? html`<em>${text}</em>`
          : html`${text}`
  return href === undefined ? inner : html`<a href="${href}" rel="noreferrer">${inner}</a>`
}
