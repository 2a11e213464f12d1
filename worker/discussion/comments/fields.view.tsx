import type { Paths } from '../../../site/contract/paths'
import { Safe } from '../../markdown/markdown'
import { followMessages } from '../follows/messages'
import type { CommentFault, CommentInput } from './form'

interface FieldProps {
  name: 'name' | 'email' | 'website'
  label: string
  type: string
  value: string
  required?: boolean
  fault?: string | undefined
  autofocus?: boolean
}

const describedBy = (id: string, fault: string | undefined) =>
  fault ? { 'aria-invalid': 'true' as const, 'aria-describedby': `${id}-fault` } : {}

const FaultNote = ({ id, fault }: { id: string; fault: string | undefined }) =>
  fault ? (
    <span class="fault" id={`${id}-fault`}>
      {fault}
    </span>
  ) : null

const Field = ({ name, label, fault, ...input }: FieldProps) => {
  const id = `comment-${name}`
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        autocomplete={name === 'website' ? 'url' : name}
        {...describedBy(id, fault)}
        {...input}
      />
      <FaultNote id={id} fault={fault} />
    </p>
  )
}

interface BodyProps {
  paths: Paths
  label: string
  value: string
  fault?: string | undefined
  autofocus?: boolean
}

export const BodyField = ({ paths, label, value, fault, autofocus = false }: BodyProps) => (
  <p class="field">
    <label for="comment-body">{label}</label>
    <textarea
      id="comment-body"
      name="body"
      rows={6}
      required
      autofocus={autofocus}
      data-people={paths.mentionable()}
      {...describedBy('comment-body', fault)}
    >
      {/* A browser drops the first line feed of a textarea: this one, not the author's. */}
      {`\n${value}`}
    </textarea>
    <FaultNote id="comment-body" fault={fault} />
    <span class="hint">
      You can use Markdown: *emphasis*, [a link](https://…), `code`, &gt; a quote.
    </span>
  </p>
)

/** A fault that belongs to no field; it takes the focus, so that screen readers read it first. */
export const FormFault = ({ fault }: { fault: string | undefined }) =>
  fault ? (
    <p class="fault" role="alert" tabindex={-1} autofocus>
      {fault}
    </p>
  ) : null

/** The rendered text; it takes the focus, because the author asked for it. */
export const Preview = ({ html }: { html: string | undefined }) =>
  html === undefined ? null : (
    <section class="comment-preview" aria-labelledby="preview-title" tabindex={-1} autofocus>
      <h4 id="preview-title">Preview</h4>
      <div class="e-content" dir="auto">
        <Safe html={html} />
      </div>
    </section>
  )

export interface TypedProps {
  input: CommentInput
  fault: (field: CommentFault['field']) => string | undefined
  /** The field that takes the focus, because it is the first at fault. */
  first: CommentFault['field'] | undefined
}

interface CheckboxProps extends Pick<TypedProps, 'input'> {
  name: 'remember' | 'follow'
  label: string
}

const Checkbox = ({ name, label, input }: CheckboxProps) => (
  <p class="field-check">
    <label>
      <input type="checkbox" name={name} value="on" checked={input[name] !== ''} /> {label}
    </label>
  </p>
)

interface GuestFieldsProps extends TypedProps {
  /** Whether the hub can send email about this conversation, which anyone may read. */
  canFollow: boolean
}

export const GuestFields = ({ input, fault, first, canFollow }: GuestFieldsProps) => (
  <>
    <Field
      name="name"
      label="Name"
      type="text"
      value={input.name}
      required
      fault={fault('name')}
      autofocus={first === 'name'}
    />
    <Field
      name="email"
      label="Email (never shown)"
      type="email"
      value={input.email}
      required
      fault={fault('email')}
      autofocus={first === 'email'}
    />
    <Field
      name="website"
      label="Website (optional)"
      type="text"
      value={input.website}
      fault={fault('website')}
      autofocus={first === 'website'}
    />
    <Checkbox name="remember" label="Remember me on this device" input={input} />
    {canFollow && <Checkbox name="follow" label={followMessages.guestLabel} input={input} />}
  </>
)
