import { whoIs } from '../contract/permissions'
import { levels } from '../hub/settings'
import type { LevelSettings } from './schema'

/** `whoMay('level:expert') // => 'Expert and above'` in the words of the hub's own ladder. */
export const whoMay = (who: string) => whoIs(who, levels)

const count = (number: number, one: string, many = `${one}s`) =>
  `${number} ${number === 1 ? one : many}`

/** How a level is reached, in a sentence; the place in the ladder answers for the first two. */
export const howReached = ({ reach }: LevelSettings, place: number) => {
  const asked = [
    reach?.approvedComments &&
      count(reach.approvedComments, 'comment that was shown', 'comments that were shown'),
    reach?.answers &&
      count(reach.answers, 'answer that settled a question', 'answers that settled a question'),
    reach?.days && `${count(reach.days, 'day')} since the first`,
  ].filter(Boolean)
  if (asked.length > 0) return `After ${asked.join(', and ')}`
  if (place === 0) return 'By turning up'
  return place === 1 ? 'By signing in, or by following the link we mail you' : 'When a host says so'
}

/** When a comment of this level is shown. */
export const commentWords = {
  no: 'Not at all',
  held: 'Held',
  'at-once': 'At once',
}
