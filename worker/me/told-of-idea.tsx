import { addressOf, type Conversation } from '../../site/contract'
import { became } from '../ideas/letter'
import type { Message } from '../notices/table'

interface IdeaToldProps {
  message: Message
  /** The idea, for whoever may still read it. */
  idea: Conversation | undefined
}

/** What became of an idea, for somebody who voted for it or had it. */
export const IdeaTold = ({ message, idea }: IdeaToldProps) => {
  const { status, body, memberId } = message
  if (!idea || !status) return <strong>An idea that you voted for has come further</strong>
  const whose = idea.startedBy === memberId ? 'The idea that you had' : 'An idea that you voted for'
  return (
    <>
      <strong>
        {whose} {became[status]}: <a href={addressOf(idea)}>{idea.title}</a>
      </strong>
      {body && <blockquote dir="auto">{body}</blockquote>}
    </>
  )
}
