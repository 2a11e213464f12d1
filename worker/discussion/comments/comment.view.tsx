import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { ReactionBar } from '../../ui/reaction-bar'
import { timeOf } from '../../lib/id'
import { Safe } from '../../markdown/markdown'
import { Byline } from './byline.view'
import type { ThreadRow } from './queries'
import { isOwn, refusalToAuthor, type Identity } from './rules'
import { heldMessage, threadMarkMessages } from './messages'

/** What the markup of every comment in a thread depends on. */
export interface ThreadContext {
  hub: Hub
  now: Date
  /** The reader. */
  who: Identity
  /** Whether the conversation takes replies. */
  isOpen: boolean
  /** Whether the reader is a host. */
  isHost?: boolean
  /** Whether the hub can send emails. */
  canSendEmail: boolean
  /** The reader's own reactions, by the id of the comment. */
  ownReactions?: ReadonlyMap<string, ReadonlySet<string>> | undefined
  /** The top contributors. */
  top?: ReadonlySet<string> | undefined
  /** For a member: the time after which comments are new to them, and the first new one. */
  unread?: { since: number | null; first: string | null } | undefined
  /** The badges “The answer” and “Pinned”, by the id of the comment. */
  badges?: ReadonlyMap<string, string> | undefined
  /** For a reader who may accept an answer: the id of the accepted comment. */
  acceptance?: { answer: string | undefined } | undefined
}

/** The parent's author, where the position on the page does not show it. */
const InReplyTo = ({ paths, comment }: { paths: Paths; comment: ThreadRow }) => (
  <p class="comment-answers">
    In reply to{' '}
    <a class="u-in-reply-to" href={paths.comment(comment.parentId!)}>
      {comment.answeredName ? <bdi>{comment.answeredName}</bdi> : 'a deleted comment'}
    </a>
  </p>
)

/** Accepts a comment as the answer, or undoes that. */
const AnswerForm = ({
  paths,
  comment,
  answer,
}: {
  paths: Paths
  comment: ThreadRow
  answer: string | undefined
}) => (
  <form class="comment-settling" method="post" action={paths.answer(comment.id)}>
    <button class="quiet" name="to" value={answer === comment.id ? 'off' : 'on'}>
      {answer === comment.id ? 'Unmark as answer' : 'Mark as answer'}
      <span class="unseen">
        {' '}
        to the question: the comment by <bdi>{comment.name}</bdi>
      </span>
    </button>
  </form>
)

/** Deletion cannot be undone, so it takes a second press. */
const DeleteForm = ({ action }: { action: string }) => (
  <details class="comment-removal">
    <summary>Delete</summary>
    <form method="post" action={action}>
      <button class="quiet">Delete permanently</button>
    </form>
  </details>
)

/** What the reader can do with a comment; `undefined` if nothing. */
const actionsFor = (comment: ThreadRow, context: ThreadContext) => {
  const { hub, now, who, isOpen, isHost, acceptance } = context
  const isMine = isOwn(comment, who)
  const isPublished = comment.state === 'published'
  const mayDelete = isMine && !refusalToAuthor(comment, hub.comments, now)
  const actions = {
    mayReply: isOpen && isPublished,
    mayAccept: acceptance !== undefined && isPublished,
    // Hosts decide, so they need no report.
    mayReport: !isMine && !isHost && isPublished,
    mayDelete,
    mayDecide: isHost,
  }
  if (!Object.values(actions).some(Boolean)) return undefined
  // A host's delayed reply cannot be edited once it is published.
  return { ...actions, mayEdit: mayDelete && !(comment.restsUntil && comment.state !== 'held') }
}

interface AuthorLinkProps {
  class: string
  href: string
  rel?: string
  label: string
  /** For screen readers: the words between the label and the author's name. */
  about: string
  comment: ThreadRow
}

/** A link whose label says, for screen readers, whose comment it is about. */
const AuthorLink = ({ label, about, comment, ...link }: AuthorLinkProps) => (
  <a {...link}>
    {label}
    <span class="unseen">
      {' '}
      {about} <bdi>{comment.name}</bdi>
    </span>
  </a>
)

