import { type Hub, type IdeaStatus, ideaStatuses } from '../../site/contract'
import { REASON_LIMIT } from '../audit/rules'
import { cleanLine, lengthOf } from '../text/words'

/** What a host says of an idea, as it was sent. */
export interface Words {
  status: string
  reason: string
}

/** What is wrong with it. */
export type Fault = 'status' | 'reason-empty' | 'reason-too-long' | 'changed'

/** The reason as it is kept. */
export const reasonIn = ({ reason }: Pick<Words, 'reason'>): string => cleanLine(reason)

/** A status that there is; nothing, for a word that is none. */
export const statusIn = ({ status }: Pick<Words, 'status'>): IdeaStatus | undefined =>
  ideaStatuses.find((each) => each === status)

/** Everybody who voted reads the reason, so there must be one. */
export const faultIn = (words: Words): Fault | undefined => {
  if (!statusIn(words)) return 'status'
  const reason = reasonIn(words)
  if (reason === '') return 'reason-empty'
  return lengthOf(reason) > REASON_LIMIT ? 'reason-too-long' : undefined
}

/** Whether nothing more is to be decided about an idea: then nobody votes for it any more. */
export const isOver = (status: IdeaStatus = 'open'): boolean =>
  status === 'done' || status === 'declined'

/** What a post says of its idea: a host changes that in its file. */
export const ideasIn = ({ conversations }: Pick<Hub, 'conversations'>) =>
  Object.values(conversations).filter(({ kind }) => kind === 'idea')
