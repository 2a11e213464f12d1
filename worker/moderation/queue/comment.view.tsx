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
  one: CommentDetails
  /** The comment that it answers. */
  answers?: Comment | undefined
  /** The form for a warning. */
  children?: Child
}

const STATES: Record<Comment['state'], string> = {
  held: 'Held',
  published: 'Published',
  faded: 'Faded',
  removed: 'Removed',
}

const Head = ({ hub, one: { row } }: CommentDetailsProps) => (
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
  one: CommentDetails
  conversation: Conversation
}

type Flag = Omit<ToggleProps, 'comment'>

const placeFlags = ({ paths, one, conversation }: FlagProps): [isFit: boolean, flag: Flag][] => {
  const { id, state, opens } = one.row
  const [isPinned, isAnswer] = [one.conversation?.pinned === id, one.conversation?.answer === id]
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

const contentFlags = ({ paths, one: { row } }: FlagProps): [isFit: boolean, flag: Flag][] => {
  const isThere = row.state !== 'removed'
  return [
    [isThere, { action: paths.criticism(row.id), isOn: row.critical, ...flagLabels.criticism }],
    [isThere, { action: paths.dismissal(row.id), isOn: !row.asks, ...flagLabels.dismissal }],
  ]
}

const lockFlag = ({ paths, one, conversation }: FlagProps): [isFit: boolean, flag: Flag] => [
  conversation.comments === 'open',
  {
    action: paths.lock(conversation.id),
    isOn: Boolean(one.conversation?.lockedAt),
    ...flagLabels.lock,
  },
]

/** The flags of a comment and the lock of its conversation. */
const FlagToggles = (props: FlagProps) => (
  <div class="queue-acts">
    {[...placeFlags(props), ...contentFlags(props), lockFlag(props)].map(
      ([isFit, flag]) => isFit && <Toggle {...flag} comment={props.one.row.id} />,
    )}
  </div>
)

const CommentActions = ({
  hub,
  one,
  conversation,
}: CommentDetailsProps & { conversation: Conversation | undefined }) => {
  const { row, removal } = one
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
      {conversation && <FlagToggles paths={hub.paths} one={one} conversation={conversation} />}
      {conversation && row.opens && row.state !== 'removed' && (
        <TopicActions hub={hub} conversation={conversation} />
      )}
    </div>
  )
}

const htmlOf = ({ row, removal }: CommentDetails): string => removal?.html ?? row.html

const AuthorLink = ({
  paths,
  one: { row },
}: { paths: Paths } & Pick<CommentDetailsProps, 'one'>) =>
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

const CommentArticle = (props: CommentDetailsProps & { named: CommentDetails['row'] }) => {
  const { hub, now, one, named } = props
  const { row } = one
  return (
    <article class="queue-row queue-one" id={`q-${row.id}`} tabindex={-1}>
      <div class="queue-about">
        <RowAuthor hub={hub} now={now} row={named} />
        <RowReason hub={hub} now={now} row={row} />
      </div>
      <div class="queue-said">
        <RowContext hub={hub} row={row} />
        <ParentComment {...props} />
        <CommentText html={htmlOf(one)} isWhole />
        <CommentActions {...props} conversation={conversationById(hub, row.conversation)} />
      </div>
    </article>
  )
}

const Decisions = ({ hub, one: { entries } }: Pick<CommentDetailsProps, 'hub' | 'one'>) => (
  <section class="desk-part" aria-labelledby="on-record">
    <h2 id="on-record">Audit log</h2>
    {entries.length > 0 ? (
      <LogEntries hub={hub} entries={entries} />
    ) : (
      <p class="empty">No decisions yet.</p>
    )}
  </section>
)

/** One comment with everything that hosts know about it, and all actions. */
export const CommentDetailsPage = (props: CommentDetailsProps) => {
  const { hub, one, children } = props
  const { row, removal, done } = one
  const named = { ...row, name: removal?.name ?? row.name }
  return (
    <DeskPage paths={hub.paths} here="Desk">
      <Head {...props} one={{ ...one, row: named }} />
      <DecisionNote hub={hub} done={done} back="comment" comment={row.id} />
      <CommentArticle {...props} named={named} />
      {row.reports.length > row.reported && (
        <section class="desk-part" aria-labelledby="reports">
          <h2 id="reports">All reports</h2>
          <Reports hub={hub} reports={row.reports} more={0} />
        </section>
      )}
      {children}
      <section class="desk-part" aria-labelledby="author">
        <h2 id="author">Author</h2>
        <AuthorLink paths={hub.paths} one={{ ...one, row: named }} />
      </section>
      <Decisions hub={hub} one={one} />
    </DeskPage>
  )
}
