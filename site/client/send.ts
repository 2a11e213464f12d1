import { slots } from '../contract/slots'

/** An answer to a form: the new content of its slot, and whether the form was accepted. */
export interface Answer {
  /** Undefined if the answer is another page. */
  html?: string
  /** The page that shows the change. */
  url: URL
  isDone: boolean
}

/**
 * Sends a form like the browser, and requests only one slot of the page that answers. If there is no
 * answer, or an error page, says so in the form and gives `undefined`. The form is never sent again:
 * it may have arrived.
 */
export const send = async (
  form: HTMLFormElement,
  button: HTMLButtonElement,
  slot: string,
): Promise<Answer | undefined> => {
  const fields = new FormData(form, button) as unknown as Record<string, string>
  form.ariaBusy = 'true'
  const answer = await fetch(button.getAttribute('formaction') ?? form.action, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { 'hub-fragment': slot },
  }).catch(() => undefined)
  const text = await answer?.text().catch(() => undefined)
  form.ariaBusy = null
  const url = new URL(answer?.url || form.action)
  if (text !== undefined && answer!.headers.has('hub-fragment'))
    return { html: text, url, isDone: answer!.redirected }
  // A redirect means that it was accepted.
  if (answer?.redirected) return { url, isDone: true }
  showFault(form, text)
  return undefined
}

/** Shows on top of a form what the page of an answer says. */
const showFault = (form: HTMLFormElement, page = '') => {
  const said = new DOMParser().parseFromString(page, 'text/html').querySelector(`${slots.main} p`)
  const fault = document.createElement('p')
  fault.className = 'fault'
  fault.setAttribute('role', 'alert')
  fault.textContent =
    said?.textContent ??
    'The hub did not answer. Please send this again in a moment: sending it twice does no harm.'
  form.querySelector('.fault')?.remove()
  form.prepend(fault)
}
