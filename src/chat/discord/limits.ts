/**
 * Every limit of Discord's that this folder keeps. Lengths count code points unless they say otherwise, so that
 * an emoji is one where JavaScript's `.length` says two. Source: docs.discord.com/developers.
 */
export const LIMITS = Object.freeze({
  /** Components of a message in all, those inside of others counted. */
  components: 40,
  /** The text displays of a message together. */
  text: 4000,
  /** Undocumented (discord-api-docs#8554): UTF-8 bytes of all text displays, with `displayBytes` for each. */
  textBytes: 10_170,
  displayBytes: 12,
  buttonsInRow: 5,
  buttonLabel: 80,
  /** The line that a button carries. */
  customId: 100,
  options: 25,
  optionLabel: 100,
  /** The line that an option of a menu carries. */
  optionValue: 100,
  placeholder: 150,
  url: 512,
  modalTitle: 45,
  inputLabel: 45,
  inputDescription: 100,
  inputValue: 4000,
  choices: 25,
  choiceName: 100,
  choiceValue: 100,
  /** A question in a slash command's option. */
  question: 6000,
  /** How much of a shared question is repeated above its answer; ours, not Discord's. */
  asked: 300,
})
