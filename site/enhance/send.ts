/** An answer to a form: the new inside of its slot, and whether what was sent was taken. */
export interface Answer {
  html: string
  /** Where the answer stands: after a redirect, the page that shows the change. */
  url: URL
  isTaken: boolean
}

/**
 * Sends a form as the browser would, and asks for one slot of the page that answers.
 *
 * `undefined` when the answer is no slot (an error page, or no answer at all): then the form is to
 * go its ordinary way.
 */
export const send = async (
  form: HTMLFormElement,
  submitter: HTMLElement | null,
  slot: string,
): Promise<Answer | undefined> => {
  const fields = new FormData(form, submitter) as unknown as Record<string, string>
  const answer = await fetch(submitter?.getAttribute('formaction') ?? form.action, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { 'hub-fragment': slot },
  }).catch(() => undefined)
  if (!answer?.headers.has('hub-fragment')) return undefined
  return { html: await answer.text(), url: new URL(answer.url), isTaken: answer.redirected }
}
