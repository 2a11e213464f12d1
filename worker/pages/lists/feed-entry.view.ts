import { html } from 'hono/html'
import type { Hub } from '../../../site/contract/hub'
import { authorHandle } from '../../discussion/comments/rules'
import { toTopic } from '../../discussion/conversations/topics.queries'
import { kindNames } from '../../ui/icon'
import { excerpt, toText, withWholeLinks } from '../../markdown/markdown'
import type { TopicRow } from './queries'

/** An entry of a feed, ready to be put among others. */
export interface FeedEntry {
  text: string
  id: string
  publishedAt: number
  changedAt: number
}

/**
 * A name that no move changes, as the build gives one to posts: a tag URI (RFC 4151).
 *
 * @example nameOf(hub, 'topic:1') // => 'tag:hub.example,2026:topic:1'
 */
export const nameOf = ({ url }: Pick<Hub, 'url'>, what: string): string =>
  `tag:${new URL(url).hostname},2026:${what}`

const toldOf = (hub: Hub, row: TopicRow) => {
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
export const topicEntry = async (hub: Hub, row: TopicRow): Promise<FeedEntry> => {
  const told = toldOf(hub, row)
  const { id, kind, title, tags, startedAt } = told.conversation
  const text = await html`<entry>
    <id>${nameOf(hub, id)}</id>
    <title>${title}</title>
    <link href="${told.url}" />
    <published>${new Date(startedAt).toISOString()}</published>
    <updated>${new Date(told.changedAt).toISOString()}</updated>
    <author><name>${told.name}</name>${told.author ? html`<uri>${told.author}</uri>` : ''}</author>
    <category term="${kind}" label="${kindNames[kind]}" />
    ${tags.map((tag) => html`<category term="${tag}" label="${tag}" />`)}
    <summary>${told.summary}</summary>
    <content type="html">${told.html}</content>
  </entry>`
  return {
    text: String(text),
    id: nameOf(hub, id),
    publishedAt: startedAt,
    changedAt: told.changedAt,
  }
}

/** The same as an item of a JSON Feed. */
export const topicItem = (hub: Hub, row: TopicRow) => {
  const told = toldOf(hub, row)
  const { id, kind, title, tags, startedAt } = told.conversation
  return {
    id: nameOf(hub, id),
    url: told.url,
    title,
    summary: told.summary,
    content_html: told.html,
    date_published: new Date(startedAt).toISOString(),
    date_modified: new Date(told.changedAt).toISOString(),
    authors: [{ name: told.name, ...(told.author && { url: told.author }) }],
    tags: [kind, ...tags],
  }
}
