/*
 * On the page of a topic that was started a moment ago in this tab: its draft has done its work. A
 * form that was refused, or that never arrived, leaves the draft where it is.
 */
const sent = sessionStorage.getItem('started')
const [key, title] = sent ? (JSON.parse(sent) as [string, string]) : []

if (key && document.querySelector('hub-topic h1')?.textContent?.trim() === title) {
  localStorage.removeItem(key)
  sessionStorage.removeItem('started')
}
