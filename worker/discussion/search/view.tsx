import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import type { Kind } from '../../../site/contract/vocabulary'
import { conversationById } from '../conversations/rules'
import { dateFormat } from '../../lib/date-format'
import { kindNames } from '../../ui/icon'
import type { Hit } from './queries'
import { type Filters, filterQuery } from './filters.form'
import { excerptOf, highlight, type Segment } from './highlight.rules'
import { type Cursor, fromCursor } from './rules'

/** A text with its matches highlighted. JSX escapes every segment. */
const Highlighted = ({ segments }: { segments: Segment[] }) => (
  <>{segments.map(({ text, isMatch }) => (isMatch ? <mark>{text}</mark> : text))}</>
)

const when = ({ language, timezone }: Hub, at: number) =>
  dateFormat(language, { dateStyle: 'medium', timeZone: timezone }).format(at)

/** The label of a result's type. */
const resultType = (hub: Hub, { id, conversation }: Hit) => {
  if (conversation) return 'Comment'
  if (id.startsWith('page:')) return 'Page'
  if (id.startsWith('member:')) return 'Member'
  if (id.startsWith('person:')) return hub.people[id.slice('person:'.length)]?.role ?? 'Person'
  const kind = conversationById(hub, id)?.kind
  return kind && kindNames[kind]
}

/** The text for the excerpt. The tags at the end of a topic's text are shown as #tags. */
const excerptSource = (hub: Hub, { id, text }: Hit) => {
  const tags = conversationById(hub, id)?.tags ?? []
  const end = `\n${tags.join(' ')}`
  if (tags.length === 0 || !text.endsWith(end)) return text
  return `${text.slice(0, -end.length)} · ${tags.map((tag) => `#${tag}`).join(' ')}`
}

const Result = ({ hit, hub, query }: { hit: Hit; hub: Hub; query: string }) => {
  const conversation = hit.conversation ? conversationById(hub, hit.conversation) : undefined
  const at = hit.writtenAt ?? conversationById(hub, hit.id)?.startedAt
  return (
    <li class="result">
      <h2 class="result-title">
        <a href={hub.base + hit.address}>
          {conversation ? (
            <>
              <bdi>{hit.name}</bdi> in “{conversation.title}”
            </>
          ) : (
            <Highlighted segments={highlight(hit.title, query)} />
          )}
        </a>
      </h2>
      <p class="result-kind">
        {resultType(hub, hit)}
        {at !== undefined && (
          <>
            {' · '}
            <time datetime={new Date(at).toISOString()}>{when(hub, at)}</time>
          </>
        )}
      </p>
      <p class="result-words" dir="auto">
        <Highlighted segments={excerptOf(excerptSource(hub, hit), query)} />
      </p>
    </li>
  )
}

/** The label of each active filter. */
const filterLabels: Record<keyof Filters, (value: string, hub: Hub) => string> = {
  kind: (kind) => kindNames[kind as Kind],
  tag: (tag) => `#${tag}`,
  space: (id, { spaces }) => spaces.find((space) => space.id === id)?.name ?? id,
  person: (handle) => `by @${handle}`,
}

interface QueryProps {
  hub: Hub
  query: string
  filters: Filters
}

/** The active filters, each with a link to remove it. */
const ActiveFilters = ({ hub, query, filters }: QueryProps) => {
  const chosen = Object.entries(filterQuery(filters)) as [keyof Filters, string][]
  if (chosen.length === 0) return null
  return (
    <ul class="results-kept" aria-label="Active filters">
      {chosen.map(([name, value]) => {
        const params = new URLSearchParams({ q: query, ...filterQuery(filters, name) })
        return (
          <li>
            <a href={`${hub.paths.search()}?${params}`}>
              <span class="unseen">Remove filter: </span>
              {filterLabels[name](value, hub)}
              <span aria-hidden="true"> ×</span>
            </a>
          </li>
        )
      })}
    </ul>
  )
}

interface ResultsProps extends QueryProps {
  hits: Hit[]
  /** Where the next page begins. */
  next?: Cursor | undefined
  /** Whether this is a page after the first. */
  isLater: boolean
}

/** The active filters, the results, and a link to the next page. */
export const Results = (props: ResultsProps) => {
  const { hub, query, filters, hits, next, isLater } = props
  const more =
    next && new URLSearchParams({ q: query, ...filterQuery(filters), after: fromCursor(next) })
  const none = isLater ? (
    <p>No more results.</p>
  ) : (
    <NoResults
      paths={hub.paths}
      query={query}
      hasFilters={Object.keys(filterQuery(filters)).length > 0}
    />
  )
  return (
    <>
      <ActiveFilters hub={hub} query={query} filters={filters} />
      {hits.length > 0 ? (
        <ol class="results">
          {hits.map((hit) => (
            <Result hit={hit} hub={hub} query={query} />
          ))}
        </ol>
      ) : (
        !next && none
      )}
      {more && (
        <p class="results-more">
          <a href={`${hub.paths.search()}?${more}`} rel="next">
            More results
          </a>
        </p>
      )}
    </>
  )
}

const NoResults = ({
  paths,
  query,
  hasFilters,
}: {
  paths: Paths
  query: string
  hasFilters: boolean
}) => (
  <>
    <p>
      No results {hasFilters && 'with these filters '}for <q>{query}</q>.
    </p>
    <ul>
      {hasFilters && <li>Remove filters one at a time.</li>}
      <li>Use fewer words: a result must contain all of them.</li>
      <li>You can shorten the last word: “cycl” finds cycling and cyclists.</li>
      <li>
        Or start from the <a href={paths.home()}>newest conversations</a>.
      </li>
    </ul>
  </>
)

/** The message for a query without a word. */
export const Hint = ({ query }: { query: string }) => (
  <p>
    {query
      ? 'Please enter at least one word with letters or digits.'
      : 'Search conversations, comments, people and pages. Type a word or two; the last can be shortened.'}
  </p>
)

/** The message when the search is unavailable. */
export const Unavailable = ({ sentence }: { sentence: string }) => <p role="alert">{sentence}</p>
