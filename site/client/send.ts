/** An answer to a form: the new content of its slot, and whether the form was accepted. */
export interface Answer {
  /** Undefined if the answer is another page. */
  html?: string
  /** The page that shows the change. */
  url: URL
  isDone: boolean
}

/**
 * Sends a form like the browser, and requests only one slot of the page that answers. If the answer is
 * not that slot (an error page, or no answer), submits the form without the script and gives
 * `undefined`.
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
  // A redirect means that it was accepted: sent again, it would act twice, or undo itself.
  if (answer?.redirected && !answer.headers.has('hub-fragment'))
    return { url: new URL(answer.url), isDone: true }
  if (!answer?.headers.has('hub-fragment')) return submitPlainly(form, button, action)
  return { html: await answer.text(), url: new URL(answer.url), isDone: answer.redirected }
}

/** `submit()` fires no event, so the form is not intercepted again; but it omits the button. */
const submitPlainly = (
  form: HTMLFormElement,
  { name, value }: HTMLButtonElement,
  action: string,
) => {
  if (name)
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
  form.action = action
  form.submit()
  return undefined
}
