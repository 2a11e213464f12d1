import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { writeAtomEntry, writeAtomFeed } from '../../lib/atom'
import { withWholeLinks } from '../../markdown/markdown'
import { authorHandle } from './rules'
import type { Comment } from './table'

/** The most comments in a feed. */
export const MAX_FEED_ENTRIES = 50

const changedAt = ({ revisedAt, writtenAt }: Comment): number => (revisedAt ?? writtenAt).getTime()

const entry = (hub: Hub, conversation: Conversation, comment: Comment): string => {
  const { origin } = new URL(hub.url)
  const page = authorHandle(hub, comment)
  return writeAtomEntry({
    id: `urn:uuid:${comment.id}`,
    title: `${comment.name}: ${conversation.title}`,
    url: origin + hub.paths.comment(comment.id),
    publishedAt: comment.writtenAt.getTime(),
    changedAt: changedAt(comment),
    author: { name: comment.name, url: page ? origin + hub.paths.person(page) : undefined },
    html: withWholeLinks(comment.html, origin + hub.paths.conversation(conversation)),
  })
}

/** The newest comments of a conversation as Atom (RFC 4287). */
export const commentsFeed = (hub: Hub, conversation: Conversation, newest: Comment[]): string => {
  const { origin } = new URL(hub.url)
  const address = origin + hub.paths.commentsFeed(conversation)
  const head = {
    id: address,
    title: `${conversation.title}: comments`,
    language: hub.language,
    url: origin + hub.paths.conversation(conversation),
    feedUrl: address,
    author: { name: hub.name, url: hub.url },
  }
  const entries = newest.map((each) => entry(hub, conversation, each))
  return writeAtomFeed(head, entries, Math.max(0, ...newest.map(changedAt)))
}
