import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { conversationById } from '../../discussion/conversations/rules'
import { When } from '../../ui/time'
import { isBanned } from '../../accounts/members/ban.rules'
import { excerpt, Safe, toText } from '../../markdown/markdown'
import type { QueueRow as Found, ReportEntry } from './queries'
import type { QueueList } from './rules'
import { ago, earlierNote, reporterName, spamNote, whyHeld } from './messages'

/** Characters of what is answered that are quoted, and of a comment that are shown unfolded. */
const QUOTED = 140
const SHOWN = 600

/** What a row is drawn from. */
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

const Mark = ({ children, isGrave = false }: { children: string; isGrave?: boolean }) => (
  <span class="desk-mark" data-severity={isGrave ? 'critical' : undefined}>
    {children}
  </span>
)

/** What somebody is here: their level, whether their address is theirs, what hosts decided. */
const AuthorBadges = ({ hub, row, now }: RowProps) => {
  const { memberId, role, level, isConfirmed, bannedUntil, silencedUntil } = row
  const known = hub.levels.find(({ id }) => id === level)?.name
  return (
    <>
      {role ? (
        <Mark>{role === 'owner' ? 'Owner' : 'Host'}</Mark>
      ) : (
        <span class="soft">
          {memberId ? (known ?? 'Member') : isConfirmed ? 'Guest' : 'Guest, address not confirmed'}
        </span>
      )}
      {bannedUntil && isBanned({ bannedUntil }, now) && <Mark isGrave>Banned</Mark>}
      {silencedUntil && silencedUntil > now && <Mark isGrave>Silenced</Mark>}
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

/** Who wrote it, when, and how they have fared here. */
export const RowAuthor = ({ hub, row, now }: RowProps) => (
  <header class="queue-who" id={`who-${row.id}`}>
    <p>
      <Name paths={hub.paths} row={row} /> <AuthorBadges hub={hub} row={row} now={now} />
    </p>
    <p class="soft">
      <AuthorHistory paths={hub.paths} row={row} />
      {' · '}
      <span title={row.writtenAt.toISOString()}>{ago(hub, row.writtenAt, now)}</span>
      <span class="queue-when">
        {', '}
        <When hub={hub} at={row.writtenAt} />
      </span>
    </p>
  </header>
)

const Answered = ({ paths, row }: { paths: Paths } & Pick<RowProps, 'row'>) => {
  const { parentId, answeredState, answeredHtml, answeredName } = row
  if (!parentId) return null
  if (!answeredHtml || answeredState === 'removed')
    return <>, in answer to a comment that is gone</>
  return (
    <>
      , in answer to <bdi>{answeredName}</bdi>:{' '}
      <a class="queue-quote" href={paths.deskComment(parentId)} dir="auto">
        {excerpt(toText(answeredHtml), QUOTED) || 'a comment without words'}
      </a>
    </>
  )
}

/** Where it was said, and what it answers. */
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
        'On a post that is gone'
      )}
      <Answered paths={hub.paths} row={row} />
    </p>
  )
}

/** The comment itself; a long one is folded. */
export const CommentText = ({ html, isWhole = false }: { html: string; isWhole?: boolean }) => {
  const text = toText(html)
  const words = (
    <div class="e-content" dir="auto">
      <Safe html={html} />
    </div>
  )
  if (!text) return <p class="soft">Its words are gone.</p>
  if (isWhole || (text.length <= SHOWN && text.split('\n').length < 10)) return words
  return (
    <details class="queue-long">
      <summary>
        <span class="queue-beginning" dir="auto">
          {excerpt(text, SHOWN / 2)}
        </span>
        <span class="queue-unfold">All of it</span>
        <span class="queue-fold">Less of it</span>
      </summary>
      {words}
    </details>
  )
}

/** What readers reported, and who. */
export const Reports = ({ hub, reports, more }: ReportsProps) => (
  <ul class="queue-reports">
    {reports.map((told) => (
      <li>
        {told.member ? (
          <a href={hub.paths.deskMember(told.member)}>
            <bdi>{reporterName(told)}</bdi>
          </a>
        ) : (
          <bdi>{reporterName(told)}</bdi>
        )}
        {told.reason ? (
          <>
            : <q dir="auto">{told.reason}</q>
          </>
        ) : (
          ', without a reason'
        )}{' '}
        <span class="soft">
          <When hub={hub} at={new Date(told.at)} />
          {told.weight === 0 && ', not a regular'}
          {told.ruling && `, found ${told.ruling}`}
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
  const { state, stateAt, critical, reported } = row
  if (state === 'held') return whyHeld(row, hub)
  if (list === 'reported' || (!list && reported > 0))
    return reported === 1 ? 'A reader reported it.' : 'Readers reported it.'
  if (state === 'faded') return `Faded ${stateAt ? ago(hub, stateAt, now) : 'a while ago'}.`
  if (list !== 'awaiting') return ''
  const waits = `Nobody has answered it yet.`
  return critical ? `A host called it critical. ${waits}` : waits
}

/** More than one sad word by itself: whoever asks about the tension of a spoke is not angry. */
const UNHAPPY = -0.4

/** What its words sound like, for a host who is in a hurry: the list of words errs, and says so. */
const toneNote = ({ tone }: Pick<Found, 'tone'>) =>
  (tone ?? 0) < UNHAPPY && 'Its words may sound unhappy.'

/** Why a host sees it here. */
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
