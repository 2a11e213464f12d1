import { html } from 'hono/html'
import type { Hub } from '../../../site/contract/hub'
import { conversationById } from '../../discussion/conversations/rules'
import { withWholeLinks } from '../../markdown/markdown'
import { profileAddress } from './linked-data.view'
import type { ProfileComment } from './queries'

const changedAt = ({ revisedAt, writtenAt }: ProfileComment) => revisedAt ?? writtenAt

const entry = (hub: Hub, said: ProfileComment) => {
  const { origin } = new URL(hub.url)
  const conversation = conversationById(hub, said.conversation)!
  const page = origin + hub.paths.conversation(conversation)
  return html` <entry>
    <id>urn:uuid:${said.id}</id>
    <title>${said.name}: ${conversation.title}</title>
    <link href="${origin}${hub.paths.comment(said.id)}" />
    <published>${said.writtenAt.toISOString()}</published>
    <updated>${changedAt(said).toISOString()}</updated>
    <author><name>${said.name}</name></author>
    <content type="html">${withWholeLinks(said.html, page)}</content>
  </entry>`
}

const newest = (instants: Date[]) => new Date(Math.max(0, ...instants.map(Number)))

/** What a member said, as Atom (RFC 4287). */
export const personFeed = async (
  hub: Hub,
  { name, handle }: { name: string; handle: string },
  said: ProfileComment[],
): Promise<string> => {
  const { origin } = new URL(hub.url)
  const feed = await html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${hub.language}">
    <id>${origin}${hub.paths.personFeed(handle)}</id>
    <title>${name} at ${hub.name} ${hub.title}</title>
    <link rel="self" type="application/atom+xml" href="${origin}${hub.paths.personFeed(handle)}" />
    <link href="${profileAddress(hub, handle)}" />
    <author><name>${name}</name></author>
    <updated>${newest(said.map(changedAt)).toISOString()}</updated
    >${said.map((each) => entry(hub, each))}
  </feed> `
  return `<?xml version="1.0" encoding="utf-8"?>\n${feed}`
}

/**
 * The same for somebody of `content/people/`: the feed of their posts, as it was built, with what
 * they said in it. The order of entries says nothing in Atom.
 */
export const withSaid = async (
  hub: Hub,
  built: string,
  said: ProfileComment[],
): Promise<string> => {
  if (said.length === 0) return built
  const entries = await html`${said.map((each) => entry(hub, each))}`
  const [, before = ''] = /<updated>([^<]*)<\/updated>/.exec(built) ?? []
  const updated = newest([new Date(before || 0), ...said.map(changedAt)]).toISOString()
  return built
    .replace(/<updated>[^<]*<\/updated>/, `<updated>${updated}</updated>`)
    .replace(/\s*<\/feed>\s*$/, () => `${entries}\n</feed>\n`)
}