const Actions = ({ comment, context }: { comment: ThreadRow; context: ThreadContext }) => {
  const { paths } = context.hub
  const actions = actionsFor(comment, context)
  if (!actions) return null
  return (
    <footer class="comment-actions">
      {actions.mayReply && (
        <AuthorLink
          class="comment-reply"
          href={paths.reply(comment.id)}
          rel="nofollow"
          label="Reply"
          about="to"
          comment={comment}
        />
      )}
      {actions.mayAccept && (
        <AnswerForm paths={paths} comment={comment} answer={context.acceptance?.answer} />
      )}
      {actions.mayReport && (
        <a class="comment-report" href={paths.reporting(comment.id)} rel="nofollow">
          Report
        </a>
      )}
      {actions.mayEdit && (
        <a class="comment-edit" href={paths.revision(comment.id)}>
          Edit
        </a>
      )}
      {actions.mayDelete && <DeleteForm action={paths.withdrawal(comment.id)} />}
      {actions.mayDecide && (
        <AuthorLink
          class="comment-decide"
          href={paths.deskComment(comment.id)}
          label="Decide"
          about="about the comment by"
          comment={comment}
        />
      )}
    </footer>
  )
}

interface CommentProps {
  comment: ThreadRow
  context: ThreadContext
  /** Whether it names the author of its parent. */
  showsParent: boolean
}

/** Whether another person wrote it since the reader’s last visit. */
const isNew = ({ id, state, memberId }: ThreadRow, { unread, who }: ThreadContext) =>
  typeof unread?.since === 'number' &&
  state === 'published' &&
  memberId !== who.member &&
  timeOf(id).getTime() > unread.since

const Content = ({ comment, context, showsParent }: CommentProps) => (
  <>
    <Byline hub={context.hub} comment={comment} top={context.top} />
    {isNew(comment, context) && <p class="comment-badge comment-new">{threadMarkMessages.isNew}</p>}
    {context.badges?.has(comment.id) && (
      <p class="comment-badge">{context.badges.get(comment.id)}</p>
    )}
    {showsParent && <InReplyTo paths={context.hub.paths} comment={comment} />}
    {comment.state === 'held' && (
      <p class="comment-note">
        {heldMessage(comment.heldFor, context.canSendEmail)}
        {comment.heldFor === 'resting' && (
          <>
            {' '}
            <a href={context.hub.paths.resting(comment.id)}>Review and send</a>
          </>
        )}
      </p>
    )}
    <div class="e-content" dir="auto">
      <Safe html={comment.html} />
    </div>
    {comment.state === 'published' && (
      <ReactionBar
        emojis={context.hub.reactions}
        action={context.hub.paths.commentReactions(comment.id)}
        tally={comment.reactions}
        own={context.ownReactions?.get(comment.id)}
      />
    )}
    <Actions comment={comment} context={context} />
  </>
)

/** Stands in for a comment that cannot be read, so that its replies keep their place. */
const Placeholder = ({ comment, depth }: { comment: ThreadRow; depth: number }) => (
  <article class="comment" id={`c-${comment.id}`} data-depth={depth} data-state={comment.state}>
    <p class="comment-note">
      {comment.state === 'removed'
        ? 'This comment was removed.'
        : 'This comment is waiting for a host.'}
    </p>
  </article>
)

export const CommentArticle = ({ comment, context, showsParent }: CommentProps) => {
  const { hub, who } = context
  const depth = Math.min(comment.depth, hub.comments.depth)
  if (comment.state === 'removed' || (comment.state === 'held' && !isOwn(comment, who)))
    return <Placeholder comment={comment} depth={depth} />
  const content = <Content comment={comment} context={context} showsParent={showsParent} />
  return (
    <article
      class="comment h-entry"
      id={`c-${comment.id}`}
      data-depth={depth}
      data-state={comment.state}
      data-host={comment.asHost || comment.person ? '' : undefined}
    >
      {comment.state === 'faded' ? (
        <details class="comment-faded">
          <summary>
            A faded comment by <bdi>{comment.name}</bdi>
          </summary>
          {content}
        </details>
      ) : (
        content
      )}
    </article>
  )
}
