import type { Conversation } from '../../../site/contract/conversation'
import type { Paths } from '../../../site/contract/paths'
import { ideaStatusMessages } from '../../notifications/email/messages'
import type { Message } from '../../notifications/table'

interface IdeaMessageProps {
  paths: Paths
  message: Message
  idea: Conversation | undefined
  /** Whether the member may read it, after a move or a merge too. */
  isReadable: boolean
}

/** The new status of an idea, for its author and its voters. */
export const IdeaMessage = ({ paths, message, idea, isReadable }: IdeaMessageProps) => {
  const { status, body, memberId } = message
  const isOwn = idea?.startedBy === memberId
  if (!idea || !isReadable || !status)
    return <strong>{ideaStatusMessages.unreadable(isOwn)}</strong>
  return (
    <>
      <strong>
        {ideaStatusMessages.change(isOwn, status)}:{' '}
        <a href={paths.conversation(idea)}>{idea.title}</a>
      </strong>
      {body && <blockquote dir="auto">{body}</blockquote>}
    </>
  )
}
