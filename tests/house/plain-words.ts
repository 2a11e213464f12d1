import type { Source } from './sources'

/** Words that are signs of a missing noun, or of another spelling than everybody's. */
const SIGNS = [
  'somebody',
  'nobody',
  'whoever',
  'told',
  'kept',
  'stands',
  'rests?',
  'resting',
  'anew',
  'can not',
  'e-mails?',
  'letters?',
]

/** How often each of the words is in the texts, whatever its case, comments and strings included. */
export const countSigns = (sources: Source[]): Map<string, number> =>
  new Map(
    SIGNS.map((word) => {
      const pattern = new RegExp(`\\b${word.replace(' ', '\\s+(?:\\*\\s+|//\\s+)?')}\\b`, 'gi')
      const count = sources.reduce((sum, { text }) => sum + (text.match(pattern)?.length ?? 0), 0)
      return [word.replace('?', ''), count]
    }),
  )
