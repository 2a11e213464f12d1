import { react } from './reactions'

/** A slot whose forms are sent in place. A form that fails says so, and stays as it is. */
export class Slot extends HTMLElement {
  connectedCallback() {
    this.addEventListener('submit', (event) => {
      const form = event.target as HTMLFormElement
      const button = event.submitter
      if (form.method !== 'post' || !(button instanceof HTMLButtonElement)) return
      event.preventDefault()
      if (form.ariaBusy) return
      void (form.closest('.reactions') ? react(form, button) : this.exchange(form, button))
    })
  }

  /** Sends any other form of this slot. */
  protected async exchange(form: HTMLFormElement, _button: HTMLButtonElement): Promise<void> {
    form.submit()
  }
}
