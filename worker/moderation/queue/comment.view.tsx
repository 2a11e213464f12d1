import type { Child } from 'hono/jsx'
import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { Byline } from '../../discussion/comments/byline.view'
import type { Comment } from '../../discussion/comments/table'
import { conversationById } from '../../discussion/conversations/rules'
import { DeskPage } from '../../ui/desk-page'
import { LogEntries } from '../audit-log/view'
import { Safe } from '../../markdown/markdown'
import { TopicActions } from '../topics/view'
import { QuickActions, quickActions, RemovalForm } from './actions.view'
import { KeyboardShortcuts } from './keys.view'
import { DecisionNote } from './note.view'
import type { CommentDetails } from './queries'
import { RowAuthor, RowContext, Reports, RowReason, CommentText } from './row.view'
import { flagLabels, listTexts } from './messages'

interface CommentDetailsProps {
  hub: Hub
  now: Date
  details: CommentDetails
  /** Its parent. */
  answers?: Comment | undefined
  /** The form to warn the author. */
  children?: Child
}

const STATES: Record<Comment['state'], string> = {
  held: 'Held',
  published: 'Published',
  faded: 'Faded',
  removed: 'Removed',
}

const Head = ({ hub, details: { row } }: CommentDetailsProps) => (
  <header class="queue-head">
    <div>
      <h1>
        {row.opens ? 'A conversation started by' : 'A comment by'}{' '}
        <bdi>{row.name || 'a former member'}</bdi>{' '}
        <span class="desk-mark" data-severity={row.state === 'published' ? undefined : 'minor'}>
          {row.heldFor === 'resting' ? listTexts.resting.name : STATES[row.state]}
        </span>
      </h1>
      {(row.shown || row.opens) && row.state !== 'removed' && (
        <p class="soft">
          <a href={hub.paths.comment(row.id)}>View in conversation</a>
        </p>
      )}
    </div>
    <KeyboardShortcuts />
  </header>
)

const ParentComment = ({ hub, answers }: Pick<CommentDetailsProps, 'hub' | 'answers'>) =>
  answers && answers.state !== 'removed' ? (
    <details class="queue-answers">
      <summary>In reply to</summary>
      <blockquote class="comment-quoted" cite={hub.paths.comment(answers.id)}>
        <Byline hub={hub} comment={answers} />
        <div class="e-content" dir="auto">
          <Safe html={answers.html} />
        </div>
      </blockquote>
    </details>
  ) : null

interface ToggleProps {
  action: string
  comment: string
  isOn: boolean
  label: string
  on: string
}

/** A flag that the same form sets and clears. */
const Toggle = ({ action, comment, isOn, label, on }: ToggleProps) => (
  <form method="post" action={action}>
    <input type="hidden" name="back" value="comment" />
    <input type="hidden" name="comment" value={comment} />
    <input type="hidden" name="to" value={isOn ? 'off' : 'on'} />
    <button class="quiet" aria-pressed={isOn ? 'true' : 'false'}>
      {isOn ? on : label}
    </button>
  </form>
)

interface FlagProps {
  paths: Paths
  details: CommentDetails
  conversation: Conversation
}

type Flag = Omit<ToggleProps, 'comment'>

const placeFlags = ({
  paths,
  details,
  conversation,
}: FlagProps): [isShown: boolean, flag: Flag][] => {
  const { id, state, opens } = details.row
  const [isPinned, isAnswer] = [
    details.conversation?.pinned === id,
    details.conversation?.answer === id,
  ]
  const isShown = state === 'published' && !opens
  const isQuestion = conversation.kind === 'question' && !opens
  return [
    [isShown || isPinned, { action: paths.pin(id), isOn: isPinned, ...flagLabels.pin }],
    [
      isQuestion && (state === 'published' || isAnswer),
      { action: paths.acceptance(id), isOn: isAnswer, ...flagLabels.acceptance },
    ],
  ]
}

const contentFlags = ({ paths, details: { row } }: FlagProps): [isShown: boolean, flag: Flag][] => {
  const isPresent = row.state !== 'removed'
  return [
    [isPresent, { action: paths.criticism(row.id), isOn: row.critical, ...flagLabels.criticism }],
    [isPresent, { action: paths.dismissal(row.id), isOn: !row.asks, ...flagLabels.dismissal }],
  ]
}

