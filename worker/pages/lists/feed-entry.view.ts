import type { Hub } from '../../../site/contract/hub'
import { authorHandle } from '../../discussion/comments/rules'
import { toTopic } from '../../discussion/conversations/rules'
import { writeAtomEntry } from '../../lib/atom'
import { kindNames } from '../../ui/icon'
import { excerpt, toText, withWholeLinks } from '../../markdown/markdown'
import type { FeedEntry } from './feed.rules'
import type { TopicRow } from './queries'

/**
 * A permanent id for a feed entry: a tag URI (RFC 4151), as the static feeds have it. Moving the
 * hub to another path does not change it.
 *
 * @example tagUri(hub, 'topic:1') // => 'tag:hub.example,2026:topic:1'
 */
export const tagUri = ({ url }: Pick<Hub, 'url'>, name: string): string =>
  `tag:${new URL(url).hostname},2026:${name}`

const entryParts = (hub: Hub, row: TopicRow) => {
  const conversation = toTopic(row.conversation)!
  const { origin } = new URL(hub.url)
  const page = authorHandle(hub, row)
  const url = origin + hub.paths.conversation(conversation)
  return {
    conversation,
    url,
    name: row.name,
    author: page && origin + hub.paths.person(page),
    summary: excerpt(toText(row.html), 200),
    html: withWholeLinks(row.html, url),
    changedAt: row.revisedAt?.getTime() ?? conversation.startedAt,
  }
}

/** A topic as an entry of an Atom feed (RFC 4287). */
export const topicEntry = (hub: Hub, row: TopicRow): FeedEntry => {
  const parts = entryParts(hub, row)
  const { id, kind, title, tags, startedAt } = parts.conversation
  const text = writeAtomEntry({
    id: tagUri(hub, id),
    title,
    url: parts.url,
    publishedAt: startedAt,
    changedAt: parts.changedAt,
    author: { name: parts.name, url: parts.author || undefined },
    categories: [
      { term: kind, label: kindNames[kind] },
      ...tags.map((tag) => ({ term: tag, label: tag })),
    ],
    summary: parts.summary,
    html: parts.html,
  })
  return {
    text,
    id: tagUri(hub, id),
    publishedAt: startedAt,
    changedAt: parts.changedAt,
  }
}

/** A topic as an item of a JSON Feed 1.1. */
export const topicItem = (hub: Hub, row: TopicRow) => {
  const parts = entryParts(hub, row)
  const { id, kind, title, tags, startedAt } = parts.conversation
  return {
    id: tagUri(hub, id),
    url: parts.url,
    title,
    summary: parts.summary,
    content_html: parts.html,
    date_published: new Date(startedAt).toISOString(),
    date_modified: new Date(parts.changedAt).toISOString(),
    authors: [{ name: parts.name, ...(parts.author && { url: parts.author }) }],
    tags: [kind, ...tags],
  }
}
