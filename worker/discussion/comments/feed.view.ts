import { html } from 'hono/html'
import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { withWholeLinks } from '../../markdown/markdown'
import { authorHandle } from './rules'
import type { Comment } from './table'

/** The most comments in a feed. */
export const MAX_FEED_ENTRIES = 50

/** The author's page in the hub, if they have one. */
const uriOf = (hub: Hub, comment: Comment) => {
  const page = authorHandle(hub, comment)
  return page ? html`<uri>${new URL(hub.url).origin}${hub.paths.person(page)}</uri>` : ''
}

const entry = (hub: Hub, origin: string, conversation: Conversation, comment: Comment) => {
  const page = origin + hub.paths.conversation(conversation)
  return html` <entry>
    <id>urn:uuid:${comment.id}</id>
    <title>${comment.name}: ${conversation.title}</title>
    <link href="${origin}${hub.paths.comment(comment.id)}" />
    <published>${comment.writtenAt.toISOString()}</published>
    <updated>${(comment.revisedAt ?? comment.writtenAt).toISOString()}</updated>
    <author><name>${comment.name}</name>${uriOf(hub, comment)}</author>
    <content type="html">${withWholeLinks(comment.html, page)}</content>
  </entry>`
}

/** The newest comments of a conversation as Atom (RFC 4287). */
export const commentsFeed = (hub: Hub, conversation: Conversation, newest: Comment[]): string => {
  const { origin } = new URL(hub.url)
  const updated = Math.max(
    0,
    ...newest.map(({ revisedAt, writtenAt }) => (revisedAt ?? writtenAt).getTime()),
  )
  const address = origin + hub.paths.commentsFeed(conversation)
  // Only strings are interpolated, so that `html` does not return a promise.
  const feed = html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${hub.language}">
    <id>${address}</id>
    <title>${conversation.title}: comments</title>
    <link rel="self" type="application/atom+xml" href="${address}" />
    <link href="${origin}${hub.paths.conversation(conversation)}" />
    <updated>${new Date(updated).toISOString()}</updated
    >${newest.map((each) => entry(hub, origin, conversation, each))}
  </feed> `
  return `<?xml version="1.0" encoding="utf-8"?>\n${feed}`
}
