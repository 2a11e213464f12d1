import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { slots } from '../../../site/contract/slots'
import type { Kind } from '../../../site/contract/vocabulary'
import { authorHandle } from '../../discussion/comments/rules'
import { countsInWords, statusNames } from '../../discussion/conversations/messages'
import { dateFormat } from '../../lib/date-format'
import { Avatar } from '../../ui/avatar'
import { KindName } from '../../ui/icon'
import { excerpt, toText } from '../../markdown/markdown'
import { newCommentsMessage } from '../../discussion/read-marks/messages'
import { When } from '../../ui/time'
import type { ListCounts, ListEntry } from './merge.rules'
import { lastReplyBy, pagerWords } from './messages'
import type { TopicRow } from './queries'
import type { ListOrder } from './rules'

/** The longest excerpt on a card, in characters, as on static cards. */
const MAX_EXCERPT = 200

/** The excerpt of an opening, without a tag or entity that was cut in two. */
const summaryOf = ({ html }: TopicRow) =>
  excerpt(toText(html.replace(/<[^>]*$/, '').replace(/&[^;\s]{0,8}$/, '')), MAX_EXCERPT)

const day = ({ language, timezone }: Hub, at: number) =>
  dateFormat(language, { dateStyle: 'long', timeZone: timezone }).format(at)

const Count = slots.count

/** An author, with the handle of their page if they have one. */
interface Author {
  name: string
  page: string | null
}

/** The authors of a post, or the person who started a topic. */
const authorsOf = (hub: Hub, { authors = [] }: Conversation, topic?: TopicRow): Author[] => {
  const personOf = (handle: string | null) =>
    handle !== null && Object.hasOwn(hub.people, handle) ? hub.people[handle] : undefined
  if (!topic)
    return authors.map((page) => ({
      name: personOf(page)?.name ?? page,
      page: personOf(page) ? page : null,
    }))
  const page = authorHandle(hub, topic)
  return [{ name: personOf(page)?.name ?? topic.name, page }]
}

/** The authors, as on static cards. */
const Byline = ({ hub, kind, by }: { hub: Hub; kind: Kind; by: Author[] }) => (
  <span class="byline">
    <span class="avatars">
      {by.map(({ name, page }) => (
        <Avatar hub={hub} name={name} handle={page ?? ''} />
      ))}
    </span>
    <span>
      {kind === 'question' && 'Asked by '}
      {by.map(({ name, page }, at) => (
        <>
          {at > 0 && (at === by.length - 1 ? ' and ' : ', ')}
          <span class="p-author h-card">
            {page ? (
              <a class="p-name u-url" href={hub.paths.person(page)} dir="auto">
                {name}
              </a>
            ) : (
              <bdi class="p-name">{name}</bdi>
            )}
          </span>
        </>
      ))}
    </span>
  </span>
)

/** Who wrote the last comment and when, with a link to their page if they have one. */
const LastReply = ({ hub, counts }: { hub: Hub; counts: ListCounts | undefined }) => {
  if (!counts?.comments || !counts.last || !counts.lastCommentAt) return null
  const page = authorHandle(hub, counts.last)
  const person = page !== null && Object.hasOwn(hub.people, page) ? hub.people[page] : undefined
  const name = person?.name ?? counts.last.name
  return (
    <span class="last">
      {' '}
      {lastReplyBy}{' '}
      {page ? (
        <a href={hub.paths.person(page)} dir="auto">
          {name}
        </a>
      ) : (
        <bdi>{name}</bdi>
      )}
      , <When hub={hub} at={counts.lastCommentAt} />
    </span>
  )
}

/** The numbers of a conversation, and its last reply. */
const Counts = ({ hub, counts, unread }: Pick<CardProps, 'hub' | 'counts' | 'unread'>) => (
  <>
    {unread !== undefined && (
      <>
        <span class="unread">{newCommentsMessage(unread)}</span>{' '}
      </>
    )}
    {countsInWords(hub.language, counts)}
    <LastReply hub={hub} counts={counts} />
  </>
)

interface CardProps {
  hub: Hub
  conversation: Conversation
  /** Only for a topic. */
  topic?: TopicRow | undefined
  counts: ListCounts | undefined
  /** The number of comments that are new to a member; 0 if the conversation itself is. */
  unread?: number | undefined
  level: 2 | 3
}

/**
 * A conversation without a static card, rendered like one: a topic, or a post that is not public.
 */
export const Card = ({ hub, conversation, topic, counts, unread, level }: CardProps) => {
  const { id, kind, title, status, startedAt, isPinned } = conversation
  const Heading = `h${level}` as const
  const summary = topic && summaryOf(topic)
  const by = authorsOf(hub, conversation, topic)
  return (
    <article class={isPinned ? 'card h-entry card-pinned' : 'card h-entry'} data-kind={kind}>
      <div class="card-words">
        <p class="card-top">
          <KindName kind={kind} />
          {status && (
            <span class="status" data-status={status}>
              {statusNames[status]}
            </span>
          )}
          {isPinned && <span class="pinned">Pinned</span>}
        </p>
        <Heading class="card-title">
          <a class="u-url p-name" href={hub.paths.conversation(conversation)} dir="auto">
            {title}
          </a>
        </Heading>
        {summary && (
          <p class="card-summary p-summary" dir="auto">
            {summary}
          </p>
        )}
        <p class="card-foot">
          {by.length > 0 && <Byline hub={hub} kind={kind} by={by} />}
          <time class="dt-published" datetime={new Date(startedAt).toISOString()}>
            {day(hub, startedAt)}
          </time>
          <Count data-conversation={id}>
            <Counts hub={hub} counts={counts} unread={unread} />
          </Count>
        </p>
      </div>
    </article>
  )
}

/** Shown in place of an empty list. */
export const EmptyList = ({ message }: { message: string }) => <p class="empty">{message}</p>

interface PagerProps {
  /** The address of the first page, unless this is it. */
  first: string | undefined
  /** The address of the next page, if there is one. */
  next: string | undefined
  order: ListOrder
}

/** Links to the first and the next page of a list. */
export const Pager = ({ first, next, order }: PagerProps) =>
  first || next ? (
    <nav class="pager" aria-label="Pages of this list">
      {first && (
        <a rel="first" href={first}>
          {pagerWords[order].first}
        </a>
      )}
      {next && (
        <a rel="next" href={next}>
          {pagerWords[order].next}
        </a>
      )}
    </nav>
  ) : null

const EMPTY_COUNT = new RegExp(
  `(<${slots.count} data-conversation="([^"]*)"[^>]*>)\\s*</${slots.count}>`,
  'g',
)

/** Static cards with their counts filled in. */
export const withCounts = (hub: Hub, cards: string, entries: readonly ListEntry[]): string => {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  return cards.replace(
    EMPTY_COUNT,
    (_, start: string, id: string) =>
      `${start}${String(<Counts hub={hub} counts={byId.get(id)?.counts} unread={byId.get(id)?.unread} />).toWellFormed()}</${slots.count}>`,
  )
}
