import { announce } from './announce'
import { type Answer, send } from './send'

/**
 * A slot whose forms are sent in place: the same form, the same answer, without leaving the page.
 * Whatever goes wrong, the form goes its ordinary way.
 */
export abstract class Slot extends HTMLElement {
  connectedCallback() {
    this.addEventListener('submit', (event) => {
      const form = event.target as HTMLFormElement
      if (form.method !== 'post' || event.defaultPrevented) return
      event.preventDefault()
      void this.#submit(form, (event as SubmitEvent).submitter)
    })
  }

  /** What is shown before the hub has answered. */
  protected expect(_form: HTMLFormElement, _submitter: HTMLElement | null) {}

  /** What follows once the answer stands in the slot. */
  protected answered(_form: HTMLFormElement, _answer: Answer, _submitter: HTMLElement | null) {}

  async #submit(form: HTMLFormElement, submitter: HTMLElement | null) {
    if (form.ariaBusy) return
    form.ariaBusy = 'true'
    this.expect(form, submitter)
    const answer = await send(form, submitter, this.localName)
    form.ariaBusy = null
    if (!answer) {
      // The ordinary way: no event, so it is not caught again.
      const action = submitter?.getAttribute('formaction')
      if (action) form.action = action
      if (submitter instanceof HTMLButtonElement && submitter.name)
        form.append(
          Object.assign(document.createElement('input'), {
            type: 'hidden',
            name: submitter.name,
            value: submitter.value,
          }),
        )
      return form.submit()
    }
    this.innerHTML = answer.html
    announce(this.querySelector('[role=alert], [data-said]')?.textContent)
    this.answered(form, answer, submitter)
  }
}
