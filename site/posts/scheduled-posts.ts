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
  const ways = ([2, 3] as const).flatMap((level) => [true, false].map((pins) => ({ level, pins })))
  return Promise.all(
    ways.map(async (way) => {
      const html = await container.renderToString(Card, { props: { post, ...way } })
      return { ...way, html: html.trim() }
    }),
  )
}

const lateOf = async (post: Post): Promise<ScheduledPost> => {
  const entry = await entryOf(post)
  return { cards: await cardsOf(post), entry: atomEntry(entry), item: jsonItem(entry) }
}

/** What the Worker needs of the posts that lie ahead, to show them as the build shows all others. */
export const scheduledPostsFile = async (): Promise<ScheduledPosts> => {
  const posts = (await listPublic()).filter(isScheduled)
  const all = await Promise.all(
    posts.map(async (post) => [conversationOf(permanentId(post)), await lateOf(post)] as const),
  )
  return Object.fromEntries(all)
}
