import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { conversationById } from '../../discussion/conversations/rules'
import { When } from '../../ui/time'
import { isBanned } from '../../accounts/members/ban.rules'
import { excerpt, Safe, toText } from '../../markdown/markdown'
import type { QueueRow as Found, ReportEntry } from './queries'
import type { QueueList } from './rules'
import {
  timeAgo,
  earlierNote,
  fadedNote,
  reportedNote,
  reporterName,
  spamNote,
  unansweredNote,
  unhappyHint,
  heldReason,
} from './messages'

/** The most characters of a quoted parent, and of a comment that is not collapsed. */
const QUOTE_LENGTH = 140
const MAX_EXPANDED_LENGTH = 600

/** What a row is rendered from. */
export interface RowProps {
  hub: Hub
  now: Date
  row: Found
}

const Name = ({ paths, row: { name, memberId } }: { paths: Paths } & Pick<RowProps, 'row'>) =>
  memberId ? (
    <a href={paths.deskMember(memberId)}>
      <bdi>{name || 'A former member'}</bdi>
    </a>
  ) : (
    <bdi>{name || 'A former guest'}</bdi>
  )

const Mark = ({ children, isSevere = false }: { children: string; isSevere?: boolean }) => (
  <span class="desk-mark" data-severity={isSevere ? 'critical' : undefined}>
    {children}
  </span>
)

/** The author's role or level, whether a guest's address is confirmed, and bans. */
const AuthorBadges = ({ hub, row, now }: RowProps) => {
  const { memberId, role, level, isConfirmed, bannedUntil, silencedUntil } = row
  const levelName = hub.levels.find(({ id }) => id === level)?.name
  return (
    <>
      {role ? (
        <Mark>{role === 'owner' ? 'Owner' : 'Host'}</Mark>
      ) : (
        <span class="soft">
          {memberId
            ? (levelName ?? 'Member')
            : isConfirmed
              ? 'Guest'
              : 'Guest, address not confirmed'}
        </span>
      )}
      {bannedUntil && isBanned({ bannedUntil }, now) && <Mark isSevere>Banned</Mark>}
      {silencedUntil && silencedUntil > now && <Mark isSevere>Silenced</Mark>}
    </>
  )
}

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

const AuthorHistory = ({
  paths,
  row: { earlier, warnings, decisions, memberId },
}: { paths: Paths } & Pick<RowProps, 'row'>) => (
  <>
    {earlierNote(earlier)}
    {warnings > 0 && <> · {plural(warnings, 'warning', 'warnings')}</>}
    {decisions > 0 && (
      <>
        {' · '}
        <a href={paths.deskLog({ person: memberId! })}>
          {plural(decisions, 'decision', 'decisions')} about them
        </a>
      </>
    )}
  </>
)

/** The author, their history, and the time of writing. */
export const RowAuthor = ({ hub, row, now }: RowProps) => (
  <header class="queue-who" id={`who-${row.id}`}>
    <p>
      <Name paths={hub.paths} row={row} /> <AuthorBadges hub={hub} row={row} now={now} />
    </p>
    <p class="soft">
      <AuthorHistory paths={hub.paths} row={row} />
      {' · '}
      <span title={row.writtenAt.toISOString()}>{timeAgo(hub, row.writtenAt, now)}</span>
      <span class="queue-when">
        {', '}
        <When hub={hub} at={row.writtenAt} />
      </span>
    </p>
  </header>
)

const InReplyTo = ({ paths, row }: { paths: Paths } & Pick<RowProps, 'row'>) => {
  const { parentId, answeredState, answeredHtml, answeredName } = row
  if (!parentId) return null
  if (!answeredHtml || answeredState === 'removed') return <>, in reply to a deleted comment</>
  return (
    <>
      , in reply to <bdi>{answeredName}</bdi>:{' '}
      <a class="queue-quote" href={paths.deskComment(parentId)} dir="auto">
        {excerpt(toText(answeredHtml), QUOTE_LENGTH) || 'a comment without text'}
      </a>
    </>
  )
}

/** The conversation and the parent of a comment. */
export const RowContext = ({ hub, row }: Pick<RowProps, 'hub' | 'row'>) => {
  const conversation = conversationById(hub, row.conversation)
  return (
    <p class="queue-context">
      {conversation ? (
        <>
          {row.opens ? 'Topic: ' : 'On '}
          <a href={hub.paths.conversation(conversation)}>{conversation.title}</a>
        </>
      ) : (
        'On a deleted post'
      )}
      <InReplyTo paths={hub.paths} row={row} />
    </p>
  )
}

/** The text of a comment; a long one is collapsed. */
export const CommentText = ({ html, isWhole = false }: { html: string; isWhole?: boolean }) => {
  const text = toText(html)
  const content = (
    <div class="e-content" dir="auto">
      <Safe html={html} />
    </div>
  )
  if (!text) return <p class="soft">The text was deleted.</p>
  if (isWhole || (text.length <= MAX_EXPANDED_LENGTH && text.split('\n').length < 10))
    return content
  return (
    <details class="queue-long">
      <summary>
        <span class="queue-beginning" dir="auto">
          {excerpt(text, MAX_EXPANDED_LENGTH / 2)}
        </span>
        <span class="queue-unfold">Show all</span>
        <span class="queue-fold">Show less</span>
      </summary>
      {content}
    </details>
  )
}

/** The reports with their authors. */
export const Reports = ({ hub, reports, more }: ReportsProps) => (
  <ul class="queue-reports">
    {reports.map((report) => (
      <li>
        {report.member ? (
          <a href={hub.paths.deskMember(report.member)}>
            <bdi>{reporterName(report)}</bdi>
          </a>
        ) : (
          <bdi>{reporterName(report)}</bdi>
        )}
        {report.reason ? (
          <>
            : <q dir="auto">{report.reason}</q>
          </>
        ) : (
          ', no reason given'
        )}{' '}
        <span class="soft">
          <When hub={hub} at={new Date(report.at)} />
          {report.weight === 0 && ', below Regular'}
          {report.ruling && `, ruled ${report.ruling}`}
        </span>
      </li>
    ))}
    {more > 0 && <li class="soft">and {more > 90 ? 'many' : more} more</li>}
  </ul>
)

interface ReportsProps {
  hub: Hub
  reports: ReportEntry[]
  /** How many more there are. */
  more: number
}

const reasonOf = (list: QueueList | undefined, { hub, row, now }: RowProps): string => {
  const { state, reported } = row
  if (state === 'held') return heldReason(row, hub)
  if (list === 'reported' || (!list && reported > 0)) return reportedNote(reported)
  if (state === 'faded') return fadedNote(row, hub, now)
  return list === 'awaiting' ? unansweredNote(row) : ''
}

/**
 * Lower than the tone of a single negative word: “tension” in a technical question is not anger.
 */
const UNHAPPY_TONE = -0.4

const toneNote = ({ tone }: Pick<Found, 'tone'>) => (tone ?? 0) < UNHAPPY_TONE && unhappyHint

/** Why the comment is in this list. */
export const RowReason = ({ list, ...props }: RowProps & { list?: QueueList }) => {
  const { row } = props
  const more = row.reported - row.reports.length
  return (
    <div class="queue-why">
      <p>{[reasonOf(list, props), spamNote(row), toneNote(row)].filter(Boolean).join(' ')}</p>
      {row.reported > 0 && <Reports hub={props.hub} reports={row.reports} more={more} />}
    </div>
  )
}
