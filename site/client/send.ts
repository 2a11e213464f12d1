/** An answer to a form: the new inside of its slot, and whether what was sent was taken. */
export interface Answer {
  /** Nothing, where what was sent has a page of its own. */
  html?: string
  /** The page that shows the change. */
  url: URL
  isTaken: boolean
}

/**
 * Sends a form as the browser would, and asks for one slot of the page that answers.
 *
 * When the answer is no slot (an error page, or no answer at all), the form goes its ordinary way,
 * and there is nothing more to do: `undefined`.
 */
export const send = async (
  form: HTMLFormElement,
  button: HTMLButtonElement,
  slot: string,
): Promise<Answer | undefined> => {
  const fields = new FormData(form, button) as unknown as Record<string, string>
  const action = button.getAttribute('formaction') ?? form.action
  form.ariaBusy = 'true'
  const answer = await fetch(action, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { 'hub-fragment': slot },
  }).catch(() => undefined)
  form.ariaBusy = null
  // What led on was taken: sent once more it would be given twice, or taken back.
  if (answer?.redirected && !answer.headers.has('hub-fragment'))
    return { url: new URL(answer.url), isTaken: true }
  if (!answer?.headers.has('hub-fragment')) return sendPlainly(form, button, action)
  return { html: await answer.text(), url: new URL(answer.url), isTaken: answer.redirected }
}

/** `submit()` tells nobody, so that this form is not caught again; it forgets the button, too. */
const sendPlainly = (form: HTMLFormElement, { name, value }: HTMLButtonElement, action: string) => {
  if (name)
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
  form.action = action
  form.submit()
  return undefined
}
