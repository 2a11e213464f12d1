import { describeRule } from '../contract/permissions'
import { levels } from '../hub/settings'
import type { LevelSettings } from './schema'

/** `whoMay('level:expert') // => 'Expert and above'`, with the level names of this hub. */
export const ruleLabel = (who: string) => describeRule(who, levels)

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`

/** How a level is reached, in a sentence; the first two levels are known by their position. */
export const describeReach = ({ reach }: LevelSettings, place: number) => {
  const asked = [
    reach?.approvedComments && count(reach.approvedComments, 'published comment'),
    reach?.answers && count(reach.answers, 'accepted answer'),
    reach?.days && `${count(reach.days, 'day')} since the first comment`,
  ].filter(Boolean)
  if (asked.length > 0) return `After ${asked.join(' and ')}`
  if (place === 0) return 'Anyone'
  return place === 1 ? 'Sign in, or follow the link in our email' : 'Granted by a host'
}

/** When a comment by a member of this level is published. */
export const commentLabels = {
  no: 'Not at all',
  held: 'Held',
  'at-once': 'At once',
}
