import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { isPublicConversation } from '../../accounts/access/rules'
import { Avatar } from '../../ui/avatar'
import type { Guest, Member } from '../../accounts/members/table'
import { type Guard, GuardFields, TurnstileWidget } from '../spam/view'
import { BodyField, FormFault, GuestFields, Preview, type TypedProps } from './fields.view'
import { type CommentFault, type CommentInput, guestCommentForm } from './form'
import { commentMessage, permissionMessage } from './messages'
import { isNoPermission } from './rules'
import type { Comment } from './table'

/** A comment that was refused or previewed, to fill the form with again. */
export interface CommentAttempt {
  input: CommentInput
  faults: readonly CommentFault[]
  /** The safe HTML of the text, for a preview. */
  preview?: string
}

/** The initial values of the form: the guest's fields are filled in if they asked to be remembered. */
const inputOf = (guest: Guest | undefined, parent = ''): CommentInput =>
  guest?.remember
    ? {
        ...guestCommentForm.blank,
        parent,
        name: guest.name,
        email: guest.email,
        website: guest.website ?? '',
        remember: 'on',
      }
    : { ...guestCommentForm.blank, parent }

/** The message for the first fault of a field. */
export const faultOf =
  (hub: Hub, conversation: Conversation, faults: readonly CommentFault[]) =>
  (field: CommentFault['field']) => {
    const found = faults.find((fault) => fault.field === field)
    return found && commentMessage(found, hub, conversation)
  }

export interface CommentFormProps {
  hub: Hub
  conversation: Conversation
  attempt?: CommentAttempt | undefined
  guard: Guard
  /** The signed-in member. */
  member?: Pick<Member, 'name' | 'handle' | 'person'> | undefined
  /** The guest named by the visitor's cookie. */
  guest?: Guest | undefined
  /** The comment that the form replies to. */
  answers?: Comment | undefined
  /** The text that the form is filled with at first. */
  initialBody?: string | undefined
  /** Whether the hub can send email. */
  canSendEmail: boolean
  /** Shown above the buttons. */
  notice?: string | undefined
}

/** A member's name comes from their profile, so there are no fields to fill in. */
const WritingAs = ({ hub, member }: Pick<CommentFormProps, 'hub' | 'member'>) => (
  <p class="writing-as">
    <input type="hidden" name="as" value="member" />
    {member && <Avatar hub={hub} name={member.name} handle={member.person ?? member.handle} />}
    <span>
      Writing as {member ? <bdi class="writing-name">{member.name}</bdi> : 'a member'}
      <span class="hint">
        Not you? Sign out on <a href={hub.paths.me()}>your own page</a>.
      </span>
    </span>
  </p>
)

const FormTitle = ({ parent }: { parent: Comment | undefined }) => (
  <h3>
    {parent ? (
      <>
        Reply to <bdi>{parent.name}</bdi>
      </>
    ) : (
      'Add a comment'
    )}
  </h3>
)

/** A link to what a reader without permission can do to get it. */
const PermissionLink = ({ link }: { link: { href: string; label: string } | undefined }) =>
  link ? (
    <p>
      <a href={link.href} rel="nofollow">
        {link.label}
      </a>
    </p>
  ) : null

interface FormButtonsProps extends Pick<CommentFormProps, 'conversation'> {
  paths: Hub['paths']
  isReply: boolean
  /** The page to return to after sign-in; `undefined` for a member. */
  returnTo: string | undefined
}

const FormButtons = ({ paths, conversation, isReply, returnTo }: FormButtonsProps) => (
  <p class="form-actions">
    <button>{isReply ? 'Post reply' : 'Post comment'}</button>{' '}
    <button class="quiet" formaction={paths.preview(conversation.id)} formnovalidate>
      Preview
    </button>
    {returnTo && (
      <span class="form-or">
        or{' '}
        <a href={paths.signIn({ returnTo })} rel="nofollow">
          sign in
        </a>
      </span>
    )}
  </p>
)

interface AuthorFieldsProps extends Pick<CommentFormProps, 'hub' | 'member' | 'guard'> {
  canFollow: boolean
  isMember: boolean
  typed: TypedProps
}

const AuthorFields = ({ hub, member, guard, canFollow, isMember, typed }: AuthorFieldsProps) =>
  isMember ? (
    <WritingAs hub={hub} member={member} />
  ) : (
    <>
      <GuestFields {...typed} canFollow={canFollow} />
      <TurnstileWidget siteKey={guard.siteKey} />
    </>
  )

/** What the form shows, from the input and its faults. */
const formState = (props: CommentFormProps) => {
  const { hub, conversation, attempt, member, guest, answers, initialBody = '' } = props
  const empty = { ...inputOf(guest, answers?.id), body: initialBody }
  const { input, faults, preview } = attempt ?? { input: empty, faults: [] }
  const reasons = faults.map(({ reason }) => reason)
  const denied = reasons.find(isNoPermission)
  return {
    input,
    preview,
    fault: faultOf(hub, conversation, faults),
    first: faults.at(0)?.field,
    denied: denied && permissionMessage(denied, hub, conversation).link,
    parent:
      answers?.state === 'published' && answers.conversation === conversation.id
        ? answers
        : undefined,
    // Sent again, it becomes a comment without a parent.
    parentId: reasons.includes('parent-gone') ? '' : input.parent,
    // While the database is down the session cannot be checked: a member's form stays a member's.
    isMember: member !== undefined || (input.as === 'member' && reasons.includes('not-saved')),
  }
}

/** The form to add a comment, with the visitor's input and its faults. */
export const CommentForm = (props: CommentFormProps) => {
  const { hub, conversation, guard, member, notice } = props
  const { input, preview, fault, first, denied, parent, parentId, isMember } = formState(props)
  const page = parent ? hub.paths.reply(parent.id) : hub.paths.conversation(conversation)
  return (
    <form
      class="comment-form"
      id="comment-form"
      method="post"
      action={hub.paths.comments(conversation.id)}
    >
      <FormTitle parent={parent} />
      <FormFault fault={fault('form')} />
      <PermissionLink link={denied} />
      <Preview html={preview} />
      <input type="hidden" name="parent" value={parentId} />
      <GuardFields drawn={guard.drawn} />
      <BodyField
        paths={hub.paths}
        label={parent ? 'Your reply' : 'Your comment'}
        value={input.body}
        fault={fault('body')}
        autofocus={first === 'body'}
      />
      <AuthorFields
        {...{ hub, member, guard, isMember }}
        canFollow={props.canSendEmail && isPublicConversation(hub, conversation)}
        typed={{ input, fault, first }}
      />
      {notice && <p class="soft">{notice}</p>}
      <FormButtons
        paths={hub.paths}
        conversation={conversation}
        isReply={parent !== undefined}
        returnTo={isMember ? undefined : page}
      />
    </form>
  )
}
