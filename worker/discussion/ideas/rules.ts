import type { Hub } from '../../../site/contract/hub'
import type { IdeaStatus } from '../../../site/contract/vocabulary'

/** Whether nothing more is to be decided about an idea: then nobody votes for it any more. */
export const isVotingOver = (status: IdeaStatus = 'open'): boolean =>
  status === 'done' || status === 'declined'

/** What a post says of its idea: a host changes that in its file. */
export const listPostIdeas = ({ conversations }: Pick<Hub, 'conversations'>) =>
  Object.values(conversations).filter(({ kind }) => kind === 'idea')
