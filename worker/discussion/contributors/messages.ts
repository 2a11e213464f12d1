import { contributions } from '../../../site/contract/limits'
import type { RankingPeriod } from './queries'

export const periodNames: Record<RankingPeriod, string> = {
  recent: `Last ${contributions.days} days`,
  ever: 'All time',
}

export const contributorMessages = {
  all: 'All contributors',
  likelyToKnow: 'People who may know',
  mention: 'and their handle to ask one of them.',
  noPointsInPeriod: 'No one has points yet. An accepted answer brings the first.',
  about: 'For answers and posts that helped others.',
  none: 'No points yet. You get the first when an answer of yours is accepted or a comment of yours is liked.',
  hidden: 'You are hidden from the contributors list: you have no points and no badge.',
  hide: 'Hide me from the contributors list',
  show: 'Show me in the contributors list',
} as const
