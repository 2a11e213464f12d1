import type { Child } from 'hono/jsx'
import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { Desk, Older } from '../../ui/desk-page'
import { Lines } from '../audit-log/view'
import type { Entry } from '../people/queries'
import { Acts } from './actions.view'
import { Bulk, isBulky, Pick } from './bulk.view'
import { Keys } from './keys.view'
import { Note } from './note.view'
import type { Decided, Row as Found } from './queries'
import { Author, Context, type RowProps, Why, Words } from './row.view'
import { type Counts, type Key, keyText, type List, lists, shortCount, type Waiting } from './rules'
import { called } from './messages'

const Tabs = ({ paths, list, counts }: { paths: Paths; list: List; counts: Counts }) => (
  <nav class="queue-tabs" aria-label="What waits">
    <ul>
      {lists.map((each) => (
        <li>
          <a href={paths.desk({ list: each })} aria-current={each === list ? 'page' : undefined}>
            {called[each].name}{' '}
            <span class="queue-count" data-none={counts[each] === 0 ? '' : undefined}>
              {shortCount(counts[each])}
            </span>
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

const Row = ({ list, ...props }: RowProps & { list: List }) => {
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
        {isBulky(list) && <Pick id={row.id} name={row.name} />}
        <div class="queue-about">
          <Author {...props} />
          <Why {...props} list={list} />
        </div>
        <div class="queue-said">
          <Context hub={hub} row={row} />
          <Words html={row.html} />
          <Acts hub={hub} row={row} back={list} />
        </div>
      </article>
    </li>
  )
}

interface QueueProps {
  hub: Hub
  now: Date
  list: List
  counts: Waiting
  rows: Found[]
  /** Where the next page begins. */
  later?: Key | undefined
  /** On a page after the first. */
  isLater: boolean
  /** What was just decided. */
  done?: Decided | undefined
  /** The last that was decided, for when nothing waits. */
  lately: Entry[]
  /** What stands below the queue. */
  children?: Child
}

/** Who waits elsewhere, when nobody waits here. */
const Requests = ({ paths, count }: { paths: Paths; count: number }) => (
  <p>
    <a href={paths.deskRequests()}>
      {count === 1 ? 'Somebody asks' : `${shortCount(count)} people ask`} to be let into a space
    </a>
    .
  </p>
)

const Empty = ({ hub, list, counts, lately, isLater }: QueueProps) => {
  const isAll = lists.every((each) => counts[each] === 0)
  if (isLater)
    return (
      <p class="empty">
        That was all. <a href={hub.paths.desk({ list })}>Back to the first</a>
      </p>
    )
  return (
    <div class="queue-empty">
      <p class="queue-calm">
        {isAll
          ? counts.requests > 0
            ? 'No comment waits.'
            : 'Nothing waits.'
          : called[list].empty}
      </p>
      {isAll && counts.requests === 0 && (
        <p class="soft">Everybody has been heard. The light is on all the same.</p>
      )}
      {isAll && counts.requests > 0 && <Requests paths={hub.paths} count={counts.requests} />}
      {lately.length > 0 && (
        <section aria-labelledby="lately">
          <h3 id="lately">What was decided last</h3>
          <Lines hub={hub} entries={lately} />
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
      {isBulky(list) && (
        <label class="queue-all" hidden data-all>
          <input type="checkbox" /> Choose all on this page
        </label>
      )}
      <ol class="queue">
        {rows.map((row) => (
          <Row hub={hub} now={now} row={row} list={list} />
        ))}
      </ol>
      {isBulky(list) && <Bulk hub={hub} list={list} />}
      {later && (
        <Older label="The next ones" href={hub.paths.desk({ list, after: keyText(later) })} />
      )}
    </>
  )
}

/** What waits for a host, one list at a time. */
export const QueuePage = (props: QueueProps) => {
  const { list, counts, done, children } = props
  return (
    <Desk
      paths={props.hub.paths}
      here="Desk"
      requests={counts.requests > 0 ? shortCount(counts.requests) : undefined}
    >
      <h1 class="unseen">Desk</h1>
      <Tabs paths={props.hub.paths} list={list} counts={counts} />
      <Note hub={props.hub} done={done} back={list} />
      <section class="queue-list" aria-labelledby="queue-title">
        <header class="queue-head">
          <div>
            <h2 id="queue-title">{called[list].name}</h2>
            <p class="soft">{called[list].about}</p>
          </div>
          <Keys />
        </header>
        <Rows {...props} />
      </section>
      {children}
    </Desk>
  )
}
