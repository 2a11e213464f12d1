import type { Child } from 'hono/jsx'
import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { DeskPage, OlderLink } from '../../ui/desk-page'
import { LogEntries } from '../audit-log/view'
import type { LogEntry } from '../people/queries'
import { RowActions } from './actions.view'
import { BulkForm, hasBulkActions, RowCheckbox } from './bulk.view'
import { KeyboardShortcuts } from './keys.view'
import { DecisionNote } from './note.view'
import type { LatestDecision, QueueRow as Found } from './queries'
import { RowAuthor, RowContext, type RowProps, RowReason, CommentText } from './row.view'
import {
  type QueueCounts,
  type QueuePosition,
  formatPosition,
  type QueueList,
  queueLists,
  shortCount,
  type WaitingCounts,
} from './rules'
import { listTexts } from './messages'

const Tabs = ({ paths, list, counts }: { paths: Paths; list: QueueList; counts: QueueCounts }) => (
  <nav class="queue-tabs" aria-label="Lists">
    <ul>
      {queueLists.map((each) => (
        <li>
          <a href={paths.desk({ list: each })} aria-current={each === list ? 'page' : undefined}>
            {listTexts[each].name}{' '}
            <span class="queue-count" data-none={counts[each] === 0 ? '' : undefined}>
              {shortCount(counts[each])}
            </span>
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

const Row = ({ list, ...props }: RowProps & { list: QueueList }) => {
  const { hub, row } = props
  return (
    <li>
      <article
        class="queue-row"
        id={`q-${row.id}`}
        aria-labelledby={`who-${row.id}`}
        tabindex={-1}
        data-state={row.state === 'held' ? undefined : row.state}
      >
        {hasBulkActions(list) && <RowCheckbox id={row.id} name={row.name} />}
        <div class="queue-about">
          <RowAuthor {...props} />
          <RowReason {...props} list={list} />
        </div>
        <div class="queue-said">
          <RowContext hub={hub} row={row} />
          <CommentText html={row.html} />
          <RowActions hub={hub} row={row} back={list} />
        </div>
      </article>
    </li>
  )
}

interface QueueProps {
  hub: Hub
  now: Date
  list: QueueList
  counts: WaitingCounts
  rows: Found[]
  /** Where the next page begins. */
  later?: QueuePosition | undefined
  /** Whether this is a page after the first. */
  isLater: boolean
  /** The decision that was just made. */
  done?: LatestDecision | undefined
  /** The latest decisions, for an empty list. */
  latest: LogEntry[]
  /** The content below the queue. */
  children?: Child
}

/** A link to the access requests. */
const RequestsLink = ({ paths, count }: { paths: Paths; count: number }) => (
  <p>
    <a href={paths.deskRequests()}>
      {count === 1 ? '1 request' : `${shortCount(count)} requests`} for access to a space
    </a>
    .
  </p>
)

const Empty = ({ hub, list, counts, latest, isLater }: QueueProps) => {
  const isAllEmpty = queueLists.every((each) => counts[each] === 0)
  if (isLater)
    return (
      <p class="empty">
        End of the list. <a href={hub.paths.desk({ list })}>Back to the start</a>
      </p>
    )
  return (
    <div class="queue-empty">
      <p class="queue-calm">
        {isAllEmpty
          ? counts.requests > 0
            ? 'No comments to review.'
            : 'Nothing to review.'
          : listTexts[list].empty}
      </p>
      {isAllEmpty && counts.requests === 0 && <p class="soft">You’re all caught up.</p>}
      {isAllEmpty && counts.requests > 0 && (
        <RequestsLink paths={hub.paths} count={counts.requests} />
      )}
      {latest.length > 0 && (
        <section aria-labelledby="lately">
          <h3 id="lately">Latest decisions</h3>
          <LogEntries hub={hub} entries={latest} />
        </section>
      )}
    </div>
  )
}

const Rows = (props: QueueProps) => {
  const { hub, now, list, rows, later } = props
  if (rows.length === 0) return <Empty {...props} />
  return (
    <>
      {hasBulkActions(list) && (
        <label class="queue-all" hidden data-all>
          <input type="checkbox" /> Choose all on this page
        </label>
      )}
      <ol class="queue">
        {rows.map((row) => (
          <Row hub={hub} now={now} row={row} list={list} />
        ))}
      </ol>
      {hasBulkActions(list) && <BulkForm hub={hub} list={list} />}
      {later && (
        <OlderLink label="Next" href={hub.paths.desk({ list, after: formatPosition(later) })} />
      )}
    </>
  )
}

/** The queue: one list at a time. */
export const QueuePage = (props: QueueProps) => {
  const { list, counts, done, children } = props
  return (
    <DeskPage
      paths={props.hub.paths}
      here="Desk"
      requests={counts.requests > 0 ? shortCount(counts.requests) : undefined}
    >
      <h1 class="unseen">Desk</h1>
      <Tabs paths={props.hub.paths} list={list} counts={counts} />
      <DecisionNote hub={props.hub} done={done} back={list} />
      <section class="queue-list" aria-labelledby="queue-title">
        <header class="queue-head">
          <div>
            <h2 id="queue-title">{listTexts[list].name}</h2>
            <p class="soft">{listTexts[list].about}</p>
          </div>
          <KeyboardShortcuts />
        </header>
        <Rows {...props} />
      </section>
      {children}
    </DeskPage>
  )
}
