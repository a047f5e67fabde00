/** A form wherever it is drawn: within the platform's limits, and giving back what was filled in. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createBot } from '../../src/bot.ts'
import { type Field, type Form, formCard } from '../../src/cards/form.ts'
import { cardText } from '../../src/cards/text.ts'
import { renderModal } from '../../src/chat/discord/forms.ts'
import { renderForm } from '../../src/chat/slack/form.ts'
import { createStash } from '../../src/chat/stash.ts'
import { fillIn } from '../../src/chat/terminal/form.ts'
import { createPage } from '../../src/chat/web/page.ts'
import { ModalSchema } from '../discord/modal-rules.ts'
import { botParts } from '../fixtures.ts'
import { FORM, withForm } from '../forms.ts'
import { objections, ViewSchema } from '../slack/block-kit.ts'

const words = fc.string({ unit: 'binary', minLength: 1, maxLength: 5000 }).filter(text => /[a-z]/.test(text))
const shared = (name: string) =>
  ({
    name: fc.constant(name),
    label: words,
    hint: fc.option(words, { nil: undefined }),
    problem: fc.option(words, { nil: undefined }),
    value: fc.option(words, { nil: undefined }),
    optional: fc.constantFrom(true, undefined),
  }) as const
const clean = (field: object): Field =>
  Object.fromEntries(Object.entries(field).filter(([, value]) => value !== undefined)) as Field
const fieldNamed = (name: string): fc.Arbitrary<Field> =>
  fc
    .oneof(
      fc.record({ kind: fc.constant('text'), ...shared(name) }),
      fc.record({
        kind: fc.constant('choice'),
        ...shared(name),
        choices: fc
          .integer({ min: 1, max: 120 })
          .map(count =>
            Array.from({ length: count }, (_, at) => ({ label: `choice ${at}`, value: String(at) })),
          ),
      }),
    )
    .map(clean)
const anyForm: fc.Arbitrary<Form> = fc.record({
  title: words,
  intro: words.map(text => text.slice(0, 1000)),
  fields: fc
    .integer({ min: 1, max: 5 })
    .chain(count => fc.tuple(...Array.from({ length: count }, (_, at) => fieldNamed(`f-${at}`)))),
  submit: words,
  of: fc.oneof(
    fc.constant(FORM.of),
    words.map(text => ({ kind: 'ask' as const, text })),
  ),
})

describe('any form', () => {
  test('is a modal that Slack takes', () => {
    fc.assert(
      fc.property(anyForm, form => {
        const view = renderForm(
          form,
          { channel: 'C1', responseUrl: 'x'.repeat(3000) },
          createStash(() => 0).lineFor,
        )
        expect(objections(ViewSchema, view)).toEqual([])
      }),
    )
  })

  test('is a modal that Discord takes', () => {
    fc.assert(
      fc.property(anyForm, form => {
        expect(ModalSchema.safeParse(renderModal(form, createStash(() => 0).lineFor)).error).toBeUndefined()
      }),
    )
  })
})

describe('a form in the terminal', () => {
  const filled = async (typed: string[]): Promise<[string, string]> => {
    const said: string[] = []
    const line = await fillIn(FORM, async prompt => {
      said.push(prompt)
      return typed[said.length - 1] ?? ''
    })
    return [line, said.join('\n')]
  }

  test('asks for one field after another; an empty line takes what stands there', async () => {
    const [line, said] = await filled(['10:30', '2', ''])
    expect(line).toBe('fill time=10%3A30&about=networking&days= ask form please')
    expect(said).toContain('Time (Such as 09:00)\n[09:00] > ')
    expect(said).toContain('  2. Networking')
    expect((await filled([]))[0]).toBe('fill time=09%3A00&about=all&days= ask form please')
  })

  test('takes a choice that is written out', async () => {
    expect((await filled(['', 'networking', '']))[0]).toContain('about=networking')
  })
})

describe('a form on the local page', () => {
  const parts = botParts()
  const page = createPage(withForm(createBot(parts)), parts.stash)
  const HERE = 'http://localhost:3000'
  const send = async (path: string, fields: Record<string, string>): Promise<string> =>
    (
      await page.request(HERE + path, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { origin: HERE },
      })
    ).text()

  test('shows its fields and takes what is filled in', async () => {
    const shown = await send('/', { q: 'form please' })
    expect(shown).toContain('name="field:time" value="09:00"')
    expect(shown).toContain('<option value="networking" >Networking</option>')
    const line = /name="line" value="([^"]*)"/.exec(shown)?.[1] ?? ''
    const answer = await send('/fill', { line, 'field:time': '10:30', 'field:about': 'networking' })
    expect(answer).toContain('Filled in: {&quot;time&quot;:&quot;10:30&quot;')
  })

  test('comes back with what is wrong, and with what was filled in', async () => {
    const answer = await send('/fill', { line: 'ask form please', 'field:time': '"><b>' })
    expect(answer).toContain('Write a time such as 09:00')
    expect(answer).toContain('value="&quot;&gt;&lt;b&gt;"')
  })
})

test('where no form can be opened, a card names the fields and what is wrong', () => {
  const wrong: Form = { ...FORM, fields: FORM.fields.map(field => ({ ...field, problem: 'No.' })) }
  expect(cardText(formCard(FORM))).toContain('- Time – Such as 09:00')
  expect(cardText(formCard(wrong))).toContain('- Time – No.')
})
