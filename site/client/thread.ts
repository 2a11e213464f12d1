import { slots } from '../contract/slots'
import { announce } from './announce'
import { removeDraft, field, storeDraft, restoreDraft } from './draft'
import { type Answer, send } from './send'
import { Slot } from './slot'

declare global {
  /** Of the hub's own only where it asks guests to show that they are people. */
  var turnstile: { render: (place: Element) => void } | undefined
}

/** Turnstile's widget stands no moving, and is not drawn in a form that was put in place: it is drawn anew. */
const proveAgain = (form: HTMLFormElement) => {
  const place = form.querySelector('.cf-turnstile')
  place?.replaceChildren()
  if (place) globalThis.turnstile?.render(place)
}

/** A conversation: comments are posted, previewed, answered and taken back in place. */
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
    if (answer.isTaken && form.matches('.comment-form')) removeDraft(form)
    if (answer.html === undefined) return location.assign(answer.url)
    this.innerHTML = answer.html
    this.#restore()
    this.#lead(answer)
  }

  /** Leads eyes, ears and keyboard to what has changed. */
  #lead({ url, isTaken }: Answer) {
    const comment = document.getElementById(`c-${url.searchParams.get('from')}`)
    // A reload shows the same.
    if (isTaken && comment)
      history.replaceState(null, '', `${url.pathname}${url.search}#${comment.id}`)
    const changed =
      (isTaken ? comment : this.querySelector<HTMLElement>('[autofocus], .comment-preview')) ??
      this.querySelector<HTMLElement>('h2')!
    const note = changed.querySelector('.comment-note') ?? this.querySelector('.fault')
    announce(note?.textContent ?? (comment ? 'Your comment is live.' : changed.textContent))
    if (changed.tabIndex < 0) changed.tabIndex = -1
    changed.focus({ preventScroll: true })
    changed.scrollIntoView({ block: 'nearest' })
  }

  /** Takes the form to the comment that is to be answered, instead of to a page of its own. */
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

  /** Turns the form to another comment, or to none, with what was being written there. */
  #turn(form: HTMLFormElement, parent: string) {
    field(form, 'parent').value = parent
    field(form, 'body').value = ''
    restoreDraft(form)
    this.#place(form)
  }

  /** A reply is written below what it answers, and can be left without being sent. */
  #place(form: HTMLFormElement) {
    const comment = document.getElementById(`c-${field(form, 'parent').value}`)
    // Not moved needlessly: a press of its button that is half done would be lost, and the focus.
    if (comment) comment.after(form)
    else if (this.lastElementChild !== form) this.append(form)
    form.querySelector('[type=button]')?.remove()
    proveAgain(form)
    if (!comment) return
    const leave = document.createElement('button')
    Object.assign(leave, { type: 'button', className: 'quiet', textContent: 'Cancel' })
    leave.addEventListener('click', () => {
      this.#turn(form, '')
      form.querySelector('h3')!.textContent = 'Add a comment'
      comment.querySelector<HTMLElement>('a.comment-reply')?.focus()
    })
    form.querySelector('.form-actions')?.append(' ', leave)
  }

  #restore() {
    const form = this.#form
    if (!form) return
    restoreDraft(form)
    this.#place(form)
  }
}
