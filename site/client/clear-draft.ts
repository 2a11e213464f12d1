/*
 * Deletes the draft of a topic on its page, after it was started in this tab. A form that was refused
 * or never arrived does not delete its draft.
 */
const sent = sessionStorage.getItem('started')
const [key, title] = sent ? (JSON.parse(sent) as [string, string]) : []

if (key && document.querySelector('hub-topic h1')?.textContent?.trim() === title) {
  localStorage.removeItem(key)
  sessionStorage.removeItem('started')
}
