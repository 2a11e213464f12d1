const keyOf = (form: HTMLFormElement) => `draft ${form.action} ${field(form, 'parent').value}`

/** A field of the form, by its name; every form that adds a comment has it. */
export const field = (form: HTMLFormElement, name: 'body' | 'parent') =>
  form.elements.namedItem(name) as HTMLInputElement | HTMLTextAreaElement

/** Keeps what is being written on this device, so that a closed tab loses nothing. */
export const storeDraft = (form: HTMLFormElement) => {
  const words = field(form, 'body').value
  if (words) localStorage.setItem(keyOf(form), words)
  else removeDraft(form)
}

/** Puts back what was being written here, unless something stands there already. */
export const restoreDraft = (form: HTMLFormElement) => {
  const body = field(form, 'body')
  const words = localStorage.getItem(keyOf(form))
  if (!body.value && words) body.value = words
}

/** Forgets what was written here, once it has been taken. */
export const removeDraft = (form: HTMLFormElement) => localStorage.removeItem(keyOf(form))
