/** Every limit of Slack's that this folder keeps, in characters, items or milliseconds. Source: docs.slack.dev/reference. */
export const LIMITS = Object.freeze({
  /** Blocks of a message and of a modal or Home tab. */
  blocks: 50,
  viewBlocks: 100,
  /** The top-level `text` of a message; chat.update refuses more, chat.postMessage advises against it. */
  text: 4000,
  header: 150,
  /** A text object, such as in a context block. */
  textObject: 3000,
  actionElements: 25,
  buttonText: 75,
  /** The line that a button carries. */
  buttonValue: 2000,
  accessibilityLabel: 75,
  options: 100,
  optionText: 75,
  /** The line that an option of a menu carries. */
  optionValue: 150,
  placeholder: 150,
  url: 3000,
  modalTitle: 24,
  modalButton: 24,
  privateMetadata: 3000,
  inputLabel: 2000,
  inputValue: 3000,
  /** The question of a form among what its modal carries along; ours, not Slack's. */
  formLine: 1000,
  /** Buttons side by side; more of them are easier to use as a menu. Ours, not Slack's. */
  buttonsInRow: 8,
})
