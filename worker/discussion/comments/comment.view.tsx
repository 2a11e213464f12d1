import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { ReactionBar } from '../../ui/reaction-bar'
import { Safe } from '../../markdown/markdown'
import { Byline } from './byline.view'
import type { ThreadRow } from './queries'
import { isOwn, refusalToAuthor, type Identity } from './rules'
import { heldMessage } from './messages'

/** What drawing a comment depends on, besides the comment. */
export interface ThreadContext {
  hub: Hub
  now: Date
  /** Who reads. */
  who: Identity
  /** Whether the conversation takes replies. */
  isOpen: boolean
  /** Whether they work at the desk. */
  isHost?: boolean
  /** Whether the hub can send letters. */
  canSendEmail: boolean
  /** What the visitor gave, by what they gave it to. */
  ownReactions?: ReadonlyMap<string, ReadonlySet<string>> | undefined
  /** The members who helped most lately. */
  top?: ReadonlySet<string> | undefined
  /** What hosts said of comments: which one is the answer, and which one is pinned. */
  badges?: ReadonlyMap<string, string> | undefined
  /** For whoever may say what settles the question: the id of the comment that does, if one does. */
  acceptance?: { answer: string | undefined } | undefined
}

/** Whom a reply answers, where its place on the page does not say so. */
const InReplyTo = ({ paths, line }: { paths: Paths; line: ThreadRow }) => (
  <p class="comment-answers">
    In reply to{' '}
    <a class="u-in-reply-to" href={paths.comment(line.parentId!)}>
      {line.answeredName ? <bdi>{line.answeredName}</bdi> : 'a comment that is gone'}
    </a>
  </p>
)

/** Says that a comment settled the question, or takes that back. */
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
      {answer === line.id ? 'Not the answer after all' : 'This is the answer'}
      <span class="unseen">
        {' '}
        to the question: the comment by <bdi>{line.name}</bdi>
      </span>
    </button>
  </form>
)

const Actions = ({ line, around }: { line: ThreadRow; around: ThreadContext }) => {
  const { hub, now, who, isOpen, isHost, acceptance } = around
  const isMine = isOwn(line, who)
  const mayChange = isMine && !refusalToAuthor(line, hub.comments, now)
  // A host's reply that rested stays as it was sent.
  const mayRevise = mayChange && !(line.restsUntil && line.state !== 'held')
  const mayReply = isOpen && line.state === 'published'
  // Hosts need not report: they decide.
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
      {mayChange && (
        <>
          {/* What is deleted is nowhere any more, so it takes a second press. */}
          <details class="comment-removal">
            <summary>Delete</summary>
            <form method="post" action={hub.paths.withdrawal(line.id)}>
              <button class="quiet">Yes, for good</button>
            </form>
          </details>
        </>
      )}
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
  around: ThreadContext
  /** Whether it says whom it answers. */
  saysWhom: boolean
}

const Content = ({ line, around, saysWhom }: CommentProps) => (
  <>
    <Byline hub={around.hub} comment={line} top={around.top} />
    {around.badges?.has(line.id) && <p class="comment-badge">{around.badges.get(line.id)}</p>}
    {saysWhom && <InReplyTo paths={around.hub.paths} line={line} />}
    {line.state === 'held' && (
      <p class="comment-note">
        {heldMessage(line.heldFor, around.canSendEmail)}
        {line.heldFor === 'resting' && (
          <>
            {' '}
            <a href={around.hub.paths.resting(line.id)}>Read it again, and send it</a>
          </>
        )}
      </p>
    )}
    <div class="e-content" dir="auto">
      <Safe html={line.html} />
    </div>
    {line.state === 'published' && (
      <ReactionBar
        emojis={around.hub.reactions}
        action={around.hub.paths.commentReactions(line.id)}
        tally={line.reactions}
        own={around.ownReactions?.get(line.id)}
      />
    )}
    <Actions line={line} around={around} />
  </>
)

/** What stands where nobody may read the words, so that the replies keep their place. */
const Placeholder = ({ line, depth }: { line: ThreadRow; depth: number }) => (
  <article class="comment" id={`c-${line.id}`} data-depth={depth} data-state={line.state}>
    <p class="comment-note">
      {line.state === 'removed' ? 'This comment was removed.' : 'This comment waits for a host.'}
    </p>
  </article>
)

/** One comment of a conversation. */
export const CommentArticle = ({ line, around, saysWhom }: CommentProps) => {
  const { hub, who } = around
  const depth = Math.min(line.depth, hub.comments.depth)
  if (line.state === 'removed' || (line.state === 'held' && !isOwn(line, who)))
    return <Placeholder line={line} depth={depth} />
  const words = <Content line={line} around={around} saysWhom={saysWhom} />
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
