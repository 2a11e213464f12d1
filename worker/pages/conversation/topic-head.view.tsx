import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { slots } from '../../../site/contract/slots'
import { changedAt, topicJsonLd } from './topic-linked-data.view'
import { fillTopicLink } from '../../promotion/networks/link.rules'
import { isPublicConversation } from '../../accounts/access/rules'
import { excerpt, toText } from '../../markdown/markdown'
import type { Topic } from '../../discussion/topics/view'

/** The longest description for search engines and previews, in characters. */
const MAX_DESCRIPTION = 160

const TopicMetadata = ({ topic }: { topic: Topic }) => {
  const { conversation, opening } = topic
  const description = excerpt(toText(opening.html), MAX_DESCRIPTION)
  return (
    <>
      <meta name="description" content={description} />
      <meta property="og:description" content={description} />
      <meta property="article:published_time" content={opening.writtenAt.toISOString()} />
      <meta property="article:modified_time" content={changedAt(opening).toISOString()} />
      {conversation.tags.map((tag) => (
        <meta property="article:tag" content={tag} />
      ))}
      <link
        rel="alternate"
        type="application/atom+xml"
        title={`Comments on “${conversation.title}”`}
        href={topic.hub.paths.commentsFeed(conversation)}
      />
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: topicJsonLd(topic) }} />
    </>
  )
}

/** The metadata of the static page, which must not be on the page of a topic that is not public. */
const STATIC_METADATA =
  'link[rel="canonical"], meta[property^="og:"], meta[name^="twitter:"], meta[name="description"]'

/** Removes metadata that would lead search engines to a topic that is not public. */
const withoutMetadata = (rewriter: HTMLRewriter) =>
  rewriter
    .on(STATIC_METADATA, { element: (e) => void e.remove() })
    .on(slots.share, { element: (e) => void e.remove() })

const withMetadata = (rewriter: HTMLRewriter, topic: Topic) => {
  const { hub, conversation } = topic
  const { title } = conversation
  const url = `${new URL(hub.url).origin}${hub.paths.conversation(conversation)}`
  // HTMLRewriter escapes only quotes.
  const setContent = (content: string) => ({
    element: (e: Element) =>
      void e.setAttribute('content', content.toWellFormed().replaceAll('&', '&amp;')),
  })
  return rewriter
    .on('meta[name="robots"], meta[name="description"], meta[property="og:description"]', {
      element: (e) => void e.remove(),
    })
    .on('link[rel="canonical"]', { element: (e) => void e.setAttribute('href', url) })
    .on('meta[property="og:url"]', setContent(url))
    .on('meta[property="og:title"]', setContent(title))
    .on('head', {
      element: (e) =>
        void e.append(String(<TopicMetadata topic={topic} />).toWellFormed(), { html: true }),
    })
    .on(`${slots.share} a`, fillTopicLink({ id: conversation.id, url, title }))
}

/**
 * The frame with the title of a topic; with metadata for search engines only if it is public.
 *
 * @param topic `undefined` while the database is unavailable
 */
export const withTopicHead = (
  page: Response,
  hub: Hub,
  conversation: Conversation,
  topic: Topic | undefined,
): Response => {
  const isPublic = conversation.isListed === true && isPublicConversation(hub, conversation)
  const title = `${conversation.title} · ${hub.name}`.toWellFormed()
  const signIn = hub.paths.signIn({ returnTo: hub.paths.conversation(conversation) })
  const rewriter = new HTMLRewriter()
    .on('title', { element: (e) => void e.setInnerContent(title) })
    .on(`${slots.me} a`, { element: (e) => void e.setAttribute('href', signIn) })
    .on(`${slots.thread}, ${slots.reactions}`, {
      element: (e) => void e.setAttribute('data-conversation', conversation.id),
    })
    .on(`${slots.networks} a`, fillTopicLink({ id: conversation.id }))
  return (topic && isPublic ? withMetadata(rewriter, topic) : withoutMetadata(rewriter)).transform(
    page,
  )
}
