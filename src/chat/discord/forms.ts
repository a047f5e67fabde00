/** Form → a modal, and what comes back when it is sent. */
import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APITextDisplayComponent,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js'
import { besides, FIELDS_AT_MOST, type Field, type Form, filledLine } from '../../cards/form.ts'
import { LIMITS } from './limits.ts'
import { escaped, label } from './markup.ts'
import type { LineFor } from './rows.ts'

export function renderModal(form: Form, lineFor: LineFor): APIModalInteractionResponseCallbackData {
  const { title, intro, fields, of } = form
  const room = fields.length < FIELDS_AT_MOST
  const words: APITextDisplayComponent[] =
    intro === undefined || !room ? [] : [{ type: ComponentType.TextDisplay, content: escaped(intro) }]
  return {
    custom_id: lineFor(of, LIMITS.customId),
    title: label(title, LIMITS.modalTitle),
    components: [...words, ...fields.slice(0, FIELDS_AT_MOST).map(drawField)],
  }
}

function drawField(field: Field): APILabelComponent {
  const description = besides(field)
  return {
    type: ComponentType.Label,
    label: label(field.label, LIMITS.inputLabel),
    ...(description !== undefined && { description: label(description, LIMITS.inputDescription) }),
    component: drawInput(field),
  }
}

/** A menu, or where there is more to choose from than a menu holds, a line to type into. */
function drawInput(field: Field): APIComponentInLabel {
  const { name: custom_id, value = '', optional = false } = field
  if (field.kind === 'text' || field.choices.length > LIMITS.options)
    return {
      type: ComponentType.TextInput,
      custom_id,
      style: TextInputStyle.Short,
      required: !optional,
      max_length: LIMITS.inputValue,
      ...(value !== '' && { value: value.slice(0, LIMITS.inputValue) }),
    }
  return {
    type: ComponentType.StringSelect,
    custom_id,
    required: !optional,
    options: field.choices.map(choice => ({
      label: label(choice.label, LIMITS.optionLabel),
      value: label(choice.value, LIMITS.optionValue),
      ...(choice.value === value && { default: true }),
    })),
  }
}

/** The line that a sent form stands for. */
export function readModal({ customId, components }: ModalSubmitInteraction): string {
  const values: Record<string, string> = {}
  for (const part of components) {
    if (part.type !== ComponentType.Label) continue
    const { component } = part
    if (component.type === ComponentType.TextInput) values[component.customId] = component.value
    else if (component.type === ComponentType.StringSelect)
      values[component.customId] = component.values[0] ?? ''
  }
  return filledLine(customId, values)
}
