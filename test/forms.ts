/** A bot that shows a form for `form please`, objects to a bad time and otherwise tells what was filled in. */
import { formatQuestion, parseButton } from '../src/ask/question.ts'
import { type Form, formCard } from '../src/cards/form.ts'
import { noticeCard } from '../src/cards/notices.ts'
import type { Bot } from '../src/chat/chat.ts'

export const FORM: Form = {
  title: 'A concept a day',
  intro: 'I post one here each day.',
  fields: [
    { kind: 'text', name: 'time', label: 'Time', hint: 'Such as 09:00', value: '09:00' },
    {
      kind: 'choice',
      name: 'about',
      label: 'What about',
      value: 'all',
      choices: [
        { label: 'All concepts', value: 'all' },
        { label: 'Networking', value: 'networking' },
      ],
    },
    { kind: 'text', name: 'days', label: 'Days', optional: true },
  ],
  submit: 'Save',
  of: { kind: 'ask', text: 'form please' },
}

const withTime = (time: string, problem?: string): Form => ({
  ...FORM,
  fields: FORM.fields.map(field =>
    field.name === 'time' ? { ...field, value: time, ...(problem && { problem }) } : field,
  ),
})

export const withForm = (bot: Bot): Bot => ({
  ...bot,
  async respond(heard) {
    const question = parseButton(heard.text)
    const about = { kind: 'form', notes: [], confidence: 1 }
    const { audience } = heard
    if (formatQuestion(question) === 'ask form please')
      return { kind: 'form', form: FORM, card: formCard(FORM), about, audience }
    if (question.kind !== 'fill') return bot.respond(heard)
    const { time = '', ...rest } = question.values
    if (!/^\d\d:\d\d$/.test(time)) {
      const form = withTime(time, 'Write a time such as 09:00')
      return { kind: 'form', form, card: formCard(form), about, audience }
    }
    const card = { ...noticeCard('shared'), title: `Filled in: ${JSON.stringify({ time, ...rest })}` }
    return { kind: 'card', card, about, audience }
  },
})
