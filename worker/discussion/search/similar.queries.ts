import { sql } from 'drizzle-orm'
import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import type { Viewer } from '../../../site/contract/permissions'
import { conversationById } from '../conversations/rules'
import { withTopics } from '../conversations/topics.queries'
import { conversations } from '../conversations/table'
import type { Db } from '../../env'
import { rankBySimilarity, toSimilarityMatch } from './similarity.rules'
import { readableSpaces } from '../../accounts/access/rules'
import { isVisible, type Visibility, visibilityOf } from './visibility.table'
import { documents } from './table'

/** The titles that are compared, and the matches, newest first, from which FTS5 ranks them. */
const MAX_COMPARED = 40
const MAX_MATCHES = 1000

/** The number of similar conversations that are shown. */
const MAX_SHOWN = 5

export interface Similar {
  conversation: Conversation
  /** The number of published comments. */
  comments: number
  /** Whether one of them is accepted as the answer. */
  isAnswered: boolean
}

interface Row {
  id: string
  title: string
  score: number
  comments: number | null
  answer: string | null
}

/** Visible conversations whose titles match, those with rarer words first. */
const listCandidates = (db: Db, match: string, visibility: Visibility, excludedId: string) =>
  db.all<Row>(sql`
    select ${documents.id}, ${documents.title}, score, ${conversations.comments},
      ${conversations.answer}
    from (
      select rowid as number, bm25(documents_words) as score
      from documents_words where documents_words match ${match}
      order by rowid desc limit ${MAX_MATCHES}
    ) as matched
    cross join ${documents} on ${documents.number} = matched.number
    left join ${conversations} on ${conversations.id} = ${documents.id}
    where (${documents.id} like 'post:%' or ${documents.id} like 'topic:%')
      and ${documents.id} <> ${excludedId} and ${isVisible(visibility, sql`${documents.id}`)}
    order by score, matched.number desc limit ${MAX_COMPARED}`)

/**
 * Conversations with a similar title that the viewer may read, most similar first. One common word
 * is enough to be compared.
 *
 * @param excludedId the id of a conversation to leave out, such as the one that is being edited
 */
export const findSimilar = async (
  db: Db,
  hub: Hub,
  viewer: Viewer,
  title: string,
  excludedId = '',
): Promise<Similar[]> => {
  const match = toSimilarityMatch(title)
  if (!match) return []
  const rows = await listCandidates(
    db,
    match,
    visibilityOf(hub, readableSpaces(hub, viewer)),
    excludedId,
  )
  const ids = rows.map(({ id }) => id)
  const known = await withTopics(db, hub, ids)
  return rankBySimilarity(title, rows)
    .flatMap(({ id, comments, answer }) => {
      const conversation = conversationById(known, id)
      return conversation
        ? [{ conversation, comments: comments ?? 0, isAnswered: answer !== null }]
        : []
    })
    .slice(0, MAX_SHOWN)
}
