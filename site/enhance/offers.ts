import { slots } from '../contract'
import { send } from './send'
import { Slot } from './slot'

/** An offer: put away in place, with a line where it stood. */
export class Offer extends Slot {
  protected override async exchange(form: HTMLFormElement, button: HTMLButtonElement) {
    const answer = await send(form, button, slots.offer)
    if (!answer?.html) return
    this.innerHTML = answer.html
    this.querySelector('p')!.focus()
  }
}
