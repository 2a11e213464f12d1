import type { Child } from 'hono/jsx'
import type { Hub } from '../../../site/contract/hub'
import type { SignedIn } from '../../accounts/sign-in/queries'
import type { MemberDetails } from './queries'
import { type DecisionFault, type DecisionInput, endForm } from './form'
import { decisionMessage } from './messages'

/** A refused decision, to be shown again in its form. */
export interface DecisionAttempt {
  /** The address of that form. */
  action: string
  input: DecisionInput
  faults: readonly DecisionFault[]
}

/** What a form of the desk is rendered from. */
export interface DecisionFormState {
  hub: Hub
  /** The refused attempt, from any form of the page. */
  attempt?: DecisionAttempt | undefined
}

/** What the page about a member is rendered from. */
export interface MemberProps extends DecisionFormState {
  /** The signed-in host. */
  host: SignedIn
  about: MemberDetails
  /** The ids of the linked members, by the handle in `content/people/`. */
  taken: ReadonlyMap<string, string>
  now: Date
}

interface FieldProps extends DecisionFormState {
  action: string
  /** Distinguishes two forms with the same address. */
  scope?: string
  name: keyof DecisionInput | 'form'
}

/** The id of a field, unique among the forms of the page. */
export const fieldIdOf = ({ action, scope, name }: FieldProps) =>
  [...action.split('/').slice(-2), scope, name].filter(Boolean).join('-')

/** What was typed into a field, if this form was refused. */
export const typedIn = ({ attempt, action, name }: FieldProps): string =>
  attempt?.action === action && name !== 'form' ? (attempt.input[name] ?? '') : ''

const messageFor = ({ hub, attempt, action, name }: FieldProps) => {
  const fault =
    attempt?.action === action ? attempt.faults.find(({ field }) => field === name) : undefined
  return fault && decisionMessage(fault, hub)
}

/** The attributes of a faulty input, for screen readers; the first fault has the focus. */
export const faultAttributes = (field: FieldProps) => {
  const { attempt, name } = field
  if (!messageFor(field)) return {}
  return {
    'aria-invalid': 'true' as const,
    'aria-describedby': `${fieldIdOf(field)}-fault`,
    autofocus: attempt?.faults[0]?.field === name,
  }
}

/** The fault of a field, below it. */
export const FaultNote = (field: FieldProps) => {
  const sentence = messageFor(field)
  return sentence ? (
    <span class="fault" id={`${fieldIdOf(field)}-fault`}>
      {sentence}
    </span>
  ) : null
}

const FormFault = (field: FieldProps) => {
  const sentence = messageFor(field)
  return sentence ? (
    <p class="fault" role="alert" tabindex={-1} autofocus>
      {sentence}
    </p>
  ) : null
}

interface ReasonProps extends Omit<FieldProps, 'name'> {
  isRequired?: boolean
}

export const ReasonField = ({ isRequired = false, ...form }: ReasonProps) => {
  const field = { ...form, name: 'reason' } as const
  const id = fieldIdOf(field)
  return (
    <p class="field">
      <label for={id}>{isRequired ? 'Reason' : 'Reason (optional)'}</label>
      <textarea
        id={id}
        {...endForm.attributes('reason')}
        rows={2}
        required={isRequired}
        {...faultAttributes(field)}
      >
        {/* A browser drops the first line feed of a text area: this one, not the author's. */}
        {`\n${typedIn(field)}`}
      </textarea>
      <FaultNote {...field} />
    </p>
  )
}

interface DecisionFormProps extends DecisionFormState {
  action: string
  /** The label of the button. */
  label: string
  /** The consequences, in a sentence. */
  about?: Child
  children: Child
}

/** The form of a decision; open after a refused attempt. */
export const DecisionForm = ({ label, about, children, ...form }: DecisionFormProps) => (
  <details class="desk-act" open={form.attempt?.action === form.action}>
    <summary>{label}</summary>
    <form method="post" action={form.action}>
      {about && <p class="soft">{about}</p>}
      <FormFault {...form} name="form" />
      {children}
      <p>
        <button>{label}</button>
      </p>
    </form>
  </details>
)
