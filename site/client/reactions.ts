import { slots } from '../contract/slots'
import { announce } from './announce'
import { send } from './send'

/** Shows the expected state of a reaction before the hub has answered; again, the state before. */
const showExpected = (button: HTMLButtonElement) => {
  const change = button.ariaPressed === 'true' ? -1 : 1
  const count = button.querySelector('b') ?? button.appendChild(document.createElement('b'))
  button.ariaPressed = String(change > 0)
  count.textContent = String(Math.max(0, Number(count.textContent) + change) || '')
}

/** Adds or removes a reaction in place, and shows the hub's answer. */
export const react = async (form: HTMLFormElement, button: HTMLButtonElement) => {
  const bar = form.closest('.reactions')!
  const { parentElement: parent } = bar
  const { value } = button
  showExpected(button)
  const answer = await send(form, button, slots.reactions)
  if (!answer?.html) return showExpected(button)
  bar.outerHTML = answer.html
  const pressed = parent?.querySelector<HTMLElement>(`.reactions [value="${CSS.escape(value)}"]`)
  pressed?.focus()
  announce(pressed?.ariaLabel)
}
