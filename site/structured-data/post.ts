import { absolute } from '../hub/absolute'
import { hub, paths } from '../hub/settings'
import { kindNames } from '../posts/kinds'
import type { Post } from '../posts/list'
import { excerptOf, bodyOf, changedAt, summaryOf } from '../posts/text'
import { companyId, hubId, breadcrumbFacts } from './site'
import { personFacts } from './person'

/** How much of the body is repeated in the structured data, in characters. */
const EXCERPT_LENGTH = 1000

/**
 * The `@id` of a conversation: `https://…/posts/welcome/#post`. The Worker adds the comments, their
 * number and the answers under the same id.
 */
export const conversationFactsId = (slug: string) => `${absolute(paths.post(slug))}#post`

/** The structured data of a post (schema.org); `image` is the address of its share card. */
export const postFacts = (post: Post, image?: string) => [
  post.data.kind === 'question' ? questionFacts(post, image) : discussionFacts(post, image),
  breadcrumbFacts([
    { name: kindNames[post.data.kind].all, path: paths.kind(post.data.kind) },
    { name: post.data.title, path: paths.post(post.id) },
  ]),
]

const questionFacts = (post: Post, image?: string) => ({
  '@type': 'QAPage',
  '@id': absolute(paths.post(post.id)),
  url: absolute(paths.post(post.id)),
  isPartOf: { '@id': hubId() },
  mainEntity: { '@type': 'Question', name: post.data.title, ...commonFacts(post, image) },
})

const discussionFacts = (post: Post, image?: string) => ({
  '@type': 'DiscussionForumPosting',
  headline: post.data.title,
  mainEntityOfPage: absolute(paths.post(post.id)),
  articleSection: kindNames[post.data.kind].all,
  isPartOf: { '@id': hubId() },
  ...commonFacts(post, image),
})

const commonFacts = (post: Post, image?: string) => ({
  '@id': conversationFactsId(post.id),
  url: absolute(paths.post(post.id)),
  text: excerptOf(bodyOf(post), EXCERPT_LENGTH) || summaryOf(post) || post.data.title,
  ...(post.data.summary && { abstract: post.data.summary }),
  ...(image && { image }),
  author: post.data.authors.map(personFacts),
  publisher: { '@type': 'Organization', '@id': companyId(), name: hub.name },
  datePublished: post.data.date.toISOString(),
  dateModified: changedAt(post).toISOString(),
  inLanguage: hub.language,
  ...(post.data.tags.length > 0 && { keywords: post.data.tags.join(', ') }),
})
