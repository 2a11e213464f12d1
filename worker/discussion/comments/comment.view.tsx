import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { ReactionBar } from '../../ui/reaction-bar'
import { Safe } from '../../markdown/markdown'
import { Byline } from './byline.view'
import type { ThreadRow } from './queries'
import { isOwn, refusalToAuthor, type Identity } from './rules'
import { heldMessage } from './messages'

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
  /** The badges “The answer” and “Pinned”, by the id of the comment. */
  badges?: ReadonlyMap<string, string> | undefined
  /** For a reader who may accept an answer: the id of the accepted comment. */
  acceptance?: { answer: string | undefined } | undefined
}

/** The parent's author, where the position on the page does not show it. */
const InReplyTo = ({ paths, line }: { paths: Paths; line: ThreadRow }) => (
  <p class="comment-answers">
    In reply to{' '}
    <a class="u-in-reply-to" href={paths.comment(line.parentId!)}>
      {line.answeredName ? <bdi>{line.answeredName}</bdi> : 'a deleted comment'}
    </a>
  </p>
)

/** Accepts a comment as the answer, or undoes that. */
const AnswerForm = ({
  paths,
  line,
  answer,
}: {
  paths: Paths
  line: ThreadRow
  answer: string | undefined
}) => (
  <form class="comment-settling" method="post" action={paths.answer(line.id)}>
    <button class="quiet" name="to" value={answer === line.id ? 'off' : 'on'}>
      {answer === line.id ? 'Unmark as answer' : 'Mark as answer'}
      <span class="unseen">
        {' '}
        to the question: the comment by <bdi>{line.name}</bdi>
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

const Actions = ({ line, around }: { line: ThreadRow; around: ThreadContext }) => {
  const { hub, now, who, isOpen, isHost, acceptance } = around
  const isMine = isOwn(line, who)
  const mayChange = isMine && !refusalToAuthor(line, hub.comments, now)
  // A host's delayed reply cannot be edited once it is published.
  const mayRevise = mayChange && !(line.restsUntil && line.state !== 'held')
  const mayReply = isOpen && line.state === 'published'
  // Hosts decide, so they need no report.
  const mayReport = !isMine && !isHost && line.state === 'published'
  const mayAccept = acceptance !== undefined && line.state === 'published'
  if (!mayChange && !mayReply && !mayReport && !mayAccept && !isHost) return null
  return (
    <footer class="comment-actions">
      {mayReply && (
        <a class="comment-reply" href={hub.paths.reply(line.id)} rel="nofollow">
          Reply
          <span class="unseen">
            {' '}
            to <bdi>{line.name}</bdi>
          </span>
        </a>
      )}
      {mayAccept && <AnswerForm paths={hub.paths} line={line} answer={acceptance.answer} />}
      {mayReport && (
        <a class="comment-report" href={hub.paths.reporting(line.id)} rel="nofollow">
          Report
        </a>
      )}
      {mayRevise && (
        <a class="comment-edit" href={hub.paths.revision(line.id)}>
          Edit
        </a>
      )}
      {mayChange && <DeleteForm action={hub.paths.withdrawal(line.id)} />}
      {isHost && (
        <a class="comment-decide" href={hub.paths.deskComment(line.id)}>
          Decide
          <span class="unseen">
            {' '}
            about the comment by <bdi>{line.name}</bdi>
          </span>
        </a>
      )}
    </footer>
  )
}

interface CommentProps {
  line: ThreadRow
  context: ThreadContext
  /** Whether it names the author of its parent. */
  showsParent: boolean
}

const Content = ({ line, context, showsParent }: CommentProps) => (
  <>
    <Byline hub={context.hub} comment={line} top={context.top} />
    {context.badges?.has(line.id) && <p class="comment-badge">{context.badges.get(line.id)}</p>}
    {showsParent && <InReplyTo paths={context.hub.paths} line={line} />}
    {line.state === 'held' && (
      <p class="comment-note">
        {heldMessage(line.heldFor, context.canSendEmail)}
        {line.heldFor === 'resting' && (
          <>
            {' '}
            <a href={context.hub.paths.resting(line.id)}>Review and send</a>
          </>
        )}
      </p>
    )}
    <div class="e-content" dir="auto">
      <Safe html={line.html} />
    </div>
    {line.state === 'published' && (
      <ReactionBar
        emojis={context.hub.reactions}
        action={context.hub.paths.commentReactions(line.id)}
        tally={line.reactions}
        own={context.ownReactions?.get(line.id)}
      />
    )}
    <Actions line={line} around={context} />
  </>
)

/** Stands in for a comment that cannot be read, so that its replies keep their place. */
const Placeholder = ({ line, depth }: { line: ThreadRow; depth: number }) => (
  <article class="comment" id={`c-${line.id}`} data-depth={depth} data-state={line.state}>
    <p class="comment-note">
      {line.state === 'removed'
        ? 'This comment was removed.'
        : 'This comment is waiting for a host.'}
    </p>
  </article>
)

export const CommentArticle = ({ line, context, showsParent }: CommentProps) => {
  const { hub, who } = context
  const depth = Math.min(line.depth, hub.comments.depth)
  if (line.state === 'removed' || (line.state === 'held' && !isOwn(line, who)))
    return <Placeholder line={line} depth={depth} />
  const words = <Content line={line} context={context} showsParent={showsParent} />
  return (
    <article
      class="comment h-entry"
      id={`c-${line.id}`}
      data-depth={depth}
      data-state={line.state}
      data-host={line.asHost || line.person ? '' : undefined}
    >
      {line.state === 'faded' ? (
        <details class="comment-faded">
          <summary>
            A faded comment by <bdi>{line.name}</bdi>
          </summary>
          {words}
        </details>
      ) : (
        words
      )}
    </article>
  )
}
