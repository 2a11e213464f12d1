import { drop, keep, restore } from './draft'
import { react } from './reactions'
import type { Answer } from './send'
import { Slot } from './slot'

/** A conversation: comments are posted, previewed, answered and changed in place. */
export class Thread extends Slot {
  override connectedCallback() {
    super.connectedCallback()
    this.addEventListener('input', ({ target }) => keep((target as HTMLInputElement).form!))
    this.addEventListener('click', (event) => this.#answer(event))
    this.#restore()
  }

  protected override expect(_form: HTMLFormElement, submitter: HTMLElement | null) {
    react(submitter)
  }

  protected override answered(form: HTMLFormElement, { url, isTaken }: Answer) {
    if (isTaken) drop(form)
    this.#restore()
    const from = url.searchParams.get('from')
    const target =
      (isTaken && from && document.getElementById(`c-${from}`)) ||
      this.querySelector<HTMLElement>('[autofocus], [data-said]')
    if (!target) return
    if (!target.matches('input, textarea, [tabindex]')) target.tabIndex = -1
    target.focus()
    target.scrollIntoView({ block: 'nearest' })
  }

  /** Takes the form to the comment that is to be answered, instead of to a page of its own. */
  #answer(event: MouseEvent) {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href$="/reply/"]')
    const form = this.querySelector<HTMLFormElement>('.comment-form')
    const comment = link?.closest('article')
    const parent = form?.elements.namedItem('parent') as HTMLInputElement | null
    if (!link || !form || !comment || !parent || event.metaKey || event.ctrlKey) return
    event.preventDefault()
    keep(form)
    parent.value = comment.id.slice('c-'.length)
    const body = form.elements.namedItem('body') as HTMLTextAreaElement
    body.value = ''
    restore(form)
    comment.append(form)
    body.focus()
  }

  #restore() {
    this.querySelectorAll<HTMLFormElement>('.comment-form').forEach(restore)
  }
}
