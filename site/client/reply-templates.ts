/*
 * A host's page for an answer: inserts a template or saved reply into the typed text instead of
 * replacing it.
 */
const body = document.querySelector<HTMLTextAreaElement>('.answering #comment-body')

document.querySelector('.answering-help')?.addEventListener('click', (event) => {
  const link = (event.target as Element).closest('.fillers a')
  const text = link?.nextElementSibling?.textContent
  const { metaKey, ctrlKey, shiftKey } = event as MouseEvent
  if (!body || !text || metaKey || ctrlKey || shiftKey) return
  event.preventDefault()
  const at = body.selectionEnd
  const [before, after] = [body.value.slice(0, at).trimEnd(), body.value.slice(at).trimStart()]
  body.value = [before, text, after].filter(Boolean).join('\n\n')
  const end = body.value.length - (after ? after.length + 2 : 0)
  body.setSelectionRange(end, end)
  body.focus()
})
