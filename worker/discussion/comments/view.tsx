import type { Child } from 'hono/jsx'
import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { type CommentAttempt, CommentForm } from './form.view'
import { type ThreadContext, CommentArticle } from './comment.view'
import { Participants } from './participants.view'
import { linkedData } from './linked-data.view'
import { ThreadHighlights, highlightsOf } from './highlights.view'
import { isLocked } from '../conversations/rules'
import { SilenceNotice } from '../../accounts/members/silence.view'
import type { Member } from '../../accounts/members/table'
import type { Guard } from '../spam/view'
import type { ThreadRow, ThreadPage as ThreadRows } from './queries'
import { type ThreadOrder, threadOrders, type NoPermission } from './rules'
import { delayNotice } from './delay.messages'
import { permissionMessage, commentMessage, threadMarkMessages, threadMessages } from './messages'

export interface ThreadProps {
  context: ThreadContext
  conversation: Conversation
  order: ThreadOrder
  /** The comments; `undefined` while the database is unavailable. */
  thread?: ThreadRows | undefined
  /** The duplicates of a question; they come first if this question was closed as one. */
  duplicates?: Child
  /** The buttons with which a member follows and mutes the conversation. */
  follow?: Child
  /** Whether the hub is set up to take comments at all. */
  isSetUp: boolean
  attempt?: CommentAttempt | undefined
  /** The spam protection of the form. */
  guard: Guard
  /** The signed-in member. */
  member?: Member | undefined
  /** Why the reader may not comment here; `undefined` if they may. */
  refused?: NoPermission | undefined
}

const orderLabels: Record<ThreadOrder, string> = {
  oldest: 'Oldest first',
  newest: 'Newest first',
  appreciated: 'Most liked',
}

const sorted = (order: ThreadOrder): Record<string, string> =>
  order === 'oldest' ? {} : { sort: order }

const pageOf = (paths: Paths, conversation: Conversation, query: Record<string, string>) =>
  Object.keys(query).length > 0
    ? paths.thread(conversation, query)
    : paths.conversation(conversation)

const Orders = ({
  paths,
  conversation,
  order,
}: { paths: Paths } & Pick<ThreadProps, 'conversation' | 'order'>) => (
  <nav class="thread-orders" aria-label="Order of the comments">
    {threadOrders.map((each) => (
      <a
        href={`${pageOf(paths, conversation, sorted(each))}#thread-title`}
        aria-current={each === order ? 'true' : undefined}
      >
        {orderLabels[each]}
      </a>
    ))}
  </nav>
)

interface PagesProps extends Pick<ThreadProps, 'conversation' | 'order'> {
  paths: Paths
  earlier?: string | undefined
  later?: string | undefined
}

const Pages = ({ paths, conversation, order, earlier, later }: PagesProps) => {
  if (!earlier && !later) return null
  const to = (query: Record<string, string>) =>
    `${pageOf(paths, conversation, { ...sorted(order), ...query })}#thread-title`
  return (
    <nav class="thread-pages" aria-label="Pages of this conversation">
      {earlier && (
        <a rel="prev" href={to({ before: earlier })}>
          Earlier comments
        </a>
      )}
      {later && (
        <a rel="next" href={to({ from: later })}>
          Later comments
        </a>
      )}
    </nav>
  )
}

/** The heading of a conversation, with how many comments it has. */
export const ThreadTitle = ({ hub, count }: { hub: Hub; count?: number | undefined }) => (
  <h2 id="thread-title">
    Conversation
    {count !== undefined && count > 0 && (
      <>
        {' '}
        <span class="thread-count">
          {count.toLocaleString(hub.language)} {count === 1 ? 'comment' : 'comments'}
        </span>
      </>
    )}
  </h2>
)

/** A deep reply, or one whose parent is on an earlier page, names the parent's author. */
const showsParent = (row: ThreadRow, at: number, rows: ThreadRow[], depth: number) =>
  row.parentId !== null &&
  (row.depth > depth || !rows.slice(0, at).some(({ id }) => id === row.parentId))

interface LoadedThread {
  thread: ThreadRows
}

const CommentList = ({ context, thread }: Pick<ThreadProps, 'context'> & LoadedThread) => (
  <div class="comments">
    {thread.lines.map((row, at, rows) => (
      <CommentArticle
        comment={row}
        context={context}
        showsParent={showsParent(row, at, rows, context.hub.comments.depth)}
      />
    ))}
  </div>
)

type ConversationProps = Pick<ThreadProps, 'context' | 'conversation'> & LoadedThread

