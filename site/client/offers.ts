import { slots } from '../contract/slots'
import { send } from './send'
import { Slot } from './slot'

/** An offer that is dismissed in place: a confirmation replaces it, with the next offer below. */
export class Offer extends Slot {
  protected override async exchange(form: HTMLFormElement, button: HTMLButtonElement) {
    const answer = await send(form, button, slots.offer)
    if (!answer?.html) return
    this.innerHTML = answer.html
    this.querySelector('p')!.focus()
    const page = await fetch(location.href).then((next) => next.text())
    const parsed = new DOMParser().parseFromString(page, 'text/html')
    this.append(...(parsed.getElementById(this.id)?.children ?? []))
  }
}
