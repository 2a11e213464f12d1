/*
 * What gets better with JavaScript where somebody starts a conversation: what they write is kept on
 * this device, and what was said before is shown while they type its title. Nothing here is needed.
 */
import { slots } from '../contract/slots'

const form = document.querySelector<HTMLFormElement>('.start-form')
const KEPT = ['kind', 'space', 'title', 'body', 'tags']
/** Milliseconds after the last letter of a title before it is asked for. */
const PAUSE = 400

const fieldsOf = (form: HTMLFormElement) =>
  Array.from(new FormData(form), ([name, value]) => [name, String(value)] as const).filter(
    ([name]) => KEPT.includes(name) || /^(?:link|contact)\d/.test(name),
  )

/** What is changed is not lost with a tab: a draft is of what is new. */
const key = form && !form.action.endsWith('/revision') && `draft ${form.action}`

const keep = () => {
  if (!form || !key) return
  const fields = fieldsOf(form)
  const isWritten = fields.some(([name, value]) => /title|body/.test(name) && value)
  if (isWritten) localStorage.setItem(key, JSON.stringify(fields))
  else localStorage.removeItem(key)
}

/** Puts back what was being written, unless something stands there already. */
const restore = () => {
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

const place = form?.querySelector<HTMLElement>('hub-similar')
const title = form?.elements.namedItem('title')
let asked = ''
let pause: ReturnType<typeof setTimeout> | undefined

const lookAround = async (words: string) => {
  if (!place || words === asked) return
  asked = words
  const query = new URLSearchParams({ title: words })
  const answer = await fetch(`${place.dataset['from']}?${query}`, {
    headers: { 'hub-fragment': slots.main },
  }).catch(() => undefined)
  // An answer that comes late is not for what stands there by now.
  if (asked === words && answer?.ok && answer.headers.has('hub-fragment'))
    place.innerHTML = await answer.text()
}

/** Remembers what is sent: on the page that it becomes, its draft goes. */
const remember = () => {
  if (key && title instanceof HTMLInputElement)
    sessionStorage.setItem('started', JSON.stringify([key, title.value.trim()]))
}

if (form) {
  restore()
  form.addEventListener('input', keep)
  form.addEventListener('change', keep)
  form.addEventListener('submit', remember)
}
if (title instanceof HTMLInputElement)
  title.addEventListener('input', () => {
    clearTimeout(pause)
    pause = setTimeout(() => void lookAround(title.value.trim()), PAUSE)
  })
