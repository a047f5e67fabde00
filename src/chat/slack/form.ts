/** Form → a modal with inputs, and what comes back when it is sent. */
import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types'
import { z } from 'zod'
import { besides, type Choice, type Field, type Form, filledLine } from '../../cards/form.ts'
import { SEARCH } from '../../cards/search.ts'
import { LIMITS } from './limits.ts'
import type { LineFor } from './render.ts'
import { label } from './text.ts'
import { type Origin, originOf, plainText, readOrigin } from './views.ts'

/** The callback id of every form; which one it is stands in the modal's metadata. */
export const FORM = 'form'

const VALUE = 'value'

export function renderForm(form: Form, origin: Origin, lineFor: LineFor): ModalView {
  const intro: KnownBlock[] =
    form.intro === undefined ? [] : [{ type: 'section', text: plainText(form.intro, LIMITS.textObject) }]
  return {
    type: 'modal',
    callback_id: FORM,
    title: plainText(form.title, LIMITS.modalTitle),
    submit: plainText(form.submit, LIMITS.modalButton),
    close: plainText(SEARCH.close, LIMITS.modalButton),
    private_metadata: originOf({ ...origin, line: lineFor(form.of, LIMITS.formLine) }),
    blocks: [...intro, ...form.fields.map(drawField)],
  }
}

function drawField(field: Field): KnownBlock {
  const hint = besides(field)
  return {
    type: 'input',
    block_id: field.name,
    label: plainText(field.label, LIMITS.inputLabel),
    element: drawElement(field),
    ...(hint !== undefined && { hint: plainText(hint, LIMITS.inputLabel) }),
    ...(field.optional && { optional: true }),
  }
}

/** A menu, or where there is more to choose from than a menu holds, a line to type into. */
function drawElement(field: Field) {
  const value = field.value ?? ''
  if (field.kind === 'text' || field.choices.length > LIMITS.options)
    return {
      type: 'plain_text_input' as const,
      action_id: VALUE,
      max_length: LIMITS.inputValue,
      ...(value !== '' && { initial_value: value.slice(0, LIMITS.inputValue) }),
    }
  const chosen = field.choices.find(choice => choice.value === value)
  return {
    type: 'static_select' as const,
    action_id: VALUE,
    options: field.choices.map(drawChoice),
    ...(chosen && { initial_option: drawChoice(chosen) }),
  }
}

const drawChoice = ({ label: words, value }: Choice): PlainTextOption => ({
  text: plainText(words, LIMITS.optionText),
  value: label(value, LIMITS.optionValue),
})

/** What Slack shows beside the fields of a form that is still open. */
export const problemsIn = (form: Form): Record<string, string> =>
  Object.fromEntries(
    form.fields.flatMap(({ name, problem }) => (problem === undefined ? [] : [[name, problem]])),
  )

const Submission = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    private_metadata: z.string().optional(),
    state: z.object({
      values: z.record(
        z.string(),
        z.record(
          z.string(),
          z.object({
            value: z.string().nullish(),
            selected_option: z.object({ value: z.string() }).nullish(),
          }),
        ),
      ),
    }),
  }),
})

/** A form that was sent: by whom, from where, and the line it stands for; undefined where it is not ours. */
export function readForm(body: unknown): { user: string; origin: Origin; line: string } | undefined {
  const sent = Submission.safeParse(body).data
  if (sent === undefined) return undefined
  const origin = readOrigin(sent.view.private_metadata)
  if (origin.line === undefined) return undefined
  const values = Object.fromEntries(
    Object.entries(sent.view.state.values).map(([name, { [VALUE]: field }]) => [
      name,
      field?.value ?? field?.selected_option?.value ?? '',
    ]),
  )
  return { user: sent.user.id, origin, line: filledLine(origin.line, values) }
}
