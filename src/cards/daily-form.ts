/** The form in which the daily post is set up. */
import type { DailyAnswer, DraftProblem } from '../ask/daily.ts'
import type { Choice, Form } from './form.ts'

type FormAnswer = DailyAnswer & { kind: 'daily-form' }

export function dailyForm(answer: FormAnswer): Form {
  const { draft } = answer
  const problem = (field: DraftProblem['field']) => {
    const found = answer.problems.find(each => each.field === field)
    return found && { problem: problemWords(found) }
  }
  return {
    title: 'A concept every day',
    intro:
      'At this time I post one Kubernetes concept here, with something to try and something to think about.',
    fields: [
      {
        kind: 'text',
        name: 'time',
        label: 'Time',
        hint: 'Such as 09:00',
        value: draft.time,
        ...problem('time'),
      },
      {
        kind: 'text',
        name: 'zone',
        label: 'Time zone',
        hint: 'A region and a city, such as Europe/Prague',
        value: draft.zone,
        ...problem('zone'),
      },
      {
        kind: 'text',
        name: 'days',
        label: 'Days',
        hint: 'Such as mon-fri; empty for every day',
        value: draft.days,
        optional: true,
        ...problem('days'),
      },
      {
        kind: 'choice',
        name: 'about',
        label: 'What about',
        value: draft.about || 'all',
        choices: aboutChoices(answer),
        ...problem('about'),
      },
    ],
    submit: 'Save',
    of: { kind: 'daily', words: 'form' },
  }
}

/** What there is to choose from, and what was chosen by typing. */
function aboutChoices({ draft, paths, topics, problems }: FormAnswer): Choice[] {
  const choices = [
    { label: 'All concepts', value: 'all' },
    ...paths.map(({ name, title, about }) => ({ label: `Path ${title}: ${about}`, value: `path:${name}` })),
    ...topics.map(topic => ({ label: `Topic ${topic}`, value: topic })),
  ]
  const known = choices.some(({ value }) => value === draft.about)
  const odd = draft.about === '' || known || problems.some(({ field }) => field === 'about')
  return odd ? choices : [...choices, { label: `Topics ${draft.about}`, value: draft.about }]
}

function problemWords({ field, value, near }: DraftProblem): string {
  const said = value.trim() === '' ? 'Nothing' : `"${value.slice(0, 40)}"`
  switch (field) {
    case 'time':
      return `${said} is no time of day; write it such as 09:00 or 5:30pm.`
    case 'zone':
      return near.length > 0
        ? `${said} is no time zone; did you mean ${near.join(', ')}?`
        : `${said} is no time zone; write a region and a city, such as Europe/Prague.`
    case 'days':
      return `${said} are no weekdays; write them such as mon-fri or mon,wed,fri.`
    case 'about':
      return `${said} is no topic or path; choose one of the list.`
    default:
      return field satisfies never
  }
}
