import type { GroupFault, GroupInput } from './form'
import { groupMessage } from './messages'

/** What somebody typed that was refused, and why. */
export interface GroupFormState {
  /** The address of the form. */
  action?: string | undefined
  typed?: GroupInput | undefined
  faults?: readonly GroupFault[] | undefined
}

interface EntryProps extends GroupFormState {
  /** Where a page has several of this name. */
  id?: string
  name: GroupFault['field']
  label: string
  hint?: string | undefined
  isRequired?: boolean
  /** Room for several lines. */
  rows?: number
}

/** A field with its label, and with what is wrong or good to know beside it. */
export const GroupField = ({ name, label, hint, typed, faults = [], ...more }: EntryProps) => {
  const { id = `group-${name}`, isRequired, rows } = more
  const fault = faults.find(({ field }) => field === name)
  const described = [fault && `${id}-fault`, hint && `${id}-hint`].filter(Boolean).join(' ')
  const attributes = {
    id,
    name,
    required: isRequired,
    'aria-invalid': fault ? ('true' as const) : undefined,
    'aria-describedby': described || undefined,
    autofocus: fault !== undefined && fault === faults[0],
  }
  const value = typed?.[name] ?? ''
  return (
    <p class="field">
      <label for={id}>{label}</label>
      {rows ? (
        <textarea {...attributes} rows={rows}>
          {/* A browser drops the first line feed of a text area: this one, and not the writer's. */}
          {`\n${value}`}
        </textarea>
      ) : (
        <input {...attributes} value={value} autocomplete="off" />
      )}
      {fault && (
        <span class="fault" id={`${id}-fault`}>
          {groupMessage(fault)}
        </span>
      )}
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </p>
  )
}

interface FormProps extends GroupFormState {
  action: string
  label: string
  /** It can be given the name that rules know it by; later that stays. */
  isNew?: boolean
}

/** The form of a group: what it is called, and what it is for. */
export const GroupForm = ({ action, label, isNew = false, ...tried }: FormProps) => (
  <form class="sheet" method="post" action={action}>
    <GroupField name="name" label="Name" isRequired {...tried} />
    <GroupField name="about" label="What it is for (if you like)" rows={2} {...tried} />
    {isNew && (
      <GroupField
        name="id"
        label="In spaces.yaml (if not as its name)"
        hint="Small letters, digits and hyphens; it can not be changed later."
        {...tried}
      />
    )}
    <p>
      <button>{label}</button>
    </p>
  </form>
)
