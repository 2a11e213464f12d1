import { type Conversation, type Hub, paths, addressOf } from '../../site/contract'
import { embed } from '../kit/embed'
import { toText } from '../text/markdown'
import type { Line } from './queries'
import { pageOf } from './rules'

interface Said {
  '@type': 'Comment' | 'Answer'
  '@id': string
  url: string
  text: string
  dateCreated: string
  author: { '@type': 'Person'; name: string; url?: string }
  comment?: Said[]
}

/** The page of whoever wrote it: a member's or a host's on the hub, a guest's wherever it is. */
const whereIs = (hub: Hub, line: Line) => {
  const page = pageOf(hub, line)
  return page ? `${new URL(hub.url).origin}${paths.person(page)}` : line.website
}

const saidOf = (hub: Hub, line: Line, type: Said['@type']): Said => {
  const { origin } = new URL(hub.url)
  const url = `${origin}${paths.comment(line.id)}`
  const page = whereIs(hub, line)
  return {
    '@type': type,
    '@id': url,
    url,
    text: toText(line.html),
    dateCreated: line.writtenAt.toISOString(),
    author: {
      '@type': 'Person',
      name: line.name,
      ...(page && { url: page }),
    },
  }
}

/**
 * What was said on this page, for machines: JSON-LD that adds to what the post says of itself,
 * under the same `@id`. Only what is published is in it.
 */
export const linkedData = (
  hub: Hub,
  conversation: Conversation,
  lines: Line[],
  /** What settled the question, wherever it stands. */
  answer?: Line,
): string => {
  const isQuestion = conversation.kind === 'question'
  const published = lines.filter(
    ({ id, state, isSunken }) => state === 'published' && !isSunken && id !== answer?.id,
  )
  const accepted = answer && saidOf(hub, answer, 'Answer')
  const said = new Map<string, Said>(answer && accepted ? [[answer.id, accepted]] : [])
  const onTop: Said[] = []
  for (const line of published) {
    const one = saidOf(hub, line, isQuestion && !line.parentId ? 'Answer' : 'Comment')
    const parent = said.get(line.parentId ?? '')
    if (parent) (parent.comment ??= []).push(one)
    else onTop.push(one)
    said.set(line.id, one)
  }
  const url = `${new URL(hub.url).origin}${addressOf(conversation)}`
  const answers = onTop.filter((one) => one['@type'] === 'Answer')
  const comments = onTop.filter((one) => one['@type'] === 'Comment')
  return embed({
    '@context': 'https://schema.org',
    '@type': isQuestion ? 'Question' : 'DiscussionForumPosting',
    '@id': `${url}#post`,
    ...(accepted && { acceptedAnswer: accepted }),
    ...(answers.length > 0 && { suggestedAnswer: answers }),
    ...(comments.length > 0 && { comment: comments }),
  })
}
