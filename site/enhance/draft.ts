const keyOf = (form: HTMLFormElement) =>
  `draft ${form.action} ${field(form, 'parent')?.value ?? ''}`

const field = (form: HTMLFormElement, name: string) =>
  form.elements.namedItem(name) as HTMLInputElement | HTMLTextAreaElement | null

/** Keeps what is being written on this device, so that a closed tab loses nothing. */
export const keep = (form: HTMLFormElement) => {
  const words = field(form, 'body')?.value
  if (words) localStorage.setItem(keyOf(form), words)
  else drop(form)
}

/** Puts back what was being written here, unless something stands there already. */
export const restore = (form: HTMLFormElement) => {
  const body = field(form, 'body')
  const words = localStorage.getItem(keyOf(form))
  if (body && !body.value && words) body.value = words
}

/** Forgets what was written here, once it has been taken. */
export const drop = (form: HTMLFormElement) => localStorage.removeItem(keyOf(form))
