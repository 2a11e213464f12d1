import { slots } from '../contract/slots'
import { send } from './send'
import { Slot } from './slot'

/** The banners of alerts, each dismissed in place. */
export class Alerts extends Slot {
  protected override async exchange(form: HTMLFormElement, button: HTMLButtonElement) {
    if (!(await send(form, button, slots.alerts))) return
    form.remove()
    const next = this.querySelector('button')
    if (!next) this.replaceChildren()
    ;(next ?? document.getElementById('main')!).focus({ preventScroll: true })
  }
}
