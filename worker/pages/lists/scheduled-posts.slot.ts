import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { pageOfList } from '../../../site/contract/limits'
import type { Bindings } from '../../env'
import { isPublicConversation } from '../../accounts/access/rules'
import { builtIn, cardsIn, withList } from './static-list.queries'
import { cardOf, findScheduled, scheduledPosts } from './scheduled-posts.queries'
import { postsOf } from './rules'

const HTML = { 'content-type': 'text/html; charset=utf-8' }

/*
 * Lists of posts only are served as built; scheduled posts published after the build are merged in.
 */

/** A static list of posts only, newest first. */
export interface PlainList {
  /** Which posts are in the list, of those that are public. */
  isOf: (post: Conversation) => boolean
  /** The number of the page, from 1. */
  number: number
  /** The most posts on the page. */
  most?: number
}

/** Whether a person is among the authors of a post. */
export const isBy =
  (handle: string) =>
  ({ authors }: Conversation): boolean =>
    authors?.includes(handle) ?? false

/**
 * The scheduled posts that belong on this page of the build: between its posts, and on the last
 * page also those after all others.
 */
export const scheduledOn = (
  posts: readonly Conversation[],
  number: number,
): readonly Conversation[] => {
  const built = posts.filter(({ publishAt }) => publishAt === undefined).length
  const last = Math.max(1, Math.ceil(built / pageOfList))
  let before = 0
  return posts.filter(({ publishAt }) => {
    if (publishAt === undefined) before++
    const page = Math.min(last, Math.floor(before / pageOfList) + 1)
    return publishAt !== undefined && page === number
  })
}

/** The static page with scheduled posts merged into its list. */
export const withScheduled = async (
  { env, hub }: { env: Bindings; hub: Hub },
  page: Response,
  { isOf, number, most = Infinity }: PlainList,
): Promise<Response> => {
  if (!scheduledPosts(hub).some(isOf)) return page
  const posts = postsOf(hub, {}).filter((post) => isPublicConversation(hub, post) && isOf(post))
  const late = await findScheduled({ env, hub }, scheduledOn(posts, number))
  if (late.length === 0) return page
  const text = await page.text()
  const cards = new Map([
    ...cardsIn(builtIn(text)),
    ...late.map(([id, post]) => [id, cardOf(post, { level: 3, pins: false })] as const),
  ])
  const shown = posts.filter(({ id }) => cards.has(id)).slice(0, most)
  const inner = shown.map(({ id }) => cards.get(id)).join('')
  const ids = shown.map(({ id }) => id)
  return new Response(withList(text, { ids, inner }), { headers: HTML })
}
