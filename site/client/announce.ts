let region: HTMLElement | undefined

/**
 * Says something to whoever listens to the page instead of looking at it. The region stays where it
 * is: a new one would not be heard.
 */
export const announce = (words: string | null | undefined) => {
  region ??= document.body.appendChild(
    Object.assign(document.createElement('p'), { role: 'status', className: 'unseen' }),
  )
  region.textContent = words?.trim() ?? ''
}
