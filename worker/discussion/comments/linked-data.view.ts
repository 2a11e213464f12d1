import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { jsonForScript } from '../../lib/json-script'
import { toText } from '../../markdown/markdown'
import type { ThreadRow } from './queries'
import { authorHandle } from './rules'

/** A comment as schema.org has it. */
interface LinkedComment {
  '@type': 'Comment' | 'Answer'
  '@id': string
  url: string
  text: string
  dateCreated: string
  author: { '@type': 'Person'; name: string; url?: string }
  upvoteCount?: number
  comment?: LinkedComment[]
}

/** The author's page: on the hub for members and hosts, a guest's own website otherwise. */
const authorUrl = (hub: Hub, line: ThreadRow) => {
  const page = authorHandle(hub, line)
  return page ? `${new URL(hub.url).origin}${hub.paths.person(page)}` : line.website
}

const linkedComment = (hub: Hub, line: ThreadRow, type: LinkedComment['@type']): LinkedComment => {
  const { origin } = new URL(hub.url)
  const url = `${origin}${hub.paths.comment(line.id)}`
  const page = authorUrl(hub, line)
  return {
    '@type': type,
    '@id': url,
    url,
    text: toText(line.html),
    dateCreated: line.writtenAt.toISOString(),
    ...(type === 'Answer' && { upvoteCount: line.appreciation }),
    author: {
      '@type': 'Person',
      name: line.name,
      ...(page && { url: page }),
    },
  }
}

/** The comments of a page as a tree: replies below their parents. */
const treeOf = (
  hub: Hub,
  isQuestion: boolean,
  lines: readonly ThreadRow[],
  found: Map<string, LinkedComment>,
) => {
  const roots: LinkedComment[] = []
  for (const line of lines) {
    const one = linkedComment(hub, line, isQuestion && !line.parentId ? 'Answer' : 'Comment')
    const parent = found.get(line.parentId ?? '')
    if (parent) (parent.comment ??= []).push(one)
    else roots.push(one)
    found.set(line.id, one)
  }
  return roots
}

interface LinkedThread {
  lines: readonly ThreadRow[]
  /** The accepted answer, on whichever page it is. */
  answer?: ThreadRow | undefined
  /** Published comments of the whole conversation. */
  count: number
}

/**
 * The comments of a page as JSON-LD, added to the conversation's own under the same `@id`. A question
 * and its answers are complete in it, because search engines read each script by itself.
 */
export const linkedData = (
  hub: Hub,
  conversation: Conversation,
  { lines, answer, count }: LinkedThread,
): string => {
  const isQuestion = conversation.kind === 'question'
  const published = lines.filter(
    ({ id, state, isFadedOwn }) => state === 'published' && !isFadedOwn && id !== answer?.id,
  )
  const accepted = answer && linkedComment(hub, answer, 'Answer')
  const found = new Map<string, LinkedComment>(answer && accepted ? [[answer.id, accepted]] : [])
  const roots = treeOf(hub, isQuestion, published, found)
  const url = `${new URL(hub.url).origin}${hub.paths.conversation(conversation)}`
  const answers = roots.filter((one) => one['@type'] === 'Answer')
  const comments = roots.filter((one) => one['@type'] === 'Comment')
  const about = {
    '@id': `${url}#post`,
    ...(accepted && { acceptedAnswer: accepted }),
    ...(answers.length > 0 && { suggestedAnswer: answers }),
    ...(comments.length > 0 && { comment: comments }),
    commentCount: count,
  }
  const schema = { '@context': 'https://schema.org' }
  if (!isQuestion) return jsonForScript({ ...schema, '@type': 'DiscussionForumPosting', ...about })
  const answerCount = answers.length + (accepted ? 1 : 0)
  const question = { '@type': 'Question', name: conversation.title, ...about, answerCount }
  return jsonForScript({ ...schema, '@type': 'QAPage', '@id': url, mainEntity: question })
}
