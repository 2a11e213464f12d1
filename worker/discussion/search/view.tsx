import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import type { Kind } from '../../../site/contract/vocabulary'
import { conversationById } from '../conversations/rules'
import { dateFormat } from '../../lib/date-format'
import { kindNames } from '../../ui/icon'
import type { Hit } from './queries'
import { type Filters, filterQuery } from './filters.form'
import { excerptOf, mark, type Piece } from './highlight.rules'
import { type Cursor, fromCursor } from './rules'

/** A text with the words that were asked for marked. JSX escapes every piece of it. */
const Marked = ({ pieces }: { pieces: Piece[] }) => (
  <>{pieces.map(({ text, isFound }) => (isFound ? <mark>{text}</mark> : text))}</>
)

const when = ({ language, timezone }: Hub, at: number) =>
  dateFormat(language, { dateStyle: 'medium', timeZone: timezone }).format(at)

/** What something is, in a word or two. */
const whatIs = (hub: Hub, { id, conversation }: Hit) => {
  if (conversation) return 'Comment'
  if (id.startsWith('page:')) return 'Page'
  if (id.startsWith('member:')) return 'Member'
  if (id.startsWith('person:')) return hub.people[id.slice('person:'.length)]?.role ?? 'Person'
  const kind = conversationById(hub, id)?.kind
  return kind && kindNames[kind]
}

/** Its words. A topic ends with its tags, which are set apart as tags. */
const wordsOf = (hub: Hub, { id, text }: Hit) => {
  const tags = conversationById(hub, id)?.tags ?? []
  const end = `\n${tags.join(' ')}`
  if (tags.length === 0 || !text.endsWith(end)) return text
  return `${text.slice(0, -end.length)} · ${tags.map((tag) => `#${tag}`).join(' ')}`
}

const Result = ({ hit, hub, question }: { hit: Hit; hub: Hub; question: string }) => {
  const said = hit.conversation ? conversationById(hub, hit.conversation) : undefined
  const at = hit.writtenAt ?? conversationById(hub, hit.id)?.startedAt
  return (
    <li class="result">
      <h2 class="result-title">
        <a href={hub.base + hit.address}>
          {said ? (
            <>
              <bdi>{hit.name}</bdi> in “{said.title}”
            </>
          ) : (
            <Marked pieces={mark(hit.title, question)} />
          )}
        </a>
      </h2>
      <p class="result-kind">
        {whatIs(hub, hit)}
        {at !== undefined && (
          <>
            {' · '}
            <time datetime={new Date(at).toISOString()}>{when(hub, at)}</time>
          </>
        )}
      </p>
      <p class="result-words" dir="auto">
        <Marked pieces={excerptOf(wordsOf(hub, hit), question)} />
      </p>
    </li>
  )
}

/** What each filter says about what was found. */
const says: Record<keyof Filters, (value: string, hub: Hub) => string> = {
  kind: (kind) => kindNames[kind as Kind],
  tag: (tag) => `#${tag}`,
  space: (id, { spaces }) => spaces.find((space) => space.id === id)?.name ?? id,
  person: (handle) => `by @${handle}`,
}

interface AskedProps {
  hub: Hub
  question: string
  filters: Filters
}

/** What the search keeps to, each with the way to do without it. */
const Kept = ({ hub, question, filters }: AskedProps) => {
  const chosen = Object.entries(filterQuery(filters)) as [keyof Filters, string][]
  if (chosen.length === 0) return null
  return (
    <ul class="results-kept" aria-label="Only this">
      {chosen.map(([name, value]) => {
        const query = new URLSearchParams({ q: question, ...filterQuery(filters, name) })
        return (
          <li>
            <a href={`${hub.paths.search()}?${query}`}>
              <span class="unseen">Do without: </span>
              {says[name](value, hub)}
              <span aria-hidden="true"> ×</span>
            </a>
          </li>
        )
      })}
    </ul>
  )
}

interface ResultsProps extends AskedProps {
  hits: Hit[]
  /** Where the page after this one begins. */
  next?: Cursor | undefined
  /** On a page after the first. */
  isLater: boolean
}

/** What was found, and the way to more of it. */
export const Results = (props: ResultsProps) => {
  const { hub, question, filters, hits, next, isLater } = props
  const more =
    next && new URLSearchParams({ q: question, ...filterQuery(filters), after: fromCursor(next) })
  const none = isLater ? (
    <p>That was all.</p>
  ) : (
    <Nothing
      paths={hub.paths}
      question={question}
      isKept={Object.keys(filterQuery(filters)).length > 0}
    />
  )
  return (
    <>
      <Kept hub={hub} question={question} filters={filters} />
      {hits.length > 0 ? (
        <ol class="results">
          {hits.map((hit) => (
            <Result hit={hit} hub={hub} question={question} />
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

const Nothing = ({
  paths,
  question,
  isKept,
}: {
  paths: Paths
  question: string
  isKept: boolean
}) => (
  <>
    <p>
      Nothing {isKept ? 'of this' : 'here'} holds all of <q>{question}</q>.
    </p>
    <ul>
      {isKept && <li>Take away what the search keeps to, one by one.</li>}
      <li>Fewer words find more: all of them must be there.</li>
      <li>The last word may be just its beginning: “cycl” finds cycling and cyclists.</li>
      <li>
        Or start from the <a href={paths.home()}>newest conversations</a>.
      </li>
    </ul>
  </>
)

/** What the page says before there is anything to look for. */
export const Hint = ({ question }: { question: string }) => (
  <p>
    {question
      ? 'Please give the search a word: letters or digits.'
      : 'One search over conversations, comments, people and pages. Type a word or two; the last may be just its beginning.'}
  </p>
)

/** What the page says when the search can not be asked. */
export const Resting = ({ sentence }: { sentence: string }) => <p role="alert">{sentence}</p>