const lockFlag = ({ paths, details, conversation }: FlagProps): [isShown: boolean, flag: Flag] => [
  conversation.comments === 'open',
  {
    action: paths.lock(conversation.id),
    isOn: Boolean(details.conversation?.lockedAt),
    ...flagLabels.lock,
  },
]

/** The flags of a comment and the lock of its conversation. */
const FlagToggles = (props: FlagProps) => (
  <div class="queue-acts">
    {[...placeFlags(props), ...contentFlags(props), lockFlag(props)].map(
      ([isShown, flag]) => isShown && <Toggle {...flag} comment={props.details.row.id} />,
    )}
  </div>
)

const CommentActions = ({
  hub,
  details,
  conversation,
}: CommentDetailsProps & { conversation: Conversation | undefined }) => {
  const { row, removal } = details
  if (row.heldFor === 'resting')
    return (
      <p>
        <a class="button" href={hub.paths.resting(row.id)}>
          Review and send
        </a>
      </p>
    )
  const isGone = row.state === 'removed' && !removal
  return (
    <div class="queue-deciding">
      <div class="queue-acts">
        {row.state === 'published' && !row.opens && conversation?.comments === 'open' && (
          <a class="button" href={hub.paths.reply(row.id)}>
            Reply
          </a>
        )}
        {!isGone && (
          <QuickActions paths={hub.paths} row={row} back="comment" acts={quickActions(row)} />
        )}
        {row.state !== 'removed' && <RemovalForm hub={hub} row={row} back="comment" />}
      </div>
      {conversation && (
        <FlagToggles paths={hub.paths} details={details} conversation={conversation} />
      )}
      {conversation && row.opens && row.state !== 'removed' && (
        <TopicActions hub={hub} conversation={conversation} />
      )}
    </div>
  )
}

const htmlOf = ({ row, removal }: CommentDetails): string => removal?.html ?? row.html

const AuthorLink = ({
  paths,
  details: { row },
}: { paths: Paths } & Pick<CommentDetailsProps, 'details'>) =>
  row.memberId ? (
    <p>
      <a href={paths.deskMember(row.memberId)}>
        About <bdi>{row.name}</bdi>: levels, silence, ban
      </a>
    </p>
  ) : (
    <p class="soft">
      Guests have no page at the desk and cannot be silenced or banned. Their comments can be held,
      faded and removed.
    </p>
  )

const CommentArticle = (props: CommentDetailsProps & { rowWithName: CommentDetails['row'] }) => {
  const { hub, now, details, rowWithName } = props
  const { row } = details
  return (
    <article class="queue-row queue-one" id={`q-${row.id}`} tabindex={-1}>
      <div class="queue-about">
        <RowAuthor hub={hub} now={now} row={rowWithName} />
        <RowReason hub={hub} now={now} row={row} />
      </div>
      <div class="queue-said">
        <RowContext hub={hub} row={row} />
        <ParentComment {...props} />
        <CommentText html={htmlOf(details)} isWhole />
        <CommentActions {...props} conversation={conversationById(hub, row.conversation)} />
      </div>
    </article>
  )
}

const Decisions = ({ hub, details: { entries } }: Pick<CommentDetailsProps, 'hub' | 'details'>) => (
  <section class="desk-part" aria-labelledby="on-record">
    <h2 id="on-record">Audit log</h2>
    {entries.length > 0 ? (
      <LogEntries hub={hub} entries={entries} />
    ) : (
      <p class="empty">No decisions yet.</p>
    )}
  </section>
)

/** One comment with its author, reports and log entries, and all actions. */
export const CommentDetailsPage = (props: CommentDetailsProps) => {
  const { hub, details, children } = props
  const { row, removal, done } = details
  const rowWithName = { ...row, name: removal?.name ?? row.name }
  return (
    <DeskPage paths={hub.paths} here="Desk">
      <Head {...props} details={{ ...details, row: rowWithName }} />
      <DecisionNote hub={hub} done={done} back="comment" comment={row.id} />
      <CommentArticle {...props} rowWithName={rowWithName} />
      {row.reports.length > row.reported && (
        <section class="desk-part" aria-labelledby="reports">
          <h2 id="reports">All reports</h2>
          <Reports hub={hub} reports={row.reports} more={0} />
        </section>
      )}
      {children}
      <section class="desk-part" aria-labelledby="author">
        <h2 id="author">Author</h2>
        <AuthorLink paths={hub.paths} details={{ ...details, row: rowWithName }} />
      </section>
      <Decisions hub={hub} details={details} />
    </DeskPage>
  )
}
