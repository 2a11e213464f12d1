import type { Hub } from '../../../site/contract/hub'
import { authorHandle } from '../../discussion/comments/rules'
import type { Comment } from '../../discussion/comments/table'
import { jsonForScript } from '../../lib/json-script'
import { kindNames } from '../../ui/icon'
import { excerpt, toText } from '../../markdown/markdown'
import type { Topic } from '../../discussion/topics/view'

/** The longest text of a topic in its JSON-LD, in characters. */
const MAX_TEXT = 1000

/** When a topic was last edited, or written. */
export const changedAt = ({ writtenAt, revisedAt }: Pick<Comment, 'writtenAt' | 'revisedAt'>) =>
  revisedAt ?? writtenAt

const authorOf = (hub: Hub, opening: Comment) => {
  const page = authorHandle(hub, opening)
  const url = page ? `${new URL(hub.url).origin}${hub.paths.person(page)}` : undefined
  return { '@type': 'Person', name: opening.name, ...(url && { url }) }
}

const breadcrumbs = ({ hub, conversation: { kind, title } }: Topic, url: string) => {
  const { origin } = new URL(hub.url)
  const steps = [
    { name: hub.title, item: `${origin}${hub.paths.home()}` },
    { name: kindNames[kind], item: `${origin}${hub.paths.kind(kind)}` },
    { name: title, item: url },
  ]
  return {
    '@type': 'BreadcrumbList',
    itemListElement: steps.map((step, at) => ({ '@type': 'ListItem', position: at + 1, ...step })),
  }
}

/**
 * A topic as schema.org JSON-LD, escaped for a script element. The thread adds the comments and the
 * accepted answer under the same `@id`.
 */
export const topicJsonLd = (topic: Topic): string => {
  const { hub, conversation, opening } = topic
  const url = `${new URL(hub.url).origin}${hub.paths.conversation(conversation)}`
  const partOf = { isPartOf: { '@id': `${hub.url}#hub` } }
  const common = {
    '@id': `${url}#post`,
    url,
    text: excerpt(toText(opening.html), MAX_TEXT) || conversation.title,
    author: authorOf(hub, opening),
    datePublished: opening.writtenAt.toISOString(),
    dateModified: changedAt(opening).toISOString(),
    inLanguage: hub.language,
    ...(conversation.tags.length > 0 && { keywords: conversation.tags.join(', ') }),
  }
  const page =
    conversation.kind === 'question'
      ? {
          '@type': 'QAPage',
          '@id': url,
          url,
          ...partOf,
          mainEntity: { '@type': 'Question', name: conversation.title, ...common },
        }
      : {
          '@type': 'DiscussionForumPosting',
          headline: conversation.title,
          mainEntityOfPage: url,
          articleSection: kindNames[conversation.kind],
          ...partOf,
          ...common,
        }
  return jsonForScript({
    '@context': 'https://schema.org',
    '@graph': [page, breadcrumbs(topic, url)],
  })
}
