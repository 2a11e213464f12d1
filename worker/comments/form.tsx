import { type Conversation, type Hub, paths } from '../../site/contract'
import { Avatar } from '../members/avatar'
import type { Guest, Member } from '../members/table'
import { Safe } from '../text/markdown'
import { type Fault, isRefused, type Words } from './rules'
import { sentenceOf, wayToComment } from './sentences'
import type { Comment } from './table'

/** What the visitor tried to post, drawn back into the form. */
export interface Attempt {
  words: Words
  faults: Fault[]
  /** The safe HTML of their words, if they asked to see them first. */
  preview?: string
}

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
  label: string
  value: string
  fault?: string | undefined
  autofocus?: boolean
}

/** The field for a comment's words. */
export const BodyField = ({ label, value, fault, autofocus = false }: BodyProps) => (
  <p class="field">
    <label for="comment-body">{label}</label>
    <textarea
      id="comment-body"
      name="body"
      rows={6}
      required
      autofocus={autofocus}
      {...describedBy('comment-body', fault)}
    >
      {/* A browser drops the first line feed of a text area: this one, and not the writer's. */}
      {`\n${value}`}
    </textarea>
    <FaultNote id="comment-body" fault={fault} />
    <span class="hint">
      You can use Markdown: *emphasis*, [a link](https://…), `code`, &gt; a quote.
    </span>
  </p>
)

/** A fault that belongs to no field; it takes the focus, so that it is read first. */
export const FormFault = ({ fault }: { fault: string | undefined }) =>
  fault ? (
    <p class="fault" role="alert" tabindex={-1} autofocus>
      {fault}
    </p>
  ) : null

/** How somebody's words would look. */
export const Preview = ({ html }: { html: string | undefined }) =>
  html === undefined ? null : (
    <section class="comment-preview" aria-labelledby="preview-title">
      <h4 id="preview-title">Preview</h4>
      <div class="e-content" dir="auto">
        <Safe html={html} />
      </div>
    </section>
  )

const nothing: Words = {
  body: '',
  parent: '',
  name: '',
  email: '',
  website: '',
  remember: false,
  asMember: false,
}

/** What the form holds before anything is typed: who they are, if they asked to be remembered. */
const wordsOf = (guest: Guest | undefined, parent = ''): Words =>
  guest?.remember
    ? {
        ...nothing,
        parent,
        name: guest.name,
        email: guest.email,
        website: guest.website ?? '',
        remember: true,
      }
    : { ...nothing, parent }

/** The fault of a field, as a sentence; the first of several. */
export const faultOf =
  (hub: Hub, conversation: Conversation, faults: Fault[]) => (field: Fault['field']) => {
    const found = faults.find((fault) => fault.field === field)
    return found && sentenceOf(found, hub, conversation)
  }

export interface FormProps {
  hub: Hub
  conversation: Conversation
  attempt?: Attempt | undefined
  /** Whoever is signed in. */
  member?: Pick<Member, 'name' | 'handle' | 'person'> | undefined
  /** Who the visitor is, if their cookie says so. */
  guest?: Guest | undefined
  /** The comment they are about to answer. */
  answers?: Comment | undefined
}

/** A member signs with their profile, and types nothing. */
const WritingAs = ({ hub, member }: Pick<FormProps, 'hub' | 'member'>) => (
  <p class="writing-as">
    <input type="hidden" name="as" value="member" />
    {member && <Avatar hub={hub} name={member.name} handle={member.person ?? member.handle} />}
    <span>
      Writing as {member ? <bdi class="writing-name">{member.name}</bdi> : 'a member'}
      <span class="hint">
        Not you? Sign out on <a href={paths.me()}>your own page</a>.
      </span>
    </span>
  </p>
)

interface TypedProps {
  words: Words
  fault: (field: Fault['field']) => string | undefined
  /** The field that takes the focus, because it is the first at fault. */
  first: Fault['field'] | undefined
}

/** A guest says who they are. */
const GuestFields = ({ words, fault, first }: TypedProps) => (
  <>
    <Field
      name="name"
      label="Name"
      type="text"
      value={words.name}
      required
      fault={fault('name')}
      autofocus={first === 'name'}
    />
    <Field
      name="email"
      label="E-mail (never shown)"
      type="email"
      value={words.email}
      required
      fault={fault('email')}
      autofocus={first === 'email'}
    />
    <Field
      name="website"
      label="Website (if you like)"
      type="text"
      value={words.website}
      fault={fault('website')}
      autofocus={first === 'website'}
    />
    <p class="field-check">
      <label>
        <input type="checkbox" name="remember" value="on" checked={words.remember} /> Remember me on
        this device
      </label>
    </p>
  </>
)

/** The form to add a comment, with what was typed and what was wrong with it. */
export const CommentForm = ({ hub, conversation, attempt, member, guest, answers }: FormProps) => {
  const { words, faults, preview } = attempt ?? { words: wordsOf(guest, answers?.id), faults: [] }
  const fault = faultOf(hub, conversation, faults)
  const first = faults.at(0)?.field
  const reason = faults.map(({ reason }) => reason).find(isRefused)
  const refused = reason && wayToComment(reason, hub, conversation).link
  const isReply = answers?.state === 'published' && answers.conversation === conversation.id
  // Sent again, the words are a comment of their own.
  const isGone = faults.some(({ reason }) => reason === 'parent-gone')
  // When the database does not answer nobody knows whose words they are, and they are a member's still.
  const isMember =
    member !== undefined || (words.asMember && faults.some(({ reason }) => reason === 'not-saved'))
  const back = isReply ? paths.reply(answers.id) : paths.post(conversation.slug)
  return (
    <form
      class="comment-form"
      id="comment-form"
      method="post"
      action={paths.comments(conversation.id)}
    >
      <h3>
        {isReply ? (
          <>
            Reply to <bdi>{answers.name}</bdi>
          </>
        ) : (
          'Add a comment'
        )}
      </h3>
      <FormFault fault={fault('form')} />
      {refused && (
        <p>
          <a href={refused.href} rel="nofollow">
            {refused.label}
          </a>
        </p>
      )}
      <Preview html={preview} />
      <input type="hidden" name="parent" value={isGone ? '' : words.parent} />
      <BodyField
        label={isReply ? 'Your reply' : 'Your comment'}
        value={words.body}
        fault={fault('body')}
        autofocus={first === 'body'}
      />
      {isMember ? (
        <WritingAs hub={hub} member={member} />
      ) : (
        <GuestFields words={words} fault={fault} first={first} />
      )}
      <p class="form-actions">
        <button>{isReply ? 'Post reply' : 'Post comment'}</button>{' '}
        <button class="quiet" formaction={paths.preview(conversation.id)} formnovalidate>
          Preview
        </button>
        {!isMember && (
          <span class="form-or">
            or{' '}
            <a href={paths.signIn({ returnTo: back })} rel="nofollow">
              sign in
            </a>
          </span>
        )}
      </p>
    </form>
  )
}
