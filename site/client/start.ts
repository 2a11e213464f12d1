/*
 * Enhances the form that starts a conversation: stores a draft on this device, and shows similar
 * conversations while the title is typed. The form works without it.
 */
import { slots } from '../contract/slots'

const form = document.querySelector<HTMLFormElement>('.start-form')
const STORED = ['kind', 'space', 'title', 'body', 'tags']
/** Milliseconds after the last key in the title before similar conversations are requested. */
const PAUSE = 400

const fieldsOf = (form: HTMLFormElement) =>
  Array.from(new FormData(form), ([name, value]) => [name, String(value)] as const).filter(
    ([name]) => STORED.includes(name) || /^(?:link|contact)\d/.test(name),
  )

/** Only a new topic has a draft; the text of an existing one is not lost with a tab. */
const key = form && !form.action.endsWith('/revision') && `draft ${form.action}`

const storeDraft = () => {
  if (!form || !key) return
  const fields = fieldsOf(form)
  const isWritten = fields.some(([name, value]) => /title|body/.test(name) && value)
  if (isWritten) localStorage.setItem(key, JSON.stringify(fields))
  else localStorage.removeItem(key)
}

/** Fills in the draft, unless the form has text. */
const restoreDraft = () => {
  const draft = key && localStorage.getItem(key)
  const typed = form && fieldsOf(form).some(([name, value]) => /title|body/.test(name) && value)
  if (!form || !draft || typed) return
  for (const [name, value] of JSON.parse(draft) as [string, string][]) {
    const field = form.elements.namedItem(name)
    if (field instanceof RadioNodeList || field instanceof HTMLInputElement) field.value = value
    else if (field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement)
      field.value = value
  }
}

const suggestions = form?.querySelector<HTMLElement>('hub-similar')
const title = form?.elements.namedItem('title')
let latestTitle = ''
let pause: ReturnType<typeof setTimeout> | undefined

const showSimilar = async (title: string) => {
  if (!suggestions || title === latestTitle) return
  latestTitle = title
  const query = new URLSearchParams({ title })
  const answer = await fetch(`${suggestions.dataset['from']}?${query}`, {
    headers: { 'hub-fragment': slots.main },
  }).catch(() => undefined)
  // A late answer may be for an earlier title.
  if (latestTitle === title && answer?.ok && answer.headers.has('hub-fragment'))
    suggestions.innerHTML = await answer.text()
}

/** Notes the sent topic, so that its page deletes the draft. */
const noteSent = () => {
  if (key && title instanceof HTMLInputElement)
    sessionStorage.setItem('started', JSON.stringify([key, title.value.trim()]))
}

if (form) {
  restoreDraft()
  form.addEventListener('input', storeDraft)
  form.addEventListener('change', storeDraft)
  form.addEventListener('submit', noteSent)
}
if (title instanceof HTMLInputElement)
  title.addEventListener('input', () => {
    clearTimeout(pause)
    pause = setTimeout(() => void showSimilar(title.value.trim()), PAUSE)
  })
