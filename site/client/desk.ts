/* The desk: only its own pages load it. Each form is sent as it would be, and its answer shown in place. */
import { slots } from '../contract/slots'
import { type KeyboardList, listenForKeys, announceIn } from './desk-keys'

const ROW = '.queue-row'

/** A form on its way, and what it is about. */
interface Sent {
  action: string
  fields: URLSearchParams
  rows: HTMLElement[]
}

/** What waits for a host: decided in place, one after the other, by mouse or keyboard. */
class Desk extends HTMLElement implements KeyboardList {
  /** The row that was last looked at. */
  #place: string | undefined
  /** Forms are sent in the order in which they were pressed. */
  #line = Promise.resolve()
  #waiting = 0
  #region = Object.assign(document.createElement('p'), { role: 'status', className: 'unseen' })

  connectedCallback() {
    document.body.append(this.#region)
    this.addEventListener('submit', (event) => this.#catch(event))
    this.addEventListener('change', ({ target }) => this.#choose(target as HTMLInputElement))
    this.addEventListener('focusin', ({ target }) => {
      this.#place = (target as Element).closest(ROW)?.id ?? this.#place
    })
    listenForKeys(this)
    this.#dress()
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

  /** The rows that a form decides about: the one around it, or all that are chosen. */
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
    this.#waiting++
    this.#line = this.#line.then(() => this.#exchange(sent))
  }

  /** The row that comes next when these are gone. */
  #after(gone: HTMLElement[]) {
    const all = [...this.querySelectorAll<HTMLElement>(ROW)]
    const at = Math.max(...gone.map((row) => all.indexOf(row)))
    const left = (row: HTMLElement) => !gone.includes(row) && !row.ariaBusy
    return all.slice(at + 1).find(left) ?? all.slice(0, Math.max(at, 0)).findLast(left)
  }

  /** What was once taken is not sent again, whatever becomes of its answer here. */
  async #exchange(sent: Sent) {
    const answer = await decide(sent).catch(() => goPlainly(sent))
    this.#waiting--
    if (!answer) return
    if (!answer.isTaken) this.#refuse(answer.html ?? '')
    else if (this.#waiting === 0) this.#show(answer)
  }

  /** What shows the change stands here, or has a page of its own, such as where a topic went. */
  #show({ html, url, isPaged }: Answer) {
    if (html === undefined) location.assign(url)
    else this.#exchangeRows({ html, url, isPaged })
  }

  /** The answer takes the page's place; rows that are still there stay as they are, half a word typed. */
  #exchangeRows({ html, url, isPaged }: Pick<Answer, 'url' | 'isPaged'> & { html: string }) {
    const focused = document.activeElement as HTMLElement | null
    const fresh = document.createElement('template')
    fresh.innerHTML = html
    for (const row of fresh.content.querySelectorAll(`.queue ${ROW}`)) {
      const old = document.getElementById(row.id)
      if (old && !old.ariaBusy) row.replaceWith(old)
    }
    this.replaceChildren(fresh.content)
    // Whoever comes back here, or loads it again, can still take it back.
    history.replaceState(null, '', isPaged ? inPlace(url) : url)
    this.#dress()
    const note = this.querySelector<HTMLElement>('[data-note]')
    this.#lead(focused?.isConnected && focused !== document.body ? focused : (this.current ?? note))
    announceIn(this.#region, note?.querySelector('p')?.textContent)
  }

  #lead(to: HTMLElement | null | undefined) {
    const isList = this.querySelector('.queue')
    const note = this.querySelector<HTMLElement>('[data-note]')
    const target = (isList ? to : (note ?? to)) ?? this.querySelector<HTMLElement>('h2')
    if (target && target.tabIndex < 0 && !target.hasAttribute('tabindex')) target.tabIndex = -1
    target?.focus({ preventScroll: true })
    target?.scrollIntoView({ block: 'nearest' })
  }

  /** What the hub could not do it says in the page's place, with all that was typed. */
  #refuse(html: string) {
    this.innerHTML = html
    const fault = this.querySelector<HTMLElement>('[autofocus], .fault, h1')
    if (fault && !fault.hasAttribute('tabindex')) fault.tabIndex = -1
    fault?.focus()
    announceIn(this.#region, fault?.textContent)
  }

  /** Shows what is of use with JavaScript alone. */
  #dress() {
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
    const words = this.querySelector('[data-count]')
    if (words) words.textContent = chosen === 1 ? '1 selected:' : `${chosen} selected:`
  }
}

/** The middle of the page that answers. */
interface Answer {
  /** Nothing, where what was done is shown elsewhere than at the desk. */
  html: string | undefined
  url: URL
  isTaken: boolean
  /** Whether it is a later page of a list, where whoever decided stays. */
  isPaged: boolean
}

/** Asks for the middle of a page alone, which the desk's own pages answer. */
const ask = (url: string, init?: RequestInit) =>
  fetch(url, { ...init, headers: { 'hub-fragment': slots.main } })

const isPart = ({ headers }: Response) => headers.has('hub-fragment')

/** The page that answered. A script is not told its anchor: it is that of the comment that is named. */
const placeOf = (answer: Response) => {
  const url = new URL(answer.url)
  const comment = url.searchParams.get('from')
  if (comment) url.hash = `c-${comment}`
  return url
}

/** The page that shows a decision, at the place in the list where whoever decided it is. */
const inPlace = (url: URL) => {
  const here = new URL(location.href)
  here.searchParams.set('done', url.searchParams.get('done') ?? '')
  return here.href
}

const decide = async ({ action, fields }: Sent): Promise<Answer> => {
  const answer = await ask(action, { method: 'POST', body: fields })
  const url = placeOf(answer)
  const isTaken = answer.redirected
  if (!isPart(answer)) {
    if (!isTaken) throw new Error('no part of a page')
    return { html: undefined, url, isTaken, isPaged: false }
  }
  const isPaged = isTaken && new URLSearchParams(location.search).has('after')
  const page = isPaged ? await ask(inPlace(url)).catch(() => undefined) : answer
  return { html: page && isPart(page) ? await page.text() : undefined, url, isTaken, isPaged }
}

/** As the browser would have sent it, had nobody caught it. */
const goPlainly = ({ action, fields }: Sent): undefined => {
  const form = Object.assign(document.createElement('form'), { method: 'post', action })
  for (const [name, value] of fields)
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
  document.body.append(form)
  form.submit()
}

customElements.define(slots.main, Desk)
