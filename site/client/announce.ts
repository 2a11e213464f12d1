let region: HTMLElement | undefined

/**
 * Announces a text to screen readers. The live region is reused, because a new one would not be
 * announced.
 */
export const announce = (text: string | null | undefined) => {
  region ??= document.body.appendChild(
    Object.assign(document.createElement('p'), { role: 'status', className: 'unseen' }),
  )
  region.textContent = text?.trim() ?? ''
}
