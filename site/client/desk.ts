/* The desk's script, which only its pages load: sends each form and shows the answer in place. */
import { slots } from '../contract/slots'
import { type KeyboardList, listenForKeys, announceIn } from './desk-keys'

const ROW = '.queue-row'

/** A form that is being sent, and the rows it is about. */
interface Sent {
  action: string
  fields: URLSearchParams
  rows: HTMLElement[]
}

/** The moderation queue: decisions in place, by mouse or keyboard. */
class Desk extends HTMLElement implements KeyboardList {
  /** The id of the row that had the focus last. */
  #place: string | undefined
  /** Forms are sent one after the other, in the order of their submission. */
  #queue = Promise.resolve()
  #pending = 0
  #region = Object.assign(document.createElement('p'), { role: 'status', className: 'unseen' })

  connectedCallback() {
    document.body.append(this.#region)
    this.addEventListener('submit', (event) => this.#catch(event))
    this.addEventListener('change', ({ target }) => this.#choose(target as HTMLInputElement))
    this.addEventListener('focusin', ({ target }) => {
      this.#place = (target as Element).closest(ROW)?.id ?? this.#place
    })
    listenForKeys(this)
    this.#showControls()
  }

  get rows() {
    return [...this.querySelectorAll<HTMLElement>(ROW)].filter((row) => !row.ariaBusy)
  }

  get current() {
    const rows = this.rows
    return rows.find(({ id }) => id === this.#place) ?? (rows.length === 1 ? rows[0] : undefined)
  }

  go(row: HTMLElement | undefined) {
    row?.focus({ preventScroll: true })
    row?.scrollIntoView({ block: 'nearest' })
  }

  #catch(event: SubmitEvent) {
    const form = event.target as HTMLFormElement
    if (form.method !== 'post') return
    event.preventDefault()
    const fields = new FormData(form, event.submitter) as unknown as Record<string, string>
    const action = event.submitter?.getAttribute('formaction') ?? form.action
    this.#send({ action, fields: new URLSearchParams(fields), rows: this.#rowsOf(form) })
  }

  /** The rows that a form decides about: its own, or all selected ones. */
  #rowsOf(form: HTMLFormElement) {
    const row = form.closest<HTMLElement>(ROW)
    if (row) return [row]
    return this.rows.filter((row) =>
      [...form.elements].some(
        (field) => row.contains(field) && (field as HTMLInputElement).checked,
      ),
    )
  }

  #send(sent: Sent) {
    const after = this.#after(sent.rows)
    for (const row of sent.rows) row.ariaBusy = 'true'
    if (after) this.go(after)
    this.#pending++
    this.#queue = this.#queue.then(() => this.#exchange(sent))
  }

  /** The next row after these are removed. */
  #after(gone: HTMLElement[]) {
    const all = [...this.querySelectorAll<HTMLElement>(ROW)]
    const at = Math.max(...gone.map((row) => all.indexOf(row)))
    const remains = (row: HTMLElement) => !gone.includes(row) && !row.ariaBusy
    return all.slice(at + 1).find(remains) ?? all.slice(0, Math.max(at, 0)).findLast(remains)
  }

  /** A form is never sent again by itself: it may have arrived, even if its answer did not. */
  async #exchange(sent: Sent) {
    const answer = await decide(sent).catch(() => undefined)
    this.#pending--
    if (!answer) return this.#fail(sent)
    if (!answer.isDone) this.#refuse(answer.html ?? '')
    else if (this.#pending === 0) this.#show(answer)
  }

