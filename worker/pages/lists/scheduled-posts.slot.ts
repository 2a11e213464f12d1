import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { pageOfList } from '../../../site/contract/limits'
import type { Bindings } from '../../env'
import { isForAll } from '../../accounts/access/rules'
import { builtIn, cardsIn, withList } from './static-list.queries'
import { cardOf, findScheduled, scheduledPosts } from './scheduled-posts.queries'
import { postsOf } from './rules'

const HTML = { 'content-type': 'text/html; charset=utf-8' }

/*
 * Lists that hold posts alone are not drawn anew: they are as they were built, and posts that came
 * after the build are put in.
 */

/** A list that the build made of posts alone, newest first. */
export interface PlainList {
  /** Which they are, of those that everybody may read. */
  isOf: (post: Conversation) => boolean
  /** Which of its pages is asked for, counted from 1. */
  number: number
  /** Posts on the page, if there are never more. */
  most?: number
}

/** What somebody wrote. */
export const isBy =
  (handle: string) =>
  ({ authors }: Conversation): boolean =>
    authors?.includes(handle) ?? false

/**
 * The posts that the build could not put on this page: those that stand among its own, and, on the
 * last, those that stand after all.
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

/** A built page with such a list, and in it the posts that came after the build. */
export const withScheduled = async (
  { env, hub }: { env: Bindings; hub: Hub },
  page: Response,
  { isOf, number, most = Infinity }: PlainList,
): Promise<Response> => {
  if (!scheduledPosts(hub).some(isOf)) return page
  const posts = postsOf(hub, {}).filter((post) => isForAll(hub, post) && isOf(post))
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
