/*
 * A host's page for an answer: what one can begin with is added to what is being written, and not
 * put in its place.
 */
const body = document.querySelector<HTMLTextAreaElement>('.answering #comment-body')

document.querySelector('.answering-help')?.addEventListener('click', (event) => {
  const link = (event.target as Element).closest('.fillers a')
  const words = link?.nextElementSibling?.textContent
  const { metaKey, ctrlKey, shiftKey } = event as MouseEvent
  if (!body || !words || metaKey || ctrlKey || shiftKey) return
  event.preventDefault()
  const at = body.selectionEnd
  const [before, after] = [body.value.slice(0, at).trimEnd(), body.value.slice(at).trimStart()]
  body.value = [before, words, after].filter(Boolean).join('\n\n')
  const end = body.value.length - (after ? after.length + 2 : 0)
  body.setSelectionRange(end, end)
  body.focus()
})
