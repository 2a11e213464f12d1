import { announce } from './announce'

/*
 * Completes `@handle` while it is typed. Loaded at the first typed `@`, so that readers never load it.
 */

interface Person {
  handle: string
  name: string
}

/** A partly typed handle where a mention may begin. */
const BEGUN = /(?<![\p{L}\p{N}_@./-])@([a-z\d][a-z\d-]*)$/iu

/** Milliseconds after the last key before suggestions are requested. */
const PAUSE = 150

const list = document.createElement('ul')
Object.assign(list, { id: 'mentionable', className: 'mentionable', role: 'listbox' })
list.setAttribute('aria-label', 'People')

let field: HTMLTextAreaElement | undefined
/** The handle that was inserted last, for which no suggestions are requested. */
let inserted: string | undefined
let waiting: ReturnType<typeof setTimeout> | undefined

const options = () => [...list.children] as HTMLElement[]
const chosen = () => options().findIndex(({ ariaSelected }) => ariaSelected === 'true')

const begunIn = ({ value, selectionStart }: HTMLTextAreaElement) =>
  BEGUN.exec(value.slice(0, selectionStart))?.[1]

const close = () => {
  list.remove()
  for (const name of ['aria-controls', 'aria-activedescendant', 'aria-autocomplete'])
    field?.removeAttribute(name)
}

const choose = (index: number) => {
  const all = options()
  const at = (index + all.length) % all.length
  for (const [place, option] of all.entries()) option.ariaSelected = String(place === at)
  field!.setAttribute('aria-activedescendant', all[at]!.id)
}

const take = (option: HTMLElement) => {
  const end = field!.selectionStart
  const from = end - begunIn(field!)!.length
  inserted = option.dataset['handle']!
  // No space after it: a full stop or a comma may come next.
  field!.setRangeText(inserted, from, end, 'end')
  close()
  field!.dispatchEvent(new Event('input', { bubbles: true }))
}

const optionFor = ({ handle, name }: Person, at: number) => {
  const option = document.createElement('li')
  Object.assign(option, { id: `mentionable-${at}`, role: 'option', ariaSelected: 'false' })
  option.dataset['handle'] = handle
  const who = document.createElement('bdi')
  who.textContent = name
  option.append(who, ` @${handle}`)
  option.addEventListener('pointerdown', (event) => {
    // Otherwise the field would lose the focus and its cursor position.
    event.preventDefault()
    take(option)
  })
  return option
}

const show = (people: Person[]) => {
  if (people.length === 0) return close()
  list.replaceChildren(...people.map(optionFor))
  field!.after(list)
  field!.setAttribute('aria-autocomplete', 'list')
  field!.setAttribute('aria-controls', list.id)
  choose(0)
  announce(
    `${people.length} ${people.length === 1 ? 'suggestion' : 'suggestions'}. Use the arrow keys to choose, Enter to insert.`,
  )
}

const onKey = (event: KeyboardEvent) => {
  if (!list.isConnected || event.isComposing) return
  const at = chosen()
  const act = {
    ArrowDown: () => choose(at + 1),
    ArrowUp: () => choose(at - 1),
    Enter: () => take(options()[at]!),
    Tab: () => take(options()[at]!),
    Escape: close,
  }[event.key]
  if (!act) return
  event.preventDefault()
  act()
}

const ask = async (begun: string) => {
  const url = `${field!.dataset['people']}?${new URLSearchParams({ q: begun })}`
  const answer = await fetch(url).catch(() => undefined)
  const people: Person[] = answer?.ok ? await answer.json() : []
  // After further typing, the answer is outdated.
  if (field && begun !== inserted && begunIn(field) === begun) show(people)
}

/** Suggests people for the handle that is being typed in a field. */
export const completeMention = (typed: HTMLTextAreaElement) => {
  if (field !== typed) {
    close()
    field = typed
    field.addEventListener('keydown', onKey)
    field.addEventListener('blur', close)
  }
  clearTimeout(waiting)
  const begun = begunIn(typed)
  if (begun === undefined || begun === inserted) return close()
  inserted = undefined
  waiting = setTimeout(() => void ask(begun), PAUSE)
}
