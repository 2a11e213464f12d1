import type { Hub } from '../../../site/contract/hub'
import { conversationById } from '../../discussion/conversations/rules'
import { writeAtomEntry, writeAtomFeed } from '../../lib/atom'
import { withWholeLinks } from '../../markdown/markdown'
import { profileAddress } from './linked-data.view'
import type { ProfileComment } from './queries'

const changedAt = ({ revisedAt, writtenAt }: ProfileComment) => revisedAt ?? writtenAt

const entry = (hub: Hub, comment: ProfileComment): string => {
  const { origin } = new URL(hub.url)
  const conversation = conversationById(hub, comment.conversation)!
  return writeAtomEntry({
    id: `urn:uuid:${comment.id}`,
    title: `${comment.name}: ${conversation.title}`,
    url: origin + hub.paths.comment(comment.id),
    publishedAt: comment.writtenAt.getTime(),
    changedAt: changedAt(comment).getTime(),
    author: { name: comment.name },
    html: withWholeLinks(comment.html, origin + hub.paths.conversation(conversation)),
  })
}

const newest = (instants: Date[]) => new Date(Math.max(0, ...instants.map(Number)))

/** A member’s comments and topics as an Atom feed (RFC 4287). */
export const personFeed = (
  hub: Hub,
  { name, handle }: { name: string; handle: string },
  comments: ProfileComment[],
): string => {
  const { origin } = new URL(hub.url)
  const address = origin + hub.paths.personFeed(handle)
  const head = {
    id: address,
    title: `${name} at ${hub.name} ${hub.title}`,
    language: hub.language,
    url: profileAddress(hub, handle),
    feedUrl: address,
    author: { name },
  }
  const entries = comments.map((each) => entry(hub, each))
  return writeAtomFeed(head, entries, newest(comments.map(changedAt)).getTime())
}

/**
 * The static feed of a person in `content/people/` with their comments added after the posts. The
 * order of entries means nothing in Atom.
 */
export const withComments = (hub: Hub, built: string, comments: ProfileComment[]): string => {
  if (comments.length === 0) return built
  const entries = comments.map((each) => entry(hub, each)).join('\n')
  const [, before = ''] = /<updated>([^<]*)<\/updated>/.exec(built) ?? []
  const updated = newest([new Date(before || 0), ...comments.map(changedAt)]).toISOString()
  return built
    .replace(/<updated>[^<]*<\/updated>/, `<updated>${updated}</updated>`)
    .replace(/\s*<\/feed>\s*$/, () => `\n${entries}\n</feed>\n`)
}
