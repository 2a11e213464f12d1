import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { slots } from '../../../site/contract/slots'
import { changedAt, topicJsonLd } from './topic-linked-data.view'
import { fillTopicLink } from '../../promotion/networks/link.rules'
import { isPublicConversation } from '../../accounts/access/rules'
import { excerpt, toText } from '../../markdown/markdown'
import type { Topic } from '../../discussion/topics/view'

/** The longest description for search engines and previews, in characters. */
const TOLD = 160

const More = ({ topic }: { topic: Topic }) => {
  const { conversation, opening } = topic
  const description = excerpt(toText(opening.html), TOLD)
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

/** The static page’s own metadata, which must not describe a topic that is not public. */
const TOLD_TO_MACHINES =
  'link[rel="canonical"], meta[property^="og:"], meta[name^="twitter:"], meta[name="description"]'

/** Removes what would lead search engines to a topic that is not public. */
const withoutHead = (rewriter: HTMLRewriter) =>
  rewriter
    .on(TOLD_TO_MACHINES, { element: (e) => void e.remove() })
    .on(slots.share, { element: (e) => void e.remove() })

const withHead = (rewriter: HTMLRewriter, topic: Topic) => {
  const { hub, conversation } = topic
  const { title } = conversation
  const url = `${new URL(hub.url).origin}${hub.paths.conversation(conversation)}`
  // HTMLRewriter escapes only quotes.
  const say = (content: string) => ({
    element: (e: Element) =>
      void e.setAttribute('content', content.toWellFormed().replaceAll('&', '&amp;')),
  })
  return rewriter
    .on('meta[name="robots"], meta[name="description"], meta[property="og:description"]', {
      element: (e) => void e.remove(),
    })
    .on('link[rel="canonical"]', { element: (e) => void e.setAttribute('href', url) })
    .on('meta[property="og:url"]', say(url))
    .on('meta[property="og:title"]', say(title))
    .on('head', {
      element: (e) => void e.append(String(<More topic={topic} />).toWellFormed(), { html: true }),
    })
    .on(`${slots.share} a`, fillTopicLink({ id: conversation.id, url, title }))
}

/**
 * The page around a topic, with its title; metadata for search engines only if it is public.
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
  return (topic && isPublic ? withHead(rewriter, topic) : withoutHead(rewriter)).transform(page)
}
