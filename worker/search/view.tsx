import { base, type Hub, type Kind, paths } from '../../site/contract'
import { conversationById } from '../conversations/rules'
import { dateFormat } from '../kit/date-format'
import type { Hit } from './queries'
import { type Cursor, fromCursor, pieces } from './rules'

/** What each kind of post is called. */
export const kindNames: Record<Kind, string> = {
  news: 'News',
  alert: 'Alert',
  question: 'Question',
  idea: 'Idea',
  resource: 'Resource',
}

/** A text from FTS5 with the words that were asked for marked. JSX escapes every piece of it. */
const Marked = ({ text }: { text: string }) => (
  <>{pieces(text).map(({ text, isFound }) => (isFound ? <mark>{text}</mark> : text))}</>
)

const when = ({ language, timezone }: Hub, at: number) =>
  dateFormat(language, { dateStyle: 'medium', timeZone: timezone }).format(at)

const Result = ({ hit, hub }: { hit: Hit; hub: Hub }) => {
  const said = hit.conversation ? conversationById(hub, hit.conversation) : undefined
  const kind = conversationById(hub, hit.id)?.kind
  return (
    <li class="result">
      <h2 class="result-title">
        <a href={base + hit.address}>
          {said ? (
            <>
              <bdi>{hit.name}</bdi> in “{said.title}”
            </>
          ) : (
            <Marked text={hit.title} />
          )}
        </a>
      </h2>
      <p class="result-kind">
        {said ? 'Comment' : kind ? kindNames[kind] : 'Page'}
        {hit.writtenAt !== null && (
          <>
            {' · '}
            <time datetime={new Date(hit.writtenAt).toISOString()}>{when(hub, hit.writtenAt)}</time>
          </>
        )}
      </p>
      <p class="result-words" dir="auto">
        <Marked text={hit.excerpt} />
      </p>
    </li>
  )
}

interface ResultsProps {
  hub: Hub
  question: string
  hits: Hit[]
  /** Where the page after this one begins. */
  next?: Cursor | undefined
  /** On a page after the first. */
  isLater: boolean
}

/** What was found, and the way to more of it. */
export const Results = ({ hub, question, hits, next, isLater }: ResultsProps) => {
  if (hits.length === 0) return isLater ? <p>That was all.</p> : <Nothing question={question} />
  const more = next && new URLSearchParams({ q: question, after: fromCursor(next) })
  return (
    <>
      <ol class="results">
        {hits.map((hit) => (
          <Result hit={hit} hub={hub} />
        ))}
      </ol>
      {more && (
        <p class="results-more">
          <a href={`${paths.search()}?${more}`} rel="next">
            More results
          </a>
        </p>
      )}
    </>
  )
}

const Nothing = ({ question }: { question: string }) => (
  <>
    <p>
      Nothing here holds all of <q>{question}</q>.
    </p>
    <ul>
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
      : 'One search over posts, pages and comments. Type a word or two; the last may be just its beginning.'}
  </p>
)

/** What the page says when the search can not be asked. */
export const Resting = ({ sentence }: { sentence: string }) => <p role="alert">{sentence}</p>
