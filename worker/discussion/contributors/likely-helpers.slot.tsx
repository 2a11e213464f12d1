import type { Context } from 'hono'
import type { Conversation } from '../../../site/contract/conversation'
import type { App } from '../../env'
import { isPublicConversation } from '../../accounts/access/rules'
import { listHelpers } from './queries'
import { LikelyHelpers } from './view'

/** How many people are named to whoever asks. */
const MOST = 3

interface Asked {
  conversation: Conversation
  row: { answer: string | null }
  member: { id: string } | undefined
}

/**
 * Those who help most with the tags of a question, for whoever asks it, until they have their
 * answer; of one that not everybody may read, nobody. A page can do without, and so does not fail.
 */
export const renderLikelyHelpers = async (
  c: Context<App>,
  { conversation, row, member }: Asked,
): Promise<ReturnType<typeof LikelyHelpers>> => {
  const { kind, tags, startedBy } = conversation
  const isAsker = kind === 'question' && startedBy !== undefined && startedBy === member?.id
  if (!isAsker || row.answer || tags.length === 0 || !isPublicConversation(c.var.hub, conversation))
    return null
  try {
    const helpers = await listHelpers(c.var.db, { tags, limit: MOST, not: startedBy })
    return (
      <LikelyHelpers
        hub={c.var.hub}
        helpers={helpers.map((each) => ({ ...each, tags: [] }))}
        tags={tags}
      />
    )
  } catch (error) {
    console.error('nobody is named who may know:', error)
    return null
  }
}
