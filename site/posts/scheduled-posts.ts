import { conversationOf } from '../contract/conversation'
import type { ScheduledPosts, ScheduledPost } from '../contract/hub'
import { atomEntry } from '../feeds/atom'
import { entryOf } from '../feeds/entries'
import { jsonItem } from '../feeds/json'
import { makeContainer } from '../hub/container'
import Card from './Card.astro'
import { isScheduled, listPublic, permanentId, type Post } from './list'

const cardsOf = async (post: Post): Promise<ScheduledPost['cards']> => {
  const container = await makeContainer()
  const variants = ([2, 3] as const).flatMap((level) =>
    [true, false].map((pins) => ({ level, pins })),
  )
  return Promise.all(
    variants.map(async (variant) => {
      const html = await container.renderToString(Card, { props: { post, ...variant } })
      return { ...variant, html: html.trim() }
    }),
  )
}

const lateOf = async (post: Post): Promise<ScheduledPost> => {
  const entry = await entryOf(post)
  return { cards: await cardsOf(post), entry: atomEntry(entry), item: jsonItem(entry) }
}

/** The scheduled public posts, as the Worker adds them to lists and feeds. */
export const scheduledPostsFile = async (): Promise<ScheduledPosts> => {
  const posts = (await listPublic()).filter(isScheduled)
  const all = await Promise.all(
    posts.map(async (post) => [conversationOf(permanentId(post)), await lateOf(post)] as const),
  )
  return Object.fromEntries(all)
}
