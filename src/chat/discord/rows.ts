/** Rows of buttons → action rows. Where there are many, or one of several is to be chosen, a menu. */
import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js'
import type { Question } from '../../ask/question.ts'
import type { Button, ButtonRow } from '../../cards/card.ts'
import { LIMITS } from './limits.ts'
import { label } from './markup.ts'

/** The line that stands for a question, where lines may have `limit` characters. */
export type LineFor = (question: Question, limit: number) => string

export type ActionRow = APIActionRowComponent<APIComponentInMessageActionRow>

/** How many components rows may take, so that there is always room for the answer itself. */
const MOST = 28

/** Custom ids of menus begin so; what is picked stands in the option's value. */
export const PICK = 'pick '

/** Draws `rows` in their order; what asks the same as an earlier button of the message is left out. */
export function drawRows(rows: ButtonRow[], lineFor: LineFor): ActionRow[] {
  const taken = new Set<string>()
  const drawn: ActionRow[] = []
  let left = MOST
  for (const row of rows) {
    const controls = row.buttons
      .map(button => ({ label: button.label, line: lineOf(button, lineFor) }))
      .filter(({ line }) => !taken.has(line) && taken.add(line))
    if (controls.length === 0) continue
    const asMenu = controls.length > LIMITS.buttonsInRow || (row.choose === true && controls.length > 1)
    for (const part of asMenu ? drawMenus(row.label, controls, drawn.length) : [drawButtons(controls)]) {
      left -= 1 + part.components.length
      if (left >= 0) drawn.push(part)
    }
  }
  return drawn
}

/** Components that `rows` take of a message's. */
export const rowsSize = (rows: ActionRow[]): number =>
  rows.reduce((sum, row) => sum + 1 + row.components.length, 0)

type Control = { label: string; line: string }

/** Discord may trim what a button carries, so lines that are not printable as they stand wait in the stash. */
function lineOf({ asks }: Button, lineFor: LineFor): string {
  const line = lineFor(asks, LIMITS.customId)
  return /^\S(?:[^\p{C}\n]*\S)?$/u.test(line) ? line : lineFor(asks, 0)
}

const drawButtons = (controls: Control[]): ActionRow => ({
  type: ComponentType.ActionRow,
  components: controls.map(
    ({ label: words, line }): APIButtonComponentWithCustomId => ({
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: label(words, LIMITS.buttonLabel),
      custom_id: line,
    }),
  ),
})

/** As many menus as the options need; each says which part of the whole it holds. */
function drawMenus(name: string, controls: Control[], at: number): ActionRow[] {
  const menus: ActionRow[] = []
  for (let from = 0; from < controls.length; from += LIMITS.options) {
    const part = controls.slice(from, from + LIMITS.options)
    const range = `${label(part[0]?.label ?? '', 50)} – ${label(part.at(-1)?.label ?? '', 50)}`
    const menu: APIStringSelectComponent = {
      type: ComponentType.StringSelect,
      custom_id: `${PICK}${at + menus.length}`,
      placeholder: label(controls.length > LIMITS.options ? `${name}: ${range}` : name, LIMITS.placeholder),
      options: part.map(({ label: words, line }) => ({
        label: label(words, LIMITS.optionLabel),
        value: line,
      })),
    }
    menus.push({ type: ComponentType.ActionRow, components: [menu] })
  }
  return menus
}
