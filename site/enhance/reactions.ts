import type { Answer } from './send'
import { Slot } from './slot'

/** Shows a reaction as given, or as taken back, before the hub has answered. */
export const react = (button: HTMLElement | null) => {
  if (!(button instanceof HTMLButtonElement) || button.name !== 'emoji') return
  const isGiven = button.ariaPressed === 'true'
  button.ariaPressed = String(!isGiven)
  const count = button.querySelector('[data-count]')
  if (count)
    count.textContent = String(Math.max(0, Number(count.textContent) + (isGiven ? -1 : 1)) || '')
}

/** The reactions to a conversation. */
export class Reactions extends Slot {
  protected override expect(_form: HTMLFormElement, submitter: HTMLElement | null) {
    react(submitter)
  }

  /** The button that was pressed is a new one now, and the keyboard is to stay on it. */
  protected override answered(
    _form: HTMLFormElement,
    _answer: Answer,
    submitter: HTMLElement | null,
  ) {
    const { value } = submitter as HTMLButtonElement
    const buttons = [...this.querySelectorAll('button')]
    buttons.find((button) => button.value === value)?.focus()
  }
}