/** JSON-LD: on questions always, elsewhere on pages with a published comment. */
const LinkedData = ({ context, conversation, thread }: ConversationProps) => {
  const { lines, counted } = thread
  if (conversation.kind !== 'question' && !lines.some(({ state }) => state === 'published'))
    return null
  const { answer } = highlightsOf(conversation, thread)
  const data = { lines, answer, count: counted?.comments ?? 0 }
  return (
    <script
      type="application/ld+json"
      dangerouslySetInnerHTML={{ __html: linkedData(context.hub, conversation, data) }}
    />
  )
}

/** A link to the first comment that is new to the reader. */
const FirstNew = ({ context, thread }: Pick<ThreadProps, 'context'> & LoadedThread) => {
  const first = context.unread?.first
  if (!first) return null
  const isHere = thread.lines.some(({ id }) => id === first)
  return (
    <p class="thread-new">
      <a href={isHere ? `#c-${first}` : context.hub.paths.comment(first)}>
        {threadMarkMessages.first}
      </a>
    </p>
  )
}

const Comments = (props: ThreadProps & LoadedThread) => {
  const { context, conversation, order, thread, duplicates } = props
  const { lines, earlier, later, counted } = thread
  const { paths } = context.hub
  const pages = <Pages {...{ paths, conversation, order, earlier, later }} />
  const isDuplicate = Boolean(counted?.duplicateOf)
  return (
    <>
      {(counted?.shown ?? 0) > 1 && (
        <Orders paths={paths} conversation={conversation} order={order} />
      )}
      <FirstNew context={context} thread={thread} />
      {isDuplicate && duplicates}
      <ThreadHighlights
        context={context}
        conversation={conversation}
        thread={thread}
        isFirst={!earlier}
      />
      {!isDuplicate && duplicates}
      {earlier && pages}
      <CommentList context={context} thread={thread} />
      {pages}
      <Participants hub={context.hub} lines={lines} isPart={Boolean(earlier ?? later)} />
      {lines.length === 0 && conversation.comments === 'open' && (
        <p class="comments-none">{threadMessages.empty}</p>
      )}
      <LinkedData context={context} conversation={conversation} thread={thread} />
    </>
  )
}

/** In place of the form, for readers who may not comment: why, and what they can do about it. */
const NoPermissionNote = ({ hub, conversation, refused }: NoPermissionProps) => {
  const { sentence, link } = permissionMessage(refused, hub, conversation)
  return (
    <p class="comments-closed">
      {sentence}{' '}
      <a href={link.href} rel="nofollow">
        {link.label}
      </a>
    </p>
  )
}

interface NoPermissionProps {
  hub: Hub
  conversation: Conversation
  refused: NoPermission
}

const AddComment = (props: ThreadProps) => {
  const { context, conversation, thread, attempt, guard, member, refused, isSetUp } = props
  const isClosed = isLocked(thread?.counted)
  const { hub } = context
  if (conversation.comments === 'closed')
    return (
      <p class="comments-closed">
        {commentMessage({ field: 'form', reason: 'closed' }, hub, conversation)}
      </p>
    )
  if (!isSetUp) return <p class="comments-closed">{threadMessages.notSetUp}</p>
  if (refused === 'silenced' && member && !attempt)
    return <SilenceNotice hub={hub} member={member} />
  if (refused && !attempt)
    return <NoPermissionNote hub={hub} conversation={conversation} refused={refused} />
  if (isClosed && !member?.role && !attempt) return <Locked hub={hub} conversation={conversation} />
  return (
    <>
      {isClosed && member?.role && <p class="comments-closed">{threadMessages.hostsOnly}</p>}
      <CommentForm
        hub={hub}
        conversation={conversation}
        attempt={attempt}
        guard={guard}
        member={member}
        guest={thread?.guest}
        answers={thread?.answers}
        canSendEmail={context.canSendEmail}
        notice={member?.role ? delayNotice(hub.desk) : undefined}
      />
    </>
  )
}

const Locked = ({ hub, conversation }: Omit<NoPermissionProps, 'refused'>) => (
  <p class="comments-closed">
    {commentMessage({ field: 'form', reason: 'locked' }, hub, conversation)}
  </p>
)

/** The comments of a conversation, and the form to add one. */
export const Thread = (props: ThreadProps) => (
  <>
    <ThreadTitle hub={props.context.hub} count={props.thread?.counted?.comments} />
    {props.follow}
    {props.thread ? (
      <Comments {...props} thread={props.thread} />
    ) : (
      <p>{threadMessages.unavailable}</p>
    )}
    <AddComment {...props} />
  </>
)
