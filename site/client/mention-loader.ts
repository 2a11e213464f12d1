/* Loads the completion of mentions when an `@` is typed. */
let completing: Promise<typeof import('./mention-completion')> | undefined
document.addEventListener('input', ({ target }) => {
  const field = target as HTMLTextAreaElement
  if (!field.dataset['people'] || !(completing ?? field.value.includes('@'))) return
  completing ??= import('./mention-completion')
  void completing.then(({ completeMention }) => completeMention(field))
})
