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
import { permissionMessage, commentMessage } from './messages'

export interface ThreadProps {
  context: ThreadContext
  conversation: Conversation
  order: ThreadOrder
  /** What was said; nothing when the database does not answer. */
  thread?: ThreadRows | undefined
  /** What another room says of questions about the same: first where this one was closed for it. */
  duplicates?: Child
  /** Whether the hub is set up to take comments at all. */
  isSetUp: boolean
  attempt?: CommentAttempt | undefined
  /** What the form carries against spam. */
  guard: Guard
  /** Whoever is signed in. */
  member?: Member | undefined
  /** Why whoever reads may not comment here, if they may not. */
  refused?: NoPermission | undefined
}

const called: Record<ThreadOrder, string> = {
  oldest: 'Oldest first',
  newest: 'Newest first',
  appreciated: 'Most appreciated',
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
        {called[each]}
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

/** A deep reply, or one whose parent is on an earlier page, says whom it answers. */
const saysWhom = (line: ThreadRow, at: number, lines: ThreadRow[], depth: number) =>
  line.parentId !== null &&
  (line.depth > depth || !lines.slice(0, at).some(({ id }) => id === line.parentId))

const Said = (props: ThreadProps & { thread: ThreadRows }) => {
  const { context, conversation, order, thread, duplicates } = props
  const { lines, earlier, later, counted } = thread
  const { answer } = highlightsOf(conversation, thread)
  const pages = (
    <Pages
      paths={context.hub.paths}
      conversation={conversation}
      order={order}
      earlier={earlier}
      later={later}
    />
  )
  return (
    <>
      {(counted?.shown ?? 0) > 1 && (
        <Orders paths={context.hub.paths} conversation={conversation} order={order} />
      )}
      {counted?.duplicateOf && duplicates}
      <ThreadHighlights
        around={context}
        conversation={conversation}
        thread={thread}
        isFirst={!earlier}
      />
      {!counted?.duplicateOf && duplicates}
      {earlier && pages}
      <div class="comments">
        {lines.map((line, at) => (
          <CommentArticle
            line={line}
            context={context}
            showsParent={saysWhom(line, at, lines, context.hub.comments.depth)}
          />
        ))}
      </div>
      {pages}
      <Participants hub={context.hub} lines={lines} isPart={Boolean(earlier ?? later)} />
      {lines.length === 0 && conversation.comments === 'open' && (
        <p class="comments-none">Nobody has said anything yet. You could be the first.</p>
      )}
      {(conversation.kind === 'question' || lines.some(({ state }) => state === 'published')) && (
        <script
          type="application/ld+json"
          dangerouslySetInnerHTML={{
            __html: linkedData(context.hub, conversation, {
              lines,
              answer,
              count: counted?.comments ?? 0,
            }),
          }}
        />
      )}
    </>
  )
}

/** What stands in the form's place for somebody who may not comment here, and the way there. */
const NoPermissionNote = ({ hub, conversation, refused }: NotHereProps) => {
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

interface NotHereProps {
  hub: Hub
  conversation: Conversation
  refused: NoPermission
}

const AddComment = (props: ThreadProps) => {
  const { context, conversation, thread, attempt, guard, member, refused, isSetUp } = props
  const isShut = isLocked(thread?.counted)
  const { hub } = context
  if (conversation.comments === 'closed')
    return (
      <p class="comments-closed">
        {commentMessage({ field: 'form', reason: 'closed' }, hub, conversation)}
      </p>
    )
  if (!isSetUp) return <p class="comments-closed">This hub is not set up to take comments yet.</p>
  if (refused === 'silenced' && member && !attempt)
    return <SilenceNotice hub={hub} member={member} />
  if (refused && !attempt)
    return <NoPermissionNote hub={hub} conversation={conversation} refused={refused} />
  if (isShut && !member?.role && !attempt) return <Locked hub={hub} conversation={conversation} />
  return (
    <>
      {isShut && member?.role && (
        <p class="comments-closed">This conversation is locked: hosts alone write here.</p>
      )}
      <CommentForm
        hub={hub}
        conversation={conversation}
        attempt={attempt}
        guard={guard}
        member={member}
        guest={thread?.guest}
        answers={thread?.answers}
        notice={member?.role ? delayNotice(hub.desk) : undefined}
      />
    </>
  )
}

const Locked = ({ hub, conversation }: Omit<NotHereProps, 'refused'>) => (
  <p class="comments-closed">
    {commentMessage({ field: 'form', reason: 'locked' }, hub, conversation)}
  </p>
)

/** A conversation as it stands in its page: what was said, and the form to add to it. */
export const Thread = (props: ThreadProps) => (
  <>
    <ThreadTitle hub={props.context.hub} count={props.thread?.counted?.comments} />
    {props.thread ? (
      <Said {...props} thread={props.thread} />
    ) : (
      <p>Comments are resting. What you wrote is kept below.</p>
    )}
    <AddComment {...props} />
  </>
)
