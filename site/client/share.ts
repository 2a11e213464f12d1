import { announce } from './announce'

/** Sharing by the browser: copies the address, or opens the system's share sheet. */
export class Share extends HTMLElement {
  connectedCallback() {
    // The canonical address, whatever the current one is.
    const url = document.querySelector<HTMLLinkElement>('link[rel=canonical]')!.href
    if (navigator.clipboard)
      this.#offer('copy', async (button) => {
        await navigator.clipboard.writeText(url)
        button.lastChild!.textContent = 'Link copied'
        announce('Link copied.')
      })
    if ('share' in navigator)
      this.#offer('sheet', () => navigator.share({ url, title: document.title }))
  }

  #offer(way: string, act: (button: HTMLElement) => Promise<void>) {
    const button = this.querySelector<HTMLElement>(`[data-way=${way}]`)!
    button.parentElement!.hidden = false
    button.addEventListener('click', () => {
      act(button).catch(({ name }: Error) => {
        // Closing the share sheet is not a failure.
        if (name === 'AbortError') return
        button.lastChild!.textContent = 'Failed'
        announce('That failed. Please try again.')
      })
    })
  }
}
