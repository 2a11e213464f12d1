/** A list of rows that is operated by keyboard. */
export interface KeyboardList extends HTMLElement {
  /** The rows without a decision yet. */
  readonly rows: HTMLElement[]
  /** The row that had the focus last. */
  readonly current: HTMLElement | undefined
  go: (row: HTMLElement | undefined) => void
}

/** The `localStorage` key that turns the keys off: dictation and other assistive tools press keys too. */
const SWITCH = 'desk-keys'
const isOn = () => localStorage.getItem(SWITCH) !== 'off'

/** Announces a text to screen readers, even if it is the same as before. */
export const announceIn = (region: HTMLElement, text: string | null | undefined) => {
  region.textContent = ''
  requestAnimationFrame(() => {
    region.textContent = text?.trim() ?? ''
  })
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.matches(
    'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]:not([contenteditable=false])',
  )

const step = (board: KeyboardList, by: 1 | -1) => {
  const { rows, current } = board
  const at = current ? rows.indexOf(current) : -1
  board.go(current ? rows[at + by] : by > 0 ? rows[0] : rows.at(-1))
}

const press = (within: HTMLElement | undefined, key: string) => {
  const button = within?.querySelector<HTMLElement>(
    `button[data-key="${key}"], input[data-key="${key}"]`,
  )
  button?.click()
  return Boolean(button)
}

const openRules = (row: HTMLElement | undefined) => {
  const details = row?.querySelector<HTMLDetailsElement>('details[data-key=r]')
  if (!details) return false
  details.open = true
  details.querySelector<HTMLElement>('input[type=radio]')?.focus()
  return true
}

const openRule = (board: KeyboardList) => board.current?.querySelector('details[data-key=r][open]')

const chooseRule = (board: KeyboardList, key: string) => {
  const rule = openRule(board)?.querySelectorAll<HTMLInputElement>('[name=rule]')[Number(key) - 1]
  if (!rule) return false
  rule.checked = true
  rule.focus()
  return true
}

const closeRules = (board: KeyboardList) => {
  const details = openRule(board) as HTMLDetailsElement | null | undefined
  if (!details) return false
  details.open = false
  details.querySelector('summary')?.focus()
  return true
}

const openComment = ({ current }: KeyboardList) => {
  if (!current || document.activeElement !== current) return false
  const link = current.querySelector<HTMLElement>('a[data-open]')
  link?.click()
  return Boolean(link)
}

const showKeys = (board: KeyboardList) => {
  const dialog = board.querySelector<HTMLDialogElement>('[data-keys]')
  const box = dialog?.querySelector<HTMLInputElement>('[data-switch]')
  if (box) box.checked = isOn()
  dialog?.showModal()
  return Boolean(dialog)
}

/** Runs the action of a key; gives whether it has one. */
const act = (board: KeyboardList, key: string): boolean => {
  if (/^[1-9]$/.test(key)) return chooseRule(board, key)
  switch (key) {
    case 'j':
    case 'k':
      step(board, key === 'j' ? 1 : -1)
      return true
    case 'a':
    case 'f':
    case 'd':
    case 'x':
      return press(board.current, key)
    case 'r':
      return openRules(board.current)
    case 'u':
      return press(board, key)
    case 'Enter':
      return openComment(board)
    case 'Escape':
      return closeRules(board)
    case '?':
      return showKeys(board)
    default:
      return false
  }
}

/** Whether a key press is meant for the desk. */
const isMeant = (board: KeyboardList, event: KeyboardEvent) =>
  isOn() &&
  !(
    event.defaultPrevented ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.isComposing
  ) &&
  !isTyping(event.target) &&
  !board.querySelector('dialog[open]')

const mark = (board: KeyboardList) => board.toggleAttribute('data-keyed', isOn())

/** Handles the keys, and the switch that turns them off. */
export const listenForKeys = (board: KeyboardList) => {
  mark(board)
  document.addEventListener('keydown', (event) => {
    if (isMeant(board, event) && act(board, event.key)) event.preventDefault()
  })
  board.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return
    if (target.closest('[data-help]')) showKeys(board)
    if (target.closest('[data-close]')) target.closest('dialog')?.close()
  })
  board.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.matches('[data-switch]')) return
    if (target.checked) localStorage.removeItem(SWITCH)
    else localStorage.setItem(SWITCH, 'off')
    mark(board)
  })
}
