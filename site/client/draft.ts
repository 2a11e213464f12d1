const keyOf = (form: HTMLFormElement) => `draft ${form.action} ${field(form, 'parent').value}`

/** A field of the comment form, by its name. */
export const field = (form: HTMLFormElement, name: 'body' | 'parent') =>
  form.elements.namedItem(name) as HTMLInputElement | HTMLTextAreaElement

/** Stores the typed comment on this device, so that a closed tab loses nothing. */
export const storeDraft = (form: HTMLFormElement) => {
  const text = field(form, 'body').value
  if (text) localStorage.setItem(keyOf(form), text)
  else removeDraft(form)
}

/** Fills in the stored draft, unless the field has text. */
export const restoreDraft = (form: HTMLFormElement) => {
  const body = field(form, 'body')
  const draft = localStorage.getItem(keyOf(form))
  if (!body.value && draft) body.value = draft
}

/** Deletes the draft, once the comment is accepted. */
export const removeDraft = (form: HTMLFormElement) => localStorage.removeItem(keyOf(form))
