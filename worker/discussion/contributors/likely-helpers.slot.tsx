import type { Context } from 'hono'
import type { Conversation } from '../../../site/contract/conversation'
import type { App } from '../../env'
import { isPublicConversation } from '../../accounts/access/rules'
import { listHelpers } from './queries'
import { LikelyHelpers } from './view'
import { logError } from '../../http/log-error'

/** The most people shown. */
const MAX_HELPERS = 3

interface Asked {
  conversation: Conversation
  row: { answer: string | null }
  member: { id: string } | undefined
}

/**
 * The members who helped most with the tags of a question, for its asker, until it has an answer; not
 * on questions in restricted spaces. The page works without it, so errors are only logged.
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
    const helpers = await listHelpers(c.var.db, { tags, limit: MAX_HELPERS, except: startedBy })
    return (
      <LikelyHelpers
        hub={c.var.hub}
        helpers={helpers.map((each) => ({ ...each, tags: [] }))}
        tags={tags}
      />
    )
  } catch (error) {
    logError(c, 'people who may know cannot be read', error)
    return null
  }
}
