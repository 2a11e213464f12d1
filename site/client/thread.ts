import { slots } from '../contract/slots'
import { announce } from './announce'
import { removeDraft, field, storeDraft, restoreDraft } from './draft'
import { type Answer, send } from './send'
import { Slot } from './slot'

declare global {
  /** Only on hubs with Turnstile, for guests. */
  var turnstile: { render: (element: Element) => void } | undefined
}

/** Renders Turnstile's widget again: it breaks when moved, and does not render in a replaced form. */
const renderTurnstile = (form: HTMLFormElement) => {
  const widget = form.querySelector('.cf-turnstile')
  widget?.replaceChildren()
  if (widget) globalThis.turnstile?.render(widget)
}

/** A thread: comments are posted, previewed, answered and withdrawn in place. */
export class Thread extends Slot {
  override connectedCallback() {
    super.connectedCallback()
    this.addEventListener('input', ({ target }) => {
      const { form } = target as HTMLTextAreaElement
      if (form?.matches('.comment-form')) storeDraft(form)
    })
    this.addEventListener('click', (event) => this.#answer(event))
    this.#restore()
  }

  protected override async exchange(form: HTMLFormElement, button: HTMLButtonElement) {
    const answer = await send(form, button, slots.thread)
    if (!answer) return
    if (answer.isDone && form.matches('.comment-form')) removeDraft(form)
    if (answer.html === undefined) return location.assign(answer.url)
    this.innerHTML = answer.html
    this.#restore()
    this.#focusChange(answer)
  }

  /** Scrolls to the change, focuses it and announces it. */
  #focusChange({ url, isDone }: Answer) {
    const comment = document.getElementById(`c-${url.searchParams.get('from')}`)
    // So that a reload shows the same.
    if (isDone && comment)
      history.replaceState(null, '', `${url.pathname}${url.search}#${comment.id}`)
    const changed =
      (isDone ? comment : this.querySelector<HTMLElement>('[autofocus], .comment-preview')) ??
      this.querySelector<HTMLElement>('h2')!
    const note = changed.querySelector('.comment-note') ?? this.querySelector('.fault')
    announce(note?.textContent ?? (comment ? 'Your comment is live.' : changed.textContent))
    if (changed.tabIndex < 0) changed.tabIndex = -1
    changed.focus({ preventScroll: true })
    changed.scrollIntoView({ block: 'nearest' })
  }

  /** Moves the form to the comment to answer, instead of opening the reply page. */
  #answer(event: MouseEvent) {
    const link = (event.target as Element).closest('a.comment-reply')
    const form = this.#form
    const comment = link?.closest('article')
    if (!form || !comment || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    this.#turn(form, comment.id.slice('c-'.length))
    form.querySelector('h3')!.textContent = link!.textContent
    field(form, 'body').focus()
  }

  get #form() {
    return this.querySelector<HTMLFormElement>('.comment-form')
  }

  /** Sets the parent of the form, or none, with the draft for it. */
  #turn(form: HTMLFormElement, parent: string) {
    field(form, 'parent').value = parent
    field(form, 'body').value = ''
    restoreDraft(form)
    this.#place(form)
  }

  /** Puts a reply form below its parent, with a button to cancel. */
  #place(form: HTMLFormElement) {
    const comment = document.getElementById(`c-${field(form, 'parent').value}`)
    // Not moved needlessly: that would lose the focus, and a click in progress.
    if (comment) comment.after(form)
    else if (this.lastElementChild !== form) this.append(form)
    form.querySelector('[type=button]')?.remove()
    renderTurnstile(form)
    if (!comment) return
    const cancel = document.createElement('button')
    Object.assign(cancel, { type: 'button', className: 'quiet', textContent: 'Cancel' })
    cancel.addEventListener('click', () => {
      this.#turn(form, '')
      form.querySelector('h3')!.textContent = 'Add a comment'
      comment.querySelector<HTMLElement>('a.comment-reply')?.focus()
    })
    form.querySelector('.form-actions')?.append(' ', cancel)
  }

  #restore() {
    const form = this.#form
    if (!form) return
    restoreDraft(form)
    this.#place(form)
  }
}
