import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { jsonForScript } from '../../lib/json-script'
import { toText } from '../../markdown/markdown'
import type { ThreadRow } from './queries'
import { authorHandle } from './rules'

interface Said {
  '@type': 'Comment' | 'Answer'
  '@id': string
  url: string
  text: string
  dateCreated: string
  author: { '@type': 'Person'; name: string; url?: string }
  upvoteCount?: number
  comment?: Said[]
}

/** The page of whoever wrote it: a member's or a host's on the hub, a guest's wherever it is. */
const whereIs = (hub: Hub, line: ThreadRow) => {
  const page = authorHandle(hub, line)
  return page ? `${new URL(hub.url).origin}${hub.paths.person(page)}` : line.website
}

const saidOf = (hub: Hub, line: ThreadRow, type: Said['@type']): Said => {
  const { origin } = new URL(hub.url)
  const url = `${origin}${hub.paths.comment(line.id)}`
  const page = whereIs(hub, line)
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

/** What was said on a page, each below what it answers; only what is published is in it. */
const treeOf = (
  hub: Hub,
  isQuestion: boolean,
  lines: readonly ThreadRow[],
  said: Map<string, Said>,
) => {
  const onTop: Said[] = []
  for (const line of lines) {
    const one = saidOf(hub, line, isQuestion && !line.parentId ? 'Answer' : 'Comment')
    const parent = said.get(line.parentId ?? '')
    if (parent) (parent.comment ??= []).push(one)
    else onTop.push(one)
    said.set(line.id, one)
  }
  return onTop
}

interface Told {
  lines: readonly ThreadRow[]
  /** What settled the question, wherever it stands. */
  answer?: ThreadRow | undefined
  /** Published comments of the whole conversation. */
  count: number
}

/**
 * What was said on this page, for machines: JSON-LD that adds to what the conversation says of
 * itself, under the same `@id`. A question with its answers is whole in it, so that whoever reads
 * each piece by itself finds a page of questions and answers.
 */
export const linkedData = (
  hub: Hub,
  conversation: Conversation,
  { lines, answer, count }: Told,
): string => {
  const isQuestion = conversation.kind === 'question'
  const published = lines.filter(
    ({ id, state, isFadedOwn: isSunken }) =>
      state === 'published' && !isSunken && id !== answer?.id,
  )
  const accepted = answer && saidOf(hub, answer, 'Answer')
  const said = new Map<string, Said>(answer && accepted ? [[answer.id, accepted]] : [])
  const onTop = treeOf(hub, isQuestion, published, said)
  const url = `${new URL(hub.url).origin}${hub.paths.conversation(conversation)}`
  const answers = onTop.filter((one) => one['@type'] === 'Answer')
  const comments = onTop.filter((one) => one['@type'] === 'Comment')
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
