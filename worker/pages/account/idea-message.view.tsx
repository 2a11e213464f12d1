import type { Conversation } from '../../../site/contract/conversation'
import type { Paths } from '../../../site/contract/paths'
import { statusPhrases } from '../../discussion/ideas/email.view'
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
  const whose = isOwn ? 'The idea that you had' : 'An idea that you voted for'
  if (!idea || !isReadable || !status) return <strong>{whose} has a new status</strong>
  return (
    <>
      <strong>
        {whose} {statusPhrases[status]}: <a href={paths.conversation(idea)}>{idea.title}</a>
      </strong>
      {body && <blockquote dir="auto">{body}</blockquote>}
    </>
  )
}
