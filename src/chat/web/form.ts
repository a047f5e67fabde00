/** Form → HTML. */
import { html } from 'hono/html'
import { besides, type Field, type Form } from '../../cards/form.ts'
import type { Html } from './render.ts'

/** @param line the form's question as a line, which is sent back with what was filled in */
export const renderForm = (form: Form, line: string): Html => html`
<article class="card">
  <h2>${form.title}</h2>
  ${form.intro === undefined ? '' : html`<p>${form.intro}</p>`}
  <form method="post" action="/fill" class="fields">
    <input type="hidden" name="line" value="${line}">
    ${form.fields.map(drawField)}
    <button>${form.submit}</button>
  </form>
</article>`

function drawField(field: Field): Html {
  const more = besides(field)
  const id = `field-${field.name}`
  return html`<p><label for="${id}">${field.label}</label>
    ${drawInput(field, id)}
    ${more === undefined ? '' : html`<span class="label">${more}</span>`}</p>`
}

function drawInput(field: Field, id: string): Html {
  const { name, value = '', optional } = field
  const required = optional ? '' : 'required'
  if (field.kind === 'text') return html`<input id="${id}" name="field:${name}" value="${value}" ${required}>`
  return html`<select id="${id}" name="field:${name}" ${required}>
    ${optional ? html`<option value=""></option>` : ''}
    ${field.choices.map(
      choice =>
        html`<option value="${choice.value}" ${choice.value === value ? 'selected' : ''}>${choice.label}</option>`,
    )}</select>`
}

const FIELD = 'field:'

/** What was filled in, by the names of the fields. @param body the fields of the request */
export const valuesIn = (body: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      name.startsWith(FIELD) && typeof value === 'string' ? [[name.slice(FIELD.length), value]] : [],
    ),
  )
