import type { Context } from 'hono'
import type { Conversation } from '../../../site/contract/conversation'
import type { App } from '../../env'
import { findSimilar } from '../search/similar.queries'
import { toConversation, type QuestionDuplicates, mayLinkTo } from './duplicate.queries'
import { mayClose, type RefusedDuplicate, type Asker } from './rules'
import { DuplicatesSection } from './view'

/** Similar questions that the page of this one may link to. */
export const listLikelyDuplicates = async (
  c: Context<App>,
  question: Conversation,
  { viewer }: Asker,
): Promise<Conversation[]> => {
  const { db, hub } = c.var
  const similar = await findSimilar(db, hub, viewer, question.title, question.id)
  return similar
    .map(({ conversation }) => conversation)
    .filter((each) => each.kind === 'question' && mayLinkTo(hub, question, each))
}

/** The section about the original and the duplicates of a question. */
export const renderDuplicates = async (
  c: Context<App>,
  question: Conversation,
  { isClosed, original, duplicates }: QuestionDuplicates,
  asker: Asker,
  refused?: RefusedDuplicate,
) => {
  const { hub } = c.var
  const named = [original, ...duplicates].map((row) => row && toConversation(hub, row))
  const [first, ...others] = named.map((each) =>
    each && mayLinkTo(hub, question, each) ? each : undefined,
  )
  const isClosing = mayClose(question, asker)
  const likely = isClosing && !isClosed ? await listLikelyDuplicates(c, question, asker) : []
  return (
    <DuplicatesSection
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
