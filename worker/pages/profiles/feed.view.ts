import { html } from 'hono/html'
import type { Hub } from '../../../site/contract/hub'
import { conversationById } from '../../discussion/conversations/rules'
import { withWholeLinks } from '../../markdown/markdown'
import { profileAddress } from './linked-data.view'
import type { ProfileComment } from './queries'

const changedAt = ({ revisedAt, writtenAt }: ProfileComment) => revisedAt ?? writtenAt

const entry = (hub: Hub, comment: ProfileComment) => {
  const { origin } = new URL(hub.url)
  const conversation = conversationById(hub, comment.conversation)!
  const page = origin + hub.paths.conversation(conversation)
  return html` <entry>
    <id>urn:uuid:${comment.id}</id>
    <title>${comment.name}: ${conversation.title}</title>
    <link href="${origin}${hub.paths.comment(comment.id)}" />
    <published>${comment.writtenAt.toISOString()}</published>
    <updated>${changedAt(comment).toISOString()}</updated>
    <author><name>${comment.name}</name></author>
    <content type="html">${withWholeLinks(comment.html, page)}</content>
  </entry>`
}

const newest = (instants: Date[]) => new Date(Math.max(0, ...instants.map(Number)))

/** A member’s comments and topics as an Atom feed (RFC 4287). */
export const personFeed = (
  hub: Hub,
  { name, handle }: { name: string; handle: string },
  comments: ProfileComment[],
): string => {
  const { origin } = new URL(hub.url)
  const feed = html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${hub.language}">
    <id>${origin}${hub.paths.personFeed(handle)}</id>
    <title>${name} at ${hub.name} ${hub.title}</title>
    <link rel="self" type="application/atom+xml" href="${origin}${hub.paths.personFeed(handle)}" />
    <link href="${profileAddress(hub, handle)}" />
    <author><name>${name}</name></author>
    <updated>${newest(comments.map(changedAt)).toISOString()}</updated
    >${comments.map((each) => entry(hub, each))}
  </feed> `
  return `<?xml version="1.0" encoding="utf-8"?>\n${feed}`
}

/**
 * The static feed of a person in `content/people/` with their comments added after the posts. The
 * order of entries means nothing in Atom.
 */
export const withComments = (hub: Hub, built: string, comments: ProfileComment[]): string => {
  if (comments.length === 0) return built
  const entries = html`${comments.map((each) => entry(hub, each))}`
  const [, before = ''] = /<updated>([^<]*)<\/updated>/.exec(built) ?? []
  const updated = newest([new Date(before || 0), ...comments.map(changedAt)]).toISOString()
  return built
    .replace(/<updated>[^<]*<\/updated>/, `<updated>${updated}</updated>`)
    .replace(/\s*<\/feed>\s*$/, () => `${entries}\n</feed>\n`)
}
