/* Passkeys; only the sign-in page and a member's own page load this script. */
import { slots } from '../contract/slots'

/**
 * A form that a passkey signs before it is sent: requests a challenge from the hub, and puts the
 * browser's response into the hidden field.
 */
class Passkey extends HTMLElement {
  connectedCallback() {
    const isSupported =
      'PublicKeyCredential' in window && 'parseCreationOptionsFromJSON' in PublicKeyCredential
    const form = this.querySelector('form')
    if (!isSupported || !form) return
    this.hidden = false
    form.addEventListener('submit', (event) => void this.#sign(event, form))
  }

  async #sign(event: SubmitEvent, form: HTMLFormElement) {
    const field = form.elements.namedItem('credential') as HTMLInputElement
    if (field.value) return
    event.preventDefault()
    const [fault, known] = form.querySelectorAll<HTMLElement>('[role=alert]')
    for (const one of [fault, known]) if (one) one.hidden = true
    try {
      field.value = JSON.stringify(await this.#credential())
      form.requestSubmit()
    } catch (error) {
      // Cancelled, or no passkey on this device; or there is one for this account already.
      const isKnown = known && (error as Error).name === 'InvalidStateError'
      ;(isKnown ? known : fault!).hidden = false
    }
  }

  async #credential() {
    const { kind, challenge } = this.dataset
    const answer = await fetch(challenge!, { method: 'POST', body: new URLSearchParams() })
    if (!answer.ok) throw new Error('no passkey options from the hub')
    const options = await answer.json()
    return kind === 'create'
      ? navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
        })
      : navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
        })
  }
}

customElements.define(slots.passkey, Passkey)
