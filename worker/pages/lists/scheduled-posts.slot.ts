import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { LIST_PAGE_SIZE } from '../../../site/contract/limits'
import type { Bindings } from '../../env'
import { isPublicConversation } from '../../accounts/access/rules'
import { staticListIn, cardsIn, replaceList } from './static-list.queries'
import { cardOf, findScheduled, scheduledPosts } from './scheduled-posts.queries'
import { postsOf } from './rules'

const HTML_HEADERS = { 'content-type': 'text/html; charset=utf-8' }

/** A static list of posts only, newest first, into which scheduled posts are merged. */
export interface PostList {
  /** Which posts are in the list, of those that are public. */
  isOf: (post: Conversation) => boolean
  /** The number of the page, from 1. */
  number: number
  /** The most posts on the page. */
  most?: number
}

/** Whether a person is among the authors of a post. */
export const isAuthor =
  (handle: string) =>
  ({ authors }: Conversation): boolean =>
    authors?.includes(handle) ?? false

/**
 * The scheduled posts that belong on a static page: those between its posts, and on the last page
 * also those after all others.
 */
export const scheduledOnPage = (
  posts: readonly Conversation[],
  number: number,
): readonly Conversation[] => {
  const built = posts.filter(({ publishAt }) => publishAt === undefined).length
  const last = Math.max(1, Math.ceil(built / LIST_PAGE_SIZE))
  let before = 0
  return posts.filter(({ publishAt }) => {
    if (publishAt === undefined) before++
    const page = Math.min(last, Math.floor(before / LIST_PAGE_SIZE) + 1)
    return publishAt !== undefined && page === number
  })
}

/** The static page with scheduled posts merged into its list. */
export const withScheduled = async (
  { env, hub }: { env: Bindings; hub: Hub },
  page: Response,
  { isOf, number, most = Infinity }: PostList,
): Promise<Response> => {
  if (!scheduledPosts(hub).some(isOf)) return page
  const posts = postsOf(hub, {}).filter((post) => isPublicConversation(hub, post) && isOf(post))
  const scheduled = await findScheduled({ env, hub }, scheduledOnPage(posts, number))
  if (scheduled.length === 0) return page
  const text = await page.text()
  const cards = new Map([
    ...cardsIn(staticListIn(text)),
    ...scheduled.map(([id, post]) => [id, cardOf(post, { level: 3, pins: false })] as const),
  ])
  const shown = posts.filter(({ id }) => cards.has(id)).slice(0, most)
  const inner = shown.map(({ id }) => cards.get(id)).join('')
  const ids = shown.map(({ id }) => id)
  return new Response(replaceList(text, { ids, inner }), { headers: HTML_HEADERS })
}