  /** Says that there was no answer, and leaves the form as it is. */
  #fail({ rows }: Sent) {
    for (const row of rows) row.ariaBusy = null
    const fault = document.createElement('p')
    fault.className = 'fault'
    fault.setAttribute('role', 'alert')
    fault.textContent =
      'The hub did not answer. Please send this again in a moment: sending it twice does no harm.'
    this.querySelector(':scope > .fault')?.remove()
    this.prepend(fault)
  }

  /** Shows the answer in place, or goes to its page, such as that of a moved topic. */
  #show({ html, url, isPaged }: Answer) {
    if (html === undefined) location.assign(url)
    else this.#exchangeRows({ html, url, isPaged })
  }

  /** Replaces the list; rows that are still in it are preserved, with unfinished input. */
  #exchangeRows({ html, url, isPaged }: Pick<Answer, 'url' | 'isPaged'> & { html: string }) {
    const focused = document.activeElement as HTMLElement | null
    const fresh = document.createElement('template')
    fresh.innerHTML = html
    for (const row of fresh.content.querySelectorAll(`.queue ${ROW}`)) {
      const old = document.getElementById(row.id)
      if (old && !old.ariaBusy) row.replaceWith(old)
    }
    this.replaceChildren(fresh.content)
    // With this address, a reload or the back button still offers to undo.
    history.replaceState(null, '', isPaged ? onThisPage(url) : url)
    this.#showControls()
    const note = this.querySelector<HTMLElement>('[data-note]')
    this.#focus(
      focused?.isConnected && focused !== document.body ? focused : (this.current ?? note),
    )
    announceIn(this.#region, note?.querySelector('p')?.textContent)
  }

  #focus(to: HTMLElement | null | undefined) {
    const isList = this.querySelector('.queue')
    const note = this.querySelector<HTMLElement>('[data-note]')
    const target = (isList ? to : (note ?? to)) ?? this.querySelector<HTMLElement>('h2')
    if (target && target.tabIndex < 0 && !target.hasAttribute('tabindex')) target.tabIndex = -1
    target?.focus({ preventScroll: true })
    target?.scrollIntoView({ block: 'nearest' })
  }

  /** Shows the refused form in place, with its input. */
  #refuse(html: string) {
    this.innerHTML = html
    const fault = this.querySelector<HTMLElement>('[autofocus], .fault, h1')
    if (fault && !fault.hasAttribute('tabindex')) fault.tabIndex = -1
    fault?.focus()
    announceIn(this.#region, fault?.textContent)
  }

  /** Shows the controls that need JavaScript. */
  #showControls() {
    for (const hidden of this.querySelectorAll<HTMLElement>('[data-help], [data-all]'))
      hidden.hidden = false
    this.#count()
  }

  #choose(box: HTMLInputElement) {
    if (box.closest('[data-all]')) for (const each of this.#boxes) each.checked = box.checked
    if (box.type === 'checkbox') this.#count()
  }

  get #boxes() {
    return [...this.querySelectorAll<HTMLInputElement>('.queue-pick input')]
  }

  #count() {
    const boxes = this.#boxes
    const chosen = boxes.filter(({ checked }) => checked).length
    const all = this.querySelector<HTMLInputElement>('[data-all] input')
    if (all) {
      all.checked = chosen > 0 && chosen === boxes.length
      all.indeterminate = chosen > 0 && chosen < boxes.length
    }
    const label = this.querySelector('[data-count]')
    if (label) label.textContent = chosen === 1 ? '1 selected:' : `${chosen} selected:`
  }
}

/** The main part of the page that answers. */
interface Answer {
  /** Undefined if the answer is not a page of the desk. */
  html: string | undefined
  url: URL
  isDone: boolean
  /** Whether it is a later page of a list, where the host remains. */
  isPaged: boolean
}

/** Requests only the main part of a page, which the desk's pages support. */
const fetchMain = (url: string, init?: RequestInit) =>
  fetch(url, { ...init, headers: { 'hub-fragment': slots.main } })

const isFragment = ({ headers }: Response) => headers.has('hub-fragment')

/** The address of the answer. Scripts do not get its anchor, which is that of the comment in `from`. */
const addressOf = (answer: Response) => {
  const url = new URL(answer.url)
  const comment = url.searchParams.get('from')
  if (comment) url.hash = `c-${comment}`
  return url
}

/** The address of the current page of the list, with the decision to report. */
const onThisPage = (url: URL) => {
  const here = new URL(location.href)
  here.searchParams.set('done', url.searchParams.get('done') ?? '')
  return here.href
}

const decide = async ({ action, fields }: Sent): Promise<Answer> => {
  const answer = await fetchMain(action, { method: 'POST', body: fields })
  const url = addressOf(answer)
  const isDone = answer.redirected
  if (!isFragment(answer)) {
    if (!isDone) throw new Error('the answer is not a fragment')
    return { html: undefined, url, isDone, isPaged: false }
  }
  const isPaged = isDone && new URLSearchParams(location.search).has('after')
  const page = isPaged ? await fetchMain(onThisPage(url)).catch(() => undefined) : answer
  const html = page && isFragment(page) ? await page.text() : undefined
  return { html, url, isDone, isPaged }
}

customElements.define(slots.main, Desk)
