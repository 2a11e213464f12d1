import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { Avatar } from '../../ui/avatar'
import type { Guest, Member } from '../../accounts/members/table'
import { type Guard, GuardFields, TurnstileWidget } from '../spam/view'
import { BodyField, FormFault, GuestFields, Preview } from './fields.view'
import { type CommentFault, type CommentInput, guestCommentForm } from './form'
import { commentMessage, permissionMessage } from './messages'
import { isNoPermission } from './rules'
import type { Comment } from './table'

/** What the visitor tried to post, drawn back into the form. */
export interface CommentAttempt {
  input: CommentInput
  faults: readonly CommentFault[]
  /** The safe HTML of their words, if they asked to see them first. */
  preview?: string
}

/** What the form holds before anything is typed: who they are, if they asked to be remembered. */
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

/** The fault of a field, as a sentence; the first of several. */
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
  /** Whoever is signed in. */
  member?: Pick<Member, 'name' | 'handle' | 'person'> | undefined
  /** Who the visitor is, if their cookie says so. */
  guest?: Guest | undefined
  /** The comment they are about to answer. */
  answers?: Comment | undefined
  /** Words that the form begins with. */
  initialBody?: string | undefined
  /** What its writer should know before they send it. */
  notice?: string | undefined
}

/** A member signs with their profile, and types nothing. */
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

/** Leads a reader who may not comment to what they can do about it. */
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

/** The form to add a comment, with the visitor's input and its faults. */
export const CommentForm = (props: CommentFormProps) => {
  const {
    hub,
    conversation,
    attempt,
    guard,
    member,
    guest,
    answers,
    initialBody = '',
    notice,
  } = props
  const empty = { ...inputOf(guest, answers?.id), body: initialBody }
  const { input, faults, preview } = attempt ?? { input: empty, faults: [] }
  const fault = faultOf(hub, conversation, faults)
  const first = faults.at(0)?.field
  const reason = faults.map(({ reason }) => reason).find(isNoPermission)
  const refused = reason && permissionMessage(reason, hub, conversation).link
  const isReply = answers?.state === 'published' && answers.conversation === conversation.id
  // Sent again, the words are a comment of their own.
  const isGone = faults.some(({ reason }) => reason === 'parent-gone')
  // When the database does not answer nobody knows whose words they are, and they are a member's still.
  const isMember =
    member !== undefined ||
    (input.as === 'member' && faults.some(({ reason }) => reason === 'not-saved'))
  const back = isReply ? hub.paths.reply(answers.id) : hub.paths.conversation(conversation)
  return (
    <form
      class="comment-form"
      id="comment-form"
      method="post"
      action={hub.paths.comments(conversation.id)}
    >
      <FormTitle parent={isReply ? answers : undefined} />
      <FormFault fault={fault('form')} />
      <PermissionLink link={refused} />
      <Preview html={preview} />
      <input type="hidden" name="parent" value={isGone ? '' : input.parent} />
      <GuardFields drawn={guard.drawn} />
      <BodyField
        paths={hub.paths}
        label={isReply ? 'Your reply' : 'Your comment'}
        value={input.body}
        fault={fault('body')}
        autofocus={first === 'body'}
      />
      {isMember ? (
        <WritingAs hub={hub} member={member} />
      ) : (
        <>
          <GuestFields input={input} fault={fault} first={first} />
          <TurnstileWidget siteKey={guard.siteKey} />
        </>
      )}
      {notice && <p class="soft">{notice}</p>}
      <FormButtons
        paths={hub.paths}
        conversation={conversation}
        isReply={isReply}
        returnTo={isMember ? undefined : back}
      />
    </form>
  )
}
