import type { Hub } from '../../../site/contract/hub'
import type { IdeaStatus } from '../../../site/contract/vocabulary'

/** Whether an idea is done or declined, and so takes no more votes. */
export const isVotingOver = (status: IdeaStatus = 'open'): boolean =>
  status === 'done' || status === 'declined'

/** The ideas among the posts; their status is in their files. */
export const listPostIdeas = ({ conversations }: Pick<Hub, 'conversations'>) =>
  Object.values(conversations).filter(({ kind }) => kind === 'idea')
