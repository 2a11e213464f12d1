import { announce } from './announce'

/** What only a browser can do with a conversation: copy its address, or hand it to another app. */
export class Share extends HTMLElement {
  connectedCallback() {
    // The address for everybody, wherever this page was found.
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
        // Whoever closes the sheet of their system has changed their mind; nothing failed.
        if (name === 'AbortError') return
        button.lastChild!.textContent = 'Failed'
        announce('That failed. Please try again.')
      })
    })
  }
}
