import type { Context } from 'hono'
import { isTopic } from '../../../site/contract/conversation'
import { statusNames } from '../../discussion/conversations/messages'
import type { App } from '../../env'
import { listUnread } from '../../discussion/read-marks/queries'
import { unreadIn } from '../../discussion/read-marks/rules'
import { withDeadline } from '../../lib/with-deadline'
import { type PageOutcome } from '../../http/slots'
import { listReadableSpaces } from '../../accounts/access/middleware'
import { openSpaces } from '../../accounts/access/rules'
import { type StaticList, findCards } from './static-list.queries'
import type { ConversationList } from './merge.rules'
import { listOfPosts, readConversationList } from './read-list.queries'
import { formatListCursor, type ListPlace, listQueryOf } from './rules'
import { Card, EmptyList, Pager, withCounts } from './view'
import { logError } from '../../http/log-error'

/** A page of a list, and what rendering it needs. */
export interface ListView {
  place: ListPlace
  /** The most conversations on it. */
  most: number
  /** The address without a query. */
  address: string
  /** The heading level that fits the page around it. */
  level: 2 | 3
  /** Whether it links to later pages. */
  isPaged: boolean
  /** The number of the static page around it; 0 for none. */
  number: number
  /** The list in that page. */
  built: StaticList
}

/** The list with what is new to a member; one more query for them. */
const markUnread = async (c: Context<App>, list: ConversationList): Promise<ConversationList> => {
  const member = await c.var.member()
  if (!member || list.entries.length === 0) return list
  const { db, now } = c.var
  const ids = list.entries.map(({ id }) => id)
  const marks = await listUnread(db, member.id, ids, now)
  const byId = new Map(marks.map((mark) => [mark.id, mark]))
  const entries = list.entries.map((entry) => ({
    ...entry,
    unread: unreadIn(entry.conversation, byId.get(entry.id), member.id),
  }))
  return { ...list, entries }
}

/** The conversations of a page; throws if the database is unavailable. */
export const findList = async (
  c: Context<App>,
  { place, most, isPaged }: Pick<ListView, 'place' | 'most' | 'isPaged'>,
): Promise<ConversationList> => {
  const { db, hub } = c.var
  const { space } = place.subject
  const reading = async () => {
    const readable = await listReadableSpaces(c)
    const spaces = readable.filter((id) => !space || id === space)
    const list = await readConversationList(db, hub, { ...place, most, spaces, isPaged })
    return markUnread(c, list)
  }
  // Shorter than the deadline of the slot, so that there is time to render posts without the
  // database.
  return withDeadline('list', reading())
}

const emptyMessage = ({ subject, before }: ListPlace): string => {
  if (before) return 'There is nothing older.'
  if (subject.isUnanswered) return 'Every question here has an answer.'
  return subject.status
    ? `No idea is ${statusNames[subject.status].toLowerCase()} right now.`
    : 'Nothing here yet.'
}

/** The cards of a list in order: static ones for posts, rendered ones for all others. */
const renderCards = async (
  c: Context<App>,
  page: ListView,
  { entries }: ConversationList,
): Promise<string[]> => {
  const { env } = c
  const { hub } = c.var
  const { place, built, number, level } = page
  const posts = entries.map(({ conversation }) => conversation).filter((each) => !isTopic(each))
  const source = { env, hub, subject: place.subject, built, number, level }
  const cards = await findCards(source, posts)
  return entries.map((entry) => {
    const card = cards.get(entry.id)
    return card
      ? withCounts(hub, card, [entry])
      : String(<Card hub={hub} level={level} {...entry} />).toWellFormed()
  })
}

/** Whether the list equals the static one, card for card. */
const isAsBuilt = ({ place, built, number }: ListView, { entries }: ConversationList) =>
  number > 0 &&
  place.isPlain &&
  entries.length === built.ids.length &&
  entries.every(({ id }, at) => id === built.ids[at])

/** The content of the slot of a list. */
export const renderList = async (
  c: Context<App>,
  page: ListView,
  list: ConversationList,
): Promise<string> => {
  if (isAsBuilt(page, list)) return withCounts(c.var.hub, page.built.inner, list.entries)
  const { place, address, isPaged } = page
  const cards = await renderCards(c, page, list)
  const first = place.before && address + listQueryOf(place)
  const next = list.next && address + listQueryOf(place, formatListCursor(list.next))
  const pager = isPaged ? <Pager first={first} next={next} order={place.order} /> : ''
  const empty = cards.length === 0 ? <EmptyList message={emptyMessage(place)} /> : ''
  return `${cards.join('')}${empty}${pager}`
}

/** The conversations of a page; posts only while the database is unavailable. */
export const findListOrPosts = (
  c: Context<App>,
  page: Pick<ListView, 'place' | 'most' | 'isPaged'>,
  outcome: PageOutcome,
): Promise<ConversationList> =>
  findList(c, page).catch((error: unknown) => {
    outcome.hasFailedSlot = true
    logError(c, 'the database is unavailable, so a list has only posts', error)
    const { hub } = c.var
    return listOfPosts(hub, { ...page.place, most: page.most, spaces: openSpaces(hub) })
  })

/** The content of the slot of a list; posts only while the database is unavailable. */
export const renderListOrPosts = async (
  c: Context<App>,
  page: ListView,
  outcome: PageOutcome,
): Promise<string> => renderList(c, page, await findListOrPosts(c, page, outcome))
