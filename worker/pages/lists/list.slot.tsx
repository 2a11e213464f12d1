import type { Context } from 'hono'
import { isTopic } from '../../../site/contract/conversation'
import { statusNames } from '../../discussion/conversations/messages'
import type { App } from '../../env'
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

/** A page of a list, and what drawing it needs. */
export interface ListView {
  place: ListPlace
  /** Conversations on it. */
  most: number
  /** The address without a query. */
  address: string
  /** The heading level that fits the page around it. */
  level: 2 | 3
  /** Whether it links to later pages. */
  isPaged: boolean
  /** The number of the static page around it (0 for none), and the list in that. */
  number: number
  built: StaticList
}

/** The conversations of a page. Throws when the database is unavailable. */
export const findList = async (
  c: Context<App>,
  { place, most }: Pick<ListView, 'place' | 'most'>,
): Promise<ConversationList> => {
  const { db, hub } = c.var
  const { space } = place.subject
  const reading = async () => {
    const readable = await listReadableSpaces(c)
    const spaces = readable.filter((id) => !space || id === space)
    return readConversationList(db, hub, { ...place, most, spaces })
  }
  // Shorter than the slot's own deadline, so that there is time to draw the posts without it.
  return withDeadline('list', reading())
}

const sayNothing = ({ subject, before }: ListPlace): string => {
  if (before) return 'There is nothing older.'
  if (subject.isUnanswered) return 'Every question here has an answer.'
  return subject.status
    ? `No idea is ${statusNames[subject.status].toLowerCase()} right now.`
    : 'Nothing here yet.'
}

/** The cards of a list in order: static ones for posts, drawn ones for topics and other posts. */
const drawCards = async (
  c: Context<App>,
  page: ListView,
  { entries }: ConversationList,
): Promise<string[]> => {
  const { env } = c
  const { hub } = c.var
  const { place, built, number, level } = page
  const posts = entries.map(({ conversation }) => conversation).filter((each) => !isTopic(each))
  const making = { env, hub, subject: place.subject, built, number, level }
  const cards = await findCards(making, posts)
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

/** The inside of a list's slot. */
export const renderList = async (
  c: Context<App>,
  page: ListView,
  list: ConversationList,
): Promise<string> => {
  if (isAsBuilt(page, list)) return withCounts(c.var.hub, page.built.inner, list.entries)
  const { place, address, isPaged } = page
  const cards = await drawCards(c, page, list)
  const first = place.before && address + listQueryOf(place)
  const next = list.next && address + listQueryOf(place, formatListCursor(list.next))
  const around = isPaged ? <Pager first={first} next={next} order={place.order} /> : ''
  const nothing = cards.length === 0 ? <EmptyList says={sayNothing(place)} /> : ''
  return `${cards.join('')}${nothing}${around}`
}

/** The conversations of a page; posts only while the database is unavailable. */
export const findListOrPosts = (
  c: Context<App>,
  page: Pick<ListView, 'place' | 'most'>,
  outcome: PageOutcome,
): Promise<ConversationList> =>
  findList(c, page).catch((error: unknown) => {
    outcome.hasFailedSlot = true
    logError(c, 'the database is unavailable, so a list has only posts', error)
    const { hub } = c.var
    return listOfPosts(hub, { ...page.place, most: page.most, spaces: openSpaces(hub) })
  })

/** The inside of a list’s slot; posts only while the database is unavailable. */
export const renderListOrPosts = async (
  c: Context<App>,
  page: ListView,
  outcome: PageOutcome,
): Promise<string> => renderList(c, page, await findListOrPosts(c, page, outcome))
