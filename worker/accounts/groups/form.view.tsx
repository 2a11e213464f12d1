import type { GroupFault, GroupInput } from './form'
import { groupMessage } from './messages'

/** What was typed into a refused form, with its faults. */
export interface GroupFormState {
  /** The address of the form. */
  action?: string | undefined
  typed?: GroupInput | undefined
  faults?: readonly GroupFault[] | undefined
}

interface EntryProps extends GroupFormState {
  /** For a page with several fields of this name. */
  id?: string
  name: GroupFault['field']
  label: string
  hint?: string | undefined
  isRequired?: boolean
  /** The height of a text area; a single line without it. */
  rows?: number
}

/** A field with its label, fault and hint. */
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
          {/* A browser drops the first line feed of a text area: this one, not the author's. */}
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
  /** The id can only be set when the group is created. */
  isNew?: boolean
}

/** The form for the name and description of a group. */
export const GroupForm = ({ action, label, isNew = false, ...tried }: FormProps) => (
  <form class="sheet" method="post" action={action}>
    <GroupField name="name" label="Name" isRequired {...tried} />
    <GroupField name="about" label="Description (optional)" rows={2} {...tried} />
    {isNew && (
      <GroupField
        name="id"
        label="Id in spaces.yaml (optional)"
        hint="Lowercase letters, digits and hyphens. It cannot be changed later."
        {...tried}
      />
    )}
    <p>
      <button>{label}</button>
    </p>
  </form>
)
