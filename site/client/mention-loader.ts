/* Whoever types an `@` is offered people; everybody else does without that script. */
let completing: Promise<typeof import('./mention-completion')> | undefined
document.addEventListener('input', ({ target }) => {
  const field = target as HTMLTextAreaElement
  if (!field.dataset['people'] || !(completing ?? field.value.includes('@'))) return
  completing ??= import('./mention-completion')
  void completing.then(({ completeMention }) => completeMention(field))
})
