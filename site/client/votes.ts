import { slots } from '../contract/slots'
import { announce } from './announce'
import { send } from './send'
import { Slot } from './slot'

/** The votes for an idea: the viewer's own is added or removed in place. */
export class Votes extends Slot {
  protected override async exchange(form: HTMLFormElement, button: HTMLButtonElement) {
    const answer = await send(form, button, slots.votes)
    if (!answer) return
    if (answer.html === undefined) return location.assign(answer.url)
    this.innerHTML = answer.html
    this.querySelector('button')?.focus()
    announce(this.querySelector('p')?.textContent)
  }
}
