import { sql } from 'drizzle-orm'
import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import type { Viewer } from '../../../site/contract/permissions'
import { conversationById } from '../conversations/rules'
import { withTopics } from '../conversations/topics.queries'
import { conversations } from '../conversations/table'
import type { Db } from '../../env'
import { alike, toLikeness } from './similarity.rules'
import { readableSpaces } from '../../accounts/access/rules'
import { isSeen, type Sight, sightOf } from './visibility.table'
import { documents } from './table'

/** Titles that are looked at more closely, and those that share a word with what was asked. */
const LOOKED_AT = 40
const SHARING = 1000

/** How many are shown. */
const SHOWN = 5

export interface Similar {
  conversation: Conversation
  /** Published comments, as what an answer may be among. */
  comments: number
  /** Whether one of them settled the question. */
  isAnswered: boolean
}

interface Row {
  id: string
  title: string
  score: number
  comments: number | null
  answer: string | null
}

/** Conversations that share words in their titles, the rarer the words the earlier. */
const listSharing = (db: Db, match: string, sight: Sight, not: string) =>
  db.all<Row>(sql`
    select ${documents.id}, ${documents.title}, score, ${conversations.comments},
      ${conversations.answer}
    from (
      select rowid as number, bm25(documents_words) as score
      from documents_words where documents_words match ${match}
      order by rowid desc limit ${SHARING}
    ) as found
    cross join ${documents} on ${documents.number} = found.number
    left join ${conversations} on ${conversations.id} = ${documents.id}
    where (${documents.id} like 'post:%' or ${documents.id} like 'topic:%')
      and ${documents.id} <> ${not} and ${isSeen(sight, sql`${documents.id}`)}
    order by score, found.number desc limit ${LOOKED_AT}`)

/**
 * Conversations that may be about the same as this title, the likeliest first: any of its words may
 * be in theirs, and only what the viewer may read is there.
 *
 * @param except the id of a conversation that is not to be told of, such as the one being changed
 */
export const findSimilar = async (
  db: Db,
  hub: Hub,
  viewer: Viewer,
  title: string,
  except = '',
): Promise<Similar[]> => {
  const match = toLikeness(title)
  if (!match) return []
  const rows = await listSharing(db, match, sightOf(hub, readableSpaces(hub, viewer)), except)
  const ids = rows.map(({ id }) => id)
  const known = await withTopics(db, hub, ids)
  return alike(title, rows)
    .flatMap(({ id, comments, answer }) => {
      const conversation = conversationById(known, id)
      return conversation
        ? [{ conversation, comments: comments ?? 0, isAnswered: answer !== null }]
        : []
    })
    .slice(0, SHOWN)
}
