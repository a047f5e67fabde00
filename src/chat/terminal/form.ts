/** A form in a terminal: one question after another. */
import { formatQuestion } from '../../ask/question.ts'
import { besides, type Field, type Form, filledLine } from '../../cards/form.ts'

/**
 * Asks for each field. An empty line takes what stands there already; a choice is picked by its number or written out.
 * @param ask prints its words and gives the line that is typed after them
 * @returns the line that the filled form stands for
 */
export async function fillIn(form: Form, ask: (words: string) => Promise<string>): Promise<string> {
  const values: Record<string, string> = {}
  const head = [form.title, ...(form.intro === undefined ? [] : [form.intro])].join('\n')
  for (const [at, field] of form.fields.entries())
    values[field.name] = await fillField(field, at === 0 ? `${head}\n\n` : '', ask)
  return filledLine(formatQuestion(form.of), values)
}

async function fillField(
  field: Field,
  above: string,
  ask: (words: string) => Promise<string>,
): Promise<string> {
  const choices = field.kind === 'choice' ? field.choices : []
  const more = besides(field)
  const words = [
    `${above}${field.label}${more === undefined ? '' : ` (${more})`}`,
    ...choices.map(({ label }, at) => `  ${at + 1}. ${label}`),
    `${field.value === undefined ? '' : `[${field.value}] `}> `,
  ]
  const typed = (await ask(words.join('\n'))).trim()
  if (typed === '') return field.value ?? ''
  return choices[Number(typed) - 1]?.value ?? typed
}
