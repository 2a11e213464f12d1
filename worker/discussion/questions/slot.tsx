import type { Context } from 'hono'
import type { Conversation } from '../../../site/contract/conversation'
import type { App } from '../../env'
import { findSimilar } from '../search/similar.queries'
import { conversationIn, type Kin, mayName } from './duplicate.queries'
import { mayClose, type Refused, type Somebody } from './rules'
import { KinOfQuestion } from './view'

/** Questions that may be the same, and that the page of this one may name. */
export const listLikely = async (
  c: Context<App>,
  question: Conversation,
  { viewer }: Somebody,
): Promise<Conversation[]> => {
  const { db, hub } = c.var
  const similar = await findSimilar(db, hub, viewer, question.title, question.id)
  return similar
    .map(({ conversation }) => conversation)
    .filter((each) => each.kind === 'question' && mayName(hub, question, each))
}

/** What stands between a question and what was said about those that ask the same. */
export const drawKin = async (
  c: Context<App>,
  question: Conversation,
  { isClosed, original, duplicates }: Kin,
  somebody: Somebody,
  refused?: Refused,
) => {
  const { hub } = c.var
  const named = [original, ...duplicates].map((row) => row && conversationIn(hub, row))
  const [first, ...others] = named.map((each) =>
    each && mayName(hub, question, each) ? each : undefined,
  )
  const isClosing = mayClose(question, somebody)
  const likely = isClosing && !isClosed ? await listLikely(c, question, somebody) : []
  return (
    <KinOfQuestion
      paths={hub.paths}
      question={question}
      isClosed={isClosed}
      original={first}
      duplicates={others.filter((each) => each !== undefined)}
      closing={isClosing ? likely : undefined}
      refused={refused}
    />
  )
}
